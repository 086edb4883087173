import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { releaseRefusals } from "../release/release.schema.ts";

/** What a report may show, in the order in which a new one shows it. */
export const sectionKinds = [
  "opening",
  "figures",
  "people",
  "neighbourhoods",
  "commons",
  "money",
  "stories",
  "free",
] as const;
export type SectionKind = (typeof sectionKinds)[number];

/** The title that a section has until somebody gives it another one, and what it shows. */
export const sectionKindLabels: Record<SectionKind, { title: string; shows: string }> = {
  opening: { title: "En résumé", shows: "Un texte d’ouverture." },
  figures: { title: "Chiffres et objectifs", shows: "Chaque chiffre face à son objectif." },
  people: {
    title: "Personnes accompagnées",
    shows: "Leur nombre, et ses répartitions en dessins et en tableaux.",
  },
  neighbourhoods: {
    title: "Quartiers prioritaires",
    shows: "Les personnes accompagnées, quartier par quartier.",
  },
  commons: { title: "Contributions aux communs", shows: "Les contributions, par nature." },
  money: { title: "Budget et dépenses", shows: "L’argent du financement, ligne par ligne." },
  stories: {
    title: "Expériences vécues",
    shows: "Des expériences publiées dans l’annuaire, sans nom.",
  },
  free: { title: "Texte de l’équipe", shows: "Un texte, sous le titre de votre choix." },
};

/** Of these alone a report may hold several. */
const isRepeated = (kind: SectionKind) => kind === "free";
/** Sections that say nothing without a text. */
export const isText = (kind: SectionKind) => kind === "opening" || kind === "free";

const LONGEST_TEXT = 20_000;
export const MAX_SECTIONS = 30;
const title = z
  .string({ error: "Donnez un titre." })
  .trim()
  .min(1, "Donnez un titre.")
  .max(200, "Écrivez au plus 200 caractères.");
const text = z.string().trim().max(LONGEST_TEXT, "Écrivez au plus 20\u202f000 caractères.");

const stories = z.array(z.uuid()).max(50, "Choisissez au plus 50 récits.").default([]);

const sectionSchema = z.object({
  id: z.uuid(),
  kind: z.enum(sectionKinds),
  title,
  text: text.default(""),
  /** Published experiences, in the order in which they are told. */
  stories,
});
export type Section = z.output<typeof sectionSchema>;
export const readSections = (kept: unknown): Section[] => z.array(sectionSchema).parse(kept);

/** The kinds that may be added to these sections. */
export const addableKinds = (sections: readonly Section[]): SectionKind[] =>
  sections.length >= MAX_SECTIONS
    ? []
    : sectionKinds.filter(
        (kind) => isRepeated(kind) || !sections.some((section) => section.kind === kind),
      );

const cutOffOn = z.iso.date({
  error: (issue) =>
    issue.input === undefined
      ? "Indiquez le jour d’arrêté des chiffres, par exemple 30/09/2026."
      : "Indiquez une date valable.",
});

/** The form of a new report: it begins with the sections that are ticked. */
export const newReportSchema = z.object({
  title,
  grantId: z.uuid({ error: "Choisissez un financement." }),
  cutOffOn,
  kinds: z.array(z.enum(sectionKinds)).default([]),
});
export const createImpactReportSchema = newReportSchema;

export const reportEditSchema = z.object({ title, cutOffOn, version: versionSchema });
export const editImpactReportSchema = reportEditSchema.extend({ id: z.uuid() });

export const sectionEditSchema = z.object({
  title,
  text: text.default(""),
  stories,
  version: versionSchema,
});
export const editSectionSchema = sectionEditSchema.extend({ id: z.uuid(), sectionId: z.uuid() });

/** A step of the list of sections: one is added, taken away or moved. */
export const sectionStepSchema = z.object({
  version: versionSchema,
  step: z.enum(["add", "remove", "up", "down"]),
  kind: z.enum(sectionKinds).optional(),
  sectionId: z.uuid().optional(),
});
export const changeSectionsSchema = sectionStepSchema.extend({ id: z.uuid() });

export const reportStepSchema = z.object({ id: z.uuid(), version: versionSchema });

/** The form that approves: what is to be checked was read. */
export const approveFormSchema = z.object({
  version: versionSchema,
  isRead: z.stringbool().default(false),
});

export const fileFormats = ["pdf", "docx", "xlsx", "html"] as const;
export type FileFormat = (typeof fileFormats)[number];
export const fileFormatLabels: Record<FileFormat, string> = {
  pdf: "PDF",
  docx: "Word",
  xlsx: "Tableur",
  html: "Page web autonome",
};
export const fileTypes: Record<FileFormat, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  html: "text/html; charset=utf-8",
};

export const makeFilesSchema = z.object({ reportId: z.uuid() });

/** Why a well-formed report may still be refused: the field concerned, and what is said. */
export const impactReportRefusals = {
  already_approved: {
    field: "title",
    message: "Ce rapport est approuvé\u202f: il reste tel qu’il a été scellé.",
  },
  grant_unknown: { field: "grantId", message: "Choisissez un financement de la liste." },
  outside_period: {
    field: "cutOffOn",
    message: "Ce jour n’est pas dans la période du financement.",
  },
  not_forward: { field: "cutOffOn", message: releaseRefusals.not_forward },
  section_unknown: {
    field: "title",
    message: "Cette partie n’existe plus. Revenez au rapport.",
  },
  incomplete: {
    field: "isRead",
    message: "Il manque encore quelque chose\u202f: complétez le rapport avant de l’approuver.",
  },
  doubtful: {
    field: "isRead",
    message: "Relisez ce qui est à vérifier, puis dites que vous approuvez ainsi.",
  },
} as const;
export type ImpactReportRefusal = keyof typeof impactReportRefusals;
