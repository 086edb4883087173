import { type ViewRefusal, viewRefusals } from "@essaim/accompaniment/worker/saved-view.schema";
import { refuseField, refuseFields, refuseUsed } from "~/answer.server";

/** The form of a new view, with why it is refused. A name that is taken may be taken over. */
export function refuseView(form: FormData, reason: ViewRefusal | "form_already_used") {
  if (reason === "form_already_used") return refuseUsed(form);
  if (reason !== "name_taken") return refuseField(form, viewRefusals[reason]);
  return refuseFields(form, {
    name: viewRefusals.name_taken.message,
    replace: "Cochez pour remplacer cette vue, ou choisissez un autre nom.",
  });
}
