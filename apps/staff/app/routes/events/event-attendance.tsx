import { getEvent } from "@essaim/accompaniment/event/event.queries";
import { recordEventAttendanceSchema } from "@essaim/accompaniment/event/event.schema";
import { recordEventAttendance } from "@essaim/accompaniment/event/guest.commands";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { formatClock, formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { versionFor } from "~/answer";
import { refuseConflict, refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { EnterSaves, RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import {
  AttendanceList,
  attendanceDiffers,
  attendancesIn,
  MinutesField,
  notYet,
} from "../meetings/attendance-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Présences · ${page.event.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "event:write")) throw new Response(null, { status: 403 });
  const page = await context.execute(actor, getEvent, { id: recordId(params.id) });
  return {
    ...page,
    hasCome: page.event.heldOn <= today(),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workshopId = recordId(params.id);
  const form = await readForm(request);
  const told = recordEventAttendanceSchema.pick({ minutes: true, version: true });
  const parsed = parseForm(told, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, workshopId, attendances: attendancesIn(form) };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, recordEventAttendance, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.event(workshopId)}?fait=presences-notees`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "not_yet") return refuseFields(form, { presence: notYet });
  return refuseConflict(form, outcome, attendanceDiffers(input, outcome.current));
}

/** Everybody in one screen: who came, and what was said. */
export default function EventAttendance() {
  const { event, participants, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Présences"
        breadcrumb={[
          { label: "Événements", href: paths.events() },
          { label: event.title, href: paths.event(event.id) },
        ]}
        lead={`${event.title}, le ${formatDate(event.heldOn)} à ${formatClock(event.startTime)}.`}
        action={
          <ButtonLink href={paths.addGuest(event.id)} icon="userPlus">
            Ajouter quelqu’un
          </ButtonLink>
        }
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.eventAttendance(event.id)} />
      <RecordForm
        state={shown?.state}
        submissionId={shown?.key ?? page.submissionId}
        version={versionFor(shown, event.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.event(event.id)}
        sentByKeys
      >
        <EnterSaves />
        <AttendanceList participants={participants} state={shown?.state} hasCome={page.hasCome} />
        <MinutesField state={shown?.state} minutes={event.minutes} />
      </RecordForm>
    </>
  );
}
