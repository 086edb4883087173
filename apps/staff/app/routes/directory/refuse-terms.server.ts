import { type SynonymRefusal, synonymRefusal } from "@essaim/directory/search/synonym.schema";
import { refuseForm } from "@essaim/web/form";
import { data } from "@remix-run/node";
import { type Answer, answer } from "~/answer";

/** The form as it was typed, with why its terms make no group, and the group that holds one of them already. */
export function refuseTerms(form: FormData, refusal: SynonymRefusal) {
  const state = refuseForm(form, { errors: { terms: synonymRefusal(refusal) } });
  const holdingGroup = refusal.reason === "already_there" ? refusal.group : undefined;
  return data<Answer>(answer({ state, holdingGroup }), { status: 422 });
}
