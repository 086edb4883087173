import { versionSchema } from "@essaim/database/version.schema";
import { publishActivity, unpublishActivity } from "@essaim/directory/activity.commands";
import {
  publishOpenResource,
  unpublishOpenResource,
} from "@essaim/directory/open-resource.commands";
import { drawPreview } from "@essaim/directory/publication/preview.commands";
import { type RecordKind, readRecordSchema } from "@essaim/directory/publication/record.schema";
import { discardChanges } from "@essaim/directory/publication/restore.commands";
import { requestReview, sendBack } from "@essaim/directory/publication/review.commands";
import {
  requestReviewSchema,
  reviewRefusals,
  sendBackSchema,
} from "@essaim/directory/publication/review.schema";
import {
  cancelSchedule,
  schedulePublication,
} from "@essaim/directory/publication/schedule.commands";
import { scheduleRefusals, scheduleSchema } from "@essaim/directory/publication/schedule.schema";
import { publicationSchema } from "@essaim/directory/publication.schema";
import { type FormState, parseForm, readForm, refuseForm } from "@essaim/web/form";
import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import {
  type PublicationAnswer,
  type PublicationIntent,
  publicationIntents,
} from "./publication-answer";
import { recordPages } from "./record-pages";

/** What is said once it is done (`?fait=`). */
const done: Record<PublicationIntent, string> = {
  publish: "publie",
  unpublish: "depublie",
  discard: "modifications-effacees",
  requestReview: "relecture-demandee",
  sendBack: "fiche-renvoyee",
  schedule: "publication-programmee",
  unschedule: "programmation-annulee",
  preview: "",
};

/** No record has changed that often. */
const neverRead = 2_147_483_647;

const refuse = (answer: PublicationAnswer, status = 422) =>
  data<PublicationAnswer>(answer, { status });

type Refused =
  | { reason: "conflict"; changedBy: string | null; changedAt: Date }
  | { reason: "incomplete" | "own_change" | "form_already_used" | "not_public" }
  | { reason: "invalid"; errors: Record<string, string> }
  | { reason: keyof typeof reviewRefusals }
  | { reason: keyof typeof scheduleRefusals };

/** The action of a page that publishes, withdraws, plans its record, or has it read by somebody else. */
export async function changePublication(
  { request, context, params }: ActionFunctionArgs,
  kind: RecordKind,
) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const id = recordId(params.id);
  const page = recordPages[kind].record(id);
  const asked = form.get("intent");
  const intent = publicationIntents.find((one) => one === asked);
  if (!intent) throw redirect(page);
  form.set("id", id);
  form.set("kind", kind);
  // A version that is none was never read: it meets the one that is there.
  form.set("version", String(versionSchema.safeParse(form.get("version")).data ?? neverRead));
  const options = { submissionId: submissionIdOf(form) };
  const outcome = await run(intent);
  if (outcome instanceof Response || "data" in outcome) return outcome;
  if (outcome.ok) throw redirect(`${page}?fait=${done[intent]}`);
  return tell(intent, outcome);

  async function run(what: PublicationIntent) {
    switch (what) {
      case "publish": {
        const parsed = parseForm(publicationSchema, form);
        if (!parsed.ok) return typed(parsed.state);
        const publish = kind === "activity" ? publishActivity : publishOpenResource;
        return context.execute(actor, publish as typeof publishActivity, parsed.value, options);
      }
      case "unpublish": {
        const parsed = parseForm(publicationSchema, form);
        if (!parsed.ok) return typed(parsed.state);
        const unpublish = kind === "activity" ? unpublishActivity : unpublishOpenResource;
        return context.execute(actor, unpublish as typeof unpublishActivity, parsed.value, options);
      }
      case "discard": {
        const parsed = parseForm(readRecordSchema, form);
        if (!parsed.ok) return typed(parsed.state);
        return context.execute(actor, discardChanges, parsed.value, options);
      }
      case "requestReview": {
        const parsed = parseForm(requestReviewSchema, form);
        if (!parsed.ok) return typed(parsed.state);
        return context.execute(actor, requestReview, parsed.value, options);
      }
      case "sendBack": {
        const parsed = parseForm(sendBackSchema, form);
        if (!parsed.ok) return typed(parsed.state);
        return context.execute(actor, sendBack, parsed.value, options);
      }
      case "schedule": {
        const parsed = parseForm(scheduleSchema, form);
        if (!parsed.ok) return typed(parsed.state);
        return context.execute(actor, schedulePublication, parsed.value, options);
      }
      case "preview": {
        const drawn = await context.execute(actor, drawPreview, { kind, id });
        if (!drawn.ok) throw redirect(page);
        // Another site's address: a form may not lead there by itself.
        const href = `${context.publicUrl}/apercu/${drawn.link}`;
        return data<PublicationAnswer>({ reason: "preview", href });
      }
      case "unschedule":
        return context.execute(actor, cancelSchedule, { kind, id }, options);
    }

    function typed(state: FormState) {
      return refuse({ reason: "typed", intent: what, state });
    }
  }

  function tell(what: PublicationIntent, refusal: Refused) {
    const { reason } = refusal;
    if (reason === "conflict") {
      const { changedBy, changedAt } = refusal;
      return refuse({ reason, changedBy, changedAt }, 409);
    }
    if (reason === "incomplete" || (reason === "own_change" && what !== "sendBack")) {
      return refuse({ reason });
    }
    if (reason === "invalid") {
      return refuse({ reason: "unknown", errors: Object.values(refusal.errors) });
    }
    // A form sent again with another content can only come from a page left open: it shows the record as it is.
    if (reason === "form_already_used" || reason === "not_public") {
      throw redirect(page);
    }
    const schedule = reason in scheduleRefusals && what === "schedule";
    const state = schedule
      ? refuseForm(form, {
          errors: fieldError(scheduleRefusals[reason as keyof typeof scheduleRefusals]),
        })
      : refuseForm(form, { formError: reviewRefusals[reason as keyof typeof reviewRefusals] });
    return refuse({ reason: "typed", intent: what, state });
  }
}

const fieldError = ({ field, message }: { field: string; message: string }) => ({
  [field]: message,
});
