import type {
  DueStep,
  PersonNotMet,
  RecentMeeting,
} from "@essaim/accompaniment/day/coach-day.queries";
import { REVIEW_AFTER_WEEKS } from "@essaim/accompaniment/worker/worker.rules";
import { filterQuery, noFilter } from "@essaim/accompaniment/worker/worker-filter.schema";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatRelativeDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { coachHome } from "~/home/home.server";
import { Line, Lines } from "~/home/lines";
import { paths } from "~/paths";

const weekdays = new Intl.DateTimeFormat("fr-FR", { weekday: "long", timeZone: "UTC" });
const weekday = (day: string) => weekdays.format(new Date(`${day}T00:00Z`));

const mineOnly = { ...noFilter, coach: "me" };
const toReview = filterQuery(mineOnly, { need: "review", sort: "lastMeeting" });

type Props = Awaited<ReturnType<typeof coachHome>>;

/** A coach's morning: who is waiting for something, whom to call, where one stopped yesterday. */
export function CoachHome({ day, mine }: Props) {
  const { counts } = mine;
  return (
    <>
      <PageHeader
        title={
          <span className="block first-letter:uppercase">
            {weekday(day)} {formatDate(day)}
          </span>
        }
        meta={
          <>
            <Link href={paths.workers(filterQuery(mineOnly))}>
              {plural(counts.people, "personne accompagnée", "personnes accompagnées")}
            </Link>
            <Link href={paths.workers(filterQuery(mineOnly, { need: "overdue" }))}>
              {plural(
                counts.overdueSteps,
                "prochaine étape en retard",
                "prochaines étapes en retard",
              )}
            </Link>
            <Link href={paths.workers(toReview)}>
              {plural(counts.notMet, "personne à revoir", "personnes à revoir")}
            </Link>
            <span>
              {plural(
                counts.dueSteps,
                "prochaine étape sous 14 jours",
                "prochaines étapes sous 14 jours",
              )}
            </span>
          </>
        }
        action={
          <>
            <ButtonLink variant="primary" icon="plus" href={paths.newMeeting()}>
              Compte rendu
            </ButtonLink>
            <ButtonLink icon="plus" href={paths.newWorker()}>
              Personne
            </ButtonLink>
          </>
        }
      />
      <div className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <NextSteps steps={mine.steps} day={day} hasPeople={counts.people > 0} />
        <div className="flex min-w-0 flex-col gap-8">
          <NotMet people={mine.notMet} total={counts.notMet} day={day} />
          <RecentMeetings meetings={mine.recentMeetings} day={day} />
        </div>
      </div>
    </>
  );
}

export function NextSteps({
  steps,
  day,
  hasPeople,
}: {
  steps: readonly DueStep[];
  day: string;
  hasPeople: boolean;
}) {
  return (
    <Section title="Prochaines étapes">
      {steps.length > 0 ? (
        <Lines>
          {steps.map((step) => (
            <Line
              key={step.workerId}
              aside={
                step.overdue ? (
                  <Badge tone="warning" icon="clock">
                    en retard
                  </Badge>
                ) : null
              }
              note={step.on && `${formatDate(step.on)}, ${formatRelativeDate(step.on, day)}`}
            >
              <Link href={paths.worker(step.workerId)} className="font-semibold">
                {step.workerName}
              </Link>
              <span className="block">{step.step}</span>
            </Line>
          ))}
        </Lines>
      ) : (
        <EmptyState
          title={hasPeople ? "Rien de prévu sous 14 jours" : "Vous n’accompagnez encore personne"}
          icon="calendar"
          level={3}
          action={
            hasPeople ? (
              <ButtonLink href={paths.newMeeting()}>Écrire un compte rendu</ButtonLink>
            ) : (
              <ButtonLink href={paths.newWorker()}>Inscrire une personne</ButtonLink>
            )
          }
        >
          {hasPeople
            ? "Notez une prochaine étape et sa date à la fin d’un compte rendu : elle paraîtra ici."
            : "Inscrivez une personne, ou choisissez-vous comme accompagnant·e sur sa fiche."}
        </EmptyState>
      )}
    </Section>
  );
}

export function NotMet({
  people,
  total,
  day,
}: {
  people: readonly PersonNotMet[];
  total: number;
  day: string;
}) {
  return (
    <Section
      title="À revoir"
      lead={
        people.length > 0 &&
        `Personne ne les a rencontrées depuis ${REVIEW_AFTER_WEEKS}\u00a0semaines.`
      }
    >
      {people.length > 0 ? (
        <Lines>
          {people.map((person) => (
            <Line
              key={person.workerId}
              note={
                person.lastMeetingOn
                  ? `Dernière rencontre ${formatRelativeDate(person.lastMeetingOn, day)}`
                  : `Aucune rencontre depuis son arrivée, ${formatRelativeDate(person.supportedFrom, day)}`
              }
            >
              <Link href={paths.worker(person.workerId)} className="font-semibold">
                {person.workerName}
              </Link>
            </Line>
          ))}
        </Lines>
      ) : (
        <p className="text-muted">
          Personne n’attend depuis plus de {REVIEW_AFTER_WEEKS}&nbsp;semaines.
        </p>
      )}
      {total > people.length && (
        <p className="text-sm text-muted">
          et {plural(total - people.length, "autre personne", "autres personnes")}&#8239;:{" "}
          <Link href={paths.workers(toReview)}>toutes, de la moins récemment vue</Link>
        </p>
      )}
    </Section>
  );
}

function RecentMeetings({ meetings, day }: { meetings: readonly RecentMeeting[]; day: string }) {
  return (
    <Section title="Derniers comptes rendus">
      {meetings.length > 0 ? (
        <Lines>
          {meetings.map((meeting) => (
            <Line key={meeting.id} note={formatRelativeDate(meeting.heldOn, day)}>
              <Link href={paths.worker(meeting.workerId)} className="font-semibold">
                {meeting.workerName}
              </Link>
            </Line>
          ))}
        </Lines>
      ) : (
        <p className="text-muted">
          Aucun pour l’instant.{" "}
          <Link href={paths.newMeeting()}>Écrivez le premier compte rendu</Link>.
        </p>
      )}
    </Section>
  );
}
