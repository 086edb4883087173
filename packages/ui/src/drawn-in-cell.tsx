import { inks } from "./drawn-inks.tsx";
import { px } from "./drawn-text.tsx";

/** A bar beside a number of a table, on the scale of its column: the number says it already. */
export function CellBar({
  value,
  highest,
  isUnknown = false,
}: {
  value: number;
  highest: number;
  isUnknown?: boolean;
}) {
  if (value <= 0) return null;
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      className="h-3 w-40 min-w-0"
    >
      <path
        d={`M0 0h${px((value / highest) * 100)}v10H0z`}
        fill={isUnknown ? inks.unknown : inks.chart[0]}
      />
    </svg>
  );
}

const [WIDTH, HEIGHT, EDGE] = [132, 28, 3];

/** A row of a table through time, on the scale of its column. `says`: its figures, for who does not see the line. */
export function CellLine({
  says,
  values,
  highest,
}: {
  says: string;
  values: readonly number[];
  highest: number;
}) {
  const step = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1);
  const points = values.map((value, at) => ({
    x: px(EDGE + at * step),
    y: px(HEIGHT - EDGE - (value / Math.max(1, highest)) * (HEIGHT - 2 * EDGE)),
  }));
  const last = points.at(-1);
  return (
    <svg role="img" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="h-7 w-33">
      <title>{says}</title>
      <path d={`M0 ${HEIGHT - EDGE}H${WIDTH}`} stroke={inks.grid} />
      <path
        d={`M${points.map(({ x, y }) => `${x} ${y}`).join("L")}`}
        fill="none"
        stroke={inks.chart[0]}
        strokeWidth={2}
      />
      {last && <circle cx={last.x} cy={last.y} r={3} fill={inks.chart[0]} />}
    </svg>
  );
}
