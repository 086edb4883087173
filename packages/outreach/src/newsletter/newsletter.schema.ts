import { nestRows } from "@essaim/database/form-rows.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { contactKinds } from "../contact/contact.schema.ts";

export const itemKinds = ["piece", "sheet", "activity", "resource", "session"] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What a letter shows of something public, in the words that it had when it was put there. */
export const letterItemSchema = z.object({
  kind: z.enum(itemKinds),
  id: z.uuid(),
  /** What it is: « Vidéo », « Rencontre du jeudi 3 mars 2026 à 14 h ». */
  label: z.string(),
  title: z.string(),
  summary: z.string(),
  /** What its editor says of it instead of its summary; empty otherwise. */
  words: z.string(),
  /** Its address on the public site, from the first slash. */
  path: z.string(),
});
export type LetterItem = z.output<typeof letterItemSchema>;
export const letterItemsSchema = z.array(letterItemSchema);

/** Things that one letter shows. */
export const MOST_ITEMS = 30;

/** What is chosen in the form: `piece:<id>`. */
const refSchema = z
  .string({ error: "Choisissez ce que montre cette ligne, ou retirez-la." })
  .regex(/^(piece|sheet|activity|resource|session):[0-9a-f-]{36}$/, "Choisissez dans la liste.");
export const refOf = ({ kind, id }: { kind: string; id: string }) => `${kind}:${id}`;

/** The lists of rows of the form of a letter. */
export const letterLists = ["items"] as const;
const rows = (input: unknown) => nestRows({ ...(input as object) }, letterLists);

const fields = {
  subject: z
    .string({ error: "Donnez un objet à la lettre." })
    .transform((typed) => typed.replace(/\s+/g, " ").trim())
    .pipe(
      z.string().min(1, "Donnez un objet à la lettre.").max(150, "Écrivez au plus 150 caractères."),
    ),
  introduction: z
    .string()
    .trim()
    .max(20_000, "Écrivez au plus 20\u202f000 caractères.")
    .default(""),
  campaignId: z
    .uuid()
    .optional()
    .transform((value) => value ?? null),
  items: z
    .array(
      z.object({
        ref: refSchema,
        words: z.string().trim().max(1000, "Écrivez au plus 1\u202f000 caractères.").default(""),
      }),
    )
    .max(MOST_ITEMS, `Montrez ${MOST_ITEMS} choses au plus.`)
    .default([]),
};

const body = z.object(fields);
export type NewsletterInput = z.output<typeof body>;
export const createNewsletterSchema = body;
export const editNewsletterSchema = body.extend({ version: versionSchema, id: z.uuid() });
export const newsletterFormSchema = z.preprocess(rows, body);
export const newsletterEditFormSchema = z.preprocess(rows, body.extend({ version: versionSchema }));

/** Why a letter is not written so: the field concerned, and what is said. */
export const letterRefusal = (
  refused: { reason: "campaign_unknown" } | { reason: "gone"; index: number },
) =>
  refused.reason === "gone"
    ? {
        field: `items.${refused.index}.ref`,
        message: "Ce n’est plus public. Retirez cette ligne, ou choisissez autre chose.",
      }
    : {
        field: "campaignId",
        message: "Cette campagne n’existe plus. Choisissez-en une autre, ou aucune.",
      };

const kinds = z
  .array(z.enum(contactKinds))
  .min(1, "Choisissez à qui la lettre part.")
  .transform((those) => [...new Set(those)]);

/** Asks for a letter to leave, to as many readers as the page said. */
export const sendFormSchema = z.object({
  kinds,
  count: z.coerce.number().int().min(0),
  version: versionSchema,
});
export const askSendingSchema = sendFormSchema.extend({ id: z.uuid(), publicUrl: z.url() });

export const askAgainSchema = z.object({
  id: z.uuid(),
  /** Those whose copy may have left already, too. */
  withUnsure: z.boolean(),
});

export const newsletterTargetSchema = z.object({ id: z.uuid() });

/** Why a letter does not leave, or does not change. */
export const newsletterRefusals = {
  withdrawn:
    "Une partie de ce que montre cette lettre n’est plus publique. Modifiez la lettre, puis envoyez-la.",
  already_sent: "Cette lettre est partie\u202f: elle reste telle qu’on l’a lue.",
  empty: "Cette lettre ne dit rien encore. Écrivez-la avant de l’envoyer.",
  nobody: "Personne ne reçoit de lettres parmi ceux-là.",
  nothing_left: "Il n’y a plus rien à envoyer.",
} as const;

/** What became of a copy. */
export type CopyState = "waiting" | "sending" | "sent" | "failed" | "unsure" | "skipped";
/** What the attempt to send one came to: `held` gives it back, to be sent later. */
export const attemptSchema = z.enum(["sent", "address", "refused", "unsure", "held"]);
export type Attempt = z.output<typeof attemptSchema>;
