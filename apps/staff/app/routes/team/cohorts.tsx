import { getCohorts } from "@essaim/impact/team/cohort.queries";
import { COHORT_MONTHS, type Fate, gatheredByYear } from "@essaim/impact/team/cohort.rules";
import {
  daysOfHalf,
  halfOf,
  monthAfter,
  type Period,
  periodOf,
} from "@essaim/impact/team/period.rules";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { PHONE } from "@essaim/ui/drawn";
import { DrawnStack } from "@essaim/ui/drawn-stack";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatNumber, formatPeriod, plural } from "@essaim/ui/format";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pageTitle } from "~/title";
import { loadBoard } from "./board.server";
import { BoardFrame } from "./board-frame";

export const meta: MetaFunction = () => pageTitle("Cohortes · Pilotage");

/** Ten years, with the half-year that runs. */
const usual = (day: string): Period => ({
  from: daysOfHalf(halfOf(monthAfter(day, -114))).from,
  to: day,
});

export const loader = (args: LoaderFunctionArgs) =>
  loadBoard(
    args,
    "cohorts",
    async ({ actor, filter, day }) => {
      const period = periodOf(filter, usual(day));
      const cohorts = await args.context.execute(actor, getCohorts, {
        coach: filter.coach,
        period,
        day,
      });
      return { cohorts: gatheredByYear(cohorts, day), period };
    },
    { usual },
  );

const fateLabels: Record<Fate, string> = {
  supported: "Accompagnées",
  sustainable: "Sorties vers une activité durable",
  other: "Autres sorties",
  unknown: "Sorties sans destination notée",
  notYet: "Délai pas encore atteint",
};
const drawn = ["supported", "sustainable", "other", "unknown"] as const;

/** « 1er semestre 2026 », « 2019 ». */
const spanLabel = (span: string) =>
  span.length === 4
    ? span
    : `${span.endsWith("1") ? "1er" : "2e"}\u00a0semestre\u00a0${span.slice(0, 4)}`;

export default function CohortsPage() {
  const { figures, ...page } = useLoaderData<typeof loader>();
  const entered = figures?.cohorts.reduce((sum, one) => sum + one.entered, 0) ?? 0;
  return (
    <BoardFrame
      page={page}
      lead="Ce que sont devenues les personnes 6, 12, 18 et 24 mois après leur première arrivée, semestre par semestre, et année par année pour les plus anciennes."
      dates={[
        { name: "du", label: "Arrivées du" },
        { name: "au", label: "Arrivées au" },
      ]}
      period={figures?.period}
      summary={
        figures &&
        `${plural(entered, "personne arrivée", "personnes arrivées")} pour la première fois ${formatPeriod(figures.period.from, figures.period.to)}.`
      }
    >
      {figures &&
        (entered === 0 ? (
          <EmptyState title="Personne n’est arrivé pendant cette période" icon="users">
            Choisissez d’autres dates, ou toute l’équipe.
          </EmptyState>
        ) : (
          <div className="grid grid-cols-1 gap-x-12 gap-y-10 md:grid-cols-2">
            {COHORT_MONTHS.map((months) => (
              <After key={months} months={months} cohorts={figures.cohorts} />
            ))}
          </div>
        ))}
    </BoardFrame>
  );
}

type Cohort = ReturnType<typeof gatheredByYear>[number];
type Line = { span: string; entered: number; reached: number } & Record<Fate, number>;

function After({ months, cohorts }: { months: number; cohorts: readonly Cohort[] }) {
  const lines = cohorts.flatMap(({ span, entered, after }): Line[] => {
    const found = after.find((one) => one.months === months);
    return found && entered > 0
      ? [{ ...found, span, entered, reached: entered - found.notYet }]
      : [];
  });
  const reached = lines.filter((line) => line.reached > 0);
  const sum = (fate: Fate) => lines.reduce((total, line) => total + line[fate], 0);
  const all = lines.reduce((total, line) => total + line.reached, 0);
  const fates = [...drawn, "notYet"] as const;
  return (
    <ChartWithTable
      title={`Après ${months} mois`}
      level={2}
      description={
        all === 0
          ? "Personne n’est arrivé depuis assez longtemps."
          : `Sur ${plural(all, "personne arrivée", "personnes arrivées")} depuis au moins ${months}\u00a0mois, ${plural(sum("supported"), "était accompagnée", "étaient accompagnées")} et ${plural(sum("sustainable"), "était sortie", "étaient sorties")} vers une activité durable.`
      }
      source={
        "Activité durable\u202f: entreprise, autre coopérative, CDI ou CDD de plus de six mois."
      }
      table={
        <Table
          caption={`Après ${months} mois`}
          hideCaption
          rows={lines}
          rowKey={({ span }) => span}
          stack="lg"
          columns={[
            { key: "span", header: "Arrivée", lead: true, cell: ({ span }) => spanLabel(span) },
            {
              key: "entered",
              header: "Personnes",
              numeric: true,
              cell: ({ entered }) => formatNumber(entered),
            },
            ...fates.map(
              (fate): Column<Line> => ({
                key: fate,
                header: fateLabels[fate],
                numeric: true,
                cell: (line) => formatNumber(line[fate]),
              }),
            ),
          ]}
        />
      }
    >
      <div className="max-w-92">
        <DrawnStack
          width={PHONE}
          title={`Après ${months} mois`}
          classes={drawn.map((fate) => ({
            label: fateLabels[fate],
            isUnknown: fate === "unknown",
          }))}
          rows={reached.map((line) => ({
            label: spanLabel(line.span),
            values: drawn.map((fate) => line[fate]),
          }))}
          count={(total) => plural(total, "personne", "personnes")}
        />
      </div>
    </ChartWithTable>
  );
}
