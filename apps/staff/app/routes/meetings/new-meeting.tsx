import { recordMeeting } from "@essaim/accompaniment/meeting/meeting.commands";
import { getNewMeetingForm } from "@essaim/accompaniment/meeting/meeting.queries";
import { meetingSchema, USUAL_MINUTES } from "@essaim/accompaniment/meeting/meeting.schema";
import { today } from "@essaim/database/today";
import { formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseUsed } from "~/answer.server";
import { draftFor, formAddress } from "~/draft.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { oneStepMore, readMinutes, refuseMeeting, refuseMinutes } from "./meeting.server";
import { MeetingForm, savedMeeting } from "./meeting-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Compte rendu · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const page = await context.execute(actor, getNewMeetingForm, { workerId });
  const begun = await draftFor(context, actor, request);
  const isOther = new URL(request.url).searchParams.has("autre");
  // These minutes are most likely those of the appointment that nobody has told, unless others are begun.
  if (page.untold && !isOther && !begun.draft.found) {
    throw redirect(paths.tellMeeting(page.untold.id));
  }
  const isCoach = page.coaches.some((coach) => coach.id === actor.membershipId);
  return {
    ...page,
    ...begun,
    today: today(),
    coachId: isCoach ? actor.membershipId : undefined,
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const form = await readForm(request);
  const grown = oneStepMore(form);
  if (grown) return grown;
  const parsed = readMinutes(meetingSchema, form);
  if (!parsed.ok) return refuseMinutes(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, workerId, draftForm: formAddress(request) };
  const outcome = await context.execute(actor, recordMeeting, input, { submissionId });
  if (outcome.ok) throw redirect(savedMeeting(workerId));
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseMeeting(form, outcome);
}

export default function NewMeeting() {
  const { worker, lastMeetingOn, usualPlace, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouveau compte rendu"
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: worker.name, href: paths.worker(worker.id) },
        ]}
        lead={
          lastMeetingOn
            ? `Rencontre avec ${worker.name}. La précédente date du ${formatDate(lastMeetingOn)}.`
            : `Première rencontre avec ${worker.name}.`
        }
      />
      <MeetingForm
        {...page}
        initial={{
          attendance: "present",
          heldOn: page.today,
          durationMinutes: USUAL_MINUTES,
          place: usualPlace ?? undefined,
          coachId: page.coachId,
        }}
        answer={shown}
        isUsual={lastMeetingOn !== null}
        submitLabel="Enregistrer le compte rendu"
        cancelHref={paths.worker(worker.id)}
      />
    </>
  );
}
