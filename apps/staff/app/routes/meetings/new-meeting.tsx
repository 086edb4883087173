import { recordMeeting } from "@essaim/accompaniment/meeting/meeting.commands";
import { getNewMeetingForm } from "@essaim/accompaniment/meeting/meeting.queries";
import { meetingRefusals, meetingSchema } from "@essaim/accompaniment/meeting/meeting.schema";
import { today } from "@essaim/database/today";
import { Alert } from "@essaim/ui/alert";
import { formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { MeetingForm } from "./meeting-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Compte rendu · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const page = await context.execute(actor, getNewMeetingForm, { workerId });
  const isCoach = page.coaches.some((coach) => coach.id === actor.membershipId);
  return {
    ...page,
    today: today(),
    coachId: isCoach ? actor.membershipId : undefined,
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(meetingSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, workerId };
  const outcome = await context.execute(actor, recordMeeting, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.worker(workerId)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, meetingRefusals[outcome.reason]);
}

export default function NewMeeting() {
  const { worker, agreed, lastMeetingOn, coaches, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouveau compte rendu"
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: worker.name, href: paths.worker(worker.id) },
        ]}
        lead={`Rencontre avec ${worker.name}.`}
      />
      {agreed && (
        <Alert title={`Ce que vous aviez prévu le ${formatDate(lastMeetingOn ?? "")}`}>
          {agreed.on
            ? `${agreed.text.replace(/[.\s]+$/, "")}, pour le ${formatDate(agreed.on)}`
            : agreed.text}
        </Alert>
      )}
      <MeetingForm
        coaches={coaches}
        initial={{ heldOn: page.today, durationMinutes: 60, coachId: page.coachId }}
        today={page.today}
        state={shown?.state}
        submissionId={shown?.key ?? page.submissionId}
        submitLabel="Enregistrer le compte rendu"
        cancelHref={paths.worker(worker.id)}
      />
    </>
  );
}
