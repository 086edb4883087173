import { centsFromText } from "@essaim/database/money.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import {
  type Label,
  lineSchema,
  listSchema,
  listSorts,
  longestMarkdown,
  textSchema,
} from "./publication.schema.ts";

export {
  type PublicationStatus,
  publicationStatuses,
  publicationStatusLabels,
} from "./publication.schema.ts";

export const sectors = [
  "delivery",
  "craft",
  "food",
  "making",
  "shared_place",
  "group_purchase",
  "garden",
  "digital",
  "care",
  "other",
] as const;
export type Sector = (typeof sectors)[number];

export const sectorLabels: Record<Sector, Label> = {
  delivery: { fr: "Livraison", en: "Delivery" },
  craft: { fr: "Artisanat", en: "Crafts" },
  food: { fr: "Alimentation", en: "Food" },
  making: { fr: "Fabrication", en: "Making" },
  shared_place: { fr: "Lieu partagé", en: "Shared place" },
  group_purchase: { fr: "Achat groupé", en: "Group purchase" },
  garden: { fr: "Jardin", en: "Gardening" },
  digital: { fr: "Numérique", en: "Digital" },
  care: { fr: "Aide et soin", en: "Care" },
  other: { fr: "Autre", en: "Other" },
};

/** Rows that one form takes, of resources and of places. */
const mostRows = 50;

/** A resource that the activity rests on, and how. */
const activityResourceSchema = z.object({
  openResourceId: z.uuid("Choisissez la ressource, ou videz la ligne."),
  usage: textSchema(500),
});

/**
 * A place where the activity works. A commune is its INSEE code (« 59350 »), its name (« Lille ») or both
 * (« Lille (59350) »); the command finds it.
 */
const activityLocationSchema = z.object({
  commune: z.string("Indiquez la commune, ou videz la ligne.").trim().min(1).max(120),
  sinceYear: z.coerce
    .number("Indiquez une année, en quatre chiffres.")
    .int("Indiquez une année, en quatre chiffres.")
    .min(1900, "Indiquez une année à partir de 1900.")
    .max(2100, "Vérifiez cette année.")
    .optional()
    .transform((year) => year ?? null),
  transferredFrom: z
    .string()
    .trim()
    .max(120)
    .optional()
    .transform((commune) => commune || null),
  description: textSchema(1000),
});

/** Typed in euros, kept in cents; null when left empty. */
const optionalCents = centsFromText.optional().transform((cents) => cents ?? null);

const rowLists = {
  resources: z.array(activityResourceSchema).max(mostRows),
  locations: z.array(activityLocationSchema).max(mostRows),
};

/** Costs are compared along with what is wrong in the other fields, not in a second round. */
const areCostsRead = ({ value }: { value: unknown }) => {
  const { startupCostMinCents: least, startupCostMaxCents: most } = value as Record<
    string,
    unknown
  >;
  return [least, most].every((cents) => cents === null || typeof cents === "number");
};

const activityFields = z
  .object({
    title: lineSchema(120, "Donnez un titre à l’activité."),
    summary: lineSchema(300, "Résumez l’activité en une ou deux phrases."),
    sector: z.enum(sectors, "Choisissez le secteur dans la liste."),
    description: textSchema(longestMarkdown),
    requirements: textSchema(longestMarkdown),
    steps: textSchema(longestMarkdown),
    advantages: textSchema(longestMarkdown),
    limits: textSchema(longestMarkdown),
    startupCostMinCents: optionalCents,
    startupCostMaxCents: optionalCents,
    ...rowLists,
  })
  .refine(
    ({ startupCostMinCents: least, startupCostMaxCents: most }) =>
      !(least === null && most !== null),
    {
      path: ["startupCostMinCents"],
      error: "Indiquez aussi le coût le plus bas (0 s’il n’y en a pas).",
      when: areCostsRead,
    },
  )
  .refine(
    ({ startupCostMinCents: least, startupCostMaxCents: most }) =>
      !(least !== null && most === null),
    {
      path: ["startupCostMaxCents"],
      error: "Indiquez aussi le coût le plus haut, le même au besoin.",
      when: areCostsRead,
    },
  )
  .refine(
    ({ startupCostMinCents: least, startupCostMaxCents: most }) =>
      least === null || most === null || most >= least,
    {
      path: ["startupCostMaxCents"],
      error: "Le coût le plus haut est inférieur au plus bas.",
      when: areCostsRead,
    },
  );

/**
 * The form of an activity. Markdown: description, requirements, steps, advantages, limits.
 * Rows are fields named `resources.0.openResourceId`, `locations.2.commune`…; pass the form through
 * `compactRows` first.
 */
export const activitySchema = z.preprocess(nestRows, activityFields);
export type ActivityInput = z.output<typeof activitySchema>;

/** The rows alone, so that what is wrong in them is said along with the rest of a refused form. */
export const activityRowsSchema = z.preprocess(nestRows, z.object(rowLists));

/** What `editActivity` takes: the form, the record, and the version that the form was made from. */
export const editActivitySchema = z.preprocess(
  nestRows,
  activityFields.safeExtend({ id: z.uuid(), version: versionSchema }),
);

export const activityFilterSchema = z.object({
  ...listSchema,
  sector: z.enum(sectors).optional(),
  sort: z.enum(listSorts).default("-updated"),
});

const rowName = /^(resources|locations)\.(\d{1,4})\.([a-zA-Z]+)$/;

/** `{ "locations.0.commune": "Lille" }` → `{ locations: [{ commune: "Lille" }] }`. */
function nestRows(input: unknown): unknown {
  if (typeof input !== "object" || input === null) return input;
  const fields: Record<string, unknown> = Object.create(null);
  const rows = { resources: [] as Row[], locations: [] as Row[] };
  for (const [name, value] of Object.entries(input)) {
    const [, list, index, field] = rowName.exec(name) ?? [];
    if (!field) {
      fields[name] = value;
      continue;
    }
    const those = rows[list as keyof typeof rows];
    while (those.length <= Number(index)) those.push({});
    (those[Number(index)] as Row)[field] = value;
  }
  for (const list of ["resources", "locations"] as const) {
    // Already nested, when it does not come from a form.
    if (rows[list].length > 0 || !Array.isArray(fields[list])) fields[list] = rows[list];
  }
  return fields;
}

type Row = Record<string, unknown>;

/** Leaves out the rows where nothing was typed and numbers the others from 0, in their order. */
export function compactRows(form: FormData): FormData {
  const compact = new FormData();
  const rows = new Map<string, [string, string][]>();
  for (const [name, value] of form.entries()) {
    const [, list, index, field] = rowName.exec(name) ?? [];
    if (!list || !index || !field) {
      compact.append(name, value);
      continue;
    }
    if (typeof value !== "string") continue;
    const key = `${list}.${Number(index)}`;
    rows.set(key, [...(rows.get(key) ?? []), [field, value]]);
  }
  const counts: Record<string, number> = {};
  for (const [key, fields] of rows) {
    if (fields.every(([, value]) => value.trim() === "")) continue;
    const list = key.split(".")[0] as string;
    const index = counts[list] ?? 0;
    counts[list] = index + 1;
    for (const [field, value] of fields) compact.append(`${list}.${index}.${field}`, value);
  }
  return compact;
}
