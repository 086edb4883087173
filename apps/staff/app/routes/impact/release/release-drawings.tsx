import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import type {
  ReleaseContent,
  ReleaseDetails,
  ReleasedFigure,
} from "@essaim/impact/release/release.schema";
import {
  inUnits,
  type PeopleRow,
  peopleTables,
  reachedPercent,
  withheldSentences,
} from "@essaim/impact/release/release.words";
import { addUp, type Summed, tellSummed } from "@essaim/impact/target/told-points.rules";
import { DrawnBars } from "@essaim/ui/drawn-bars";
import { DrawnTrajectory } from "@essaim/ui/drawn-trajectory";
import {
  formatCents,
  formatDate,
  formatMonth,
  formatNumber,
  formatPercent,
  plural,
} from "@essaim/ui/format";
import type { ReactElement } from "react";
import { writeFigure, writeValue } from "./figure-words";

/** A value as it is read, and as a spreadsheet counts it; null where it only says why there is none. */
type Cell = string | { value: number | null; said: string };

/** One drawing of a release, and all that its page, its table and its files say. */
export type ReleaseDrawing = {
  /** In addresses, without accents. */
  name: string;
  part: "figures" | "people" | "contributions" | "months" | "money";
  title: string;
  /** One sentence, from what is drawn alone. */
  description: string;
  source: string;
  /** Without a width, as wide as its page. */
  draw: (width?: number) => ReactElement;
  columns: { header: string; numeric: boolean }[];
  rows: Cell[][];
  footer?: string[];
  /** How its page draws and tells it, when its files tell more than one reads. */
  onPage?: Pick<ReleaseDrawing, "draw" | "columns" | "rows">;
};

type Release = { content: ReleaseContent; details: ReleaseDetails | null };

/** The drawings of a release, in the order in which they are read. */
export function drawingsOf({ content, details }: Release): ReleaseDrawing[] {
  const figures = [...content.figures, ...(details?.figures ?? [])];
  return [
    ...targetsDrawing(content, figures),
    ...peopleDrawings(content),
    ...contributionsDrawing(content),
    ...monthsDrawings(content, figures, { ...content.months, ...details?.months }),
    ...(details ? moneyDrawing(content.cutOffOn, details.money) : []),
  ];
}

const ofDay = (day: string) => `Chiffres arrêtés au ${formatDate(day)}.`;
const counted = (value: number | null): Cell => ({
  value,
  said: value === null ? withheldSentences.small.fr : formatNumber(value),
});

function targetsDrawing(
  content: ReleaseContent,
  figures: readonly ReleasedFigure[],
): ReleaseDrawing[] {
  const promised = figures.filter(
    (one): one is ReleasedFigure & { target: number } => one.target !== null,
  );
  if (promised.length === 0) return [];
  const share = ({ value, target }: (typeof promised)[number]) =>
    value === null ? null : reachedPercent(value, target);
  return [
    {
      name: "promis-et-fait",
      part: "figures",
      title: "Part de chaque objectif atteinte",
      description: targetsSentence(promised),
      source: ofDay(content.cutOffOn),
      draw: (width) => (
        <DrawnBars
          title="Part de chaque objectif atteinte"
          {...(width && { width })}
          scale="target"
          format={(value, at) => {
            const figure = promised[at];
            return figure ? writeValue(figure, value) : "";
          }}
          series={promised.map(({ name, value, target, withheld, asOf }) => ({
            label:
              asOf === null || asOf === content.cutOffOn
                ? name.fr
                : `${name.fr}, au ${formatDate(asOf)}`,
            value,
            target,
            suppressed: withheld !== null,
          }))}
        />
      ),
      columns: [
        { header: "Indicateur", numeric: false },
        { header: "Réalisé", numeric: true },
        { header: "Objectif", numeric: true },
        { header: "Part atteinte (%)", numeric: true },
      ],
      rows: promised.map((one) => [
        one.name.fr,
        { value: one.value === null ? null : inUnits(one, one.value), said: writeFigure(one) },
        { value: inUnits(one, one.target), said: writeValue(one, one.target) },
        { value: share(one), said: share(one) === null ? "" : String(share(one)) },
      ]),
    },
  ];
}

function targetsSentence(
  promised: readonly { value: number | null; target: number; withheld: unknown }[],
): string {
  const known = promised.filter(({ value }) => value !== null);
  const reached = known.filter(({ value, target }) => (value ?? 0) >= target).length;
  const withheld = promised.filter((one) => one.withheld !== null).length;
  const all = plural(promised.length, "objectif", "objectifs");
  return [
    reached === 0
      ? `Aucun des ${all} n’est encore atteint`
      : reached === 1
        ? `1\u00a0objectif sur ${promised.length} est atteint`
        : `${reached} objectifs sur ${promised.length} sont atteints`,
    withheld > 0 && `${withheld} ${withheld === 1 ? "est masqué" : "sont masqués"}`,
  ]
    .filter(Boolean)
    .join(", ")
    .concat(".");
}

const peopleNames: Record<string, string> = {
  residence: "lieu-de-vie",
  outcome: "situation",
  kind: "travail",
  gender: "femmes-et-hommes",
  age: "age",
  education: "etudes",
  mentoring: "parrainage",
};

export function peopleDrawings(content: ReleaseContent): ReleaseDrawing[] {
  return peopleTables(content).flatMap(({ breakdown, title, rows, asOf }): ReleaseDrawing[] => {
    if (asOf === null) return [];
    const whole = rows.reduce((sum, row) => sum + (row.people ?? 0), 0);
    return [
      {
        name: `personnes-${peopleNames[breakdown] ?? breakdown}`,
        part: "people",
        title,
        description: largestSentence(rows, whole),
        source: ofDay(asOf),
        draw: (width) => (
          <DrawnBars
            title={title}
            {...(width && { width })}
            whole={whole}
            series={rows.map(({ label, people: value, isUnknown }) => ({
              label,
              value,
              isUnknown,
            }))}
          />
        ),
        columns: [
          { header: "Situation", numeric: false },
          { header: "Personnes", numeric: true },
        ],
        rows: rows.map(({ label, people }) => [label, counted(people)]),
        footer: ["Ensemble", formatNumber(whole)],
      },
    ];
  });
}

function largestSentence(rows: readonly Omit<PeopleRow, "isUnknown">[], total: number): string {
  const [largest] = [...rows].sort((one, other) => (other.people ?? 0) - (one.people ?? 0));
  if (!largest?.people || total === 0) return "";
  return `${largest.label}\u202f: ${formatNumber(largest.people)} sur ${formatNumber(total)} (${formatPercent(largest.people / total)}).`;
}

function contributionsDrawing({ contributions, cutOffOn }: ReleaseContent): ReleaseDrawing[] {
  const rows = contributions.map(({ kind, contributions: people }) => ({
    label: contributionKindLabels[kind as keyof typeof contributionKindLabels] ?? kind,
    people,
  }));
  const whole = rows.reduce((sum, row) => sum + row.people, 0);
  if (whole === 0) return [];
  return [
    {
      name: "contributions",
      part: "contributions",
      title: "Contributions par nature",
      description: largestSentence(rows, whole),
      source: ofDay(cutOffOn),
      draw: (width) => (
        <DrawnBars
          title="Contributions par nature"
          {...(width && { width })}
          tone={1}
          series={rows.map(({ label, people: value }) => ({ label, value }))}
        />
      ),
      columns: [
        { header: "Nature", numeric: false },
        { header: "Contributions", numeric: true },
      ],
      rows: rows.map(({ label, people }) => [label, counted(people)]),
      footer: ["Ensemble", formatNumber(whole)],
    },
  ];
}

/** Each line of the budget as a part of what was planned on it; nothing without a budget. */
export function moneyDrawing(
  cutOffOn: string,
  { lines }: ReleaseDetails["money"],
): ReleaseDrawing[] {
  if (lines.length === 0) return [];
  const cents = (value: number): Cell => ({ value: value / 100, said: formatCents(value) });
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + of(line), 0);
  const paid = sum((line) => line.paidCents);
  const planned = sum((line) => line.plannedCents);
  const sums = [planned, paid, sum((line) => line.committedCents)];
  const title = "Payé sur chaque ligne du budget";
  return [
    {
      name: "argent",
      part: "money",
      title,
      description: `${formatCents(paid)} payés sur ${formatCents(planned)} prévus.`,
      source: ofDay(cutOffOn),
      draw: (width) => (
        <DrawnBars
          title={title}
          {...(width && { width })}
          scale="target"
          targetName="Prévu"
          format={(value) => formatCents(value)}
          series={lines.map(({ account, label, paidCents, plannedCents }) => ({
            label: `${account} ${label}`,
            value: paidCents,
            target: plannedCents,
          }))}
        />
      ),
      columns: [
        { header: "Ligne", numeric: false },
        { header: "Prévu", numeric: true },
        { header: "Payé", numeric: true },
        { header: "Engagé", numeric: true },
      ],
      rows: lines.map((line) => [
        `${line.account} ${line.label}`,
        ...[line.plannedCents, line.paidCents, line.committedCents].map(cents),
      ]),
      footer: ["Ensemble", ...sums.map((value) => formatCents(value))],
    },
  ];
}

/** « vues-des-videos-mois ». Read in browsers too: a library for every alphabet would weigh too much there. */
function monthsName(figures: readonly ReleasedFigure[], at: number): string {
  const names = figures.slice(0, at + 1).map(({ name }) =>
    name.fr
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, ""),
  );
  const name = names[at] || "chiffre";
  return names.indexOf(name) === at ? `${name}-mois` : `${name}-mois-${at + 1}`;
}

function monthsDrawings(
  content: ReleaseContent,
  figures: readonly ReleasedFigure[],
  monthsByKey: ReleaseContent["months"],
): ReleaseDrawing[] {
  return figures.flatMap((figure, at): ReleaseDrawing[] => {
    const done = addUp(monthsByKey[figure.key] ?? []);
    const last = done.at(-1);
    if (!last || last.sum === 0) return [];
    const told = tellSummed(done);
    const title = `${figure.name.fr}, mois après mois`;
    const [one, many] = figure.unit.fr;
    const draw = (points: readonly Summed[]) => (width?: number) => (
      <DrawnTrajectory
        title={title}
        {...(width && { width })}
        done={points.map(({ on, sum: value }) => ({ on, value }))}
        {...targetOf(figure, content)}
      />
    );
    return [
      {
        name: monthsName(figures, at),
        part: "months",
        title,
        description: `${plural(last.sum, one, many)} en tout, dont ${formatNumber(last.value)} en ${formatMonth(last.on)}.`,
        source: ofDay(content.cutOffOn),
        draw: draw(done),
        columns: [
          { header: "Mois", numeric: false },
          { header: "Ce mois", numeric: true },
          { header: "Depuis le début", numeric: true },
        ],
        rows: done.map((month) => rowOf(month)),
        ...(told.some(({ isYear }) => isYear) && { onPage: byYears(told, draw(told)) }),
      },
    ];
  });
}

const rowOf = ({ on, value, sum, isYear = false }: Summed & { isYear?: boolean }): Cell[] => [
  isYear ? on.slice(0, 4) : formatMonth(on),
  counted(value),
  counted(sum),
];

/** Each past year whole, and the months of the running one. */
const byYears = (
  told: ReturnType<typeof tellSummed>,
  draw: ReleaseDrawing["draw"],
): ReleaseDrawing["onPage"] => ({
  draw,
  columns: [
    { header: "Année ou mois", numeric: false },
    { header: "Cette année ou ce mois", numeric: true },
    { header: "Depuis le début", numeric: true },
  ],
  rows: told.map((one) => rowOf(one)),
});

function targetOf({ target, milestones }: ReleasedFigure, { header }: ReleaseContent) {
  if (target === null) return {};
  return {
    target: [
      { on: header.startsOn, value: 0 },
      ...milestones.map(({ dueOn, value }) => ({ on: dueOn, value })),
      { on: header.endsOn, value: target },
    ],
  };
}
