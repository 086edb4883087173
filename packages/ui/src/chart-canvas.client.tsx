import {
  BarController,
  BarElement,
  CategoryScale,
  type ChartConfiguration,
  Chart as ChartJs,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  Tooltip,
} from "chart.js";
import type { ChartPoint } from "./chart.tsx";
import {
  bubble,
  hatch,
  type Inks,
  isCalm,
  NARROW,
  PAPER_WIDTH,
  readInks,
  useDrawing,
  wrap,
} from "./chart-drawing.client.tsx";
import type { Locale } from "./locale.tsx";

ChartJs.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

type ChartCanvasProps = {
  label: string;
  kind: "bars" | "line";
  series: readonly ChartPoint[];
  unit: string;
  write: (value: number) => string;
  locale: Locale;
  words: { suppressed: string; unknown: string; target: string };
};

/** A text, cut to a width (px) of the drawing. */
function cut(pen: CanvasRenderingContext2D, text: string, width: number): string {
  if (pen.measureText(text).width <= width) return text;
  let kept = text;
  while (kept.length > 1 && pen.measureText(`${kept}…`).width > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** Direct labels, target marks and the drawing of what is not known: no legend to decode. */
function annotations(
  { kind, series, write, words }: ChartCanvasProps,
  inks: Inks,
  fontFamily: string,
): Plugin<"bar" | "line"> {
  return {
    id: "essaim-annotations",
    afterDatasetsDraw(chart) {
      const { ctx: pen, chartArea: area, scales } = chart;
      const x = scales.x;
      const y = scales.y;
      if (!x || !y) return;
      pen.save();
      pen.font = `600 14px ${fontFamily}`;
      pen.textBaseline = "middle";
      const firstTarget = series.findIndex((point) => point.target != null);
      series.forEach((point, index) => {
        const absent = point.suppressed || point.value === null;
        if (kind === "bars") {
          const middle = y.getPixelForValue(index);
          const half = 10;
          const isNarrow = chart.width < NARROW;
          if (isNarrow) {
            pen.font = `400 14px ${fontFamily}`;
            pen.fillStyle = inks.ink;
            pen.textAlign = "left";
            pen.fillText(cut(pen, point.label, area.width), area.left, middle - half - 14);
            pen.font = `600 14px ${fontFamily}`;
          }
          if (absent) {
            const width = Math.min(72, area.width * 0.2);
            pen.fillStyle = point.suppressed ? hatch(inks.unknown, inks.paper) : inks.unknown;
            pen.fillRect(area.left, middle - half, width, half * 2);
            pen.strokeStyle = inks.line;
            pen.setLineDash(point.suppressed ? [] : [3, 3]);
            pen.strokeRect(area.left + 0.5, middle - half + 0.5, width - 1, half * 2 - 1);
            pen.setLineDash([]);
            pen.font = `400 14px ${fontFamily}`;
            pen.fillStyle = inks.muted;
            pen.textAlign = "left";
            const full = point.suppressed ? words.suppressed : words.unknown;
            const target = point.target == null ? null : x.getPixelForValue(point.target);
            let start = area.left + width + 8;
            const fits = (text: string) => start + pen.measureText(text).width <= chart.width;
            if (
              target !== null &&
              target > area.left + width - 4 &&
              target < start + pen.measureText(full).width + 6
            )
              start = target + 8;
            // On a narrow screen « masqué (secret statistique) » is cut to its first word; the table says it all.
            pen.fillText(fits(full) ? full : (full.split(" (")[0] ?? full), start, middle);
            pen.font = `600 14px ${fontFamily}`;
          }
          let mark: number | null = null;
          if (point.target != null) {
            mark = x.getPixelForValue(point.target);
            pen.fillStyle = inks.paper;
            pen.fillRect(mark - 3, middle - half - 4, 6, half * 2 + 8);
            pen.fillStyle = inks.target;
            pen.fillRect(mark - 1.5, middle - half - 4, 3, half * 2 + 8);
          }
          // The first mark is named, the others are recognised.
          if (mark !== null && index === firstTarget) {
            pen.font = `400 13px ${fontFamily}`;
            pen.fillStyle = inks.muted;
            pen.textAlign = "center";
            pen.fillText(words.target, mark, isNarrow ? area.top - 10 : middle - half - 13);
            pen.font = `600 14px ${fontFamily}`;
          }
          if (!absent && point.value !== null) {
            const end = x.getPixelForValue(point.value);
            const text = write(point.value);
            const width = pen.measureText(text).width;
            pen.textAlign = "left";
            pen.fillStyle = inks.ink;
            // Beside the bar; after the target mark when they would touch.
            const start =
              mark !== null && mark > end - 4 && mark < end + width + 14 ? mark + 8 : end + 8;
            pen.fillText(text, start, middle);
          }
        } else {
          const at = x.getPixelForValue(index);
          if (absent) {
            const step = area.width / Math.max(1, series.length - 1);
            const left = Math.max(area.left, at - step / 2);
            const right = Math.min(area.right, at + step / 2);
            pen.globalAlpha = 0.55;
            pen.fillStyle = point.suppressed ? hatch(inks.unknown, inks.paper) : inks.grid;
            pen.fillRect(left, area.top, right - left, area.height);
            pen.globalAlpha = 1;
            pen.save();
            pen.font = `400 13px ${fontFamily}`;
            pen.fillStyle = inks.muted;
            pen.textAlign = "left";
            pen.translate((left + right) / 2, area.bottom - 8);
            pen.rotate(-Math.PI / 2);
            pen.fillText(point.suppressed ? words.suppressed : words.unknown, 0, 0);
            pen.restore();
          } else if (
            point.value !== null &&
            (index === series.length - 1 || isLastKnown(series, index))
          ) {
            pen.textAlign = index > series.length / 2 ? "right" : "left";
            pen.fillStyle = inks.ink;
            pen.fillText(write(point.value), at, y.getPixelForValue(point.value) - 16);
          }
        }
      });
      if (kind === "line") {
        const last = [...series.keys()].reverse().find((index) => series[index]?.target != null);
        const target = last === undefined ? undefined : series[last]?.target;
        if (last !== undefined && target != null) {
          pen.font = `400 13px ${fontFamily}`;
          pen.fillStyle = inks.muted;
          pen.textAlign = "left";
          pen.fillText(
            `${words.target} ${write(target)}`,
            area.left + 4,
            y.getPixelForValue(series[0]?.target ?? target) - 10,
          );
        }
      }
      pen.restore();
    },
  };
}

function isLastKnown(series: readonly ChartPoint[], index: number): boolean {
  return series.slice(index + 1).every((point) => point.suppressed || point.value === null);
}

function configure(
  props: ChartCanvasProps,
  element: HTMLElement,
  paper: boolean,
): ChartConfiguration<"bar" | "line", (number | null)[], string | string[]> {
  const { kind, series, write } = props;
  const inks = readInks(element);
  const fontFamily = getComputedStyle(element).fontFamily;
  const bars = kind === "bars";
  const width = paper ? PAPER_WIDTH : element.clientWidth;
  const narrow = width < NARROW;
  const values = series.map((point) => (point.suppressed ? null : point.value));
  const targets = series.map((point) => point.target ?? null);
  const highest = Math.max(1, ...values.map((v) => v ?? 0), ...targets.map((t) => t ?? 0));
  const ticks = { color: inks.muted, font: { family: fontFamily, size: 13 } };
  const amounts = {
    beginAtZero: true,
    // Room for the label written at the end of the longest bar.
    ...(bars ? { max: highest * (narrow ? 1.35 : 1.2) } : { suggestedMax: highest * 1.08 }),
    border: { display: false },
    grid: { color: inks.grid, drawTicks: false },
    ticks: {
      ...ticks,
      padding: 8,
      maxTicksLimit: narrow ? 4 : 6,
      includeBounds: false,
      callback: (value: string | number) => write(Number(value)),
    },
  };
  const names = {
    border: { color: inks.line },
    grid: { display: false },
    ticks: bars
      ? {
          ...ticks,
          display: !narrow,
          color: inks.ink,
          font: { family: fontFamily, size: 14 },
          autoSkip: false,
          padding: 8,
          crossAlign: "far" as const,
        }
      : { ...ticks, maxRotation: 0, autoSkipPadding: 16 },
  };
  return {
    type: bars ? "bar" : "line",
    data: {
      labels: series.map((point) => (bars ? wrap(point.label, 28) : point.label)),
      datasets: bars
        ? [
            {
              data: values,
              backgroundColor: series.map(({ isUnknown }) => {
                const ink = isUnknown ? inks.unknown : inks.bar;
                return paper ? hatch(ink, "#ffffff") : ink;
              }),
              borderColor: series.map(({ isUnknown }) => (isUnknown ? inks.unknown : inks.bar)),
              borderWidth: paper ? 1.5 : 0,
              barThickness: 20,
            },
          ]
        : [
            {
              data: values,
              borderColor: inks.bar,
              backgroundColor: inks.bar,
              borderWidth: 2.5,
              pointRadius: 4,
              pointBackgroundColor: inks.bar,
              pointBorderColor: inks.paper,
              pointBorderWidth: 1.5,
              spanGaps: false,
              clip: 8,
            },
            ...(targets.some((target) => target !== null)
              ? [
                  {
                    data: targets,
                    borderColor: inks.target,
                    borderWidth: 1.5,
                    borderDash: [5, 4],
                    pointRadius: 0,
                    pointHitRadius: 0,
                    spanGaps: true,
                  },
                ]
              : []),
          ],
    },
    options: {
      indexAxis: bars ? "y" : "x",
      responsive: true,
      maintainAspectRatio: false,
      animation: isCalm() || paper ? false : { duration: 250 },
      layout: {
        padding: {
          top: bars ? (targets.some((target) => target !== null) ? 18 : 4) : 24,
          right: bars ? 8 : 16,
        },
      },
      interaction: { mode: "index", axis: bars ? "y" : "x", intersect: false },
      scales: bars ? { x: amounts, y: names } : { x: names, y: amounts },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...bubble(inks, fontFamily),
          callbacks: {
            title: (items) => series[items[0]?.dataIndex ?? -1]?.label ?? "",
            label: (item) =>
              `${item.datasetIndex === 1 ? `${props.words.target} ` : ""}${item.raw === null ? "" : write(Number(item.raw))} ${props.unit}`,
            afterBody: (items) => {
              const target = series[items[0]?.dataIndex ?? -1]?.target;
              return bars && target != null
                ? `${props.words.target} ${write(target)} ${props.unit}`
                : "";
            },
          },
        },
      },
    },
    plugins: [annotations(props, inks, fontFamily)],
  };
}

/** The drawing itself. Only ever loaded in a browser, after the page works. */
export default function ChartCanvas(props: ChartCanvasProps) {
  const canvas = useDrawing<"bar" | "line", (number | null)[], string | string[]>(
    JSON.stringify([props.kind, props.series, props.unit, props.locale]),
    (box, paper) => configure(props, box, paper),
  );
  // Never wider than the page, even before it is drawn again at a new size.
  return <canvas ref={canvas} role="img" aria-label={props.label} className="max-w-full" />;
}
