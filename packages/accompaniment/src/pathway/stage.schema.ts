import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

export const stageKinds = [
  "candidate",
  "diagnosis",
  "cape",
  "cape_renewal",
  "cesa",
  "amendment",
  "associate",
  "exit",
] as const;
export type StageKind = (typeof stageKinds)[number];

/** What a stage is called in a list and in a form. */
export const stageLabels: Record<StageKind, string> = {
  candidate: "Candidature",
  diagnosis: "Diagnostic",
  cape: "CAPE",
  cape_renewal: "Renouvellement du CAPE",
  cesa: "CESA",
  amendment: "Avenant au CESA",
  associate: "Sociétariat",
  exit: "Sortie",
};

/** The same inside a sentence, with its article. */
export const theStages: Record<StageKind, string> = {
  candidate: "la candidature",
  diagnosis: "le diagnostic",
  cape: "le CAPE",
  cape_renewal: "le renouvellement du CAPE",
  cesa: "le CESA",
  amendment: "l’avenant au CESA",
  associate: "l’entrée au sociétariat",
  exit: "la sortie",
};

/** What a person is since a stage, for the badge of their page. */
export const situationLabels: Record<StageKind, string> = {
  candidate: "Candidat·e",
  diagnosis: "En diagnostic",
  cape: "En CAPE",
  cape_renewal: "En CAPE renouvelé",
  cesa: "En CESA",
  amendment: "En CESA",
  associate: "Sociétaire",
  exit: "Accompagnement terminé",
};

/** What an address calls a stage to record. */
export const stageSlugs: Record<StageKind, string> = {
  candidate: "candidature",
  diagnosis: "diagnostic",
  cape: "cape",
  cape_renewal: "renouvellement",
  cesa: "cesa",
  amendment: "avenant",
  associate: "societariat",
  exit: "sortie",
};

/** The stage that an address names, if it names one. */
export function stageOfSlug(slug: string | null): StageKind | undefined {
  return stageKinds.find((kind) => stageSlugs[kind] === slug);
}

/** The long names, for abbreviations. */
export const stageMeanings: Partial<Record<StageKind, string>> = {
  cape: "Contrat d’appui au projet d’entreprise",
  cape_renewal: "Contrat d’appui au projet d’entreprise, renouvelé",
  cesa: "Contrat d’entrepreneur salarié associé",
};

/** The earliest stage that a form accepts: before it, the year is mistyped. */
const FIRST_DAY = "1990-01-01";

const day = (missing: string) =>
  z.iso
    .date({
      error: (issue) => (issue.input === undefined ? missing : "Indiquez une date valable."),
    })
    .refine((date) => date >= FIRST_DAY, "Vérifiez l’année de cette date.");

/** The answer that says that nobody knows; kept as null. */
export const UNKNOWN = "unknown";
/** What is said beside a question of an exit that is left without an answer. */
export const answersWanted = {
  exit_reason: "Dites pourquoi, au besoin «\u202fNon renseigné\u202f».",
  exit_destination: "Dites ce que devient la personne, au besoin «\u202fNon renseigné\u202f».",
} as const;

const choice = z
  .union([z.literal(UNKNOWN), z.uuid()], { error: "Choisissez une réponse dans la liste." })
  .optional();

// In the order of the form, which is that of the error summary.
const fields = z.object({
  startsOn: day("Indiquez à quelle date."),
  /** The last day written in a CAPE; asked for nothing else. */
  termOn: day("Indiquez le dernier jour écrit dans le contrat.")
    .optional()
    .transform((typed) => typed ?? null),
  /** Why and where to, asked for an exit only: an answer's id, or "unknown". */
  exit_reason: choice,
  exit_destination: choice,
  note: z
    .string()
    .trim()
    .max(2000, "Écrivez au plus 2\u202f000 caractères.")
    .optional()
    .transform((typed) => typed ?? ""),
});

const told = fields.extend({ kind: z.enum(stageKinds, { error: "Choisissez une étape." }) });
/** A CAPE has its term; an exit says why and where to, or that nobody knows. All that is missing is said at once. */
const checkTold = ({ value, issues }: z.core.ParsePayload<z.output<typeof told>>) => {
  const miss = (field: string, message: string) =>
    issues.push({ code: "custom", input: value, path: [field], message });
  const { kind, termOn } = value;
  if ((kind === "cape" || kind === "cape_renewal") && termOn === null) {
    miss("termOn", "Indiquez le dernier jour écrit dans le contrat.");
  }
  if (kind !== "exit") return;
  for (const key of ["exit_reason", "exit_destination"] as const) {
    if (value[key] === undefined) miss(key, answersWanted[key]);
  }
};

/** What the form of a new stage asks. */
export const stageSchema = told.check(checkTold);
export const recordStageSchema = told.extend({ workerId: z.uuid() }).check(checkTold);

/** What the form of an existing stage asks; its kind stays. */
export const stageEditSchema = fields.extend({ version: versionSchema });
export const editStageSchema = stageEditSchema.extend({ id: z.uuid() });

export const stageTargetSchema = z.object({ version: versionSchema });
export const removeStageSchema = stageTargetSchema.extend({ id: z.uuid() });

export type StageInput = z.output<typeof fields>;
