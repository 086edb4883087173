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
  /** Counts those of whom the answer is not known: drawn in grey. */
  isUnknown?: boolean;
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
  /** What the marks are, when they are no targets: « Acquis ». */
  targetName?: string;
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
  targetName,
}: ChartProps) {
  const words = useWords();
  const target = targetName ?? words.target;
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
            header: target,
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
            target,
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

/**
 * Bars take 40 px each, and 56 where the drawing is narrow (under `NARROW` px) and each label stands above its bar.
 * Heights are classes, since inline styles are refused by the content security policy.
 */
function plotHeight(kind: ChartProps["kind"], count: number): string {
  if (kind === "line") return "h-64 sm:h-72";
  const heights = [
    "h-20",
    "h-28 @[480px]:h-24",
    "h-42 @[480px]:h-32",
    "h-56 @[480px]:h-42",
    "h-70 @[480px]:h-52",
    "h-84 @[480px]:h-62",
    "h-98 @[480px]:h-72",
    "h-112 @[480px]:h-82",
    "h-126 @[480px]:h-92",
    "h-140 @[480px]:h-102",
    "h-154 @[480px]:h-112",
    "h-168 @[480px]:h-122",
    "h-182 @[480px]:h-132",
    "h-196 @[480px]:h-142",
    "h-210 @[480px]:h-152",
    "h-224 @[480px]:h-162",
    "h-238 @[480px]:h-172",
    "h-252 @[480px]:h-182",
    "h-266 @[480px]:h-192",
    "h-280 @[480px]:h-202",
    "h-294 @[480px]:h-212",
  ] as const;
  return heights[Math.min(count, heights.length - 1)] ?? heights[20];
}
