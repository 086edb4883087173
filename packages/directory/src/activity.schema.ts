import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import {
  centsSchema,
  countSchema,
  imagesSchema,
  linksSchema,
  optionalUrlSchema,
} from "./content.schema.ts";
import { nestFields } from "./form-rows.ts";
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

export const legalForms = [
  "cae",
  "cooperative",
  "association",
  "sole_trader",
  "company",
  "informal",
] as const;
export type LegalForm = (typeof legalForms)[number];

export const legalFormLabels: Record<LegalForm, Label> = {
  cae: { fr: "Entrepreneur salarié d’une CAE", en: "Salaried entrepreneur of a CAE" },
  cooperative: { fr: "Coopérative (SCOP, SCIC)", en: "Cooperative" },
  association: { fr: "Association", en: "Association" },
  sole_trader: { fr: "Entreprise individuelle", en: "Sole trader" },
  company: { fr: "Société (SARL, SAS)", en: "Company" },
  informal: { fr: "Collectif sans statut", en: "Informal group" },
};

export const maturities = ["idea", "tried", "running", "spreading"] as const;
export type Maturity = (typeof maturities)[number];

export const maturityLabels: Record<Maturity, Label> = {
  idea: { fr: "Idée", en: "Idea" },
  tried: { fr: "Essayée", en: "Tried" },
  running: { fr: "Installée", en: "Running" },
  spreading: { fr: "Essaimée", en: "Spreading" },
};

/** What each degree of maturity promises to whoever would start tomorrow. */
export const maturityMeanings: Record<Maturity, Label> = {
  idea: { fr: "personne ne l’a encore fait ainsi", en: "nobody has done it this way yet" },
  tried: { fr: "quelqu’un l’a fait, pour voir", en: "somebody did it, to see" },
  running: { fr: "elle tourne quelque part, dans la durée", en: "it runs somewhere, for good" },
  spreading: {
    fr: "elle a été reprise dans plusieurs territoires",
    en: "it was taken up in several territories",
  },
};

/** Rows that one form takes, of resources, of places and of steps. */
const mostRows = 50;
/** Rows of the lists that only complete them. */
const mostFurtherRows = 20;

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
  sinceYear: countSchema(1900, 2100, "Indiquez une année, en quatre chiffres."),
  transferredFrom: z
    .string()
    .trim()
    .max(120)
    .nullish()
    .transform((commune) => commune || null),
  description: textSchema(1000),
});

const wrongDays = "Indiquez un nombre de jours, par exemple 0,5 ou 3.";

/** Something to do, in its order; `days` is how long it takes, in days, halves included. */
const stepSchema = z.object({
  text: z
    .string("Dites ce qu’il faut faire, ou videz la ligne.")
    .trim()
    .min(1)
    .max(longestMarkdown),
  days: z
    .preprocess(
      (typed) =>
        typeof typed === "string" ? typed.trim().replace(",", ".") : (typed ?? undefined),
      z.coerce
        .number(wrongDays)
        .min(0.5, wrongDays)
        .max(1000, wrongDays)
        .multipleOf(0.5, wrongDays)
        .optional(),
    )
    .transform((days) => days ?? null),
  tools: textSchema(300),
});
export type Step = z.output<typeof stepSchema>;

const stepsSchema = z
  .array(stepSchema)
  .max(mostRows)
  .refine(
    (steps) => steps.reduce((sum, step) => sum + step.text.length, 0) <= longestMarkdown,
    "Ces étapes sont trop longues\u202f: gardez l’essentiel de chacune.",
  );

/** An amount that somebody really had, with the year it is of and where it is told. */
const figureSchema = z.object({
  label: lineSchema(160, "Dites de quoi c’est le montant, ou videz la ligne."),
  cents: centsSchema.transform((cents, context): number => {
    if (cents !== null) return cents;
    context.addIssue({ code: "custom", message: "Indiquez le montant, en euros." });
    return z.NEVER;
  }),
  year: countSchema(1900, 2100, "Indiquez une année, en quatre chiffres.").transform(
    (year, context): number => {
      if (year !== null) return year;
      context.addIssue({ code: "custom", message: "Un montant sans son année ne dit rien." });
      return z.NEVER;
    },
  ),
  source: textSchema(300),
});
export type Figure = z.output<typeof figureSchema>;

const supporterSchema = z.object({
  name: lineSchema(160, "Donnez le nom de qui la soutient, ou videz la ligne."),
  url: optionalUrlSchema,
});

/** What is not known yet, and where it is talked about. */
const questionSchema = z.object({
  text: lineSchema(300, "Écrivez la question, ou videz la ligne."),
  url: optionalUrlSchema,
});
export type Question = z.output<typeof questionSchema>;

/** « Comptabilité » and « comptabilité » are one skill; « QGIS » keeps its capitals. */
function normaliseSkill(typed: string): string {
  const skill = typed.normalize("NFC").replace(/\s+/gu, " ").trim();
  return skill.replace(/^\p{Lu}(?=[\p{Ll}'’]*(\P{L}|$))/u, (capital) => capital.toLowerCase());
}

/** One line, « comptabilité, mécanique vélo », or a list. Each once, whatever its capitals and accents. */
const skillsSchema = z.preprocess(
  (typed) => (typeof typed === "string" ? typed.split(/[,;\n]/) : (typed ?? [])),
  z
    .array(z.string().max(2000))
    .transform((typed) => {
      const skills = new Map<string, string>();
      for (const one of typed) {
        const skill = normaliseSkill(one);
        const key = skill.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
        if (key && !skills.has(key)) skills.set(key, skill);
      }
      return [...skills.values()];
    })
    .pipe(
      z
        .array(z.string().max(60, "Une compétence tient en 60 caractères."))
        .max(mostFurtherRows, `Gardez les ${mostFurtherRows} compétences qui comptent le plus.`),
    ),
);

const rowFields = {
  resources: z.array(activityResourceSchema).max(mostRows),
  locations: z.array(activityLocationSchema).max(mostRows),
};

/** In their order of the list, each once. */
const legalFormsSchema = z
  .array(z.enum(legalForms))
  .default([])
  .transform((chosen) => legalForms.filter((form) => chosen.includes(form)));

const englishSchema = z
  .object({
    title: lineSchema(120, "Traduisez aussi le titre."),
    summary: lineSchema(300, "Traduisez aussi le résumé."),
    description: textSchema(longestMarkdown),
    requirements: textSchema(longestMarkdown),
    advantages: textSchema(longestMarkdown),
    limits: textSchema(longestMarkdown),
  })
  .nullable();

const months = "Indiquez un nombre de mois, de 0 à 120.";
const people = "Indiquez un nombre de personnes, de 1 à 1\u202f000.";

/** Ranges: both ends or neither, in order. */
const ranges = [
  {
    least: "startupCostMinCents",
    most: "startupCostMaxCents",
    noLeast: "Indiquez aussi le coût le plus bas (0 s’il n’y en a pas).",
    noMost: "Indiquez aussi le coût le plus haut, le même au besoin.",
    reversed: "Le coût le plus haut est inférieur au plus bas.",
  },
  {
    least: "monthlyCostMinCents",
    most: "monthlyCostMaxCents",
    noLeast: "Indiquez aussi le coût le plus bas (0 s’il n’y en a pas).",
    noMost: "Indiquez aussi le coût le plus haut, le même au besoin.",
    reversed: "Le coût le plus haut est inférieur au plus bas.",
  },
  {
    least: "peopleMin",
    most: "peopleMax",
    noLeast: "Indiquez aussi le nombre le plus petit (1 pour une personne seule).",
    noMost: "Indiquez aussi le nombre le plus grand, le même au besoin.",
    reversed: "Le nombre le plus grand est inférieur au plus petit.",
  },
  {
    least: "firstIncomeMinMonths",
    most: "firstIncomeMaxMonths",
    noLeast: "Indiquez aussi le délai le plus court (0 s’il n’y en a pas).",
    noMost: "Indiquez aussi le délai le plus long, le même au besoin.",
    reversed: "Le délai le plus long est inférieur au plus court.",
  },
] as const;

const activityShape = z.object({
  title: lineSchema(120, "Donnez un titre à l’activité."),
  summary: lineSchema(300, "Résumez l’activité en une ou deux phrases."),
  sector: z.enum(sectors, "Choisissez le secteur dans la liste."),
  description: textSchema(longestMarkdown),
  requirements: textSchema(longestMarkdown),
  steps: stepsSchema,
  advantages: textSchema(longestMarkdown),
  limits: textSchema(longestMarkdown),
  startupCostMinCents: centsSchema,
  startupCostMaxCents: centsSchema,
  monthlyCostMinCents: centsSchema,
  monthlyCostMaxCents: centsSchema,
  peopleMin: countSchema(1, 1000, people),
  peopleMax: countSchema(1, 1000, people),
  space: textSchema(500),
  skills: skillsSchema,
  legalForms: legalFormsSchema,
  firstIncomeMinMonths: countSchema(0, 120, months),
  firstIncomeMaxMonths: countSchema(0, 120, months),
  maturity: z
    .enum(maturities, "Choisissez la maturité dans la liste.")
    .nullish()
    .transform((maturity) => maturity ?? null),
  income: textSchema(longestMarkdown),
  figures: z.array(figureSchema).max(mostFurtherRows),
  supporters: z.array(supporterSchema).max(mostFurtherRows),
  questions: z.array(questionSchema).max(mostFurtherRows),
  links: linksSchema,
  images: imagesSchema,
  english: englishSchema,
  ...rowFields,
});

/** Ranges are compared along with what is wrong in the other fields, not in a second round. */
const activityFields = ranges.reduce((fields, { least, most, noLeast, noMost, reversed }) => {
  const when = ({ value }: { value: unknown }) =>
    [least, most].every((name) => {
      const one = (value as Record<string, unknown>)[name];
      return one === null || Number.isFinite(one);
    });
  return fields
    .refine((value) => !(value[least] === null && value[most] !== null), {
      path: [least],
      error: noLeast,
      when,
    })
    .refine((value) => !(value[least] !== null && value[most] === null), {
      path: [most],
      error: noMost,
      when,
    })
    .refine(({ [least]: low, [most]: high }) => low === null || high === null || high >= low, {
      path: [most],
      error: reversed,
      when,
    });
}, activityShape);

/**
 * The form of an activity, and its document (what was published of it). Markdown: description, requirements, the text
 * of each step, advantages, limits, income. Rows are fields named `resources.0.openResourceId`, `locations.2.commune`…;
 * pass the form through `compactRows` first. Amounts are typed in euros, and in cents in a document.
 */
export const activitySchema = z.preprocess(nestFields, activityFields);
export type ActivityInput = z.output<typeof activitySchema>;

/** The rows alone, so that what is wrong in them is said along with the rest of a refused form. */
export const activityRowsSchema = z.preprocess(nestFields, z.object(rowFields));

/** What `editActivity` takes: the form, the record, and the version that the form was made from. */
export const editActivitySchema = z.preprocess(
  nestFields,
  activityFields.safeExtend({ id: z.uuid(), version: versionSchema }),
);

export const activityFilterSchema = z.object({
  ...listSchema,
  sector: z.enum(sectors).optional(),
  sort: z.enum(listSorts).default("-updated"),
});
