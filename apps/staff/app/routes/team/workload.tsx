import { monthOf } from "@essaim/impact/team/period.rules";
import { getWorkload, type Workload } from "@essaim/impact/team/workload.queries";
import type { Work } from "@essaim/impact/team/workload.rules";
import { ButtonLink } from "@essaim/ui/button";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { CellLine } from "@essaim/ui/drawn-in-cell";
import { DrawnTrajectory } from "@essaim/ui/drawn-trajectory";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDuration, formatMonth, formatNumber, plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { loadBoard } from "./board.server";
import { BoardFrame } from "./board-frame";

export const meta: MetaFunction = () => pageTitle("Charge · Pilotage");

export const loader = (args: LoaderFunctionArgs) =>
  loadBoard(
    args,
    "workload",
    ({ actor, filter, day }) =>
      args.context.execute(actor, getWorkload, {
        ...{ coach: filter.coach, until: filter.to ?? day, day },
      }),
    {
      refuse: ({ to = "" }, day) =>
        monthOf(to) > monthOf(day)
          ? {
              au: `Ces mois sont à venir\u202f: choisissez un jour de ${formatMonth(day)} au plus tard.`,
            }
          : null,
    },
  );

const workColumns = <Row extends Work>(whole?: Work): Column<Row>[] =>
  (
    [
      ["held", "Rencontres", formatNumber],
      ["heldMinutes", "Temps", formatDuration],
      ["missed", "Absences", formatNumber],
      ["excused", "Excuses", formatNumber],
      ["workshops", "Ateliers", formatNumber],
      ["workshopMinutes", "Temps d’atelier", formatDuration],
    ] as const
  ).map(([key, header, write]) => ({
    key,
    header,
    numeric: true,
    cell: (row) => (row[key] === 0 ? <span className="text-muted">–</span> : write(row[key])),
    footer: whole && write(whole[key]),
  }));

export default function WorkloadPage() {
  const { figures, ...page } = useLoaderData<typeof loader>();
  const [first, last] = [figures?.months[0], figures?.months.at(-1)];
  const isEmpty = figures && Object.values(figures.whole).every((value) => value === 0);
  return (
    <BoardFrame
      page={page}
      lead="Les rencontres racontées et les ateliers tenus, mois par mois, sur douze mois."
      dates={[{ name: "au", label: "Douze mois, jusqu’au" }]}
      summary={
        first && last && `De ${formatMonth(first.month)} à ${formatMonth(last.month)} inclus.`
      }
    >
      {figures &&
        (isEmpty ? (
          <EmptyState
            title="Rien n’est raconté sur ces douze mois"
            icon="meeting"
            action={<ButtonLink href={paths.newMeeting()}>Nouveau compte rendu</ButtonLink>}
          >
            Les rencontres se comptent ici dès qu’elles sont racontées.
          </EmptyState>
        ) : (
          <>
            <Months figures={figures} />
            <Coaches figures={figures} />
          </>
        ))}
    </BoardFrame>
  );
}

function Months({ figures: { whole, months } }: { figures: Workload }) {
  return (
    <ChartWithTable
      title="Rencontres, mois par mois"
      level={2}
      description={`${plural(whole.held, "rencontre", "rencontres")} en douze mois, soit ${formatDuration(whole.heldMinutes)}\u202f; ${plural(whole.missed, "absence", "absences")}.`}
      fold={false}
      table={
        <Table
          caption="Rencontres et ateliers, mois par mois"
          hideCaption
          rows={months}
          rowKey={({ month }) => month}
          columns={[
            {
              key: "month",
              header: "Mois",
              lead: true,
              cell: ({ month }) => formatMonth(month),
              footer: "Douze mois",
            },
            ...workColumns<(typeof months)[number]>(whole),
          ]}
        />
      }
    >
      <DrawnTrajectory
        title="Rencontres, mois par mois"
        done={months.map(({ month, held }) => ({ on: month.slice(0, 7), value: held }))}
      />
    </ChartWithTable>
  );
}

function Coaches({ figures: { coaches, months } }: { figures: Workload }) {
  if (coaches.length === 0) return null;
  const highest = Math.max(...coaches.flatMap(({ heldByMonth }) => heldByMonth));
  const [first, last] = [months[0], months.at(-1)].map((one) => formatMonth(one?.month ?? ""));
  return (
    <Section
      title="Par personne"
      lead={`Les lignes vont de ${first} à ${last}, à la même échelle pour tout le monde\u202f: tout en haut, ${plural(highest, "rencontre", "rencontres")} dans le mois.`}
    >
      <Table
        caption="Douze mois, par personne"
        hideCaption
        rows={coaches}
        rowKey={({ coachId }) => coachId}
        columns={[
          {
            key: "who",
            header: "Accompagnement par",
            lead: true,
            cell: ({ name, hasLeft }) => (hasLeft ? `${name} (accès fermé)` : name),
          },
          {
            key: "line",
            header: "Mois par mois",
            cell: ({ heldByMonth }) => (
              <CellLine
                says={`Rencontres de ${first} à ${last}\u202f: ${heldByMonth.join(", ")}`}
                values={heldByMonth}
                highest={highest}
              />
            ),
          },
          ...workColumns<Workload["coaches"][number]>(),
        ]}
      />
    </Section>
  );
}
