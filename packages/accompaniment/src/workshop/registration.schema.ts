import { z } from "zod";
import { normalisePhone } from "../worker/worker.rules.ts";

/** Months after a session, at the end of which those who registered by themselves are forgotten. */
export const REGISTRATION_MONTHS = 3;

/** Why a field of the public form is refused; each language of the public site has its sentence. */
export const registrationFaults = [
  "given_name",
  "family_name",
  "email",
  "phone",
  "too_long",
  "link",
] as const;
export type RegistrationFault = (typeof registrationFaults)[number];

/** The languages of the public site, in which mails are written. */
export const registrationLanguages = ["fr", "en"] as const;
export type RegistrationLanguage = (typeof registrationLanguages)[number];

const fault = (one: RegistrationFault) => one;

const name = (missing: RegistrationFault) =>
  z
    .string({ error: fault(missing) })
    .transform((typed) => typed.replace(/\s+/g, " ").trim())
    .pipe(
      z
        .string()
        .min(1, fault(missing))
        .max(80, fault("too_long"))
        // Written in a mail to an address that anybody may give: a link there would be ours.
        .refine((typed) => !/[/@:\\<>]|\.\p{L}{2}/u.test(typed), fault("link")),
    );

/** What somebody without an account says to come. Messages are faults, told in the reader's language. */
export const registrationSchema = z.object({
  givenName: name("given_name"),
  familyName: name("family_name"),
  email: z
    .string({ error: fault("email") })
    .trim()
    .toLowerCase()
    .max(254, fault("too_long"))
    .pipe(z.email(fault("email"))),
  phone: z
    .string()
    .transform((typed, context) => {
      const normal = normalisePhone(typed);
      if (normal) return normal;
      context.addIssue({ code: "custom", message: fault("phone") });
      return z.NEVER;
    })
    .optional()
    .transform((value) => value ?? null),
});

/** What `registerParticipant` takes; `visitor` is a keyed hash of the network address, to count registrations. */
export const registerParticipantSchema = registrationSchema.extend({
  organisationId: z.uuid(),
  workshopId: z.uuid(),
  visitor: z.string().regex(/^[0-9a-f]{64}$/),
  language: z.enum(registrationLanguages),
});
