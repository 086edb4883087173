import type { ImportRecord } from "@essaim/funding/import/import.queries";
import { type ImportRefusal, importRefusals } from "@essaim/funding/import/spending-import.schema";
import { type FormState, refuseForm } from "@essaim/web/form";
import { data, redirect } from "@remix-run/node";
import { type Answer, answer } from "~/answer";
import { refuseUsed } from "~/answer.server";
import { paths } from "~/paths";

/** What the steps shown need to know of an import. */
export function stepOf({ id, status, mapping, source }: ImportRecord) {
  return { id, status, source, isMatched: mapping !== null };
}

/**
 * The import, when it is at a step where its file is being matched or tried.
 * @throws a redirect to where it is otherwise
 */
export function requireReading(record: ImportRecord) {
  const { reading, status } = record;
  if (!reading || (status !== "read" && status !== "tried")) {
    throw redirect(paths.spendingImport(record.id));
  }
  return { ...record, reading };
}

/** Why a step is refused, above the form as it was sent. */
export function refuseStep(
  form: FormData,
  reason: ImportRefusal | "conflict" | "form_already_used",
) {
  if (reason === "form_already_used") return refuseUsed(form);
  const formError = importRefusals[reason === "conflict" ? "not_at_this_step" : reason];
  return refuseWith(form, { formError }, 409);
}

/** The form as it was sent, with why it does not do. */
export function refuseWith(
  form: FormData,
  refusal: Pick<FormState, "formError"> & { errors?: Record<string, string> },
  status = 422,
) {
  return data<Answer>(answer({ state: refuseForm(form, refusal) }), { status });
}
