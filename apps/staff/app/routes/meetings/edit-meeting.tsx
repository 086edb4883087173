import { editMeeting } from "@essaim/accompaniment/meeting/meeting.commands";
import { getMeetingForm } from "@essaim/accompaniment/meeting/meeting.queries";
import {
  type MeetingInput,
  meetingEditSchema,
  meetingPlaceLabels,
  meetingRefusals,
} from "@essaim/accompaniment/meeting/meeting.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import { today } from "@essaim/database/today";
import { formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { MeetingForm } from "./meeting-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier un compte rendu · ${page.meeting.workerName}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getMeetingForm, { id: recordId(params.id) });
  return { ...page, today: today(), submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(meetingEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editMeeting, input, { submissionId });
  if (outcome.ok) {
    const { meeting } = await context.execute(actor, getMeetingForm, { id });
    throw redirect(`${paths.worker(meeting.workerId)}?fait=enregistre`);
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, meetingRefusals[outcome.reason]);
  const { coaches } = await context.execute(actor, getMeetingForm, { id });
  const fields = differing(inWords(parsed.value, coaches), inWords(outcome.current, coaches));
  return refuseConflict(form, outcome, fields);
}

export default function EditMeeting() {
  const { meeting, coaches, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Modifier le compte rendu du ${formatDate(meeting.heldOn)}`}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: meeting.workerName, href: paths.worker(meeting.workerId) },
        ]}
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.editMeeting(meeting.id)} />
      <MeetingForm
        coaches={coaches}
        initial={meeting}
        today={page.today}
        state={shown?.state}
        submissionId={shown?.key ?? page.submissionId}
        version={versionFor(shown, meeting.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.worker(meeting.workerId)}
      />
    </>
  );
}

function inWords(meeting: MeetingInput, coaches: readonly Coach[]): [string, string][] {
  return [
    ["Compte rendu", meeting.summary],
    ["Prochaine étape", meeting.nextStep],
    ["Pour quand", meeting.nextStepOn ? formatDate(meeting.nextStepOn) : ""],
    ["Jour de la rencontre", formatDate(meeting.heldOn)],
    ["Durée", plural(meeting.durationMinutes, "minute", "minutes")],
    ["Lieu", meetingPlaceLabels[meeting.place]],
    ["Menée par", coaches.find((coach) => coach.id === meeting.coachId)?.name ?? ""],
  ];
}
