import { filterQuery, noFilter } from "@essaim/accompaniment/worker/worker-filter.schema";
import { isAlert } from "@essaim/impact/target/forecast.rules";
import type { Progress } from "@essaim/impact/target/progress.rules";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { FigureCard } from "@essaim/ui/card";
import { EmptyState } from "@essaim/ui/empty-state";
import {
  formatCents,
  formatDay,
  formatMonth,
  formatNumber,
  formatPeriod,
  plural,
} from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { TargetMeter } from "@essaim/ui/target-meter";
import { DayViews } from "~/home/day-views";
import type { managerHome } from "~/home/home.server";
import { LedgerToDo } from "~/home/ledger-to-do";
import { Line, Lines } from "~/home/lines";
import { paths } from "~/paths";
import { AlertList } from "~/routes/funding/overview/alert-list";
import { alertSentence, outlookLooks } from "~/routes/impact/progress-words";
import { writeValue } from "~/routes/impact/release/figure-words";

const toReview = filterQuery(noFilter, { need: "review", sort: "lastMeeting" });
const overdue = filterQuery(noFilter, { need: "overdue" });

type Props = Awaited<ReturnType<typeof managerHome>>;

/** The programme at a glance: people, grants against their targets, what the next report will lack. */
export function ManagerHome(props: Props) {
  const { everyone, missing, grants, figuresMissing, aids, toRead, unanswered } = props;
  return (
    <>
      <PageHeader
        title="Le programme aujourd’hui"
        action={
          <ButtonLink variant="primary" icon="target" href={paths.dashboard()}>
            Tableau de bord
          </ButtonLink>
        }
      />
      <DayViews current="programme" hasProgramme />
      {toRead > 0 && (
        <p>
          <Link href={paths.reviews()}>
            {plural(toRead, "fiche de l’annuaire à relire", "fiches de l’annuaire à relire")}
          </Link>
        </p>
      )}
      {unanswered.map(({ grantId, grantTitle, since }) => (
        <p key={grantId}>
          <Link href={paths.grantMessages(grantId)}>
            Une question du financeur sur «&#8239;{grantTitle}&#8239;»
          </Link>{" "}
          attend une réponse depuis le {formatDay(new Date(since))}.
        </p>
      ))}
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <FigureCard
          value={formatNumber(everyone.people)}
          label={everyone.people < 2 ? "personne accompagnée" : "personnes accompagnées"}
          href={paths.workers()}
        />
        <FigureCard
          value={formatNumber(everyone.notMet)}
          label={`à revoir, sans rencontre depuis ${plural(everyone.weeks, "semaine", "semaines")}`}
          href={paths.workers(toReview)}
        />
        <FigureCard
          value={formatNumber(everyone.overdueActions)}
          label={everyone.overdueActions < 2 ? "action en retard" : "actions en retard"}
          href={paths.workers(overdue)}
        />
        <FigureCard
          value={formatNumber(aids.toDecide)}
          label={aids.toDecide < 2 ? "petite aide à décider" : "petites aides à décider"}
          note={aids.toPay > 0 && `et ${aids.toPay} à payer`}
          href={paths.aids({ etat: "a-decider" })}
        />
      </div>
      <div className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Grants grants={grants} />
        <div className="flex min-w-0 flex-col gap-8">
          <GrantsToDo {...props} />
          <LedgerToDo {...props} />
          <Missing missing={missing} figures={figuresMissing} />
        </div>
      </div>
    </>
  );
}

function Grants({ grants }: Pick<Props, "grants">) {
  return (
    <Section title="Financements en cours" action={<Link href={paths.grants()}>Tous</Link>}>
      {grants.length === 0 && (
        <EmptyState
          title="Aucun financement acquis ne court aujourd’hui"
          icon="grant"
          level={3}
          action={<ButtonLink href={paths.newGrant()}>Ajouter un financement</ButtonLink>}
        >
          Un financement paraît ici quand il est acquis et que sa période couvre la date du jour.
        </EmptyState>
      )}
      {grants.map((grant) => (
        <article key={grant.id} className="flex flex-col gap-3">
          <div>
            <h3 className="text-lg">
              <Link href={paths.grant(grant.id)}>{grant.title}</Link>
            </h3>
            <p className="text-sm text-muted">
              {grant.funderName}, {formatPeriod(grant.startsOn, grant.endsOn)}
              {grant.amountCents !== null && (
                <>, {formatCents(grant.amountCents, "fr", { cents: "auto" })}</>
              )}
            </p>
          </div>
          {grant.targets.length > 0 ? (
            <>
              <div className="flex flex-col gap-3">
                {grant.targets.map((progress) => (
                  <Target key={progress.definition.key} progress={progress} />
                ))}
              </div>
              <p>
                <Link href={paths.dashboard({ financement: grant.id })}>
                  Trajectoires et prévisions<span className="sr-only"> de {grant.title}</span>
                </Link>
              </p>
            </>
          ) : (
            <p className="text-muted">
              Aucun objectif n’est fixé.{" "}
              <Link href={paths.targets(grant.id)}>Fixer les objectifs</Link>
            </p>
          )}
        </article>
      ))}
    </Section>
  );
}

/** How far a target is, and what calls for somebody. */
function Target({ progress }: { progress: Progress }) {
  const { definition, actual, target, outlook } = progress;
  const look = outlookLooks[outlook];
  return (
    <div className="flex flex-col gap-1">
      <TargetMeter
        label={definition.name.fr}
        value={actual}
        target={target}
        format={(value) => writeValue(definition, value)}
      />
      {isAlert(outlook) && look && (
        <p className="flex flex-wrap items-center gap-x-2 text-sm">
          <Badge tone={look.tone} {...(look.icon && { icon: look.icon })}>
            {look.label}
          </Badge>
          {alertSentence(progress)}
        </p>
      )}
    </div>
  );
}

/** What calls for somebody in the grants; nothing when nothing does. */
function GrantsToDo({ grantAlerts, grantAlertCount }: Props) {
  if (grantAlertCount === 0) return null;
  return (
    <Section
      title="À faire sur les financements"
      action={
        <Link href={paths.fundingOverview()}>
          {grantAlertCount > grantAlerts.length ? `Les ${grantAlertCount}` : "Suivi"}
        </Link>
      }
    >
      <AlertList alerts={grantAlerts} />
    </Section>
  );
}

function Missing({
  missing,
  figures,
}: {
  missing: Props["missing"];
  figures: Props["figuresMissing"];
}) {
  const isComplete =
    missing.withoutCoach === 0 && missing.residenceUnknown === 0 && figures.names.length === 0;
  return (
    <Section title="Ce qui manque aux bilans">
      {isComplete && (
        <p className="text-muted">Rien&#8239;: les fiches et les chiffres sont complets.</p>
      )}
      <Lines>
        {missing.withoutCoach > 0 && (
          <Line note="À confier à quelqu’un de l’équipe.">
            <Link href={paths.workers("?accompagnement=personne")} className="font-semibold">
              {plural(
                missing.withoutCoach,
                "personne sans accompagnant·e",
                "personnes sans accompagnant·e",
              )}
            </Link>
          </Line>
        )}
        {missing.residenceUnknown > 0 && (
          <Line note="Sans réponse, un quartier prioritaire ne se compte pas.">
            <Link href={paths.workers("?lieu=non-renseigne")} className="font-semibold">
              {plural(
                missing.residenceUnknown,
                "quartier non renseigné",
                "quartiers non renseignés",
              )}
            </Link>
          </Line>
        )}
        {figures.names.length > 0 && (
          <Line note={figures.names.join(", ")}>
            <Link href={paths.figures()} className="font-semibold">
              {plural(figures.names.length, "chiffre à déclarer", "chiffres à déclarer")} pour{" "}
              {formatMonth(figures.month)}
            </Link>
          </Line>
        )}
      </Lines>
    </Section>
  );
}
