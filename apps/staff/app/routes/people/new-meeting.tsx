import { recordMeeting } from "@essaim/accompaniment/meeting.commands";
import { getNewMeetingForm } from "@essaim/accompaniment/meeting.queries";
import { meetingRefusals, meetingSchema } from "@essaim/accompaniment/meeting.schema";
import { today } from "@essaim/database/today";
import { Alert } from "@essaim/ui/alert";
import { formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { isUsedForm, recordId, refuse, refuseUsedForm, submissionIdOf } from "./form-answers";
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
  const form = await request.formData();
  const parsed = parseForm(meetingSchema, form);
  if (!parsed.ok) return refuse(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, workerId };
  const outcome = await context.execute(actor, recordMeeting, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.worker(workerId)}?fait=enregistre`);
  if (isUsedForm(outcome)) return refuseUsedForm(form);
  const { field, message } = meetingRefusals[outcome.reason];
  return refuse(refuseForm(form, { errors: { [field]: message } }));
}

export default function NewMeeting() {
  const { worker, agreed, lastMeetingOn, coaches, ...page } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
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
          {agreed.text}
          {agreed.on && `, pour le ${formatDate(agreed.on)}`}
        </Alert>
      )}
      <MeetingForm
        coaches={coaches}
        initial={{ heldOn: page.today, durationMinutes: 60, coachId: page.coachId }}
        today={page.today}
        state={refused?.state}
        submissionId={refused?.submissionId ?? page.submissionId}
        submitLabel="Enregistrer le compte rendu"
        cancelHref={paths.worker(worker.id)}
      />
    </>
  );
}
