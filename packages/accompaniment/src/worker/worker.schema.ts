import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { monthsAfter } from "../pathway/day.rules.ts";
import { MONTHS_AHEAD } from "../pathway/stage.rules.ts";
import { homeSinceSchema, replaceFromSchema } from "../residence/home-since.schema.ts";
import { normalisePhone, readBirth } from "./worker.rules.ts";

export const workerKinds = ["platform_worker", "commons_contributor", "both"] as const;
export type WorkerKind = (typeof workerKinds)[number];
export const workerKindLabels: Record<WorkerKind, string> = {
  platform_worker: "Travail de plateforme",
  commons_contributor: "Contribution à un commun",
  both: "Plateforme et commun",
};
/** For the columns of a list. */
export const workerKindShortLabels: Record<WorkerKind, string> = {
  platform_worker: "Plateforme",
  commons_contributor: "Commun",
  both: "Plateforme et commun",
};

export const residences = ["priority", "outside", "unknown"] as const;
export type Residence = (typeof residences)[number];
export const residenceLabels: Record<Residence, string> = {
  priority: "En quartier prioritaire",
  outside: "Hors quartier prioritaire",
  unknown: "Non localisé",
};

/** The earliest support that a form accepts: before it, the year is mistyped. */
const FIRST_DAY = "1990-01-01";

const blank = (value: string) => value.replace(/\s+/g, " ").trim();

const required = (message: string) => z.string({ error: message });

const name = (missing: string) =>
  required(missing)
    .transform(blank)
    .pipe(z.string().min(1, missing).max(80, "Écrivez au plus 80 caractères."));

const emptyAsNull = <T>(value: T | undefined): T | null => value ?? null;

const day = (missing: string) =>
  z.iso.date({
    error: (issue) => (issue.input === undefined ? missing : "Indiquez une date valable."),
  });

/** A date of birth, or the year alone; somebody accompanied is between 15 and 100 years old. */
const birth = z.string().transform((typed, context) => {
  const read = readBirth(typed);
  const year = Number(today().slice(0, 4));
  if (read && read.year >= year - 100 && read.year <= year - 15) return read;
  context.addIssue({
    code: "custom",
    message: read
      ? `Indiquez une naissance entre ${year - 100} et ${year - 15}.`
      : "Indiquez une date, par exemple 12/03/1985, ou l’année seule, 1985.",
  });
  return z.NEVER;
});

const phone = z.string().transform((typed, context) => {
  const normal = normalisePhone(typed);
  if (normal) return normal;
  context.addIssue({
    code: "custom",
    message: "Indiquez un numéro à dix chiffres, par exemple 06 12 34 56 78.",
  });
  return z.NEVER;
});

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "Cette adresse est trop longue.")
  .pipe(z.email("Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr."));

const postcode = z
  .string()
  .transform((typed) => typed.replace(/\s/g, ""))
  .pipe(
    z.string().regex(/^[0-9]{5}$/, "Indiquez les cinq chiffres du code postal, par exemple 59000."),
  );

// In the order of the form, which is that of the error summary.
const fields = z.object({
  givenName: name("Indiquez le prénom."),
  familyName: name("Indiquez le nom."),
  phone: phone.optional().transform(emptyAsNull),
  email: email.optional().transform(emptyAsNull),
  addressLine: z
    .string()
    .transform(blank)
    .pipe(z.string().max(200, "Écrivez au plus 200 caractères."))
    .optional()
    .transform(emptyAsNull),
  postcode: postcode.optional().transform(emptyAsNull),
  /** The name of a commune, maybe followed by its département in brackets, or its INSEE code. */
  commune: z
    .string()
    .transform(blank)
    .pipe(z.string().max(120, "Écrivez au plus 120 caractères."))
    .optional()
    .transform(emptyAsNull),
  /**
   * One answer: "auto", as the address says, or by hand "outside", "unknown" or the code of a priority neighbourhood, followed by `@` and the
   * code of the commune when it is known which: QN05972M, QN05972M@59350.
   */
  neighbourhood: z
    .string()
    .regex(
      /^(auto|outside|unknown|Q[PN][0-9A-Z]{6}(@[0-9AB]{5})?)$/,
      "Choisissez une réponse dans la liste.",
    )
    .default("auto"),
  birth: birth.optional().transform(emptyAsNull),
  kind: z.enum(workerKinds, { error: "Dites comment cette personne travaille." }),
  /** The membership of the coach; null while nobody is in charge. */
  coachId: z.uuid("Choisissez une réponse dans la liste.").optional().transform(emptyAsNull),
});

/** The names of the form's fields, in its order. */
export const workerFields: readonly string[] = [
  ...Object.keys(fields.shape),
  "homeSince",
  "supportedFrom",
];

/** What is asked of a person, whether their file begins or exists. */
export type WorkerInput = z.output<typeof fields>;

/** What is asked to begin a person's file. */
export const workerSchema = fields.extend({
  /** The day the person becomes a candidate: the first stage of their pathway. */
  supportedFrom: day("Indiquez le jour où l’accompagnement a commencé.")
    .refine((date) => date >= FIRST_DAY, "Vérifiez l’année de cette date.")
    // As the pathway that begins with it.
    .refine(
      (date) => date <= monthsAfter(today(), MONTHS_AHEAD),
      "Cette date est à plus d’un an\u202f: vérifiez l’année.",
    ),
  /** Ticked once the files of the same name were looked at: it is somebody else. */
  somebodyElse: z.literal("oui").optional(),
});

/** The same when the file exists, with the version that the form was made from. */
export const workerEditSchema = fields.extend({
  version: versionSchema,
  /** The first day of the home that the form tells, for somebody who moved; today when it is left out. */
  homeSince: homeSinceSchema.optional(),
  /** The first day of the later homes that were shown, once somebody agreed that it takes their place. */
  replaceFrom: replaceFromSchema,
});

/** What `editWorker` takes. */
export const editWorkerSchema = workerEditSchema.extend({ id: z.uuid() });

/** What of a form says where a person lives, read leniently: the rest of the form may be refused. */
export const placeSchema = z.object({
  postcode: fields.shape.postcode.catch(null),
  commune: fields.shape.commune.catch(null),
  neighbourhood: fields.shape.neighbourhood.catch("auto"),
});

/** Why a person's file may be refused after it was read, with the field concerned and what is said. */
export const workerRefusals = {
  commune_not_found: {
    field: "commune",
    message: "Aucune commune de ce nom n’est connue. Choisissez-en une dans la liste proposée.",
  },
  commune_ambiguous: {
    field: "commune",
    message:
      "Plusieurs communes portent ce nom. Ajoutez le département, par exemple Saint-Denis (93).",
  },
  neighbourhood_unknown: {
    field: "neighbourhood",
    message: "Ce quartier n’est plus connu. Choisissez-en un autre.",
  },
  neighbourhood_elsewhere: {
    field: "neighbourhood",
    message: "Ce quartier n’est pas dans la commune indiquée. Corrigez l’un ou l’autre.",
  },
  commune_needed: {
    field: "commune",
    message:
      "Ce quartier s’étend sur plusieurs communes. Indiquez dans laquelle vit cette personne.",
  },
  postcode_elsewhere: {
    field: "postcode",
    message:
      "Ce code postal est celui d’un autre département que la commune. Corrigez l’un ou l’autre.",
  },
  coach_unknown: {
    field: "coachId",
    message: "Cette personne n’accompagne plus au sein de la coopérative. Choisissez-en une autre.",
  },
  coach_kept: {
    field: "coachId",
    message:
      "Seule la personne qui accompagne aujourd’hui, ou la direction, peut passer la main. Remettez son nom, ou demandez-lui.",
  },
} as const;
export type WorkerRefusal = keyof typeof workerRefusals;
