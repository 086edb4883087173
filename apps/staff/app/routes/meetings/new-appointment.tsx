import { bookMeeting } from "@essaim/accompaniment/meeting/meeting.commands";
import { getNewMeetingForm } from "@essaim/accompaniment/meeting/meeting.queries";
import { appointmentSchema, USUAL_MINUTES } from "@essaim/accompaniment/meeting/meeting.schema";
import { today } from "@essaim/database/today";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { AppointmentForm } from "./appointment-form";
import { refuseMeeting } from "./meeting.server";
import { whenInWords } from "./when";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Rendez-vous · ${page.worker.name}`);

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
  const parsed = parseForm(appointmentSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, workerId };
  const outcome = await context.execute(actor, bookMeeting, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.worker(workerId)}?fait=rendez-vous-pris`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseMeeting(form, outcome);
}

export default function NewAppointment() {
  const { worker, nextMeeting, usualPlace, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouveau rendez-vous"
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: worker.name, href: paths.worker(worker.id) },
        ]}
        lead={`Avec ${worker.name}.`}
      />
      {nextMeeting && (
        <Alert
          title={`Un rendez-vous est déjà prévu ${whenInWords(nextMeeting)}`}
          action={
            <ButtonLink href={paths.editAppointment(nextMeeting.id)} size="small">
              Le déplacer
            </ButtonLink>
          }
        />
      )}
      <AppointmentForm
        {...page}
        initial={{
          durationMinutes: USUAL_MINUTES,
          place: usualPlace ?? undefined,
          coachId: page.coachId,
        }}
        state={shown?.state}
        submissionId={shown?.key ?? page.submissionId}
        submitLabel="Prendre ce rendez-vous"
        cancelHref={paths.worker(worker.id)}
      />
    </>
  );
}
