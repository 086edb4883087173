import { withdrawParticipant } from "@essaim/accompaniment/workshop/enrolment.commands";
import { reopenWorkshop } from "@essaim/accompaniment/workshop/workshop.commands";
import { getWorkshop, type Participant } from "@essaim/accompaniment/workshop/workshop.queries";
import { sessionKindLabels } from "@essaim/accompaniment/workshop/workshop.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatClock, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { pageTitle } from "~/title";
import { changeSession } from "./change-session.server";
import {
  CancelledNotice,
  contactAndAttendance,
  lengthAndPlace,
  Minutes,
  placesOf,
  Withdraw,
  whoInWords,
} from "./session-parts";

export const shouldRevalidate = rereadAfterConflict;

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.workshop.title} · Ateliers`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getWorkshop, { id: recordId(params.id) });
  const day = today();
  const { workshop } = page;
  return {
    ...page,
    hasCome: workshop.heldOn <= day,
    isOver: workshop.heldOn < day,
    publicHref: workshop.isPublic ? `${context.publicUrl}/rencontres/${workshop.id}` : null,
    mayWrite: can(actor, "meeting:write"),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  return changeSession(request, paths.workshop(id), {
    withdraw: (participantId) => context.execute(actor, withdrawParticipant, { id: participantId }),
    reopen: (version) => context.execute(actor, reopenWorkshop, { id, version }),
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Workshop() {
  const page = useLoaderData<typeof loader>();
  const { workshop, participants, mayWrite } = page;
  const refusal = useActionData<typeof action>();
  const isCancelled = workshop.cancelledAt !== null;
  return (
    <>
      <PageHeader
        title={workshop.title}
        breadcrumb={[{ label: "Ateliers", href: paths.workshops() }]}
        meta={
          <>
            <Badge>{sessionKindLabels[workshop.kind]}</Badge>
            {isCancelled && <Badge tone="danger">Annulée</Badge>}
            {page.publicHref && <a href={page.publicHref}>Page publique</a>}
          </>
        }
        lead={`Le ${formatDate(workshop.heldOn)} à ${formatClock(workshop.startTime)}, avec ${workshop.coachName}.`}
        action={mayWrite && <Actions {...page} />}
      />
      {refusal && <Alert tone="warning" role="alert" title={refusal.message} />}
      <CancelledNotice session={workshop} mayWrite={mayWrite} />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Participants {...page} />
          {(workshop.minutes || page.hasCome) && !isCancelled && (
            <Minutes
              minutes={workshop.minutes}
              tellHref={mayWrite ? paths.workshopAttendance(workshop.id) : null}
            />
          )}
        </div>
        <div className="flex flex-col gap-8">
          <Section title="La séance" rule={false}>
            <DescriptionList
              items={[
                ...lengthAndPlace(workshop),
                { term: "Thèmes", value: workshop.themes.map((theme) => theme.label).join(", ") },
                placesOf(workshop, participants, page.isOver),
              ]}
            />
            {mayWrite && !isCancelled && !page.isOver && (
              <p>
                <Link href={paths.cancelWorkshop(workshop.id)}>Annuler la séance</Link>
              </p>
            )}
          </Section>
          {workshop.description && (
            <Section title="Présentation" rule={false}>
              <p className="whitespace-pre-line">{workshop.description}</p>
            </Section>
          )}
        </div>
      </div>
    </>
  );
}

function Actions({ workshop, hasCome }: Page) {
  const isCancelled = workshop.cancelledAt !== null;
  const attendance = (
    <ButtonLink
      href={paths.workshopAttendance(workshop.id)}
      icon="check"
      variant={hasCome ? "primary" : "secondary"}
    >
      Présences
    </ButtonLink>
  );
  return (
    <>
      <ButtonLink href={paths.editWorkshop(workshop.id)} icon="edit">
        Modifier
      </ButtonLink>
      {!isCancelled && attendance}
      {!isCancelled && (
        <ButtonLink
          href={paths.workshopEnrolment(workshop.id)}
          icon="userPlus"
          variant={hasCome ? "secondary" : "primary"}
        >
          Inscrire
        </ButtonLink>
      )}
    </>
  );
}

function Participants({ workshop, participants, mayWrite }: Page) {
  const canEnrol = mayWrite && workshop.cancelledAt === null;
  const { title, lead } = whoInWords(participants);
  return (
    <Section title={title} lead={lead} rule={false}>
      <Table
        caption={title}
        hideCaption
        stack="sm"
        columns={columns(workshop.id, mayWrite)}
        rows={participants}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            level={3}
            icon="users"
            title="Personne n’est encore inscrit"
            action={
              canEnrol && (
                <ButtonLink href={paths.workshopEnrolment(workshop.id)} icon="userPlus">
                  Inscrire des personnes
                </ButtonLink>
              )
            }
          >
            {workshop.isPublic
              ? "Les inscriptions prises sur le site public paraîtront ici."
              : "Choisissez-les dans la liste, plusieurs à la fois."}
          </EmptyState>
        }
      />
    </Section>
  );
}

const columns = (workshopId: string, mayWrite: boolean): readonly Column<Participant>[] => [
  {
    key: "name",
    header: "Personne",
    lead: true,
    cell: (row) =>
      row.workerId ? (
        <Link href={paths.worker(row.workerId)}>{row.name}</Link>
      ) : (
        row.name || "Coordonnées effacées"
      ),
  },
  ...contactAndAttendance,
  {
    key: "do",
    header: "Que faire",
    actions: true,
    cell: (row) =>
      mayWrite && (
        <span className="flex flex-wrap justify-end gap-x-4 gap-y-2">
          {row.isOutside && row.name && (
            <ButtonLink href={paths.participantFile(workshopId, row.id)} size="small">
              Ouvrir sa fiche<span className="sr-only">&#8239;: {row.name}</span>
            </ButtonLink>
          )}
          <Withdraw participant={row} />
        </span>
      ),
  },
];
