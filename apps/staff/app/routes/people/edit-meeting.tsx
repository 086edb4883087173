import { editMeeting } from "@essaim/accompaniment/meeting.commands";
import { getMeetingForm, type MeetingRecord } from "@essaim/accompaniment/meeting.queries";
import {
  type MeetingInput,
  meetingEditSchema,
  meetingPlaceLabels,
  meetingRefusals,
} from "@essaim/accompaniment/meeting.schema";
import type { Coach } from "@essaim/accompaniment/worker.queries";
import { today } from "@essaim/database/today";
import type { ConflictField } from "@essaim/ui/conflict-notice";
import { formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import {
  isUsedForm,
  type Refused,
  recordId,
  refuse,
  refuseUsedForm,
  submissionIdOf,
  typedVersion,
} from "./form-answers";
import { MeetingForm } from "./meeting-form";
import { TwoVersionsNotice } from "./two-versions-notice";

type TwoVersions = {
  mine: MeetingInput;
  current: MeetingRecord;
  changedBy: string | null;
  changedAt: Date;
  sameDay: boolean;
};

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
  const form = await request.formData();
  const parsed = parseForm(meetingEditSchema, form);
  if (!parsed.ok) return refuse<TwoVersions>(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editMeeting, input, { submissionId });
  if (outcome.ok) {
    const { meeting } = await context.execute(actor, getMeetingForm, { id });
    throw redirect(`${paths.worker(meeting.workerId)}?fait=enregistre`);
  }
  if (isUsedForm(outcome)) return refuseUsedForm<TwoVersions>(form);
  if (outcome.reason !== "conflict") {
    const { field, message } = meetingRefusals[outcome.reason];
    return refuse<TwoVersions>(refuseForm(form, { errors: { [field]: message } }));
  }
  const { current, changedBy, changedAt } = outcome;
  const sameDay = today(changedAt) === today();
  const conflict = { mine: parsed.value, current, changedBy, changedAt, sameDay };
  return data<Refused<TwoVersions>>({ state: refuseForm(form, {}), conflict }, { status: 409 });
}

export default function EditMeeting() {
  const { meeting, coaches, ...page } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const conflict = refused?.conflict;
  return (
    <>
      <PageHeader
        title={`Modifier le compte rendu du ${formatDate(meeting.heldOn)}`}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: meeting.workerName, href: paths.worker(meeting.workerId) },
        ]}
      />
      {conflict && (
        <TwoVersionsNotice
          {...conflict}
          fields={differingFields(conflict.mine, conflict.current, coaches)}
          reloadHref={paths.editMeeting(meeting.id)}
        />
      )}
      <MeetingForm
        coaches={coaches}
        initial={meeting}
        today={page.today}
        state={refused?.state}
        submissionId={refused?.submissionId ?? page.submissionId}
        version={conflict?.current.version ?? typedVersion(refused?.state) ?? meeting.version}
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

/** The fields in which two versions of a meeting differ, in words. */
function differingFields(
  mine: MeetingInput,
  theirs: MeetingInput,
  coaches: readonly Coach[],
): ConflictField[] {
  const saved = new Map(inWords(theirs, coaches));
  return inWords(mine, coaches)
    .map(([label, text]) => ({ label, mine: text, theirs: saved.get(label) ?? "" }))
    .filter((field) => field.mine !== field.theirs)
    .map((field) => ({
      ...field,
      mine: <span className="whitespace-pre-line">{field.mine}</span>,
      theirs: <span className="whitespace-pre-line">{field.theirs}</span>,
    }));
}
