import { safeReturn } from "~/paths";

/**
 * The page that a one-click form came from, at the line that was clicked where the form names it.
 * @param otherwise where to go when the form does not say
 */
export function backFrom(form: FormData, otherwise: string): string {
  const page = form.get("retour");
  const line = form.get("ligne");
  const path = typeof page === "string" && page !== "" ? safeReturn(page) : otherwise;
  return typeof line === "string" && /^[a-z]+-[0-9a-f-]{36}$/.test(line) ? `${path}#${line}` : path;
}
