import { lazy, type ReactNode } from "react";
import { ChartFigure } from "./chart-figure.tsx";

export type RadarSeries = {
  /** Whose or which day's figures: « 3 mars 2026 ». */
  label: string;
  /** One per axis, from 0 to the last of `steps`; null is unknown, and left out. */
  values: readonly (number | null)[];
};

type RadarChartProps = {
  title: string;
  /** One sentence saying what the chart shows. */
  description: string;
  /** What each axis is about. Three at least: below that there is nothing to draw. */
  axes: readonly string[];
  /** One or two: the first is drawn in a broken line with hollow squares, the last in a full one with dots. */
  series: readonly RadarSeries[];
  /** What each level is called, from 0 up. */
  steps: readonly string[];
  /** The same figures, and more if need be, for who does not see the drawing. */
  table: ReactNode;
  level?: 2 | 3 | 4;
};

const RadarCanvas = lazy(() => import("./chart-radar-canvas.client.tsx"));

/** One shape before, one shape now, on as many axes as there are things to compare. */
export function RadarChart({
  title,
  description,
  axes,
  series,
  steps,
  table,
  level = 3,
}: RadarChartProps) {
  const isDrawn = axes.length >= 3 && series.length > 0;
  return (
    <ChartFigure
      title={title}
      description={description}
      level={level}
      fold={false}
      plot={isDrawn ? "h-80 sm:h-112" : "hidden"}
      keys={isDrawn && <Keys series={series} steps={steps} />}
      drawing={
        isDrawn && (
          <RadarCanvas
            label={`${title}. ${description}`}
            axes={axes}
            series={series}
            steps={steps}
          />
        )
      }
      table={table}
    />
  );
}

function Keys({ series, steps }: Pick<RadarChartProps, "series" | "steps">) {
  return (
    <div className="flex flex-col gap-1 text-sm">
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {series.map(({ label }, index) => {
          const isLast = index === series.length - 1;
          return (
            <li key={label} className="flex items-center gap-2">
              <svg width="34" height="12" viewBox="0 0 34 12" aria-hidden="true">
                <line
                  x1="1"
                  x2="33"
                  y1="6"
                  y2="6"
                  strokeWidth="2.5"
                  strokeDasharray={isLast ? undefined : "5 4"}
                  className={isLast ? "stroke-chart-1" : "stroke-chart-2"}
                />
                {isLast ? (
                  <circle cx="17" cy="6" r="4.5" className="fill-chart-1" />
                ) : (
                  <rect
                    x="12.5"
                    y="1.5"
                    width="9"
                    height="9"
                    strokeWidth="2"
                    className="fill-paper stroke-chart-2"
                  />
                )}
              </svg>
              {label}
            </li>
          );
        })}
      </ul>
      <p className="text-muted">
        {steps.map((step, index) => `${index}\u00a0${step.toLowerCase()}`).join(", ")}
      </p>
    </div>
  );
}
