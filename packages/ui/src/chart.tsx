import { lazy, type ReactNode } from "react";
import { ChartFigure } from "./chart-figure.tsx";
import { formatNumber } from "./format.tsx";
import { useLocale, useWords } from "./locale.tsx";
import { type Column, Table } from "./table.tsx";

export type ChartPoint = {
  label: string;
  /** null is unknown, and drawn as such. */
  value: number | null;
  target?: number | null;
  /** A count too small to be shown: neither drawn nor written. Its `value` should not even reach the browser. */
  suppressed?: boolean;
};

type ChartProps = {
  title: string;
  /** One sentence saying what the chart shows: « L’objectif de 25 personnes est presque atteint. » */
  description: string;
  /** What is counted, with its plural: « personnes », « € ». */
  unit: string;
  kind: "bars" | "line";
  series: readonly ChartPoint[];
  level?: 2 | 3 | 4;
  /** Where the figures come from and their day. */
  source?: ReactNode;
  /** Columns of the table after the label, when the drawing shows less than they do (a share of a target…). */
  columns?: readonly Column<ChartPoint>[];
  /** What the labels name: « Indicateur ». */
  labelHeader?: string;
  /** Writes a value (amounts, hours). Plain numbers otherwise. */
  format?: (value: number) => string;
};

const ChartCanvas = lazy(() => import("./chart-canvas.client.tsx"));

/**
 * A figure: its sentence, the drawing (Chart.js, loaded after the page works), and its numbers in a table one click away.
 * Title, sentence and table are in the HTML: without JavaScript nothing is missing but the drawing.
 */
export function Chart({
  title,
  description,
  unit,
  kind,
  series,
  level = 3,
  source,
  format,
  columns: ownColumns,
  labelHeader,
}: ChartProps) {
  const words = useWords();
  const locale = useLocale();
  const write = format ?? ((value: number) => formatNumber(value, locale));
  const say = (point: ChartPoint) =>
    point.suppressed ? words.suppressed : point.value === null ? words.unknown : write(point.value);
  const hasTargets = series.some((point) => point.target != null);

  const labels: Column<ChartPoint> = {
    key: "label",
    header: labelHeader ?? words.item,
    lead: true,
    cell: (point) => point.label,
  };
  const columns: Column<ChartPoint>[] = [
    {
      key: "value",
      header: `${words.value} (${unit})`,
      numeric: true,
      cell: (point) => (
        <span className={point.suppressed || point.value === null ? "text-muted" : undefined}>
          {say(point)}
        </span>
      ),
    },
    ...(hasTargets
      ? [
          {
            key: "target",
            header: words.target,
            numeric: true,
            cell: (point: ChartPoint) =>
              point.target == null ? (
                <span className="text-muted">{words.noTarget}</span>
              ) : (
                write(point.target)
              ),
          },
        ]
      : []),
  ];

  return (
    <ChartFigure
      title={title}
      description={description}
      level={level}
      source={source}
      plot={plotHeight(kind, series.length)}
      drawing={
        <ChartCanvas
          label={`${title}. ${description}`}
          kind={kind}
          series={series}
          write={write}
          locale={locale}
          words={{
            suppressed: words.suppressed,
            unknown: words.unknown,
            target: words.target,
          }}
          unit={unit}
        />
      }
      fold
      table={
        <Table
          caption={ownColumns ? title : `${title} (${unit})`}
          hideCaption
          columns={[labels, ...(ownColumns ?? columns)]}
          rows={series}
          rowKey={(point) => point.label}
          stack="sm"
        />
      }
    />
  );
}

/** Bars take 40 px each, and 56 on a phone, where each label stands above its bar. Heights are classes, since inline styles are refused by the content security policy. */
function plotHeight(kind: ChartProps["kind"], count: number): string {
  if (kind === "line") return "h-64 sm:h-72";
  const heights = [
    "h-20",
    "h-28 sm:h-24",
    "h-42 sm:h-32",
    "h-56 sm:h-42",
    "h-70 sm:h-52",
    "h-84 sm:h-62",
    "h-98 sm:h-72",
    "h-112 sm:h-82",
    "h-126 sm:h-92",
    "h-140 sm:h-102",
    "h-154 sm:h-112",
    "h-168 sm:h-122",
    "h-182 sm:h-132",
  ] as const;
  return heights[Math.min(count, heights.length - 1)] ?? "h-182 sm:h-132";
}
