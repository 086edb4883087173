import { filterQuery, noFilter } from "@essaim/accompaniment/worker/worker-filter.schema";
import type { Condition } from "@essaim/accompaniment/worker/worker-filter-condition.schema";
import { type CoachCharge, getCaseload } from "@essaim/impact/team/caseload.queries";
import { delayKeys, delayKinds, SEEN_DAYS } from "@essaim/impact/team/team-filter.schema";
import { ButtonLink } from "@essaim/ui/button";
import { FigureCard } from "@essaim/ui/card";
import { CellBar } from "@essaim/ui/drawn-in-cell";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatNumber } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { loadBoard } from "./board.server";
import { BoardFrame } from "./board-frame";
import { CountLink } from "./count-link";
import { delayWords } from "./delay-words";

export const meta: MetaFunction = () => pageTitle("Pilotage");

export const loader = (args: LoaderFunctionArgs) =>
  loadBoard(args, "caseload", ({ actor, filter, day }) =>
    args.context.execute(actor, getCaseload, { coach: filter.coach, day }),
  );

const supported: Condition = {
  about: "supported",
  not: false,
  values: ["aujourdhui", "aujourdhui"],
};
const seenLately: Condition = {
  about: "metSince",
  not: false,
  values: [`il-y-a-${SEEN_DAYS}-jours`],
};

type Narrowing = { conditions?: Condition[]; need?: "review" };

/** What each number is of, and the conditions under which the list of people shows the same. */
const chargeColumns: { key: "active" | "seen" | "toReview"; header: string; change: Narrowing }[] =
  [
    { key: "active", header: "En charge", change: { conditions: [supported] } },
    {
      key: "seen",
      header: "Vues depuis 4 semaines",
      change: { conditions: [supported, seenLately] },
    },
    { key: "toReview", header: "À revoir", change: { need: "review" } },
  ];

function peopleHref(coach: string | undefined, { conditions = [], need }: Narrowing): string {
  const groups = conditions.length > 0 ? [{ needs: "all" as const, conditions }] : [];
  return paths.workers(filterQuery(noFilter, { coach, need, groups }));
}

type Line = Omit<CoachCharge, "coachId" | "name" | "hasLeft"> & {
  label: string;
  /** In the addresses of the list of people, and of the dashboards. */
  coach: string | undefined;
  word: string | undefined;
};

const lineOf = ({ coachId, name, hasLeft, ...charge }: CoachCharge): Line => ({
  ...charge,
  label: coachId === null ? "À attribuer" : hasLeft ? `${name} (accès fermé)` : (name ?? ""),
  coach: coachId ?? "none",
  word: coachId ?? "personne",
});

export default function CaseloadPage() {
  const { figures, ...page } = useLoaderData<typeof loader>();
  const { accompagnement } = page.words;
  const asked =
    accompagnement === "moi" ? "me" : accompagnement === "personne" ? "none" : accompagnement;
  const whole: Line | null = figures && {
    ...figures.whole,
    label: "Ensemble",
    coach: asked,
    word: accompagnement,
  };
  const lines = (figures?.coaches ?? []).map(lineOf);
  return (
    <BoardFrame
      page={page}
      lead="Qui accompagne combien de personnes, et ce qui attend. Chaque nombre mène à ce qu’il compte."
    >
      {whole && whole.active === 0 && lines.length === 0 ? (
        <EmptyState
          title="Personne n’est accompagné ici aujourd’hui"
          icon="users"
          action={<ButtonLink href={paths.newWorker()}>Inscrire une personne</ButtonLink>}
        >
          Les personnes en charge se compteront ici dès la première fiche.
        </EmptyState>
      ) : (
        whole && (
          <>
            <Charges whole={whole} withoutCoach={lines.find(({ coach }) => coach === "none")} />
            <People lines={lines} whole={whole} />
            <Delays lines={lines} whole={whole} />
          </>
        )
      )}
    </BoardFrame>
  );
}

function Charges({ whole, withoutCoach }: { whole: Line; withoutCoach: Line | undefined }) {
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
      <FigureCard
        value={formatNumber(whole.active)}
        label={whole.active < 2 ? "personne en charge" : "personnes en charge"}
        href={peopleHref(whole.coach, { conditions: [supported] })}
      />
      <FigureCard
        value={formatNumber(whole.seen)}
        label={`${whole.seen < 2 ? "vue" : "vues"} depuis 4 semaines`}
        href={peopleHref(whole.coach, { conditions: [supported, seenLately] })}
      />
      <FigureCard
        value={formatNumber(whole.toReview)}
        label="à revoir"
        href={peopleHref(whole.coach, { need: "review" })}
      />
      <FigureCard
        value={formatNumber(withoutCoach?.active ?? 0)}
        label="à attribuer"
        href={peopleHref("none", { conditions: [supported] })}
      />
    </div>
  );
}

function People({ lines, whole }: { lines: Line[]; whole: Line }) {
  const highest = Math.max(...lines.map(({ active }) => active));
  const hasBars = lines.length > 1;
  const columns: Column<Line>[] = [
    {
      key: "who",
      header: "Accompagnement par",
      lead: true,
      cell: ({ label }) => label,
      footer: "Ensemble",
    },
    ...chargeColumns.map(({ key, header, change }): Column<Line> => {
      const link = (line: Line) => (
        <CountLink
          count={line[key]}
          href={peopleHref(line.coach, change)}
          label={`${header.toLowerCase()}, ${line.label}`}
        />
      );
      const withBar = (line: Line, bar?: ReactNode) => (
        <div className="flex items-center gap-3">
          <span className="ledger-count">{link(line)}</span>
          {bar}
        </div>
      );
      const barOf = ({ active, coach }: Line) => (
        <CellBar value={active} highest={highest} isUnknown={coach === "none"} />
      );
      return hasBars && key === "active"
        ? { key, header, cell: (line) => withBar(line, barOf(line)), footer: withBar(whole) }
        : { key, header, numeric: true, cell: link, footer: link(whole) };
    }),
  ];
  return (
    <Section title="Personnes en charge">
      <Table
        caption="Personnes en charge"
        hideCaption
        rows={lines}
        rowKey={({ label, word }) => `${label} ${word}`}
        columns={columns}
        stack="sm"
      />
    </Section>
  );
}

function Delays({ lines, whole }: { lines: Line[]; whole: Line }) {
  const late = delayKeys.reduce((sum, kind) => sum + whole[kind], 0);
  return (
    <Section
      title="Ce qui attend"
      lead={
        late === 0
          ? "Rien n’est en retard, et aucune échéance ne vient dans les 90 jours."
          : "Les échéances et les actions sont comptées chez qui accompagne la personne, les rendez-vous chez qui devait les tenir."
      }
    >
      {late > 0 && (
        <Table
          caption="Échéances et retards"
          hideCaption
          rows={lines}
          rowKey={({ label, word }) => `${label} ${word}`}
          columns={[
            {
              key: "who",
              header: "Accompagnement par",
              lead: true,
              cell: ({ label }) => label,
              footer: "Ensemble",
            },
            ...delayKeys.map((kind): Column<Line> => {
              const link = (line: Line) => (
                <CountLink
                  count={line[kind]}
                  href={paths.teamDelays(delayKinds[kind], { accompagnement: line.word })}
                  label={`${delayWords[kind].column.toLowerCase()}, ${line.label}`}
                />
              );
              return {
                key: kind,
                header: delayWords[kind].column,
                numeric: true,
                cell: link,
                footer: link(whole),
              };
            }),
          ]}
          stack="lg"
        />
      )}
    </Section>
  );
}
