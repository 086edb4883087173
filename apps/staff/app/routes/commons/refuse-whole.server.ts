import { refuseForm } from "@essaim/web/form";
import { data } from "@remix-run/node";
import { type Answer, answer } from "~/answer";

/** The form as it was typed, with why none of its fields can mend it. */
export function refuseWhole(form: FormData, formError: string) {
  return data<Answer>(answer({ state: refuseForm(form, { formError }) }), { status: 422 });
}
