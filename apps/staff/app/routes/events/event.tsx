import { reopenEvent } from "@essaim/accompaniment/event/event.commands";
import { getEvent } from "@essaim/accompaniment/event/event.queries";
import { withdrawGuest } from "@essaim/accompaniment/event/guest.commands";
import type { Participant } from "@essaim/accompaniment/workshop/workshop.queries";
import { placesTaken } from "@essaim/accompaniment/workshop/workshop.rules";
import { sessionKindLabels } from "@essaim/accompaniment/workshop/workshop.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatClock, formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { ProgressBar } from "@essaim/ui/progress-bar";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { pageTitle } from "~/title";
import { changeSession } from "../meetings/change-session.server";
import {
  CancelledNotice,
  contactAndAttendance,
  lengthAndPlace,
  Minutes,
  placesOf,
  Withdraw,
  whoInWords,
} from "../meetings/session-parts";

export const shouldRevalidate = rereadAfterConflict;

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.event.title} · Événements`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getEvent, { id: recordId(params.id) });
  const day = today();
  const { event } = page;
  return {
    ...page,
    hasCome: event.heldOn <= day,
    isOver: event.heldOn < day,
    publicHref: event.isPublic ? `${context.publicUrl}/rencontres/${event.id}` : null,
    mayWrite: can(actor, "event:write"),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  return changeSession(request, paths.event(id), {
    withdraw: (participantId) => context.execute(actor, withdrawGuest, { id: participantId }),
    reopen: (version) => context.execute(actor, reopenEvent, { id, version }),
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** An event: who registered and who came, and what is said of it. */
export default function EventPage() {
  const page = useLoaderData<typeof loader>();
  const { event, participants, mayWrite } = page;
  const refusal = useActionData<typeof action>();
  const isCancelled = event.cancelledAt !== null;
  return (
    <>
      <PageHeader
        title={event.title}
        breadcrumb={[{ label: "Événements", href: paths.events() }]}
        meta={
          <>
            <Badge>{sessionKindLabels[event.kind]}</Badge>
            {isCancelled && <Badge tone="danger">Annulé</Badge>}
            {page.publicHref && <a href={page.publicHref}>Page publique</a>}
          </>
        }
        lead={`Le ${formatDate(event.heldOn)} à ${formatClock(event.startTime)}, avec ${event.coachName}.`}
        action={mayWrite && <Actions {...page} />}
      />
      {refusal && <Alert tone="warning" role="alert" title={refusal.message} />}
      <CancelledNotice session={event} mayWrite={mayWrite} />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Guests {...page} />
          {(event.minutes || page.hasCome) && !isCancelled && (
            <Minutes
              minutes={event.minutes}
              tellHref={mayWrite ? paths.eventAttendance(event.id) : null}
            />
          )}
        </div>
        <div className="flex flex-col gap-8">
          <Section title="L’événement" rule={false}>
            <DescriptionList
              items={[
                { term: "Pour qui", value: event.audience },
                ...lengthAndPlace(event),
                placesOf(event, participants, page.isOver),
                {
                  term: "Campagne",
                  value: event.campaignId && (
                    <Link href={paths.campaign(event.campaignId)}>{event.campaignName}</Link>
                  ),
                },
              ]}
            />
            {mayWrite && !isCancelled && !page.isOver && (
              <p>
                <Link href={paths.cancelEvent(event.id)}>Annuler l’événement</Link>
              </p>
            )}
          </Section>
          {event.description && (
            <Section title="Ce qui s’y passe" rule={false}>
              <p className="whitespace-pre-line">{event.description}</p>
            </Section>
          )}
        </div>
      </div>
    </>
  );
}

function Actions({ event, hasCome }: Page) {
  const isCancelled = event.cancelledAt !== null;
  return (
    <>
      <ButtonLink href={paths.editEvent(event.id)} icon="edit">
        Modifier
      </ButtonLink>
      {!isCancelled && (
        <>
          <ButtonLink
            href={paths.eventAttendance(event.id)}
            icon="check"
            variant={hasCome ? "primary" : "secondary"}
          >
            Présences
          </ButtonLink>
          <ButtonLink
            href={paths.addGuest(event.id)}
            icon="userPlus"
            variant={hasCome ? "secondary" : "primary"}
          >
            Inscrire
          </ButtonLink>
        </>
      )}
    </>
  );
}

function Guests({ event, participants, mayWrite }: Page) {
  const { title, lead } = whoInWords(participants);
  const taken = placesTaken(participants);
  return (
    <Section title={title} lead={lead} rule={false}>
      {event.capacity !== null && (
        <ProgressBar
          label="Places prises"
          words={`${taken} sur ${plural(event.capacity, "place prise", "places prises")}`}
          done={taken}
          total={event.capacity}
          className="max-w-md"
        />
      )}
      <Table
        caption={title}
        hideCaption
        stack="sm"
        columns={mayWrite ? [...columns, toDo] : columns}
        rows={participants}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            level={3}
            icon="users"
            title="Personne n’est encore inscrit"
            action={
              mayWrite &&
              event.cancelledAt === null && (
                <ButtonLink href={paths.addGuest(event.id)} icon="userPlus">
                  Inscrire quelqu’un
                </ButtonLink>
              )
            }
          >
            {event.isPublic
              ? "Les inscriptions prises sur le site public paraîtront ici."
              : "Cet événement n’est pas sur le site public. Modifiez-le pour y ouvrir les inscriptions, ou inscrivez vous-même qui vient."}
          </EmptyState>
        }
      />
      {participants.length > 0 && (
        <p className="print:hidden">
          {/* A plain link: the browser keeps the file, and stays on this page. */}
          <a href={paths.guestsFile(event.id)}>Télécharger la liste d’émargement (CSV)</a>
        </p>
      )}
    </Section>
  );
}

const columns: readonly Column<Participant>[] = [
  {
    key: "name",
    header: "Personne",
    lead: true,
    cell: (row) => row.name || "Coordonnées effacées",
  },
  ...contactAndAttendance,
];

const toDo: Column<Participant> = {
  key: "do",
  header: "Que faire",
  actions: true,
  cell: (row) => <Withdraw participant={row} />,
};
