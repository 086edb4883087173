import { contactRefusals } from "@essaim/outreach/contact/contact.schema";
import { refuseForm } from "@essaim/web/form";
import { data } from "@remix-run/node";
import { type Answer, answer } from "~/answer";

type Refused = { reason: keyof typeof contactRefusals; contactId?: string };

/** The form as it was typed, with why the rules refuse it, and whose address it is when it is somebody’s. */
export function refuseContact(form: FormData, { reason, contactId }: Refused) {
  const { field, message } = contactRefusals[reason];
  const state = refuseForm(form, { errors: { [field]: message } });
  return data<Answer>(answer({ state, sameContact: contactId }), { status: 422 });
}
