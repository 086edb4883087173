import { rebookMeeting } from "@essaim/accompaniment/meeting/meeting.commands";
import { appointmentEditSchema } from "@essaim/accompaniment/meeting/meeting.schema";
import { today } from "@essaim/database/today";
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
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { AppointmentForm } from "./appointment-form";
import { openMeeting, refuseMeeting } from "./meeting.server";
import { bookedInWords } from "./meeting-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier un rendez-vous · ${page.meeting.workerName}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await openMeeting(context, actor, params.id);
  if (page.meeting.attendance !== "expected") throw redirect(paths.editMeeting(page.meeting.id));
  return { ...page, today: today(), submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(appointmentEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const { meeting, coaches, themes } = await openMeeting(context, actor, params.id);
  const input = { ...parsed.value, id: meeting.id };
  const outcome = await context.execute(actor, rebookMeeting, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.worker(meeting.workerId)}?fait=rendez-vous-modifie`);
  switch (outcome.reason) {
    case "form_already_used":
      return refuseUsed(form);
    case "already_told":
      throw redirect(paths.editMeeting(meeting.id));
    case "conflict": {
      const words = bookedInWords(coaches, themes);
      const mine = words({ ...parsed.value, themeIds: parsed.value.meeting_theme });
      const theirs = words({
        ...outcome.current,
        themeIds: outcome.current.themes.map((theme) => theme.id),
      });
      return refuseConflict(form, outcome, differing(mine, theirs));
    }
    case "busy":
      return refuseMeeting(form, outcome);
    default:
      return refuseMeeting(form, { ok: false, reason: outcome.reason });
  }
}

export default function EditAppointment() {
  const { meeting, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Modifier le rendez-vous"
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: meeting.workerName, href: paths.worker(meeting.workerId) },
        ]}
        lead={`Avec ${meeting.workerName}.`}
        action={
          <>
            <ButtonLink href={paths.tellMeeting(meeting.id)} icon="meeting">
              Compte rendu
            </ButtonLink>
            <ButtonLink href={paths.removeMeeting(meeting.id)} icon="delete">
              Supprimer
            </ButtonLink>
          </>
        }
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.editAppointment(meeting.id)} />
      <AppointmentForm
        {...page}
        initial={{ ...meeting, themeIds: meeting.themes.map((theme) => theme.id) }}
        state={shown?.state}
        submissionId={shown?.key ?? page.submissionId}
        version={versionFor(shown, meeting.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.worker(meeting.workerId)}
      />
    </>
  );
}
