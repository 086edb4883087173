import { lazy, type ReactNode } from "react";
import { ChartFigure } from "./chart-figure.tsx";
import { ChartWithTable } from "./chart-with-table.tsx";
import { DrawnBars } from "./drawn-bars.tsx";
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
  /** Of bars: « target » draws each as a part of its own target. */
  scale?: "shared" | "target";
  /** Writes a value (amounts, hours). Plain numbers otherwise. */
  format?: (value: number) => string;
};

const ChartCanvas = lazy(() => import("./chart-canvas.client.tsx"));

/**
 * A figure: its sentence, the drawing, and its numbers in a table one click away. Bars are drawn by the server; a line by
 * Chart.js, loaded after the page works, and without JavaScript nothing else is missing.
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
  scale,
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

  const table = (
    <Table
      caption={ownColumns ? title : `${title} (${unit})`}
      hideCaption
      columns={[labels, ...(ownColumns ?? columns)]}
      rows={series}
      rowKey={(point) => point.label}
      stack="sm"
    />
  );
  const frame = { title, description, level, source, table };

  if (kind === "bars") {
    return (
      <ChartWithTable {...frame}>
        <DrawnBars
          title={title}
          series={series}
          scale={scale}
          targetName={targetName}
          format={write}
        />
      </ChartWithTable>
    );
  }
  return (
    <ChartFigure
      {...frame}
      plot="h-64 sm:h-72"
      drawing={
        <ChartCanvas
          label={`${title}. ${description}`}
          series={series}
          write={write}
          locale={locale}
          words={{ suppressed: words.suppressed, unknown: words.unknown, target }}
          unit={unit}
        />
      }
    />
  );
}
