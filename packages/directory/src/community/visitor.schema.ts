import { z } from "zod";

/** Why a field of a form without an account is refused; each language of the public site has its sentence. */
export const visitorFaults = [
  "missing",
  "name",
  "email",
  "too_long",
  "link",
  "choice",
  "amount",
  "cost_order",
  "url",
  "year",
  "year_to_come",
  "commune",
  "commune_shared",
  "message",
  "receiver",
] as const;
export type VisitorFault = (typeof visitorFaults)[number];
export const fault = (one: VisitorFault): VisitorFault => one;

/** The languages of the public site, in which mails are written. */
export const visitorLanguages = ["fr", "en"] as const;
export type VisitorLanguage = (typeof visitorLanguages)[number];

/** A name that somebody gives. It goes into mails to others: a link there would be ours. */
export const visitorName = z
  .string({ error: fault("name") })
  .transform((typed) => typed.replace(/\s+/g, " ").trim())
  .pipe(
    z
      .string()
      .min(1, fault("name"))
      .max(120, fault("too_long"))
      .refine((typed) => !/[/@:\\<>]|\.\p{L}{2}/u.test(typed), fault("link")),
  );

export const visitorEmail = z
  .string({ error: fault("email") })
  .trim()
  .toLowerCase()
  .max(254, fault("too_long"))
  .pipe(z.email(fault("email")));

export const longText = (longest: number) => z.string().trim().max(longest, fault("too_long"));

const keyedHash = z.string().regex(/^[0-9a-f]{64}$/);

/** What is known of whoever sends a form: hashes that count forms, and the language of the page. */
export const senderSchema = {
  /** A keyed hash of the network address. */
  visitor: keyedHash,
  /** A keyed hash of the mail address, so that nobody's letter box is filled. */
  addressee: keyedHash,
  language: z.enum(visitorLanguages),
};
