import { meetingPlaceLabels } from "@essaim/accompaniment/meeting/meeting.schema";
import {
  getWorker,
  type WorkerMeeting,
  type WorkerRecord,
} from "@essaim/accompaniment/worker/worker.queries";
import {
  ageInYear,
  formatPhone,
  type NextStep,
  REVIEW_AFTER_WEEKS,
} from "@essaim/accompaniment/worker/worker.rules";
import { residenceLabels } from "@essaim/accompaniment/worker/worker.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { Card } from "@essaim/ui/card";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatRelativeDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Timeline, type TimelineEntry } from "@essaim/ui/timeline";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";

/** Meetings shown before asking for all of them. */
const LATEST = 20;
/** More than any person will ever have. */
const ALL = 10_000;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const everything = new URL(request.url).searchParams.get("rencontres") === "toutes";
  const page = await context.execute(actor, getWorker, {
    id: recordId(params.id),
    meetings: everything ? ALL : LATEST,
  });
  return {
    ...page,
    today: today(),
    mayRecord: can(actor, "meeting:write"),
  };
}

export default function Worker() {
  const page = useLoaderData<typeof loader>();
  const { worker, meetings, mayRecord } = page;
  const recordHref = paths.newMeetingWith(worker.id);
  return (
    // On a phone: what comes next, then the story, then the address.
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
      <div className="lg:col-start-2 lg:row-start-1">
        <NextStepCard {...page} />
      </div>
      <Section
        title="Rencontres"
        rule={false}
        className="lg:col-start-1 lg:row-span-2 lg:row-start-1"
      >
        {meetings.length === 0 ? (
          <EmptyState
            level={3}
            icon="meeting"
            title="Aucune rencontre pour l’instant"
            action={
              mayRecord && (
                <ButtonLink href={recordHref} icon="plus">
                  Écrire le premier compte rendu
                </ButtonLink>
              )
            }
          >
            Le premier compte rendu commence l’histoire de cette personne avec vous.
          </EmptyState>
        ) : (
          <>
            <Timeline entries={story(page)} />
            {page.meetingCount > meetings.length && (
              <Link href={paths.workerStory(worker.id)} className="self-start">
                Voir les {plural(page.meetingCount, "rencontre", "rencontres")}
              </Link>
            )}
          </>
        )}
      </Section>
      <div className="flex flex-col gap-8 lg:col-start-2 lg:row-start-2">
        <Contact worker={worker} />
        <Commons resources={worker.resources} />
      </div>
    </div>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function NextStepCard({ nextStep, today: day, toReview, worker, meetings }: Page) {
  return (
    <Card title="Prochaine étape" level={2}>
      {nextStep ? (
        <>
          <p className="font-semibold">{nextStep.text}</p>
          <When step={nextStep} day={day} />
        </>
      ) : (
        <p className="text-muted">
          {worker.supportedUntil !== null && worker.supportedUntil < day
            ? "L’accompagnement est terminé."
            : meetings.length > 0
              ? "Rien n’a été prévu à la dernière rencontre."
              : "Une première rencontre reste à faire."}
        </p>
      )}
      {toReview && (
        <p className="text-sm">
          Aucune rencontre depuis plus de {REVIEW_AFTER_WEEKS}&nbsp;semaines.
        </p>
      )}
    </Card>
  );
}

function When({ step, day }: { step: NextStep; day: string }) {
  if (!step.on) return <p className="text-sm text-muted">Sans date</p>;
  const late = step.on < day;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <time dateTime={step.on}>{formatDate(step.on)}</time>
      {late ? (
        <Badge tone="danger" icon="clock">
          En retard
        </Badge>
      ) : (
        <span className="text-muted">{formatRelativeDate(step.on, day)}</span>
      )}
    </p>
  );
}

function Contact({ worker }: { worker: WorkerRecord }) {
  const { addressLine, postcode, communeName, departmentCode } = worker;
  const town = [postcode, communeName].filter(Boolean).join(" ");
  const place = postcode || !departmentCode ? town : `${town} (${departmentCode})`;
  const year = new Date().getFullYear();
  return (
    <Section title="Coordonnées" rule={false}>
      <DescriptionList
        items={[
          {
            term: "Téléphone",
            value: worker.phone && <a href={`tel:${worker.phone}`}>{formatPhone(worker.phone)}</a>,
          },
          {
            term: "Adresse électronique",
            value: worker.email && (
              <a href={`mailto:${worker.email}`} className="wrap-anywhere">
                {worker.email}
              </a>
            ),
          },
          {
            term: "Domicile",
            value: (addressLine || town) && (
              <>
                {addressLine && <span className="block">{addressLine}</span>}
                {place}
              </>
            ),
          },
          {
            term: "Quartier",
            value:
              worker.residence === "priority"
                ? worker.neighbourhoodName
                : worker.residence === "outside"
                  ? residenceLabels.outside
                  : null,
          },
          {
            term: "Naissance",
            value:
              worker.birthYear &&
              `${worker.birthYear} (${plural(ageInYear(worker.birthYear, year), "an", "ans")} cette année)`,
          },
        ]}
      />
    </Section>
  );
}

function Commons({ resources }: Pick<WorkerRecord, "resources">) {
  return (
    <Section title="Communs utilisés" rule={false}>
      {resources.length > 0 ? (
        <ul className="flex flex-col">
          {resources.map((resource) => (
            <li key={resource.id} className="border-b border-line py-2">
              <Link href={paths.resource(resource.id)}>{resource.name}</Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">Aucun pour l’instant.</p>
      )}
    </Section>
  );
}

/** Newest first, from the end of the support to its beginning. */
function story({ worker, meetings, meetingCount, today: day, mayRecord }: Page): TimelineEntry[] {
  const entries = meetings.map((meeting) => toldAs(meeting, mayRecord));
  const { supportedFrom, supportedUntil } = worker;
  if (supportedUntil !== null && supportedUntil < day) {
    entries.unshift({
      id: "end",
      date: formatDate(supportedUntil),
      dateTime: supportedUntil,
      title: "Fin de l’accompagnement",
      icon: "check",
    });
  }
  if (meetings.length === meetingCount) {
    entries.push({
      id: "beginning",
      date: formatDate(supportedFrom),
      dateTime: supportedFrom,
      title: "Début de l’accompagnement",
      icon: "userPlus",
    });
  }
  return entries;
}

function toldAs(meeting: WorkerMeeting, mayEdit: boolean): TimelineEntry {
  const { id, heldOn, durationMinutes, place, coachName, summary, nextStep, nextStepOn } = meeting;
  return {
    id,
    date: formatDate(heldOn),
    dateTime: heldOn,
    title: `Rencontre avec ${coachName}`,
    icon: "meeting",
    meta: (
      <>
        <span>{meetingPlaceLabels[place]}</span>
        <span>{plural(durationMinutes, "minute", "minutes")}</span>
        {mayEdit && (
          <Link href={paths.editMeeting(id)} className="print:hidden">
            Modifier<span className="sr-only"> le compte rendu du {formatDate(heldOn)}</span>
          </Link>
        )}
      </>
    ),
    children: (
      <>
        <p className="whitespace-pre-line">{summary}</p>
        {nextStep && (
          <p className="mt-2 border-l-2 border-line pl-3">
            <span className="text-muted">Suite prévue&#8239;: </span>
            {nextStep}
            {nextStepOn && (
              <>
                {" "}
                <span className="text-muted">(pour le {formatDate(nextStepOn)})</span>
              </>
            )}
          </p>
        )}
      </>
    ),
  };
}
