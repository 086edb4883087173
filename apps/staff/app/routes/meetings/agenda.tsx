import { coachWeek, type WeekLine } from "@essaim/accompaniment/day/week.queries";
import { weekOf } from "@essaim/accompaniment/day/week.rules";
import { attendanceLabels } from "@essaim/accompaniment/meeting/attendance.schema";
import { meetingPlaceLabels } from "@essaim/accompaniment/meeting/meeting.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatClock, formatDuration, formatPeriod, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Tabs } from "@essaim/ui/tabs";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agendaLineHref, attendanceHref } from "~/agenda-line";
import { Line, Lines } from "~/home/lines";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { dayOfWeek } from "./when";

export const meta: MetaFunction = () => pageTitle("Agenda");

const querySchema = z.object({
  jour: z.iso.date().optional(),
  qui: z.literal("equipe").optional(),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { jour, qui } = parseQuery(querySchema, request);
  const day = today();
  const scope = qui ? ("everyone" as const) : ("mine" as const);
  const week = weekOf(jour ?? day);
  return {
    week,
    day,
    qui,
    isThisWeek: week.days.includes(day),
    lines: await context.execute(actor, coachWeek, { scope, day: week.monday }),
    mayWrite: can(actor, "meeting:write"),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** A week of appointments and group sessions: one's own, or the team's. */
export default function Agenda() {
  const page = useLoaderData<typeof loader>();
  const { week, qui, mayWrite } = page;
  const hrefOf = (jour?: string) => paths.agenda({ jour, qui });
  const book = mayWrite && (
    <ButtonLink href={paths.newAppointment()} variant="primary" icon="plus">
      Nouveau rendez-vous
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={qui ? "Agenda de l’équipe" : "Agenda"}
        lead={`Semaine ${formatPeriod(week.monday, week.sunday)}.`}
        action={book}
      />
      <Tabs
        label="Agenda de qui"
        tabs={[
          { label: "Mon agenda", href: paths.agenda({ jour: jourOf(page) }), current: !qui },
          {
            label: "Toute l’équipe",
            href: paths.agenda({ jour: jourOf(page), qui: "equipe" }),
            current: qui === "equipe",
          },
        ]}
      />
      <nav aria-label="Semaines" className="flex flex-wrap gap-2 print:hidden">
        <ButtonLink href={hrefOf(week.before)} icon="chevronLeft" size="small">
          Semaine d’avant
        </ButtonLink>
        {!page.isThisWeek && (
          <ButtonLink href={hrefOf()} size="small">
            Cette semaine
          </ButtonLink>
        )}
        <ButtonLink href={hrefOf(week.after)} iconAfter="chevronRight" size="small">
          Semaine d’après
        </ButtonLink>
      </nav>
      {page.lines.length > 0 ? (
        <Days {...page} />
      ) : (
        <EmptyState icon="calendar" title="Rien de prévu cette semaine-là" action={book}>
          {qui
            ? "L’équipe n’y a ni rendez-vous ni séance."
            : "Vous n’y avez ni rendez-vous ni séance."}
        </EmptyState>
      )}
    </>
  );
}

/** The week read now, unless it is this one. */
const jourOf = ({ isThisWeek, week }: Page) => (isThisWeek ? undefined : week.monday);

/** A week-end without anything is not worth its two lines. */
const isWorked = (index: number) => index < 5;

function Days({ week, lines, day, mayWrite }: Page) {
  return (
    <div className="border-b border-line">
      {week.days.map((one, index) => {
        const ofDay = lines.filter((line) => line.heldOn === one);
        if (ofDay.length === 0 && !isWorked(index)) return null;
        return (
          <section
            key={one}
            aria-labelledby={`jour-${one}`}
            className="grid gap-x-8 gap-y-1 border-t border-line py-3 sm:grid-cols-[11rem_minmax(0,1fr)] print:break-inside-avoid"
          >
            <h2
              id={`jour-${one}`}
              className="flex flex-wrap items-baseline gap-x-2 text-base sm:block sm:pt-0.5"
            >
              <span className="block first-letter:uppercase">{dayOfWeek(one)}</span>
              {one === day && <span className="text-sm text-accent">aujourd’hui</span>}
            </h2>
            {ofDay.length > 0 ? (
              <Lines>
                {ofDay.map((line) => (
                  <WeekItem key={line.id} {...{ line, day, mayWrite }} />
                ))}
              </Lines>
            ) : (
              <p className="text-sm text-muted sm:py-1">Rien de prévu.</p>
            )}
          </section>
        );
      })}
    </div>
  );
}

type ItemProps = { line: WeekLine; day: string; mayWrite: boolean };

function WeekItem(props: ItemProps) {
  const { line } = props;
  const where = [meetingPlaceLabels[line.place], line.placeDetail].filter(Boolean).join(", ");
  return (
    <Line
      aside={<Next {...props} />}
      note={[
        formatDuration(line.durationMinutes),
        where,
        ...attendees(line),
        ...(line.coachName ? [`avec ${line.coachName}`] : []),
      ].join(" · ")}
    >
      {line.startTime && (
        <span className="figures mr-2 inline-block min-w-16 font-semibold">
          {formatClock(line.startTime)}
        </span>
      )}
      <Link href={agendaLineHref(line)} className="font-semibold">
        {line.title}
      </Link>{" "}
      {(line.attendance === "absent" || line.attendance === "excused") && (
        <Badge>{attendanceLabels[line.attendance]}</Badge>
      )}
    </Line>
  );
}

function attendees({ expected, came }: WeekLine): string[] {
  if (expected === null || came === null) return [];
  return [
    ...(came > 0 ? [plural(came, "personne venue", "personnes venues")] : []),
    ...(expected > 0 ? [plural(expected, "personne attendue", "personnes attendues")] : []),
  ];
}

/** What a line calls for: to be told once its day has come, to be moved before, to be read again after. */
function Next({ line, day, mayWrite }: ItemProps) {
  const hasCome = line.heldOn <= day;
  const of = <span className="sr-only">&#8239;: {line.title}</span>;
  if (line.kind !== "meeting") {
    if (!mayWrite || line.expected === 0) return null;
    return (
      <ButtonLink
        size="small"
        variant={hasCome ? "secondary" : "quiet"}
        href={attendanceHref(line)}
      >
        Présences{of}
      </ButtonLink>
    );
  }
  if (line.attendance !== "expected") {
    return (
      <ButtonLink size="small" variant="quiet" href={paths.meeting(line.id)}>
        Compte rendu{of}
      </ButtonLink>
    );
  }
  if (!mayWrite) return null;
  return hasCome ? (
    <ButtonLink size="small" href={paths.tellMeeting(line.id)}>
      Raconter{of}
    </ButtonLink>
  ) : (
    <ButtonLink size="small" variant="quiet" href={paths.editAppointment(line.id)}>
      Déplacer{of}
    </ButtonLink>
  );
}
