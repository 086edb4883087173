import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { recordKinds } from "../publication/record.schema.ts";
import { type Label, listSchema } from "../publication.schema.ts";
import { fault, longText, senderSchema, visitorEmail, visitorName } from "./visitor.schema.ts";
import { hasBegun } from "./year.rules.ts";

/** Days after which a proposal that nobody confirmed is forgotten. */
export const UNCONFIRMED_DAYS = 7;
/** Days after the decision, at the end of which the address of whoever proposed is forgotten. */
export const CONTACT_DAYS = 90;

export const proposalKinds = ["activity", "resource", "experience", "correction", "sheet"] as const;
export type ProposalKind = (typeof proposalKinds)[number];

export const proposalKindLabels: Record<ProposalKind, string> = {
  activity: "Nouvelle activité",
  resource: "Nouvelle ressource",
  experience: "Expérience vécue",
  correction: "Correction",
  sheet: "Fiche de savoir",
};

export const proposalStates = [
  "unconfirmed",
  "pending",
  "accepted",
  "partly_accepted",
  "refused",
] as const;
export type ProposalState = (typeof proposalStates)[number];

export const proposalStateLabels: Record<ProposalState, string> = {
  unconfirmed: "Adresse à confirmer",
  pending: "À examiner",
  accepted: "Acceptée",
  partly_accepted: "Acceptée en partie",
  refused: "Refusée",
};

/** Whoever proposes, and what they add for the editors. */
export const proposerSchema = z.object({
  name: visitorName,
  email: visitorEmail,
  message: longText(2000)
    .optional()
    .transform((said) => said ?? ""),
});

/** The same as a form sends it, beside the fields of a record, which may have a name of its own. */
export const proposerFormSchema = proposerSchema
  .omit({ name: true })
  .extend({ proposerName: visitorName })
  .transform(({ proposerName, ...others }) => ({ name: proposerName, ...others }));

/** A box of a form; left empty, it sends nothing. */
const tickSchema = z
  .union([z.boolean(), z.literal("on").transform(() => true)])
  .optional()
  .transform((ticked) => ticked ?? false);

/** What a lived experience says. Texts are read as they are, without Markdown. */
export const experienceFieldsSchema = z.object({
  displayName: visitorName,
  /** Its INSEE code, its name or both; found when it is accepted. */
  commune: longText(120)
    .optional()
    .transform((typed) => typed || null),
  sinceYear: z.coerce
    .number(fault("year"))
    .int(fault("year"))
    .min(1900, fault("year"))
    .refine((year) => hasBegun(year, today()), fault("year_to_come"))
    .optional()
    .transform((year) => year ?? null),
  worked: z.string({ error: fault("missing") }).pipe(longText(5000).min(1, fault("missing"))),
  didNot: longText(5000)
    .optional()
    .transform((said) => said ?? ""),
  acceptsContact: tickSchema,
});
export type ExperienceContent = z.output<typeof experienceFieldsSchema>;

/** What a proposed experience says, field by field, for whoever accepts it. */
export const experienceFields: readonly {
  key: keyof ExperienceContent;
  label: Label;
  isRequired: boolean;
}[] = [
  { key: "displayName", label: { fr: "Nom affiché", en: "Name shown" }, isRequired: true },
  { key: "commune", label: { fr: "Commune", en: "Town" }, isRequired: false },
  { key: "sinceYear", label: { fr: "Depuis", en: "Since" }, isRequired: false },
  { key: "worked", label: { fr: "Ce qui a marché", en: "What worked" }, isRequired: true },
  {
    key: "didNot",
    label: { fr: "Ce qui n’a pas marché", en: "What did not" },
    isRequired: false,
  },
  {
    key: "acceptsContact",
    label: { fr: "Accepte qu’on lui écrive", en: "May be written to" },
    isRequired: false,
  },
];

/** What `submitProposal` takes: a part of the record's document, and what the public read of it. */
export const submitProposalSchema = proposerSchema.extend({
  organisationId: z.uuid(),
  // The media takes what is proposed for its sheets (packages/media/src/sheet).
  kind: z.enum(proposalKinds).exclude(["sheet"]),
  recordKind: z.enum(recordKinds).nullable(),
  recordId: z.uuid().nullable(),
  content: z.record(z.string(), z.unknown()),
  seen: z.record(z.string(), z.unknown()),
  ...senderSchema,
});

/** What the list of proposals can be asked: those to look at unless said. */
export const proposalFilterSchema = z.object({
  state: z.enum(["pending", "decided"]).default("pending"),
  page: listSchema.page,
});

const replySchema = z
  .string()
  .trim()
  .max(2000)
  .optional()
  .transform((said) => said ?? "");

const target = { id: z.uuid(), version: versionSchema };

/** What is kept of a proposal, field by field, and what its author is told. */
export const acceptProposalSchema = z.object({
  ...target,
  fields: z
    .array(z.string().max(60))
    .min(1, "Cochez au moins un champ, ou refusez la proposition."),
  reply: replySchema,
  /** Of a correction: shown to everybody at once. */
  publish: tickSchema,
});

export const refuseProposalSchema = z.object({
  ...target,
  reply: z
    .string({ error: "Dites pourquoi\u202f: la personne recevra cette phrase." })
    .trim()
    .min(1, "Dites pourquoi\u202f: la personne recevra cette phrase.")
    .max(2000),
});
