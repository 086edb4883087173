import { attendanceLabels } from "@essaim/accompaniment/meeting/attendance.schema";
import { meetingPlaceLabels } from "@essaim/accompaniment/meeting/meeting.schema";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { formatClock, formatDate, formatDateTime, formatDuration } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { NextStepLine } from "../people/next-step-line";
import { openMeeting } from "./meeting.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.meeting.workerName} · ${formatDate(page.meeting.heldOn)}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { meeting, notes } = await openMeeting(context, actor, params.id);
  return { meeting, notes, mayWrite: can(actor, "meeting:write") };
}

/** One meeting, to read: what was said, what was agreed, and the private notes for those who may read them. */
export default function Meeting() {
  const { meeting, notes, mayWrite } = useLoaderData<typeof loader>();
  const isBooked = meeting.attendance === "expected";
  return (
    <>
      <PageHeader
        title={
          isBooked
            ? `Rendez-vous du ${formatDate(meeting.heldOn)}`
            : `Rencontre du ${formatDate(meeting.heldOn)}`
        }
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: meeting.workerName, href: paths.worker(meeting.workerId) },
        ]}
        meta={!isBooked && <Badge>{attendanceLabels[meeting.attendance]}</Badge>}
        lead={`Avec ${meeting.workerName}, par ${meeting.coachName}.`}
        action={
          mayWrite && (
            <>
              <ButtonLink href={paths.removeMeeting(meeting.id)} icon="delete">
                Supprimer
              </ButtonLink>
              <ButtonLink
                href={isBooked ? paths.editAppointment(meeting.id) : paths.editMeeting(meeting.id)}
                icon="edit"
              >
                Modifier
              </ButtonLink>
              {isBooked && (
                <ButtonLink href={paths.tellMeeting(meeting.id)} variant="primary" icon="meeting">
                  Compte rendu
                </ButtonLink>
              )}
            </>
          )
        }
      />
      <DescriptionList
        items={[
          { term: "Heure", value: meeting.startTime && formatClock(meeting.startTime) },
          { term: "Durée", value: formatDuration(meeting.durationMinutes) },
          {
            term: "Lieu",
            value: [meetingPlaceLabels[meeting.place], meeting.placeDetail]
              .filter(Boolean)
              .join(", "),
          },
          { term: "Thèmes", value: meeting.themes.map((theme) => theme.label).join(", ") },
        ]}
      />
      {!isBooked && (
        <Section title="Compte rendu">
          {meeting.summary ? (
            <p className="max-w-measure whitespace-pre-line">{meeting.summary}</p>
          ) : (
            <p className="text-muted">Rien n’a été écrit.</p>
          )}
          {meeting.nextStep && (
            <NextStepLine
              label={meeting.nextStep}
              dueOn={meeting.nextStepOn}
              state={meeting.nextStepState}
            />
          )}
        </Section>
      )}
      {notes.map((note) => (
        <Section
          key={note.authorName}
          title={note.isMine ? "Votre note privée" : `Note privée de ${note.authorName}`}
          lead={
            note.isMine
              ? "Vous et la direction la lisez, personne d’autre."
              : "Son auteur·e et la direction la lisent, personne d’autre."
          }
        >
          <p className="max-w-measure whitespace-pre-line">{note.text}</p>
        </Section>
      ))}
      {meeting.updatedByName && (
        <p className="text-sm text-muted">
          Enregistré par {meeting.updatedByName} le {formatDateTime(meeting.updatedAt)}.
        </p>
      )}
    </>
  );
}
