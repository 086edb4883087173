import { z } from "zod";
import { normalisePhone } from "./worker.rules.ts";

const name = z.string().trim().max(80).catch("").default("");

/** What of a form says who somebody is, read leniently while it is typed. */
export const typedPersonSchema = z.object({
  givenName: name,
  familyName: name,
  phone: z
    .string()
    .transform((typed) => normalisePhone(typed))
    .nullable()
    .catch(null)
    .default(null),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email().max(254))
    .nullable()
    .catch(null)
    .default(null),
});

export type TypedPerson = z.output<typeof typedPersonSchema>;

/** Pairs shown at once: whoever has looked at those sees the next. */
export const MOST_PAIRS = 50;
