import { z } from "zod";

/** The id of a form made by its page, or undefined: it only ever makes a double submit harmless. */
export function submissionIdOf(form: FormData): string | undefined {
  return z.uuid().safeParse(form.get("submissionId")).data;
}
