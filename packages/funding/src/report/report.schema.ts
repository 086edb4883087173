import { centsFromText } from "@essaim/database/money.schema";
import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { CLOSED } from "../grant/grant-life.schema.ts";
import { handRows } from "./cerfa-rows.rules.ts";

export const reportForms = ["cerfa", "free"] as const;
export type ReportForm = (typeof reportForms)[number];
export const reportFormLabels: Record<ReportForm, string> = {
  cerfa: "Cerfa 15059, pour une administration",
  free: "Forme libre, pour une fondation ou une entreprise",
};

export const reportStages = ["interim", "final"] as const;
export type ReportStage = (typeof reportStages)[number];
export const reportStageLabels: Record<ReportStage, string> = {
  interim: "Intermédiaire",
  final: "Final",
};

/** The edition of the form that the questions below are those of; a report that was sent keeps the one it followed. */
export const cerfaEdition = "Cerfa 15059*02";

export type Question = {
  key: string;
  label: string;
  hint?: string;
};

/** Part 1 of Cerfa 15059*02, « bilan qualitatif de l’action réalisée », in its order. */
export const qualitativeQuestions = [
  {
    key: "achievement",
    label: "Mise en œuvre de l’action",
    hint: "Décrivez précisément ce qui a été fait.",
  },
  {
    key: "audience",
    label: "Nombre approximatif de personnes bénéficiaires",
    hint: "Par type de publics, sans nommer personne.",
  },
  { key: "placesAndDates", label: "Dates et lieux de réalisation" },
  {
    key: "objectives",
    label: "Objectifs atteints",
    hint: "Au regard des indicateurs utilisés.",
  },
] as const satisfies readonly Question[];

/** Part 3 of Cerfa 15059*02, « annexe », in its order. */
export const annexQuestions = [
  {
    key: "indirectRules",
    label: "Règles de répartition des charges indirectes",
    hint: "Par exemple la part des loyers ou des salaires affectée à l’action, et comment elle est calculée.",
  },
  {
    key: "gaps",
    label: "Explication des écarts significatifs",
    hint: "Entre le budget prévisionnel de l’action et le budget exécuté.",
  },
  {
    key: "inKind",
    label: "Contributions volontaires en nature",
    hint: "Ce qui a été donné autrement qu’en argent, et comment sa valeur est calculée.",
  },
  { key: "remarks", label: "Observations" },
] as const satisfies readonly Question[];

export const questions = [...qualitativeQuestions, ...annexQuestions];
export type QuestionKey = (typeof questions)[number]["key"];
const questionKeys = questions.map(({ key }) => key) as [QuestionKey, ...QuestionKey[]];

const LONGEST_TEXT = 20_000;
const text = z.string().trim().max(LONGEST_TEXT, "Écrivez au plus 20\u202f000 caractères.");
const shortText = z.string().trim().max(200, "Écrivez au plus 200 caractères.");
const section = z.object({ title: shortText, text });
export type ReportSection = z.output<typeof section>;

const handAmount = z.object({
  planned: z.number().int().nonnegative().nullable().default(null),
  realised: z.number().int().nonnegative().nullable().default(null),
});
export type HandAmount = z.output<typeof handAmount>;

/** What is written by hand in a report; `{}` is a report that nobody began. Amounts in whole cents. */
export const answersSchema = z.object({
  texts: z.partialRecord(z.enum(questionKeys), z.string()).default({}),
  /** Parts of a report of free form, each under a title of one's own. */
  sections: z.array(section).default([]),
  /** What no record holds, added to the row of the table that it names. */
  amounts: z.record(z.string(), handAmount).default({}),
  /** Is what the cooperative pays itself, of the expenses that are counted, counted too? */
  countsOwnShare: z.boolean().default(false),
  /** Are grants told for what was awarded, or for what arrived? */
  countsAwarded: z.boolean().default(false),
  annexes: z.string().default(""),
  signatory: z.string().default(""),
  signatoryCapacity: z.string().default(""),
  signedAt: z.string().default(""),
});
export type ReportAnswers = z.output<typeof answersSchema>;

/** The answers as the record keeps them; an older one lacks the fields that came since. */
export const readAnswers = (kept: unknown): ReportAnswers => answersSchema.parse(kept);

export const MAX_SECTIONS = 20;
export const plannedField = (key: string) => `planned.${key}`;
export const realisedField = (key: string) => `realised.${key}`;
export const sectionTitleField = (at: number) => `sections.${at}.title`;
export const sectionTextField = (at: number) => `sections.${at}.text`;

const handField = centsFromText.optional().transform((cents) => cents ?? null);
const writtenText = text.default("");
const fieldsFor = <S extends z.ZodType>(names: readonly string[], schema: S) =>
  Object.fromEntries(names.map((name) => [name, schema]));
const sectionPlaces = [...Array(MAX_SECTIONS).keys()];

/** The form of the answers, whose fields are flat: every row of the table, every question, every section. */
export const answersFormSchema = z
  .object({
    ...fieldsFor(questionKeys, writtenText),
    ...fieldsFor(sectionPlaces.map(sectionTitleField), shortText.default("")),
    ...fieldsFor(sectionPlaces.map(sectionTextField), writtenText),
    ...fieldsFor(
      handRows.map(({ key }) => plannedField(key)),
      handField,
    ),
    ...fieldsFor(
      handRows.map(({ key }) => realisedField(key)),
      handField,
    ),
    countsOwnShare: z.stringbool().default(false),
    countsAwarded: z.stringbool().default(false),
    annexes: text.default(""),
    signatory: shortText.default(""),
    signatoryCapacity: shortText.default(""),
    signedAt: shortText.default(""),
    version: versionSchema,
  })
  .transform((typed, context) => {
    const value = (name: string) => (typed as unknown as Record<string, unknown>)[name];
    const said = (name: string) => (value(name) as string | undefined) ?? "";
    const sections = sectionPlaces
      .map((at) => ({
        at,
        title: said(sectionTitleField(at)),
        text: said(sectionTextField(at)),
      }))
      .filter((one) => one.title || one.text);
    for (const one of sections.filter(({ title }) => !title)) {
      context.addIssue({
        code: "custom",
        path: [sectionTitleField(one.at)],
        message: "Donnez un titre à cette partie.",
      });
    }
    const amounts: ReportAnswers["amounts"] = {};
    for (const { key } of handRows) {
      const amount = {
        planned: (value(plannedField(key)) as number | null) || null,
        realised: (value(realisedField(key)) as number | null) || null,
      };
      if (amount.planned !== null || amount.realised !== null) amounts[key] = amount;
    }
    const answers: ReportAnswers = {
      texts: Object.fromEntries(
        questionKeys.map((key) => [key, said(key)] as const).filter(([, answer]) => answer),
      ),
      sections: sections.map(({ title, text }) => ({ title, text })),
      amounts,
      countsOwnShare: typed.countsOwnShare,
      countsAwarded: typed.countsAwarded,
      annexes: typed.annexes,
      signatory: typed.signatory,
      signatoryCapacity: typed.signatoryCapacity,
      signedAt: typed.signedAt,
    };
    return { answers, version: typed.version };
  });

export const writeReportSchema = z.object({
  id: z.uuid(),
  version: versionSchema,
  answers: answersSchema,
});

const day = (missing: string) =>
  z.iso
    .date({
      error: (issue) => (issue.input === undefined ? missing : "Indiquez une date valable."),
    })
    .refine((date) => date >= "1990" && date < "2100", "Vérifiez l’année de cette date.");

const fields = z.object({
  form: z.enum(reportForms, { error: "Choisissez la forme du compte rendu." }),
  stage: z.enum(reportStages, { error: "Dites s’il est intermédiaire ou final." }),
  label: z
    .string({ error: "Donnez un nom à ce compte rendu." })
    .trim()
    .min(1, "Donnez un nom à ce compte rendu.")
    .max(200, "Écrivez au plus 200 caractères."),
  coversFrom: day("Indiquez le premier jour dont il rend compte."),
  coversTo: day("Indiquez le dernier jour dont il rend compte."),
  dueOn: day("Indiquez le jour où le financeur l’attend."),
});
export type ReportInput = z.output<typeof fields>;

const period = {
  path: ["coversTo"],
  error: "La fin de la période vient avant son début.",
  // Said along with what is wrong in the other fields, not in a second round.
  when: ({ value }: { value: unknown }) => {
    const { coversFrom, coversTo } = value as Partial<ReportInput>;
    return typeof coversFrom === "string" && typeof coversTo === "string";
  },
};
const inOrder = (typed: { coversFrom: string; coversTo: string }) =>
  typed.coversTo >= typed.coversFrom;

/** `copyFrom`: an earlier report of the grant, whose answers the new one begins with. */
const newFields = fields.extend({ copyFrom: z.uuid().optional() });
export const newReportSchema = newFields.refine(inOrder, period);
export const createReportSchema = newFields.extend({ grantId: z.uuid() }).refine(inOrder, period);
export const reportEditSchema = fields.extend({ version: versionSchema }).refine(inOrder, period);
export const editReportSchema = fields
  .extend({ version: versionSchema, id: z.uuid() })
  .refine(inOrder, period);

const notAhead = (date: string) => date <= today();

const sending = z.object({
  version: versionSchema,
  sentOn: day("Indiquez le jour de l’envoi.").refine(
    notAhead,
    "Cette date est dans le futur\u202f: notez l’envoi une fois fait.",
  ),
  /** What looks doubtful was read, and is sent as it is. */
  isRead: z.stringbool().default(false),
});
export const sendFormSchema = sending;
export const sendReportSchema = sending.extend({ id: z.uuid(), isRead: z.boolean() });

const accepting = z.object({
  version: versionSchema,
  acceptedOn: day("Indiquez le jour de l’accord du financeur.").refine(
    notAhead,
    "Cette date est dans le futur\u202f: notez l’accord une fois reçu.",
  ),
});
export const acceptFormSchema = accepting;
export const acceptReportSchema = accepting.extend({ id: z.uuid() });
export const reportStepSchema = z.object({ id: z.uuid(), version: versionSchema });

/** Why a well-formed report may still be refused: the field concerned, and what is said. */
export const reportRefusals = {
  not_awarded: {
    field: "form",
    message:
      "Ce financement n’est pas acquis\u202f: il n’y a pas encore de compte rendu à en faire.",
  },
  grant_closed: {
    field: "form",
    message: CLOSED,
  },
  copy_unknown: {
    field: "copyFrom",
    message: "Ce compte rendu n’existe plus. Choisissez-en un autre.",
  },
  already_sent: {
    field: "label",
    message: "Ce compte rendu est envoyé\u202f: il reste tel qu’il est parti.",
  },
  incomplete: {
    field: "sentOn",
    message: "Il manque encore des réponses\u202f: complétez-les avant l’envoi.",
  },
  doubtful: {
    field: "isRead",
    message: "Relisez ce qui est à vérifier, puis dites que vous l’envoyez ainsi.",
  },
  not_sent: {
    field: "acceptedOn",
    message: "Ce compte rendu n’est pas encore envoyé.",
  },
  accepted_before_sent: {
    field: "acceptedOn",
    message: "L’accord vient avant l’envoi\u202f: vérifiez cette date.",
  },
} as const;

export type ReportState = "due" | "late" | "writing" | "sent" | "accepted";
export const reportStateLabels: Record<ReportState, string> = {
  due: "À écrire",
  late: "En retard",
  writing: "En cours",
  sent: "Envoyé",
  accepted: "Accepté",
};

/** Where a report stands on a day. Late wins over begun: the funder waits. */
export function reportState(
  report: { dueOn: string; sentOn: string | null; acceptedOn: string | null; isBegun: boolean },
  day: string,
): ReportState {
  if (report.acceptedOn) return "accepted";
  if (report.sentOn) return "sent";
  if (report.dueOn < day) return "late";
  return report.isBegun ? "writing" : "due";
}

export const reportFormats = ["pdf", "docx", "xlsx"] as const;
export type ReportFormat = (typeof reportFormats)[number];
export const reportFormatLabels: Record<ReportFormat, string> = {
  pdf: "PDF",
  docx: "Word",
  xlsx: "Tableur",
};
