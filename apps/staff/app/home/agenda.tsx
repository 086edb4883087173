import type { AgendaLine } from "@essaim/accompaniment/day/agenda.queries";
import { meetingPlaceLabels } from "@essaim/accompaniment/meeting/meeting.schema";
import { ButtonLink } from "@essaim/ui/button";
import { formatClock, formatDate, formatRelativeDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { agendaLineHref, attendanceHref } from "~/agenda-line";
import { Line, Lines } from "~/home/lines";
import { paths } from "~/paths";

/** Addresses of the forms in which the reader has begun to write. */
type Begun = ReadonlySet<string>;

/** Whom one meets today, at what time and where. */
export function TodaysAgenda({
  lines,
  isEveryone,
  begun,
}: {
  lines: readonly AgendaLine[];
  isEveryone: boolean;
  begun: Begun;
}) {
  return (
    <Section
      title="Aujourd’hui"
      action={
        <>
          <Link href={paths.newAppointment()}>Prendre rendez-vous</Link>
          <Link href={paths.agenda({ qui: isEveryone ? "equipe" : undefined })}>
            Voir la semaine
          </Link>
        </>
      }
    >
      {lines.length > 0 ? (
        <Lines>
          {lines.map((line) => (
            <Line
              key={line.id}
              aside={<Tell line={line} />}
              note={
                <>
                  {[
                    whereOf(line),
                    ...attendees(line),
                    ...(line.coachName ? [`avec ${line.coachName}`] : []),
                  ].join(" · ")}
                  <HasDraft line={line} begun={begun} />
                </>
              }
            >
              {line.startTime && (
                <span className="figures mr-3 font-semibold">{formatClock(line.startTime)}</span>
              )}
              <Who line={line} />
            </Line>
          ))}
        </Lines>
      ) : (
        <p className="text-muted">
          {isEveryone ? "L’équipe n’a aucun rendez-vous aujourd’hui." : "Aucun rendez-vous."}
        </p>
      )}
    </Section>
  );
}

/** Meetings gone by that nobody has told, sessions whose attendance is missing. */
export function ToTell({
  lines,
  total,
  day,
  begun,
}: {
  lines: readonly AgendaLine[];
  total: number;
  day: string;
  begun: Begun;
}) {
  if (total === 0) return null;
  return (
    <Section title="À raconter" lead="Ces rencontres ont eu lieu, ou non : dites ce qu’il en est.">
      <Lines>
        {lines.map((line) => (
          <Line
            key={line.id}
            aside={<Tell line={line} />}
            note={
              <>
                {formatDate(line.heldOn)}, {formatRelativeDate(line.heldOn, day)}
                {line.coachName && ` · avec ${line.coachName}`}
                <HasDraft line={line} begun={begun} />
              </>
            }
          >
            <Who line={line} />
          </Line>
        ))}
      </Lines>
      {total > lines.length && (
        <p className="text-sm text-muted">
          et {plural(total - lines.length, "autre, plus ancienne", "autres, plus anciennes")}.
        </p>
      )}
    </Section>
  );
}

function Who({ line }: { line: AgendaLine }) {
  return (
    <Link href={agendaLineHref(line)} className="font-semibold">
      {line.title}
    </Link>
  );
}

/** Where a meeting is told, or a session's attendance noted. */
const tellingOf = (line: AgendaLine) =>
  line.kind === "meeting" ? paths.tellMeeting(line.id) : attendanceHref(line);

function HasDraft({ line, begun }: { line: AgendaLine; begun: Begun }) {
  if (!begun.has(tellingOf(line))) return null;
  return (
    <>
      {" · "}
      <span className="font-semibold text-ink">brouillon commencé</span>
    </>
  );
}

function Tell({ line }: { line: AgendaLine }) {
  const isMeeting = line.kind === "meeting";
  // Nobody is expected any more: who came is noted.
  if (!isMeeting && line.expected === 0) return null;
  return (
    <ButtonLink size="small" href={tellingOf(line)}>
      {isMeeting ? "Raconter" : "Présences"}
      <span className="sr-only">&#8239;: {line.title}</span>
    </ButtonLink>
  );
}

/** Who is expected at a group session; once told, who came. */
function attendees({ expected, came }: AgendaLine): string[] {
  if (expected === null || came === null) return [];
  if (expected === 0 && came > 0) return [plural(came, "personne venue", "personnes venues")];
  return [
    expected === 0
      ? "personne n’est attendu"
      : plural(expected, "personne attendue", "personnes attendues"),
  ];
}

function whereOf({ place, placeDetail }: AgendaLine): string {
  return placeDetail ? `${meetingPlaceLabels[place]}, ${placeDetail}` : meetingPlaceLabels[place];
}
