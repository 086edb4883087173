/** The id of a form made by its page, or undefined: it only ever makes a double submit harmless. */
export function submissionIdOf(form: FormData): string | undefined {
  const id = form.get("submissionId");
  return typeof id === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
    ? id
    : undefined;
}
