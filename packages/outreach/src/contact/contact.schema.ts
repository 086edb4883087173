import { dayOf } from "@essaim/accompaniment/meeting/meeting.schema";
import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

export const contactKinds = [
  "cae",
  "france_travail",
  "prescriber",
  "press",
  "commons",
  "partner",
  "other",
] as const;
export type ContactKind = (typeof contactKinds)[number];
export const contactKindLabels: Record<ContactKind, string> = {
  cae: "Autre coopérative",
  france_travail: "France Travail",
  prescriber: "Prescripteur",
  press: "Presse",
  commons: "Commun",
  partner: "Partenaire",
  other: "Autre",
};
export const contactKindOptions = contactKinds.map((value) => ({
  value,
  label: contactKindLabels[value],
}));

/** Years without use after which somebody is asked whether a contact is kept (CNIL, prospects). */
export const CONTACT_YEARS = 3;

/** An emptied field clears its column. */
const orNull = <T>(value: T | undefined): T | null => value ?? null;

const line = (most: number) =>
  z
    .string()
    .transform((typed) => typed.replace(/\s+/g, " ").trim())
    .pipe(z.string().max(most, `Écrivez au plus ${most} caractères.`));

/** A mail address, written small: that is how it is recognised. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Écrivez une adresse complète, par exemple nom@exemple.fr.").max(254));

const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

const fields = z.object({
  name: z
    .string({ error: "Indiquez un nom." })
    .pipe(line(160))
    .refine((name) => name !== "", "Indiquez un nom."),
  email: emailSchema.optional().transform(orNull),
  phone: line(40).default(""),
  employer: line(200).default(""),
  role: line(160).default(""),
  kind: z.enum(contactKinds, { error: "Choisissez une réponse." }),
  partnerId: z.uuid().optional().transform(orNull),
  source: z
    .string({ error: "Dites comment vous avez eu cette adresse." })
    .pipe(line(300))
    .refine((source) => source !== "", "Dites comment vous avez eu cette adresse."),
  obtainedOn: dayOf("Indiquez depuis quand vous l’avez.").refine(
    (date) => date <= today(),
    "Cette date n’est pas encore arrivée.",
  ),
  lastExchangeOn: dayOf("").optional().transform(orNull),
  lastExchange: line(500).default(""),
  receivesLetters: ticked,
  /** How somebody who refused letters asked for them again; empty otherwise. */
  askedAgain: line(300).default(""),
});

type Rule = [
  field: keyof z.output<typeof fields>,
  message: string,
  holds: (one: z.output<typeof fields>) => boolean,
];
const rules: readonly Rule[] = [
  [
    "email",
    "Indiquez une adresse ou un téléphone.",
    ({ email, phone }) => email !== null || phone !== "",
  ],
  [
    "receivesLetters",
    "Sans adresse, aucune lettre ne peut partir. Donnez-en une, ou décochez.",
    ({ email, phone, receivesLetters }) => !receivesLetters || email !== null || phone === "",
  ],
];

/** The schema with what holds between its fields, told together with what is wrong in each. */
function ruled<S extends z.ZodType<z.output<typeof fields>>>(schema: S): S {
  return rules.reduce<z.ZodType<z.output<typeof fields>>>(
    (ruledSoFar, [field, message, holds]) =>
      ruledSoFar.refine((value) => holds(value as z.output<typeof fields>), {
        path: [field],
        message,
        // A field that is wrong already is not compared.
        when: ({ issues }) => issues.length === 0,
      }),
    schema,
  ) as S;
}

export const contactSchema = ruled(fields);
export type ContactInput = z.output<typeof contactSchema>;
export const contactEditSchema = ruled(fields.extend({ version: versionSchema }));

/** The keyed hash of the address goes with it, made by whoever holds the key (contact/address-key.ts). */
const addressHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullable();
export const addContactSchema = ruled(fields.extend({ addressHash }));
export const editContactSchema = ruled(
  fields.extend({ addressHash, version: versionSchema, id: z.uuid() }),
);

export const contactTargetSchema = z.object({ id: z.uuid() });

/** Why a contact is refused: the field concerned, and what is said. */
export const contactRefusals = {
  email_taken: { field: "email", message: "Cette adresse est déjà celle d’un de vos contacts." },
  partner_unknown: { field: "partnerId", message: "Ce partenaire n’existe plus." },
  letters_refused: {
    field: "receivesLetters",
    message:
      "Cette adresse a refusé vos lettres. Décochez, ou dites plus bas comment cette personne les a redemandées.",
  },
} as const;

const letterWords = ["oui", "non", "refuse"] as const;
export type LetterWord = (typeof letterWords)[number];
export const letterOptions: readonly { value: LetterWord; label: string }[] = [
  { value: "oui", label: "Les reçoit" },
  { value: "non", label: "Ne les reçoit pas" },
  { value: "refuse", label: "Les a refusées" },
];

export const CONTACTS_PER_PAGE = 50;

export const contactFilterSchema = z
  .object({
    q: z.string().trim().max(100).default(""),
    genre: z.enum(contactKinds).optional(),
    lettres: z.enum(letterWords).optional(),
    /** Those that did not serve for three years. */
    etat: z.literal("a-revoir").optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ q, genre, lettres, etat, page }) => ({
    search: q,
    kind: genre,
    letters: lettres,
    isToReview: etat !== undefined,
    page,
  }));
export type ContactFilter = z.output<typeof contactFilterSchema>;
