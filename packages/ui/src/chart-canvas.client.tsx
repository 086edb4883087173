import {
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
} from "./chart-drawing.client.tsx";
import type { Locale } from "./locale.tsx";

ChartJs.register(
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
  series: readonly ChartPoint[];
  unit: string;
  write: (value: number) => string;
  locale: Locale;
  words: { suppressed: string; unknown: string; target: string };
};

/** Direct labels and the drawing of what is not known: no legend to decode. */
function annotations(
  { series, write, words }: ChartCanvasProps,
  inks: Inks,
  fontFamily: string,
): Plugin<"line"> {
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
      series.forEach((point, index) => {
        const at = x.getPixelForValue(index);
        if (point.suppressed || point.value === null) {
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
        } else if (index === series.length - 1 || isLastKnown(series, index)) {
          pen.textAlign = index > series.length / 2 ? "right" : "left";
          pen.fillStyle = inks.ink;
          pen.fillText(write(point.value), at, y.getPixelForValue(point.value) - 16);
        }
      });
      const last = [...series.keys()].reverse().find((index) => series[index]?.target != null);
      const target = last === undefined ? undefined : series[last]?.target;
      if (target != null) {
        pen.font = `400 13px ${fontFamily}`;
        pen.fillStyle = inks.muted;
        pen.textAlign = "left";
        pen.fillText(
          `${words.target} ${write(target)}`,
          area.left + 4,
          y.getPixelForValue(series[0]?.target ?? target) - 10,
        );
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
): ChartConfiguration<"line", (number | null)[], string> {
  const { series, write } = props;
  const inks = readInks(element);
  const fontFamily = getComputedStyle(element).fontFamily;
  const narrow = (paper ? PAPER_WIDTH : element.clientWidth) < NARROW;
  const values = series.map((point) => (point.suppressed ? null : point.value));
  const targets = series.map((point) => point.target ?? null);
  const isCounted = [...values, ...targets].every((one) => one === null || Number.isInteger(one));
  const highest = Math.max(1, ...values.map((v) => v ?? 0), ...targets.map((t) => t ?? 0));
  const ticks = { color: inks.muted, font: { family: fontFamily, size: 13 } };
  return {
    type: "line",
    data: {
      labels: series.map((point) => point.label),
      datasets: [
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
      responsive: true,
      maintainAspectRatio: false,
      animation: isCalm() || paper ? false : { duration: 250 },
      layout: { padding: { top: 24, right: 16 } },
      interaction: { mode: "index", axis: "x", intersect: false },
      scales: {
        x: {
          border: { color: inks.line },
          grid: { display: false },
          ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 16 },
        },
        y: {
          beginAtZero: true,
          suggestedMax: highest * 1.08,
          border: { display: false },
          grid: { color: inks.grid, drawTicks: false },
          ticks: {
            ...ticks,
            padding: 8,
            maxTicksLimit: narrow ? 4 : 6,
            includeBounds: false,
            // Nobody counts half a person.
            ...(isCounted && { precision: 0 }),
            callback: (value: string | number) => write(Number(value)),
          },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...bubble(inks, fontFamily),
          callbacks: {
            title: (items) => series[items[0]?.dataIndex ?? -1]?.label ?? "",
            label: (item) =>
              `${item.datasetIndex === 1 ? `${props.words.target} ` : ""}${item.raw === null ? "" : write(Number(item.raw))} ${props.unit}`,
          },
        },
      },
    },
    plugins: [annotations(props, inks, fontFamily)],
  };
}

/** The drawing itself. Only ever loaded in a browser, after the page works. */
export default function ChartCanvas(props: ChartCanvasProps) {
  const canvas = useDrawing<"line", (number | null)[], string>(
    JSON.stringify([props.series, props.unit, props.locale]),
    (box, paper) => configure(props, box, paper),
  );
  // Never wider than the page, even before it is drawn again at a new size.
  return <canvas ref={canvas} role="img" aria-label={props.label} className="max-w-full" />;
}
