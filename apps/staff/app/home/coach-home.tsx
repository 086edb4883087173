import { SOON_DAYS } from "@essaim/accompaniment/day/day.schema";
import type { PersonToSee } from "@essaim/accompaniment/day/to-see.queries";
import { WORRYING_ABSENCES } from "@essaim/accompaniment/meeting/attendance.rules";
import { urgencyOf } from "@essaim/accompaniment/pathway/deadline.rules";
import { formatPhone } from "@essaim/accompaniment/worker/worker.rules";
import { filterQuery, noFilter } from "@essaim/accompaniment/worker/worker-filter.schema";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatDateTime, formatRelativeDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { TodaysAgenda, ToTell } from "~/home/agenda";
import { DayViews } from "~/home/day-views";
import type { coachHome } from "~/home/home.server";
import { Line, Lines } from "~/home/lines";
import { paths } from "~/paths";
import { ActionLine } from "~/routes/plan/action-line";

const weekdays = new Intl.DateTimeFormat("fr-FR", { weekday: "long", timeZone: "UTC" });
const weekday = (day: string) => weekdays.format(new Date(`${day}T00:00Z`));

type Props = Awaited<ReturnType<typeof coachHome>>;

/** The list of people behind a count, for the same people. */
function listOf({ scope }: Props, need?: "review" | "overdue"): string {
  const whose = scope === "mine" ? { ...noFilter, coach: "me" } : noFilter;
  const sort = need === "review" ? { sort: "lastMeeting" as const } : {};
  return paths.workers(filterQuery(whose, { need, ...sort }));
}

/** A day at a glance, the most urgent first: each line is one click away from its act. */
export function CoachHome(home: Props) {
  const { day, scope, hasProgramme, agenda, actions, toSee, addressesToCheck } = home;
  const isEveryone = scope === "everyone";
  const begun = new Set(home.drafts.map(({ form }) => form));
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
            <Link href={listOf(home)}>
              {plural(toSee.people, "personne accompagnée", "personnes accompagnées")}
            </Link>
            {actions.overdue > 0 && (
              <Link href={listOf(home, "overdue")}>
                {plural(actions.overdue, "action en retard", "actions en retard")}
              </Link>
            )}
            {toSee.notMet > 0 && (
              <Link href={listOf(home, "review")}>
                {plural(toSee.notMet, "personne à revoir", "personnes à revoir")}
              </Link>
            )}
            {addressesToCheck > 0 && (
              <Link href={paths.addresses({ qui: isEveryone ? "equipe" : "moi" })}>
                {plural(addressesToCheck, "adresse à vérifier", "adresses à vérifier")}
              </Link>
            )}
          </>
        }
        action={
          <>
            <ButtonLink variant="primary" icon="plus" href={paths.newMeeting()}>
              Compte rendu
            </ButtonLink>
            <ButtonLink icon="calendar" href={paths.newAppointment()}>
              Rendez-vous
            </ButtonLink>
            <ButtonLink icon="plus" href={paths.newWorker()}>
              Personne
            </ButtonLink>
          </>
        }
      />
      <DayViews current={scope} hasProgramme={hasProgramme} />
      {toSee.people === 0 && !isEveryone ? (
        <EmptyState
          title="Vous n’accompagnez encore personne"
          icon="users"
          action={<ButtonLink href={paths.newWorker()}>Inscrire une personne</ButtonLink>}
        >
          Inscrivez une personne, ou choisissez-vous comme accompagnant·e sur sa fiche.
        </EmptyState>
      ) : null}
      <div className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-8">
          <TodaysAgenda lines={agenda.today} isEveryone={isEveryone} begun={begun} />
          <ToTell lines={agenda.toTell} total={agenda.toTellCount} day={day} begun={begun} />
          <Drafts home={home} />
          <Actions home={home} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <ToSee home={home} />
          <Deadlines home={home} />
        </div>
      </div>
    </>
  );
}

/** The same page with every action due, where the first ones were. */
const allActionsOf = ({ scope, hasProgramme }: Props) =>
  `${paths.day(scope === "everyone" ? "equipe" : hasProgramme ? "moi" : undefined, { actions: "toutes" })}#a-faire`;

/** « 3 autres en retard et 4 d’ici 7 jours »: what the lines leave out. */
function hiddenInWords({ actions: { lines, overdue, soon }, day }: Props): string {
  const open = lines.filter(({ doneOn }) => doneOn === null);
  const lateShown = open.filter(({ dueOn }) => dueOn !== null && dueOn < day).length;
  const [late, coming] = [overdue - lateShown, soon - (open.length - lateShown)];
  const soonest = `d’ici ${SOON_DAYS}\u00a0jours`;
  if (late <= 0) return `${plural(coming, "autre action", "autres actions")} ${soonest}`;
  const others = `${plural(late, "autre action", "autres actions")} en retard`;
  return coming > 0 ? `${others} et ${coming} ${soonest}` : others;
}

function Actions({ home }: { home: Props }) {
  const { actions, day, mayWrite } = home;
  const { lines, overdue, soon } = actions;
  const hidden = overdue + soon - lines.filter(({ doneOn }) => doneOn === null).length;
  return (
    <Section
      id="a-faire"
      title="À faire"
      lead={
        overdue + soon > 0 &&
        [
          ...(overdue > 0 ? [plural(overdue, "action en retard", "actions en retard")] : []),
          ...(soon > 0 ? [`${soon} d’ici ${SOON_DAYS}\u00a0jours`] : []),
        ].join(", ")
      }
    >
      {lines.length > 0 ? (
        <Lines>
          {lines.map((action) => (
            <ActionLine
              key={action.id}
              action={action}
              day={day}
              mayWrite={mayWrite}
              title={
                <Link href={paths.workerPlan(action.workerId)} className="font-semibold">
                  {action.workerName}
                </Link>
              }
              note={
                action.isMine ? (
                  <span>à faire par vous</span>
                ) : (
                  action.colleagueName && <span>par {action.colleagueName}</span>
                )
              }
            />
          ))}
        </Lines>
      ) : (
        <p className="max-w-measure text-muted">
          Rien d’ici {SOON_DAYS}&nbsp;jours. Les actions datées d’un plan, et la prochaine étape
          d’un compte rendu, paraîtront ici.
        </p>
      )}
      {hidden > 0 && (
        <p className="text-sm">
          <Link href={allActionsOf(home)}>Voir aussi {hiddenInWords(home)}</Link>
        </p>
      )}
    </Section>
  );
}

function ToSee({ home }: { home: Props }) {
  const { toSee, day } = home;
  const weeks = plural(toSee.weeks, "semaine", "semaines");
  return (
    <Section
      title="À revoir"
      lead={
        toSee.lines.length > 0 &&
        `Sans rencontre depuis ${weeks}, ou ${WORRYING_ABSENCES} absences de suite.`
      }
    >
      {toSee.lines.length > 0 ? (
        <Lines>
          {toSee.lines.map((person) => (
            <Line
              key={person.workerId}
              aside={
                <ButtonLink size="small" href={paths.newAppointmentWith(person.workerId)}>
                  Rendez-vous
                  <span className="sr-only"> avec {person.workerName}</span>
                </ButtonLink>
              }
              note={<LastSeen person={person} day={day} />}
            >
              <Link href={paths.worker(person.workerId)} className="font-semibold">
                {person.workerName}
              </Link>{" "}
              {person.absences >= WORRYING_ABSENCES && (
                <Badge tone="danger" icon="alert">
                  {person.absences} absences de suite
                </Badge>
              )}
            </Line>
          ))}
        </Lines>
      ) : (
        <p className="text-muted">Tout le monde a été vu depuis moins de {weeks}.</p>
      )}
      {toSee.total > toSee.lines.length && (
        <p className="text-sm">
          <Link href={listOf(home, "review")}>
            Les {plural(toSee.notMet, "personne", "personnes")} à revoir, de la moins récemment vue
          </Link>
        </p>
      )}
    </Section>
  );
}

function LastSeen({ person, day }: { person: PersonToSee; day: string }) {
  const { lastMetOn, supportedFrom, phone } = person;
  return (
    <>
      {lastMetOn
        ? `Vue ${formatRelativeDate(lastMetOn, day)}`
        : `Jamais vue depuis son arrivée, ${formatRelativeDate(supportedFrom, day)}`}
      {phone && (
        <>
          {" · "}
          <a href={`tel:${phone}`}>{formatPhone(phone)}</a>
        </>
      )}
    </>
  );
}

function Deadlines({ home }: { home: Props }) {
  const { deadlines, deadlineCount, day } = home;
  if (deadlineCount === 0) return null;
  return (
    <Section title="Contrats">
      <Lines>
        {deadlines.map((deadline) => {
          const urgency = urgencyOf(deadline.on, day);
          return (
            <Line
              key={`${deadline.workerId} ${deadline.kind}`}
              aside={
                urgency === "over" ? (
                  <Badge tone="danger" icon="clock">
                    passé
                  </Badge>
                ) : urgency === "near" ? (
                  <Badge tone="warning" icon="clock">
                    {formatRelativeDate(deadline.on, day)}
                  </Badge>
                ) : null
              }
              wide
              note={deadline.sentence}
            >
              <Link href={paths.pathway(deadline.workerId)} className="font-semibold">
                {deadline.workerName}
              </Link>
            </Line>
          );
        })}
      </Lines>
      {deadlineCount > deadlines.length && (
        <p className="text-sm text-muted">
          et {plural(deadlineCount - deadlines.length, "autre échéance", "autres échéances")} dans
          les trois mois.
        </p>
      )}
    </Section>
  );
}

function Drafts({ home: { drafts } }: { home: Props }) {
  if (drafts.length === 0) return null;
  return (
    <Section title="Brouillons">
      <Lines>
        {drafts.map((draft) => (
          <Line
            key={draft.form}
            note={`${draftKind(draft.form)} pas encore enregistré. Dernière frappe le ${formatDateTime(draft.updatedAt)}`}
            aside={
              <ButtonLink size="small" href={draft.form}>
                Reprendre
                <span className="sr-only">&#8239;: {draftTitle(draft)}</span>
              </ButtonLink>
            }
          >
            <span className="font-semibold">{draftTitle(draft)}</span>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}

const draftTitle = ({ workerName, workshopTitle }: Props["drafts"][number]) =>
  workerName ?? workshopTitle ?? "Sans personne";

const draftKind = (form: string) =>
  form.endsWith("/presences") ? "Compte rendu de séance," : "Compte rendu,";
