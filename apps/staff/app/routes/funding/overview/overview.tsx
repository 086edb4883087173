import { listFunders, listProgrammes } from "@essaim/funding/grant/funder.queries";
import { getOverview } from "@essaim/funding/overview/grant-money.queries";
import {
  type GrantMoney,
  type MoneyGroup,
  overviewFilterSchema,
} from "@essaim/funding/overview/grant-money.schema";
import { ButtonLink } from "@essaim/ui/button";
import { FigureCard } from "@essaim/ui/card";
import { Chart } from "@essaim/ui/chart";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import {
  formatCents,
  formatDate,
  formatMonth,
  formatPercent,
  formatPeriod,
  plural,
} from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { GrantStatusBadge } from "../grant-status";
import { linksOf, wordsOf } from "../list-words";
import { AlertList } from "./alert-list";
import { ForecastRule } from "./grant-money";

export const meta: MetaFunction = () => pageTitle("Suivi des financements");

/** More would not be read; the grant's own pages tell the rest. */
const ALERTS_SHOWN = 12;
const GROUPS_SHOWN = 10;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(overviewFilterSchema, request);
  const [{ alerts, byFunder, byProgramme, ...found }, funders, programmes] = await Promise.all([
    context.execute(actor, getOverview, filter),
    context.execute(actor, listFunders, {}),
    context.execute(actor, listProgrammes, {}),
  ]);
  return {
    ...found,
    alerts: alerts.slice(0, ALERTS_SHOWN),
    alertCount: alerts.length,
    byFunder: largest(byFunder),
    byProgramme: largest(byProgramme),
    funders: funders.map(({ id, name }) => ({ value: id, label: name })),
    programmes: programmes.map(({ id, name }) => ({ value: id, label: name })),
    words: wordsOf(request, {
      annee: filter.year,
      programme: filter.programmeId,
      financeur: filter.funderId,
    }),
  };
}

/** The largest groups, the others added up in one bar. */
function largest(
  groups: MoneyGroup[],
): Pick<MoneyGroup, "id" | "label" | "awardedCents" | "paidCents" | "committedCents">[] {
  const shown = groups.filter(({ awardedCents }) => awardedCents > 0);
  const others = shown.slice(GROUPS_SHOWN);
  const sum = (name: "awardedCents" | "paidCents" | "committedCents") =>
    others.reduce((total, group) => total + group[name], 0);
  return [
    ...shown.slice(0, GROUPS_SHOWN),
    ...(others.length > 0
      ? [
          {
            id: "others",
            label: `${plural(others.length, "autre", "autres")}`,
            awardedCents: sum("awardedCents"),
            paidCents: sum("paidCents"),
            committedCents: sum("committedCents"),
          },
        ]
      : []),
  ];
}

const money = (cents: number) => formatCents(cents, "fr", { cents: "auto" });
const rounded = (cents: number) => money(Math.round(cents / 100) * 100);

/** Where every grant stands: what comes in, what is spent, what calls for somebody. */
export default function Overview() {
  const { grants, totals, words, funders, programmes, ...found } = useLoaderData<typeof loader>();
  const links = linksOf(paths.fundingOverview, words);
  const thisYear = Number(found.day.slice(0, 4));
  const years = Array.from({ length: 8 }, (_, index) => String(thisYear + 2 - index));
  if (words.annee && !years.includes(words.annee)) years.push(words.annee);
  const nameOf = (options: { value: string; label: string }[], value?: string) =>
    options.find((one) => one.value === value)?.label;
  const active = [
    words.annee && { label: words.annee, removeHref: links.without("annee") },
    nameOf(programmes, words.programme) && {
      label: nameOf(programmes, words.programme) ?? "",
      removeHref: links.without("programme"),
    },
    nameOf(funders, words.financeur) && {
      label: nameOf(funders, words.financeur) ?? "",
      removeHref: links.without("financeur"),
    },
  ].filter((one) => typeof one === "object");
  if (found.total === 0 && active.length === 0) {
    return (
      <>
        <PageHeader title="Suivi des financements" />
        <EmptyState
          title="Aucun financement à suivre"
          icon="grant"
          action={<ButtonLink href={paths.newGrant()}>Ajouter un financement</ButtonLink>}
        >
          Ce qui est demandé, acquis, reçu et dépensé se suit ici, dès le premier financement.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="Suivi des financements"
        lead={`Où en est l’argent au ${formatDate(found.day)}. Les financements refusés n’y sont pas.`}
        action={
          <>
            <ButtonLink href={paths.cashPlan()} icon="calendar">
              Trésorerie
            </ButtonLink>
            <ButtonLink href={paths.fundingOverviewCsv(words)} icon="download">
              Télécharger (CSV)
            </ButtonLink>
          </>
        }
      />
      <FilterBar
        action={paths.fundingOverview()}
        label="Choisir les financements suivis"
        active={active}
        clearHref={paths.fundingOverview()}
        summary={plural(found.total, "financement", "financements")}
      >
        <Select
          name="annee"
          label="Année touchée par la période"
          optional="unmarked"
          placeholder="Toutes"
          defaultValue={words.annee}
          options={years.map((year) => ({ value: year, label: year }))}
        />
        <Select
          name="programme"
          label="Programme"
          optional="unmarked"
          placeholder="Tous"
          defaultValue={words.programme}
          options={programmes}
        />
        <Select
          name="financeur"
          label="Financeur"
          optional="unmarked"
          placeholder="Tous"
          defaultValue={words.financeur}
          options={funders}
        />
      </FilterBar>
      {found.total === 0 ? (
        <EmptyState title="Aucun financement ne correspond" icon="search">
          Retirez un filtre pour en voir davantage.
        </EmptyState>
      ) : (
        <>
          <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
            <FigureCard
              value={rounded(totals.awardedCents)}
              label="acquis"
              note={`${rounded(totals.askedCents)} demandés en tout`}
            />
            <FigureCard
              value={rounded(totals.receivedCents)}
              label="reçus"
              note={`${rounded(totals.awardedCents - totals.receivedCents)} acquis encore à recevoir`}
            />
            <FigureCard
              value={rounded(totals.paidCents)}
              label="acquittés"
              note={`et ${rounded(totals.committedCents)} engagés`}
            />
            <FigureCard
              value={rounded(totals.leftCents)}
              label="restent à dépenser"
              note={`${rounded(totals.undividedCents)} à répartir sur des lignes`}
            />
          </div>
          <Alerts alerts={found.alerts} count={found.alertCount} />
          <Section title="Financement par financement" lead="Montants arrondis à l’euro.">
            <Grants grants={grants} />
            <Pagination page={found.page} pageCount={found.pageCount} hrefFor={links.page} />
            <ForecastRule />
          </Section>
          <Section title="Ce qui est dépensé">
            <Chart
              kind="line"
              title="Dépenses par mois"
              description="Acquittées et engagées, au jour des dépenses."
              unit="€"
              labelHeader="Mois"
              format={(value) => rounded(value * 100)}
              series={found.months.map((one) => ({
                label: formatMonth(one.month),
                value: (one.paidCents + one.committedCents) / 100,
              }))}
            />
            <Groups title="Par financeur" groups={found.byFunder} />
            {found.byProgramme.length > 1 && (
              <Groups title="Par programme" groups={found.byProgramme} />
            )}
          </Section>
        </>
      )}
    </>
  );
}

function Alerts({
  alerts,
  count,
}: {
  alerts: Parameters<typeof AlertList>[0]["alerts"];
  count: number;
}) {
  return (
    <Section
      title="À faire"
      lead={
        count > alerts.length
          ? `Les ${alerts.length} plus pressants, de ${plural(count, "signalement", "signalements")} en tout.`
          : undefined
      }
    >
      {count === 0 ? (
        <p className="text-muted">
          Rien d’urgent&#8239;: ni retard, ni dépassement, ni compte rendu attendu dans les trente
          jours.
        </p>
      ) : (
        <AlertList alerts={alerts} />
      )}
    </Section>
  );
}

function Grants({ grants }: { grants: readonly GrantMoney[] }) {
  const known = (cents: number | null) =>
    cents === null ? <span className="text-muted">–</span> : rounded(cents);
  const column = (key: string, header: string, read: (grant: GrantMoney) => number | null) => ({
    key,
    header,
    numeric: true,
    className: "whitespace-nowrap",
    cell: (grant: GrantMoney) => known(read(grant)),
  });
  return (
    <Table
      caption="Où en est chaque financement"
      hideCaption
      rows={grants}
      rowKey={(grant) => grant.id}
      stack="lg"
      columns={[
        {
          key: "grant",
          header: "Financement",
          lead: true,
          className: "min-w-52",
          cell: (grant) => (
            <>
              <Link href={paths.grant(grant.id)}>{grant.title}</Link>
              <span className="block text-sm font-normal text-muted">
                {grant.funderName}, {formatPeriod(grant.startsOn, grant.endsOn)}
              </span>
              <span className="mt-1 flex flex-wrap items-center gap-2 text-sm font-normal">
                <GrantStatusBadge status={grant.status} />
                {grant.spent !== null &&
                  `${formatPercent(grant.elapsed)} du temps, ${formatPercent(grant.spent)} du montant`}
              </span>
            </>
          ),
        },
        column("asked", "Demandé", (grant) => grant.askedCents),
        column("awarded", "Acquis", (grant) => grant.awardedCents),
        column("received", "Reçu", (grant) => grant.receivedCents),
        column("paid", "Acquitté", (grant) => grant.paidCents),
        column("committed", "Engagé", (grant) => grant.committedCents),
        column("left", "Reste", (grant) => grant.leftCents),
        column("undivided", "À répartir", (grant) =>
          grant.awardedCents === null ? null : grant.undividedCents,
        ),
        column("forecast", "Prévision", (grant) =>
          grant.awardedCents === null ? null : grant.forecastCents,
        ),
      ]}
    />
  );
}

function Groups({ title, groups }: { title: string; groups: ReturnType<typeof largest> }) {
  return (
    <Chart
      kind="bars"
      title={title}
      description="La barre est ce qui est dépensé et engagé, le trait le montant acquis."
      unit="€"
      targetName="Acquis"
      labelHeader={title.replace("Par ", "").replace(/^./, (first) => first.toUpperCase())}
      format={(value) => rounded(value * 100)}
      series={groups.map((group) => ({
        label: group.label,
        value: (group.paidCents + group.committedCents) / 100,
        target: group.awardedCents / 100,
      }))}
    />
  );
}
