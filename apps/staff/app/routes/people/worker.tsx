import { type Deadline, urgencyOf } from "@essaim/accompaniment/pathway/deadline.rules";
import { getPersonStory } from "@essaim/accompaniment/worker/person-story.queries";
import {
  type StoryKind,
  storyFilterSchema,
  storyKindLabels,
  storyKinds,
  storySlugs,
  writeCursor,
} from "@essaim/accompaniment/worker/person-story.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { Card } from "@essaim/ui/card";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatRelativeDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Timeline } from "@essaim/ui/timeline";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { deadlineLabels } from "./pathway-line";
import { Commons, Home } from "./person-home";
import { plannedStageEntry, storyEntry, upcomingEntry } from "./person-story";
import { PillLinks } from "./pill-links";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { voir: kind, avant: before } = parseQuery(storyFilterSchema, request);
  const id = recordId(params.id);
  const page = await context.execute(actor, getPersonStory, { id, kind, before });
  return {
    ...page,
    kind: kind ?? null,
    isOlder: before !== undefined,
    today: today(),
    mayWrite: !page.worker.isAnonymised && can(actor, "worker:write"),
    mayRecord: !page.worker.isAnonymised && can(actor, "meeting:write"),
  };
}

/** The first tab: what comes next, then the story, newest first. */
export default function Worker() {
  const page = useLoaderData<typeof loader>();
  const { worker, upcoming, plannedStages } = page;
  const isComing = upcoming.length + plannedStages.length > 0;
  return (
    // On a phone: what comes next, then the story, then the address.
    <div className="grid grid-cols-1 items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
      <div className="flex flex-col gap-5 lg:col-start-2 lg:row-start-1">
        <NextStepCard {...page} />
        {page.deadlines.map((deadline) => (
          <DeadlineCard
            key={deadline.kind}
            deadline={deadline}
            day={page.today}
            href={paths.pathway(worker.id)}
          />
        ))}
      </div>
      <div className="flex flex-col gap-8 lg:col-start-1 lg:row-span-2 lg:row-start-1">
        {isComing && !page.isOlder && (
          <Section title="À venir" rule={false}>
            <Timeline
              entries={[
                ...upcoming.map((one) => upcomingEntry(one, page.today)),
                ...plannedStages.map((stage) => plannedStageEntry(stage, page.today, worker.id)),
              ]}
            />
          </Section>
        )}
        <Story {...page} />
      </div>
      <div className="flex flex-col gap-8 lg:col-start-2 lg:row-start-2">
        <Home worker={worker} day={page.today} />
        <Commons resources={worker.resources} />
      </div>
    </div>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Story({ worker, story, next, kind, isOlder, mayWrite, mayRecord }: Page) {
  const rights = { workerId: worker.id, mayWrite, mayRecord };
  const slug = kind ? storySlugs[kind] : undefined;
  return (
    <Section title="Histoire" rule={false}>
      <Filters workerId={worker.id} kind={kind} />
      {isOlder && (
        <p>
          <Link href={paths.workerStory(worker.id, { voir: slug })}>Revenir au plus récent</Link>
        </p>
      )}
      {story.length > 0 ? (
        <Timeline entries={story.map((line) => storyEntry(line, rights))} />
      ) : (
        <NothingYet workerId={worker.id} kind={kind} mayRecord={mayRecord} />
      )}
      {next && (
        <Link
          href={paths.workerStory(worker.id, { voir: slug, avant: writeCursor(next) })}
          className="self-start"
        >
          Voir plus ancien
        </Link>
      )}
    </Section>
  );
}

/** The kinds of lines, each with its own address. */
function Filters({ workerId, kind }: { workerId: string; kind: StoryKind | null }) {
  const choices = [
    { label: "Tout", href: paths.workerStory(workerId), isCurrent: kind === null },
    ...storyKinds.map((one) => ({
      label: storyKindLabels[one],
      href: paths.workerStory(workerId, { voir: storySlugs[one] }),
      isCurrent: kind === one,
    })),
  ];
  return (
    <PillLinks label="Ce que l’histoire montre" choices={choices} isOneLine preventScrollReset />
  );
}

function NothingYet({
  workerId,
  kind,
  mayRecord,
}: {
  workerId: string;
  kind: StoryKind | null;
  mayRecord: boolean;
}) {
  const isFirst = kind === null || kind === "meeting";
  return (
    <EmptyState
      level={3}
      icon="meeting"
      title={isFirst ? "Aucune rencontre pour l’instant" : "Rien de tel pour l’instant"}
      action={
        isFirst && mayRecord ? (
          <ButtonLink href={paths.newMeetingWith(workerId)} icon="plus">
            Écrire le premier compte rendu
          </ButtonLink>
        ) : (
          <ButtonLink href={paths.workerStory(workerId)}>Voir toute l’histoire</ButtonLink>
        )
      }
    >
      {isFirst
        ? "Le premier compte rendu commence l’histoire de cette personne avec vous."
        : "L’histoire de cette personne ne contient rien de cette sorte."}
    </EmptyState>
  );
}

function NextStepCard(page: Page) {
  const { nextAction, today: day, worker, upcoming, story, isOlder, mayRecord } = page;
  const hasLeft = worker.supportedUntil !== null && worker.supportedUntil < day;
  const [appointment] = upcoming;
  return (
    <Card title="Prochaine étape" level={2}>
      {nextAction ? (
        <>
          <p className="font-semibold">{nextAction.label}</p>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <When on={nextAction.dueOn} day={day} />
            {nextAction.ownerName && <span className="text-muted">{nextAction.ownerName}</span>}
          </p>
        </>
      ) : (
        <p className="text-muted">
          {hasLeft
            ? "L’accompagnement est terminé."
            : appointment
              ? `${appointment.title}, le ${formatDate(appointment.on)}.`
              : story.length > 0 || isOlder
                ? "Rien n’est prévu dans le plan d’action."
                : "Une première rencontre reste à faire."}
        </p>
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <Link href={paths.workerPlan(worker.id)}>Voir le plan d’action</Link>
        {mayRecord && !hasLeft && (
          <Link href={paths.enrolInWorkshop(worker.id)}>Inscrire à un atelier</Link>
        )}
      </p>
    </Card>
  );
}

function When({ on, day }: { on: string | null; day: string }) {
  if (!on) return <span className="text-muted">Sans date</span>;
  return (
    <>
      <time dateTime={on}>{formatDate(on)}</time>
      {on < day ? (
        <Badge tone="danger" icon="clock">
          En retard
        </Badge>
      ) : (
        <span className="text-muted">{formatRelativeDate(on, day)}</span>
      )}
    </>
  );
}

/** A contract's deadline that comes near. */
function DeadlineCard({
  deadline: { kind, on, sentence },
  day,
  href,
}: {
  deadline: Deadline;
  day: string;
  href: string;
}) {
  const urgency = urgencyOf(on, day);
  if (urgency === "far") return null;
  return (
    <Card
      level={2}
      title={<Link href={href}>{deadlineLabels[kind]}</Link>}
      meta={
        <Badge tone={urgency === "said" ? "accent" : urgency === "near" ? "warning" : "danger"}>
          {urgency === "over" ? "Dépassé" : formatRelativeDate(on, day)}
        </Badge>
      }
    >
      <p className="text-sm">{sentence}</p>
    </Card>
  );
}
