import { z } from "zod";
import { contactKinds } from "./contact.schema.ts";

/** Contacts that one form takes. */
export const MOST_PASTED = 500;

/** What is said of all the contacts pasted at once. */
export const pastedSchema = z.object({
  lines: z
    .string({ error: "Collez au moins une ligne." })
    .max(100_000, "Collez au plus 100\u202f000 caractères à la fois."),
  kind: z.enum(contactKinds, { error: "Choisissez une réponse." }),
  source: z
    .string({ error: "Dites comment vous avez eu ces adresses." })
    .trim()
    .min(1, "Dites comment vous avez eu ces adresses.")
    .max(300, "Écrivez au plus 300 caractères."),
  receivesLetters: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
  /** How many the page said that it would add; nothing is added before it says so. */
  count: z.coerce.number().int().optional(),
});
export type PastedForm = z.output<typeof pastedSchema>;

const one = z.object({
  /** In the text, from 1. */
  number: z.int().positive(),
  name: z.string().min(1).max(160),
  email: z.string().max(254),
  phone: z.string().max(40),
  employer: z.string().max(200),
  role: z.string().max(160),
});
export type PastedContact = z.output<typeof one>;

/** The contacts, each with the keyed hash of its address. */
export const sortPastedSchema = z.object({
  contacts: z
    .array(one.extend({ addressHash: z.string().regex(/^[0-9a-f]{64}$/) }))
    .min(1)
    .max(MOST_PASTED),
});
export const addPastedSchema = pastedSchema
  .omit({ lines: true, receivesLetters: true, count: true })
  .extend({ ...sortPastedSchema.shape, receivesLetters: z.boolean() });

/** What is wrong with one line. */
export type LineProblem = { number: number; message: string };
