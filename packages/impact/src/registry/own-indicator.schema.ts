import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { type Dimension, dimensionKeys } from "./dimension.schema.ts";
import { countsPeople, type Formula, formulaSchema } from "./formula.schema.ts";
import { audiences, type Counted, type IndicatorDefinition } from "./indicator.schema.ts";
import { type SourceKey, sourceKeys, sourceOf } from "./source.schema.ts";

/** What is entered by hand, month by month: people go through disclosure control, anything else does not. */
export const declaredNatures = ["people", "events"] as const;

/** How an own indicator is known: by a formula, or declared. */
export const calculationSchema = z.union([
  z.strictObject({ declared: z.enum(declaredNatures) }),
  formulaSchema,
]);
export type OwnCalculation = z.output<typeof calculationSchema>;

export const ownKey = (id: string) => `own:${id}`;
/** The id in an own key; '' for any other. */
export const idOfKey = (key: string) => (isOwnKey(key) ? key.slice(4) : "");
export const ownKeySchema = z.string().regex(/^own:[0-9a-f-]{36}$/);
export const isOwnKey = (key: string) => key.startsWith("own:");

export type OwnIndicatorRow = {
  id: string;
  name: string;
  definition: string;
  unitOne: string;
  unitMany: string;
  formula: unknown;
  audience: (typeof audiences)[number];
  retiredOn: string | null;
  updatedOn: string;
};

const countedBy = ({ measure, amount }: Formula): Counted => {
  if (measure === "people") return "people";
  if (measure === "records") return "events";
  return amount === "cents" ? "euros" : amount === "minutes" ? "minutes" : "days";
};

/** What an organisation composed, in the shape of the registry's own: everything that reads one reads the other. */
export function ownDefinition(row: OwnIndicatorRow): IndicatorDefinition {
  const same = (text: string) => ({ fr: text, en: text });
  const unit = [row.unitOne, row.unitMany] as const;
  const described = {
    key: ownKey(row.id),
    name: same(row.name),
    definition: same(row.definition),
    unit: { fr: unit, en: unit },
    audience: row.audience,
    retiredOn: row.retiredOn,
  };
  const declared = {
    ...described,
    source: "declared" as const,
    quality: {
      fr: "Déclaré par la coopérative, chaque mois avec sa preuve.",
      en: "Declared by the cooperative, every month with its evidence.",
    },
  };
  const read = calculationSchema.safeParse(row.formula ?? { declared: "events" });
  // A building block that is no longer: nothing true can be said of it.
  if (!read.success) {
    const retiredOn = row.retiredOn ?? row.updatedOn;
    return { ...declared, counted: "events", countsPeople: true, retiredOn };
  }
  const { data } = read;
  if ("declared" in data) {
    return { ...declared, counted: data.declared, countsPeople: data.declared === "people" };
  }
  const { name } = sourceOf(data.source);
  return {
    ...described,
    source: "records",
    formula: data,
    counted: countedBy(data),
    countsPeople: countsPeople(data),
    quality: {
      fr: `Composé par la coopérative d’après ses dossiers\u202f: ${name.fr.toLowerCase()}.`,
      en: `Composed by the cooperative from its files: ${name.en.toLowerCase()}.`,
    },
  };
}

/** What a person chooses to count: records of a source, or what they declare. */
export const countableKeys = [
  ...sourceKeys,
  ...declaredNatures.map((nature) => `declared_${nature}` as const),
] as const;
export type Countable = (typeof countableKeys)[number];

export const countableSchema = z.object({ compte: z.enum(countableKeys).optional() });

export const isSource = (countable: Countable): countable is SourceKey =>
  (sourceKeys as readonly string[]).includes(countable);

export function countableOf(definition: IndicatorDefinition): Countable {
  if (definition.source === "records") return definition.formula.source;
  return definition.countsPeople ? "declared_people" : "declared_events";
}

export const calculationOf = (definition: IndicatorDefinition): OwnCalculation =>
  definition.source === "records"
    ? definition.formula
    : { declared: definition.countsPeople ? "people" : "events" };

/** How it becomes a figure, in one field: `sum:cents`. */
export const waySchema = z.enum(["records", "people", "sum:cents", "sum:minutes", "median:days"], {
  error: "Dites comment compter.",
});
export type Way = z.output<typeof waySchema>;

/** The ways in which a source may be counted. */
export function waysOf(source: SourceKey): Way[] {
  const { hasPeople, amounts } = sourceOf(source);
  // One record a person: both would be the same figure.
  if (source === "people") return ["people"];
  return [
    "records",
    ...(hasPeople ? (["people"] as const) : []),
    ...amounts.map((one) => (one === "days" ? "median:days" : `sum:${one}`) as Way),
  ];
}

export const wayOf = ({ measure, amount }: Formula): Way =>
  (amount ? `${measure}:${amount}` : measure) as Way;

/** Name of the field that a form gives to the values of a dimension. */
export const whereField = (dimension: Dimension) => `where_${dimension}` as const;

/** What may be asked of the records of a source. */
export const conditionsOf = (source: SourceKey): Dimension[] =>
  sourceOf(source).dimensions.filter((one) => one !== "month" && one !== "grant");

const required = (message: string, most: number) =>
  z
    .string({ error: message })
    .trim()
    .min(1, message)
    .max(most, `Écrivez au plus ${most} caractères.`);

const shape: Record<string, z.ZodType<string[]>> = {};
for (const dimension of dimensionKeys) shape[whereField(dimension)] = z.array(z.string());

const fields = z.object({
  name: required("Donnez un nom à cet indicateur.", 120),
  definition: required("Dites en une phrase ce qui est compté.", 500),
  unitOne: required("Dites de quoi c’est un nombre, par exemple atelier.", 40),
  unitMany: required("Écrivez cette unité au pluriel, par exemple ateliers.", 40),
  readers: z.enum(audiences, { error: "Dites qui lit cet indicateur." }),
  countable: z.enum(countableKeys, { error: "Dites ce que vous comptez." }),
  /** Of what is declared too, so that one that is missing is said with everything else. */
  way: waySchema,
  ...shape,
});

/** What a person typed → the words of an indicator and how it is known. */
const fromFields = (typed: z.output<typeof fields>, context: z.RefinementCtx) => {
  const { name, definition, unitOne, unitMany, readers, countable, way } = typed;
  const words = { name, definition, unitOne, unitMany, audience: readers };
  if (!isSource(countable)) {
    const declared = countable === "declared_people" ? "people" : "events";
    return { ...words, calculation: { declared } as OwnCalculation };
  }
  if (!waysOf(countable).includes(way)) {
    context.addIssue({ code: "custom", path: ["way"], message: "Dites comment compter." });
    return z.NEVER;
  }
  const [measure, amount] = way.split(":");
  const values = typed as unknown as Record<string, string[]>;
  const where = Object.fromEntries(
    conditionsOf(countable)
      .map((dimension) => [dimension, values[whereField(dimension)] ?? []] as const)
      .filter(([, chosen]) => chosen.length > 0),
  );
  const formula = formulaSchema.safeParse({
    source: countable,
    measure,
    ...(amount && { amount }),
    ...(Object.keys(where).length > 0 && { where }),
  });
  if (formula.success) return { ...words, calculation: formula.data as OwnCalculation };
  for (const { message } of formula.error.issues) {
    context.addIssue({ code: "custom", path: ["way"], message });
  }
  return z.NEVER;
};

export const ownIndicatorFormSchema = fields.transform(fromFields);
export const ownIndicatorEditFormSchema = fields
  .extend({ version: versionSchema })
  .transform((typed, context) => ({ ...fromFields(typed, context), version: typed.version }));

/** What a page sends to retire an indicator, or to take it up again. */
export const retireFormSchema = z.object({ version: versionSchema, isRetired: z.stringbool() });

/** What the commands take. */
export const ownIndicatorSchema = z.object({
  name: z.string().min(1).max(120),
  definition: z.string().min(1).max(500),
  unitOne: z.string().min(1).max(40),
  unitMany: z.string().min(1).max(40),
  audience: z.enum(audiences),
  calculation: calculationSchema,
});
export type OwnIndicatorInput = z.output<typeof ownIndicatorSchema>;

export const ownIndicatorRefusals = {
  name_taken: {
    field: "name",
    message: "Un autre indicateur porte déjà ce nom. Choisissez-en un autre.",
  },
  in_use: {
    field: "way",
    message:
      "Cet indicateur est déjà déclaré, promis ou arrêté\u202f: ce qu’il compte ne change plus. Retirez-le et composez-en un autre.",
  },
} as const;
