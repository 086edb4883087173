import { filterQuery, noFilter } from "@essaim/accompaniment/worker/worker-filter.schema";
import { type Delays, type Funnel, getFunnel } from "@essaim/impact/team/funnel.queries";
import type { FunnelLine, FunnelStep } from "@essaim/impact/team/funnel.rules";
import { monthAfter, type Period, periodOf } from "@essaim/impact/team/period.rules";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { DrawnFunnel } from "@essaim/ui/drawn-funnel";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatNumber, formatPercent, formatPeriod, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { loadBoard } from "./board.server";
import { BoardFrame } from "./board-frame";

export const meta: MetaFunction = () => pageTitle("Parcours · Pilotage");

const usual = (day: string): Period => ({ from: monthAfter(day, -24), to: day });

export const loader = (args: LoaderFunctionArgs) =>
  loadBoard(
    args,
    "pathways",
    async ({ actor, filter, day }) => {
      const period = periodOf(filter, usual(day));
      const funnel = await args.context.execute(actor, getFunnel, {
        coach: filter.coach,
        period,
        day,
      });
      return { ...funnel, period };
    },
    { usual },
  );

const stepLabels: Record<FunnelStep, string> = {
  diagnosis: "Diagnostic",
  cape: "CAPE",
  cesa: "CESA",
  associate: "Sociétariat",
};

export default function PathwaysPage() {
  const { figures, ...page } = useLoaderData<typeof loader>();
  return (
    <BoardFrame
      page={page}
      lead="Jusqu’où sont allées les personnes arrivées pendant une période, et en combien de temps."
      dates={[
        { name: "du", label: "Arrivées du" },
        { name: "au", label: "Arrivées au" },
      ]}
      period={figures?.period}
      summary={
        figures &&
        `${plural(figures.entered, "personne arrivée", "personnes arrivées")} ${formatPeriod(figures.period.from, figures.period.to)}.`
      }
    >
      {figures &&
        (figures.entered === 0 ? (
          <EmptyState title="Personne n’est arrivé pendant cette période" icon="users">
            Choisissez d’autres dates, ou toute l’équipe.
          </EmptyState>
        ) : (
          <>
            <Steps figures={figures} coach={page.words.accompagnement} />
            <Times figures={figures} />
          </>
        ))}
    </BoardFrame>
  );
}

function Steps({ figures, coach }: { figures: Funnel & { period: Period }; coach?: string }) {
  const { entered, exited, steps, period } = figures;
  const cape = steps.find(({ step }) => step === "cape");
  const people = paths.workers(
    filterQuery(noFilter, {
      support: "all",
      coach: coach === "moi" ? "me" : coach === "personne" ? "none" : coach,
      groups: [
        {
          needs: "all",
          conditions: [{ about: "arrived", not: false, values: [period.from, period.to] }],
        },
      ],
    }),
  );
  const share = (count: number) => `${formatNumber(count)} (${formatPercent(count / entered)})`;
  return (
    <ChartWithTable
      title="Étapes atteintes"
      level={2}
      description={
        <>
          {cape &&
            `${plural(cape.reached, "personne a signé", "personnes ont signé")} un CAPE, sur ${formatNumber(entered)}. `}
          {plural(exited, "est sortie", "sont sorties")} depuis.{" "}
          <Link href={people}>Voir les personnes arrivées</Link>
        </>
      }
      source="Une étape est comptée quand elle est notée dans le parcours, depuis l’arrivée et jusqu’à la sortie. Une personne revenue pendant la période compte pour sa première arrivée. Les fiches effacées sont comptées, et ne sont plus dans la liste."
      fold={false}
      table={
        <Table
          caption="Étapes atteintes"
          hideCaption
          rows={steps}
          rowKey={({ step }) => step}
          columns={[
            { key: "step", header: "Étape", lead: true, cell: ({ step }) => stepLabels[step] },
            {
              key: "reached",
              header: "Atteinte",
              numeric: true,
              cell: ({ reached }) => share(reached),
            },
            {
              key: "skipped",
              header: "Passée ou non notée",
              numeric: true,
              cell: ({ skipped }: FunnelLine) => formatNumber(skipped),
            },
            {
              key: "notYet",
              header: "Pas atteinte",
              numeric: true,
              cell: ({ notYet }: FunnelLine) => formatNumber(notYet),
            },
            {
              key: "left",
              header: "Dont sorties",
              numeric: true,
              cell: ({ leftBefore }: FunnelLine) => formatNumber(leftBefore),
            },
          ]}
        />
      }
    >
      <DrawnFunnel
        title="Étapes atteintes"
        series={[
          { label: "Arrivée", value: entered },
          ...steps.map(({ step, reached }) => ({ label: stepLabels[step], value: reached })),
        ]}
      />
    </ChartWithTable>
  );
}

const days = (count: number | null) =>
  count === null ? (
    <span className="text-muted">–</span>
  ) : (
    plural(Math.round(count), "jour", "jours")
  );

function Times({ figures }: { figures: Funnel }) {
  const rows: (Delays & { label: string })[] = [
    { ...figures.toCape, label: "De l’arrivée au CAPE" },
    { ...figures.toCesa, label: "De l’arrivée au CESA" },
  ];
  return (
    <Section
      title="Délais"
      lead="La moitié des personnes ont attendu moins que la médiane ; un quart moins que le premier quartile, un quart plus que le troisième. Qui n’a pas signé n’est pas compté ici."
    >
      <Table
        caption="Délais jusqu’aux contrats"
        hideCaption
        rows={rows}
        rowKey={({ label }) => label}
        columns={[
          { key: "what", header: "Délai", lead: true, cell: ({ label }) => label },
          {
            key: "n",
            header: "Personnes",
            numeric: true,
            cell: ({ people }) => formatNumber(people),
          },
          {
            key: "q1",
            header: "Premier quartile",
            numeric: true,
            cell: (row) => days(row.firstQuartile),
          },
          {
            key: "median",
            header: "Médiane",
            numeric: true,
            cell: (row) => <strong>{days(row.median)}</strong>,
          },
          {
            key: "q3",
            header: "Troisième quartile",
            numeric: true,
            cell: (row) => days(row.thirdQuartile),
          },
          {
            key: "unknown",
            header: "Délai non connu",
            numeric: true,
            cell: ({ unknown }) => formatNumber(unknown),
          },
        ]}
      />
      <p className="max-w-measure text-sm text-muted">
        Le délai n’est pas connu quand le contrat est la première étape notée&#8239;: la date
        d’arrivée manque.
      </p>
    </Section>
  );
}
