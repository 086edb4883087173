import { editMeeting, tellMeeting } from "@essaim/accompaniment/meeting/meeting.commands";
import type { MeetingRecord } from "@essaim/accompaniment/meeting/meeting.queries";
import { meetingEditSchema } from "@essaim/accompaniment/meeting/meeting.schema";
import { today } from "@essaim/database/today";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing } from "~/answer";
import { refuseConflict, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { draftFor, formAddress } from "~/draft.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import {
  oneStepMore,
  openMeeting,
  readMinutes,
  refuseMeeting,
  refuseMinutes,
} from "./meeting.server";
import { MeetingForm, savedMeeting } from "./meeting-form";
import { toldInWords } from "./meeting-words";
import { whenInWords } from "./when";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(
    page &&
      `${page.isTelling ? "Compte rendu" : "Modifier un compte rendu"} · ${page.meeting.workerName}`,
  );

const isTelling = (request: Request) => formAddress(request).startsWith("/rendez-vous/");

/** Two addresses, one form: the minutes of an appointment, and those already written. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await openMeeting(context, actor, params.id);
  const { meeting } = page;
  const telling = isTelling(request);
  if (telling !== (meeting.attendance === "expected")) {
    throw redirect(telling ? paths.editMeeting(meeting.id) : paths.tellMeeting(meeting.id));
  }
  return {
    ...page,
    ...(await draftFor(context, actor, request)),
    isTelling: telling,
    today: today(),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const grown = oneStepMore(form);
  if (grown) return grown;
  const parsed = readMinutes(meetingEditSchema, form);
  if (!parsed.ok) return refuseMinutes(parsed.state);
  const submissionId = submissionIdOf(form);
  const { meeting, coaches, themes } = await openMeeting(context, actor, params.id);
  const command = isTelling(request) ? tellMeeting : editMeeting;
  const input = { ...parsed.value, id: meeting.id, draftForm: formAddress(request) };
  const outcome = await context.execute(actor, command, input, { submissionId });
  if (outcome.ok) throw redirect(savedMeeting(meeting.workerId));
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseMeeting(form, outcome);
  const words = toldInWords(coaches, themes);
  const mine = { ...parsed.value, themeIds: parsed.value.meeting_theme };
  return refuseConflict(form, outcome, differing(words(mine), words(asTold(outcome.current))));
}

export default function EditMeeting() {
  const { meeting, notes, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const isToCome = page.isTelling && meeting.heldOn > page.today;
  return (
    <>
      <PageHeader
        title={
          page.isTelling
            ? "Compte rendu du rendez-vous"
            : `Modifier le compte rendu du ${formatDate(meeting.heldOn)}`
        }
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: meeting.workerName, href: paths.worker(meeting.workerId) },
        ]}
        lead={
          page.isTelling && (
            <>
              Rendez-vous avec {meeting.workerName} {whenInWords(meeting)}.
              {!isToCome && (
                <span className="block text-base">
                  <Link href={`${paths.newMeetingWith(meeting.workerId)}?autre=oui`}>
                    Raconter une rencontre sans rendez-vous
                  </Link>
                </span>
              )}
            </>
          )
        }
        action={
          !page.isTelling && (
            <ButtonLink href={paths.removeMeeting(meeting.id)} icon="delete">
              Supprimer
            </ButtonLink>
          )
        }
      />
      {isToCome && (
        <Alert
          tone="warning"
          title="Ce rendez-vous est à venir"
          action={<ButtonLink href={paths.editAppointment(meeting.id)}>Le déplacer</ButtonLink>}
        >
          Vous pouvez déjà noter que la personne s’est excusée, ou corriger le jour s’il a eu lieu
          plus tôt.
        </Alert>
      )}
      <Conflict conflict={shown?.conflict} reloadHref={paths.editMeeting(meeting.id)} />
      <MeetingForm
        {...page}
        initial={{
          ...asTold(meeting),
          attendance: page.isTelling ? (isToCome ? "excused" : "present") : meeting.attendance,
        }}
        othersNotes={notes.filter((note) => !note.isMine)}
        answer={shown}
        version={meeting.version}
        submitLabel={page.isTelling ? "Enregistrer le compte rendu" : "Enregistrer"}
        cancelHref={paths.worker(meeting.workerId)}
      />
    </>
  );
}

const asTold = (meeting: MeetingRecord) => ({
  ...meeting,
  themeIds: meeting.themes.map((theme) => theme.id),
});
