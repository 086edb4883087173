import type { ResidenceAnswer } from "@essaim/accompaniment/residence/residence.schema";
import { refuseForm } from "@essaim/web/form";
import { data } from "@remix-run/node";
import { type Answer, answer } from "~/answer";
import { laterHomesSentence } from "./later-homes";

/** The form as it was typed, with the homes that it would put out of force said beside its day, and what to do of them. */
export function refuseLaterHomes(form: FormData, field: string, later: readonly ResidenceAnswer[]) {
  const state = refuseForm(form, { errors: { [field]: laterHomesSentence(later) } });
  return data<Answer>(answer({ state, replaceFrom: later[0]?.holdsFrom }), { status: 422 });
}
