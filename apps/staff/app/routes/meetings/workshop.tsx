import { attendanceLabels } from "@essaim/accompaniment/meeting/attendance.schema";
import { formatPhone } from "@essaim/accompaniment/worker/worker.rules";
import { withdrawParticipant } from "@essaim/accompaniment/workshop/enrolment.commands";
import { reopenWorkshop } from "@essaim/accompaniment/workshop/workshop.commands";
import { getWorkshop, type Participant } from "@essaim/accompaniment/workshop/workshop.queries";
import {
  countAttendance,
  placesLeft,
  placesTaken,
} from "@essaim/accompaniment/workshop/workshop.rules";
import {
  workshopKindLabels,
  workshopPlaceLabels,
} from "@essaim/accompaniment/workshop/workshop.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatClock, formatDate, formatDay, formatDuration, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";

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

const actionSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("withdraw"), participantId: z.uuid() }),
  z.object({ intent: z.literal("reopen"), version: z.coerce.number().int() }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const parsed = actionSchema.safeParse(Object.fromEntries(await readForm(request)));
  if (!parsed.success) throw new Response(null, { status: 400 });
  const asked = parsed.data;
  if (asked.intent === "withdraw") {
    const outcome = await context.execute(actor, withdrawParticipant, { id: asked.participantId });
    if (outcome.ok) throw redirect(`${paths.workshop(id)}?fait=desinscrit`);
    const message = "Sa présence est déjà notée. Corrigez-la plutôt dans les présences.";
    return data({ message }, { status: 409 });
  }
  const outcome = await context.execute(actor, reopenWorkshop, { id, version: asked.version });
  if (outcome.ok) throw redirect(`${paths.workshop(id)}?fait=atelier-retabli`);
  const message = "Quelqu’un vient de modifier cette séance. Voici ce qu’elle contient maintenant.";
  return data({ message }, { status: 409 });
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
            <Badge>{workshopKindLabels[workshop.kind]}</Badge>
            {isCancelled && <Badge tone="danger">Annulée</Badge>}
            {page.publicHref && <a href={page.publicHref}>Page publique</a>}
          </>
        }
        lead={`Le ${formatDate(workshop.heldOn)} à ${formatClock(workshop.startTime)}, avec ${workshop.coachName}.`}
        action={mayWrite && <Actions {...page} />}
      />
      {refusal && <Alert tone="warning" role="alert" title={refusal.message} />}
      {workshop.cancelledAt && (
        <Alert
          tone="warning"
          title={`Annulée le ${formatDay(workshop.cancelledAt)}`}
          action={
            mayWrite && (
              <Form method="post">
                <input type="hidden" name="version" value={workshop.version} />
                <Button type="submit" name="intent" value="reopen" size="small">
                  Rétablir la séance
                </Button>
              </Form>
            )
          }
        >
          Les personnes inscrites gardent leur place si la séance est rétablie.
        </Alert>
      )}
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Participants {...page} />
          {(workshop.minutes || page.hasCome) && !isCancelled && (
            <Section title="Compte rendu">
              {workshop.minutes ? (
                <p className="max-w-measure whitespace-pre-line">{workshop.minutes}</p>
              ) : (
                <p className="text-muted">
                  Rien n’a été écrit.{" "}
                  {mayWrite && (
                    <Link href={paths.workshopAttendance(workshop.id)}>
                      Notez les présences et ce qui s’est dit
                    </Link>
                  )}
                </p>
              )}
            </Section>
          )}
        </div>
        <div className="flex flex-col gap-8">
          <Section title="La séance" rule={false}>
            <DescriptionList
              items={[
                { term: "Durée", value: formatDuration(workshop.durationMinutes) },
                {
                  term: "Lieu",
                  value: [workshopPlaceLabels[workshop.place], workshop.placeDetail]
                    .filter(Boolean)
                    .join(", "),
                },
                { term: "Thèmes", value: workshop.themes.map((theme) => theme.label).join(", ") },
                {
                  term: "Places",
                  value:
                    workshop.capacity === null
                      ? "Sans limite"
                      : page.isOver
                        ? workshop.capacity
                        : `${workshop.capacity}, dont ${placesLeft(workshop.capacity, placesTaken(participants))} encore libres`,
                },
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

/** Who is expected; once somebody is told of, who came, and what became of the others. */
function whoInWords(participants: readonly Participant[]): { title: string; lead?: string } {
  const { expected, present, absent, excused } = countAttendance(participants);
  if (participants.length === 0) return { title: "Personnes attendues" };
  const excuses = excused > 0 ? [plural(excused, "excusée", "excusées")] : [];
  if (present + absent === 0) {
    const title = plural(expected, "personne attendue", "personnes attendues");
    return { title, lead: excuses[0] && `Et ${excuses[0]}.` };
  }
  const others = [
    ...(absent > 0 ? [plural(absent, "absente", "absentes")] : []),
    ...excuses,
    ...(expected > 0 ? [`${plural(expected, "présence", "présences")} à noter`] : []),
  ];
  return {
    title: plural(present, "personne venue", "personnes venues"),
    lead: others.length > 0 ? `${others.join(", ")}.` : undefined,
  };
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
  {
    key: "contact",
    header: "Contact",
    cell: (row) => (
      <span className="flex flex-col">
        {row.phone && <a href={`tel:${row.phone}`}>{formatPhone(row.phone)}</a>}
        {row.email && (
          // Breaks before its @, and inside a word only where nothing else is possible.
          <a href={`mailto:${row.email}`} className="wrap-break-word">
            {row.email.slice(0, row.email.lastIndexOf("@"))}
            <wbr />
            {row.email.slice(row.email.lastIndexOf("@"))}
          </a>
        )}
      </span>
    ),
  },
  {
    key: "attendance",
    header: "Présence",
    cell: (row) => attendanceLabels[row.attendance],
  },
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
          {(row.attendance === "expected" || row.attendance === "excused") && (
            <Form method="post">
              <input type="hidden" name="participantId" value={row.id} />
              <Button type="submit" name="intent" value="withdraw" size="small" variant="quiet">
                Désinscrire<span className="sr-only"> {row.name}</span>
              </Button>
            </Form>
          )}
        </span>
      ),
  },
];
