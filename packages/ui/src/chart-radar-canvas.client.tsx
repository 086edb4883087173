import {
  type ChartConfiguration,
  Chart as ChartJs,
  Filler,
  LineElement,
  PointElement,
  RadarController,
  RadialLinearScale,
  Tooltip,
} from "chart.js";
import {
  bubble,
  hatch,
  isCalm,
  NARROW,
  PAPER_WIDTH,
  readInks,
  useDrawing,
  wrap,
} from "./chart-drawing.client.tsx";
import type { RadarSeries } from "./chart-radar.tsx";

ChartJs.register(Filler, LineElement, PointElement, RadarController, RadialLinearScale, Tooltip);

type RadarCanvasProps = {
  label: string;
  axes: readonly string[];
  series: readonly RadarSeries[];
  steps: readonly string[];
};

type Configuration = ChartConfiguration<"radar", (number | null)[], string | string[]>;

function configure(
  { axes, series, steps }: RadarCanvasProps,
  element: HTMLElement,
  paper: boolean,
): Configuration {
  const inks = readInks(element);
  const fontFamily = getComputedStyle(element).fontFamily;
  const narrow = (paper ? PAPER_WIDTH : element.clientWidth) < NARROW;
  return {
    type: "radar",
    data: {
      labels: axes.map((axis) => wrap(axis, narrow ? 11 : 18, 3)),
      datasets: series.map(({ values }, index) => {
        const isLast = index === series.length - 1;
        const ink = isLast ? inks.bar : inks.second;
        return {
          data: [...values],
          // The last is drawn over the first, and alone has a ground.
          order: isLast ? 0 : 1,
          fill: isLast,
          backgroundColor: paper ? hatch(inks.grid, "transparent") : faint(ink),
          borderColor: ink,
          borderWidth: isLast ? 2.5 : 2,
          borderDash: isLast ? [] : [6, 5],
          pointStyle: isLast ? ("circle" as const) : ("rect" as const),
          pointRadius: isLast ? 4.5 : 5,
          pointBackgroundColor: isLast ? ink : inks.paper,
          pointBorderColor: ink,
          pointBorderWidth: 2,
          pointHitRadius: 12,
          spanGaps: true,
        };
      }),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: isCalm() || paper ? false : { duration: 250 },
      scales: {
        r: {
          min: 0,
          max: steps.length - 1,
          angleLines: { color: inks.grid },
          grid: { color: inks.grid },
          ticks: {
            stepSize: 1,
            color: inks.muted,
            backdropColor: "transparent",
            font: { family: fontFamily, size: 12 },
            z: 1,
          },
          pointLabels: {
            color: inks.ink,
            font: { family: fontFamily, size: narrow ? 12 : 14 },
          },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...bubble(inks, fontFamily),
          callbacks: {
            title: (items) => axes[items[0]?.dataIndex ?? -1] ?? "",
            label: ({ raw, datasetIndex }) =>
              `${series[datasetIndex]?.label ?? ""}\u202f: ${steps[Number(raw)] ?? raw}`,
          },
        },
      },
    },
  };
}

/** The same ink, thin enough to see through. */
function faint(ink: string): string {
  return `color-mix(in srgb, ${ink} 18%, transparent)`;
}

/** The drawing itself. Only ever loaded in a browser, after the page works. */
export default function RadarCanvas(props: RadarCanvasProps) {
  const canvas = useDrawing<"radar", (number | null)[], string | string[]>(
    JSON.stringify([props.axes, props.series, props.steps]),
    (box, paper) => configure(props, box, paper),
  );
  return <canvas ref={canvas} role="img" aria-label={props.label} className="max-w-full" />;
}
