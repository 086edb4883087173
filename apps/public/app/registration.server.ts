import type { PublishedWorkshop } from "@essaim/accompaniment/workshop/published-workshop.queries";
import { registerParticipant } from "@essaim/accompaniment/workshop/registration.commands";
import {
  type RegistrationFault,
  registrationFaults,
  registrationSchema,
} from "@essaim/accompaniment/workshop/registration.schema";
import { type FormState, parseForm, readForm, refuseForm } from "@essaim/web/form";
import type { AppLoadContext } from "@remix-run/node";
import { i18nAt } from "./i18n/i18n";
import { TRAP } from "./trap";

export type Answer = { ok: true; href: string } | { ok: false; state: FormState; status: number };

/** Registers whoever sent the form, and says where to go on or what is wrong, in the language of the page. */
export async function answerRegistration(
  request: Request,
  context: Pick<AppLoadContext, "execute" | "actor" | "visitor">,
  session: Pick<PublishedWorkshop, "id" | "organisationId">,
): Promise<Answer> {
  const { t, paths, locale } = i18nAt(new URL(request.url).pathname);
  const form = await readForm(request);
  const done = { ok: true as const, href: `${paths.meeting(session.id)}?fait=inscription` };
  // What fell into the trap is told the same as anybody.
  if (form.get(TRAP)) return done;
  const parsed = parseForm(registrationSchema, form);
  if (!parsed.ok) {
    const errors = Object.entries(parsed.state.errors).map(([field, fault]) => [
      field,
      isFault(fault) ? t(`meetings.fault.${fault}`) : fault,
    ]);
    return refuse({ ...parsed.state, errors: Object.fromEntries(errors) }, 422);
  }
  const outcome = await context.execute(context.actor, registerParticipant, {
    ...parsed.value,
    organisationId: session.organisationId,
    workshopId: session.id,
    visitor: context.visitor,
    language: locale,
  });
  if (outcome.ok) return done;
  switch (outcome.reason) {
    case "full":
      return refuse(refuseForm(form, { formError: t("meetings.fullText") }), 409);
    case "slow_down":
      return refuse(refuseForm(form, { formError: t("meetings.slow_down") }), 429);
    default:
      return refuse(refuseForm(form, { formError: t("meetings.closed") }), 409);
  }
}

const isFault = (text: string): text is RegistrationFault =>
  (registrationFaults as readonly string[]).includes(text);

const refuse = (state: FormState, status: number): Answer => ({ ok: false, state, status });
