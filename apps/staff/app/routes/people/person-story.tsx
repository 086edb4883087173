import { aidStatusLabels } from "@essaim/accompaniment/aid/aid.schema";
import { type Attendance, attendanceLabels } from "@essaim/accompaniment/meeting/attendance.schema";
import { meetingPlaceLabels } from "@essaim/accompaniment/meeting/meeting.schema";
import type { Stage } from "@essaim/accompaniment/pathway/stage.rules";
import { stageLabels, stageMeanings } from "@essaim/accompaniment/pathway/stage.schema";
import type { StoryLine, Upcoming } from "@essaim/accompaniment/worker/person-story.queries";
import type { Excerpt, StageLine } from "@essaim/accompaniment/worker/person-story-lines.queries";
import {
  type ContributionKind,
  contributionKindLabels,
} from "@essaim/commons/contribution/contribution.schema";
import { Badge, type Tone } from "@essaim/ui/badge";
import { formatCents, formatDate, formatDuration, formatRelativeDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import type { TimelineEntry } from "@essaim/ui/timeline";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { NextStepLine } from "./next-step-line";
import { stageIcons } from "./pathway-line";

/** What may be opened or corrected from the story. */
export type StoryRights = { workerId: string; mayWrite: boolean; mayRecord: boolean };

/** One line of a person's story, as the timeline draws it. */
export function storyEntry(line: StoryLine, rights: StoryRights): TimelineEntry {
  const entry = tell(line, rights);
  return { id: `${line.kind}-${line.id}`, date: formatDate(line.on), dateTime: line.on, ...entry };
}

type Told = Pick<TimelineEntry, "title" | "icon" | "meta" | "children">;

function tell(line: StoryLine, rights: StoryRights): Told {
  const { workerId, mayWrite, mayRecord } = rights;
  const when = ` du ${formatDate(line.on)}`;
  switch (line.kind) {
    case "stage":
      return {
        icon: stageIcons[line.stage],
        title: <StageName kind={line.stage} />,
        meta: (
          <>
            {stageFacts(line)}
            {mayWrite && (
              <Open href={paths.editStage(workerId, line.id)} label="Corriger">
                l’étape {stageLabels[line.stage]}
                {when}
              </Open>
            )}
          </>
        ),
        children: line.note && <p className="whitespace-pre-line">{line.note}</p>,
      };
    case "meeting": {
      const isUntold = line.attendance === "expected";
      return {
        icon: "meeting",
        title: (
          <>
            {isUntold ? "Rendez-vous" : "Rencontre"} avec {line.coachName}
            <AttendanceBadge attendance={line.attendance} />
          </>
        ),
        meta: (
          <>
            {line.startTime && <span>{inClock(line.startTime)}</span>}
            <span>{meetingPlaceLabels[line.place]}</span>
            <span>{formatDuration(line.durationMinutes)}</span>
            {isUntold
              ? mayRecord && (
                  <Open href={paths.tellMeeting(line.id)} label="Écrire le compte rendu">
                    du rendez-vous{when}
                  </Open>
                )
              : mayRecord && (
                  <Open href={paths.editMeeting(line.id)} label="Modifier">
                    le compte rendu{when}
                  </Open>
                )}
          </>
        ),
        children: (line.summary.text || line.nextStep) && (
          <>
            <Short excerpt={line.summary} href={paths.meeting(line.id)}>
              le compte rendu{when}
            </Short>
            {line.nextStep && (
              <div className="mt-2">
                <NextStepLine {...line.nextStep} />
              </div>
            )}
          </>
        ),
      };
    }
    case "workshop":
      return {
        icon: "users",
        title: (
          <>
            <Link href={paths.workshop(line.id)}>{line.title}</Link>
            <AttendanceBadge attendance={line.attendance} />
          </>
        ),
        meta: (
          <>
            <span>Atelier avec {line.coachName}</span>
            <span>{inClock(line.startTime)}</span>
            <span>{formatDuration(line.durationMinutes)}</span>
          </>
        ),
        children: line.minutes.text && (
          <Short excerpt={line.minutes} href={paths.workshop(line.id)}>
            le compte rendu de l’atelier{when}
          </Short>
        ),
      };
    case "aid":
      return {
        icon: "money",
        title: (
          <>
            Aide de {formatCents(line.amountCents, "fr", { cents: "auto" })}{" "}
            <Badge tone={aidTones[line.status] ?? "neutral"}>{aidStatusLabels[line.status]}</Badge>
          </>
        ),
        meta: (
          <>
            <span>
              {aidVerbs[line.status]} {line.byName}
            </span>
            <Open href={paths.workerAids(workerId)} label="Voir">
              l’aide{when}
            </Open>
          </>
        ),
        children: (
          <Short excerpt={line.purpose} href={paths.workerAids(workerId)}>
            l’aide{when}
          </Short>
        ),
      };
    case "contribution":
      return {
        icon: "commons",
        title: `Contribution à ${line.resourceName}`,
        meta: (
          <>
            <span>
              {contributionKindLabels[line.contributionKind as ContributionKind] ??
                line.contributionKind}
            </span>
            {line.amountCents !== null && (
              <span>{formatCents(line.amountCents, "fr", { cents: "auto" })}</span>
            )}
            {line.minutes !== null && <span>{formatDuration(line.minutes)}</span>}
            <Open href={paths.contribution(line.id)} label="Voir">
              la contribution{when}
            </Open>
          </>
        ),
        children: (
          <Short excerpt={line.description} href={paths.contribution(line.id)}>
            la contribution{when}
          </Short>
        ),
      };
    case "document":
      return {
        icon: "document",
        title: <span className="wrap-anywhere">{line.name}</span>,
        meta: (
          <>
            <span>{line.documentKind ?? "Document"}</span>
            {line.byName && <span>Joint par {line.byName}</span>}
            <Open href={paths.workerDocuments(workerId)} label="Voir">
              les documents
            </Open>
          </>
        ),
      };
    case "mentoring":
      return {
        icon: "partner",
        title: (
          <>
            Parrainage avec <Link href={paths.worker(line.other.id)}>{line.other.name}</Link>
          </>
        ),
        meta: (
          <>
            <span>{line.role === "mentor" ? "Comme parrain ou marraine" : "Comme filleul·e"}</span>
            <span>{formatDuration(line.durationMinutes)}</span>
            <Open href={paths.workerMentoring(workerId)} label="Voir">
              le parrainage{when}
            </Open>
          </>
        ),
        children: line.summary.text && (
          <Short excerpt={line.summary} href={paths.workerMentoring(workerId)}>
            la séance{when}
          </Short>
        ),
      };
    case "objective":
      return {
        icon: "target",
        title: `Objectif atteint\u202f: ${line.title}`,
        meta: (
          <Open href={paths.workerPlan(workerId)} label="Voir">
            le plan d’action
          </Open>
        ),
      };
  }
}

/** An appointment or a session to come. */
export function upcomingEntry(
  { kind, id, on, startTime, title, coachName }: Upcoming,
  day: string,
): TimelineEntry {
  const href = kind === "meeting" ? paths.editAppointment(id) : paths.workshop(id);
  return {
    id: `${kind}-${id}`,
    date: `${formatDate(on)}${startTime ? ` à ${inClock(startTime)}` : ""}`,
    dateTime: startTime ? `${on}T${startTime}` : on,
    icon: kind === "meeting" ? "calendar" : "users",
    tone: "next",
    title: <Link href={href}>{title}</Link>,
    meta: (
      <>
        <span>{formatRelativeDate(on, day)}</span>
        {kind === "workshop" && <span>Atelier avec {coachName}</span>}
        {kind === "meeting" && on === day && (
          <Open href={paths.tellMeeting(id)} label="Écrire le compte rendu">
            du rendez-vous d’aujourd’hui
          </Open>
        )}
      </>
    ),
  };
}

/** A stage whose day has not come. */
export function plannedStageEntry(stage: Stage, day: string, workerId: string): TimelineEntry {
  return {
    id: `stage-${stage.id}`,
    date: formatDate(stage.startsOn),
    dateTime: stage.startsOn,
    icon: stageIcons[stage.kind],
    tone: "next",
    title: (
      <Link href={paths.pathway(workerId)}>
        <StageName kind={stage.kind} />
      </Link>
    ),
    meta: <span>{formatRelativeDate(stage.startsOn, day)}</span>,
  };
}

function StageName({ kind }: { kind: Stage["kind"] }) {
  const meaning = stageMeanings[kind];
  return meaning ? <abbr title={meaning}>{stageLabels[kind]}</abbr> : stageLabels[kind];
}

function stageFacts({ stage, termOn, endsOn, exitReason, exitDestination }: StageLine) {
  if (stage === "exit") {
    return (
      <>
        <span>{`Motif\u202f: ${exitReason ?? "non renseigné"}`}</span>
        <span>{`Destination\u202f: ${exitDestination ?? "non renseignée"}`}</span>
      </>
    );
  }
  if (!termOn) return null;
  return <span>Jusqu’au {formatDate(endsOn ?? termOn)}</span>;
}

const aidTones: Partial<Record<keyof typeof aidStatusLabels, Tone>> = {
  requested: "warning",
  granted: "accent",
  paid: "success",
};
const aidVerbs: Record<keyof typeof aidStatusLabels, string> = {
  requested: "Demandée par",
  granted: "Décidée par",
  refused: "Décidée par",
  paid: "Décidée par",
  withdrawn: "Demandée par",
};

function AttendanceBadge({ attendance }: { attendance: Attendance }) {
  if (attendance === "present") return null;
  return (
    <>
      {" "}
      <Badge tone={attendance === "absent" ? "danger" : "warning"}>
        {attendance === "expected" ? "À raconter" : attendanceLabels[attendance]}
      </Badge>
    </>
  );
}

/** A text of some lines, and the way to the rest of it. */
function Short({
  excerpt,
  href,
  children,
}: {
  excerpt: Excerpt;
  href: string;
  children: ReactNode;
}) {
  if (!excerpt.text) return null;
  return (
    <>
      <p className="whitespace-pre-line">{excerpt.text}</p>
      {excerpt.isCut && (
        <Link href={href} className="print:hidden">
          Lire la suite<span className="sr-only"> de {children}</span>
        </Link>
      )}
    </>
  );
}

/** A link whose words are short for the eye and whole for the ear. */
function Open({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  return (
    <Link href={href} className="print:hidden">
      {label}
      <span className="sr-only"> {children}</span>
    </Link>
  );
}

/** « 14 h 30 », with no-break spaces. */
const inClock = (time: string) => time.replace(/^0?(\d+):/, "$1\u00a0h\u00a0");
