import { Drawing } from "./drawn.tsx";
import { Hidden, Missing } from "./drawn-hatch.tsx";
import { inks } from "./drawn-inks.tsx";
import { flowed, heightOf, Keys } from "./drawn-keys.tsx";
import { monthAt, monthsOf, monthTicks, ticksTo, yearAt } from "./drawn-scale.tsx";
import { baseline, LINE, Lines, linesOf, px, SMALL, widthOf } from "./drawn-text.tsx";
import type { TargetPoint, TrajectoryProps } from "./drawn-trajectory.tsx";
import type { Locale, Words } from "./locale.tsx";

const TOP = 30;
/** From the middle of one dot to that of the next. */
const DOT_ROOM = 9;

/** The drawing itself, in the room there is. */
export function TrajectoryDrawing({
  title,
  says,
  width,
  done,
  target = [],
  targetShape = "line",
  targetName,
  forecast = [],
  highest = 0,
  write,
  words,
  locale,
}: TrajectoryProps & {
  width: number;
  says: string;
  targetName: string;
  write: (value: number) => string;
  words: Words;
  locale: Locale;
}) {
  const isWide = width > 480;
  const plotHeight = isWide ? 220 : 190;
  const bottom = TOP + plotHeight;

  const known = done.flatMap(({ on, value, suppressed }) =>
    suppressed || value === null ? [] : [{ at: monthsOf(on), value }],
  );
  const last = known.at(-1);
  const values = [
    ...known.map(({ value }) => value),
    ...target.map(({ value }) => value),
    ...forecast.map(({ high }) => high),
  ];
  const ticks = ticksTo(Math.max(highest, ...values), values.every(Number.isInteger));
  const top = ticks.at(-1) ?? 1;

  const aim = target.at(-1);
  const ahead = forecast.at(-1);
  // The range is broken after its dash where it must be: what is beside the drawing is never cut.
  const range = ahead && rangeOf(ahead, write);
  const beside = `${aim ? write(aim.value) : ""} ${range ?? ""} ${last ? write(last.value) : ""}`;
  const parts = beside.split(" ").map((word) => Math.ceil(widthOf(word, SMALL)));
  const aside = Math.max(isWide ? 132 : 88, ...parts);
  const left = Math.max(...ticks.map((tick) => widthOf(write(tick), SMALL))) + 6;
  const right = width - (aim || ahead ? aside + 10 : 14);

  const days = [...done, ...target, ...forecast].map(({ on }) => monthsOf(on));
  const [from, to] = [Math.min(...days), Math.max(...days)];
  const x = (months: number) =>
    to > from ? left + ((months - from) / (to - from)) * (right - left) : (left + right) / 2;
  const y = (value: number) => bottom - (Math.max(0, value) / top) * plotHeight;
  const at = (months: number, value: number) => `${px(x(months))} ${px(y(value))}`;

  const heightAt =
    (points: readonly Point[], shape?: TrajectoryProps["targetShape"]) => (place: number) => {
      const value = valueAt(points, shape, from + ((place - left) / (right - left)) * (to - from));
      return value === null ? null : y(value);
    };
  // At the edge there is no room but beside the drawing, where the target and the forecast are named too.
  const isLastAside = last && (aim || ahead) && right - x(last.at) < 12;
  const lastMonth = last ? `${monthAt(last.at, locale)}\u00a0${yearAt(last.at)}` : "";
  const labels = dodged(
    [
      isLastAside && {
        y: y(last.value),
        lines: linesOf(`${write(last.value)} ${lastMonth}`, aside, SMALL),
        fill: inks.chart[0],
        isStrong: true,
      },
      aim && {
        y: y(aim.value),
        lines: linesOf(`${targetName} ${write(aim.value)}`, aside, SMALL),
        fill: inks.ink,
      },
      ahead && {
        y: y((ahead.low + ahead.high) / 2),
        lines: linesOf(`${words.forecast} ${range}`, aside, SMALL),
        fill: inks.chart[0],
      },
    ].filter((one) => typeof one === "object"),
    TOP,
    bottom,
  );
  const runs = runsOf(done);
  const dots = dotsOf(runs, x);
  const gaps = gapsOf(done, x);
  const keys = flowed(
    [
      { look: "hidden" as const, label: words.suppressed },
      { look: "missing" as const, label: words.unknown },
    ].filter((key) => gaps.some(({ look }) => look === key.look)),
    bottom + 2 * LINE + 8,
    width,
  );
  const months = monthTicks(from, to, Math.max(2, Math.floor((right - left) / 46)));
  const height = Math.max(bottom + 2 * LINE, heightOf(keys)) + 4;

  return (
    <Drawing title={title} says={says} width={width} height={height}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={px(left)}
            x2={px(right)}
            y1={px(y(tick))}
            y2={px(y(tick))}
            stroke={tick === 0 ? inks.edge : inks.grid}
          />
          <text
            x={px(left - 6)}
            y={px(baseline(y(tick), SMALL))}
            fontSize={SMALL}
            textAnchor="end"
            fill={inks.muted}
          >
            {write(tick)}
          </text>
        </g>
      ))}
      <MonthAxis months={months} x={x} y={bottom} bounds={[left - 6, width]} locale={locale} />
      {gaps.map(({ look, from, to }) => {
        const box = {
          x: Math.max(left, from),
          y: TOP,
          width: Math.min(right, to) - Math.max(left, from),
          height: plotHeight,
        };
        return look === "hidden" ? <Hidden key={from} {...box} /> : <Missing key={from} {...box} />;
      })}
      <Keys keys={keys} />
      {forecast.length > 0 && (
        <Forecast
          band={[
            ...(last ? [{ at: last.at, low: last.value, high: last.value }] : []),
            ...forecast.map(({ on, low, high }) => ({ at: monthsOf(on), low, high })),
          ]}
          point={at}
        />
      )}
      {target.length > 0 && (
        <path
          d={target
            .map(({ on, value }, index) => {
              const months = monthsOf(on);
              if (index === 0) return `M${at(months, value)}`;
              return targetShape === "steps"
                ? `H${px(x(months))}V${px(y(value))}`
                : `L${at(months, value)}`;
            })
            .join("")}
          fill="none"
          stroke={inks.ink}
          strokeWidth={1.5}
          strokeDasharray="6 4"
        />
      )}
      {runs.map((run) => (
        <path
          key={run[0]?.at}
          d={run
            .map((point, index) => `${index === 0 ? "M" : "L"}${at(point.at, point.value)}`)
            .join("")}
          fill="none"
          stroke={inks.chart[0]}
          strokeWidth={3}
          strokeLinejoin="round"
        />
      ))}
      {dots.map((point) => (
        <circle
          key={point.at}
          cx={px(x(point.at))}
          cy={px(y(point.value))}
          r={point.at === last?.at ? 5 : 3}
          fill={inks.chart[0]}
          stroke={inks.paper}
          strokeWidth={1.5}
        />
      ))}
      {last && !isLastAside && (
        <LastSaid
          x={x(last.at)}
          y={y(last.value)}
          said={write(last.value)}
          beside={lastMonth}
          bounds={{ left, right, top: TOP, bottom }}
          lines={[
            heightAt(known),
            heightAt(pointsOf(target), targetShape),
            heightAt([last, ...pointsOf(forecast.map(({ on, low: value }) => ({ on, value })))]),
            heightAt([last, ...pointsOf(forecast.map(({ on, high: value }) => ({ on, value })))]),
          ]}
        />
      )}
      {labels.map(({ lines, y, fill, isStrong }) => (
        <Lines
          key={y}
          lines={lines}
          x={right + 10}
          y={baseline(y, SMALL)}
          size={SMALL}
          isStrong={isStrong}
          fill={fill}
        />
      ))}
    </Drawing>
  );
}

function MonthAxis({
  months,
  x,
  y,
  bounds: [least, most],
  locale,
}: {
  months: readonly number[];
  x: (months: number) => number;
  y: number;
  bounds: readonly [number, number];
  locale: Locale;
}) {
  return (
    <>
      {months.map((month, index) => {
        const name = monthAt(month, locale);
        const half = widthOf(name, SMALL) / 2;
        const middle = Math.min(most - half, Math.max(least + half, x(month)));
        const previous = months[index - 1];
        const isNewYear = previous === undefined || yearAt(previous) !== yearAt(month);
        return (
          <g key={month}>
            <line x1={px(x(month))} x2={px(x(month))} y1={y} y2={y + 5} stroke={inks.edge} />
            <text
              x={px(middle)}
              y={y + LINE}
              fontSize={SMALL}
              textAnchor="middle"
              fill={inks.muted}
            >
              {name}
            </text>
            {isNewYear && (
              <text
                x={px(middle)}
                y={y + LINE + 16}
                fontSize={SMALL}
                textAnchor="middle"
                fill={inks.muted}
              >
                {yearAt(month)}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

function Forecast({
  band,
  point,
}: {
  band: readonly { at: number; low: number; high: number }[];
  point: (months: number, value: number) => string;
}) {
  const high = band.map((one) => point(one.at, one.high));
  const low = band.map((one) => point(one.at, one.low)).reverse();
  const middle = band.map((one) => point(one.at, (one.low + one.high) / 2));
  return (
    <>
      <path d={`M${[...high, ...low].join("L")}Z`} fill={inks.chart[0]} fillOpacity={0.18} />
      <path
        d={`M${middle.join("L")}`}
        fill="none"
        stroke={inks.chart[0]}
        strokeWidth={2}
        strokeDasharray="2 4"
      />
    </>
  );
}

/** The last known figure and its month: beside its point, where the fewest lines pass. */
function LastSaid({
  x,
  y,
  said,
  beside,
  bounds,
  lines,
}: {
  x: number;
  y: number;
  said: string;
  beside: string;
  bounds: { left: number; right: number; top: number; bottom: number };
  /** How high each line of the drawing is at a place; null where it does not go. */
  lines: readonly ((x: number) => number | null)[];
}) {
  const room = widthOf(said) * 1.06 + widthOf(beside, SMALL) + 6;
  const [above, below] = [y - 19, y + 19];
  const places = [
    { start: x + 10, middle: y },
    { start: x, middle: below },
    { start: x - room, middle: above },
    { start: x - room, middle: below },
    { start: x, middle: above },
    { start: x, middle: above - 20 },
  ].map(({ start, middle }) => ({
    start: Math.max(bounds.left + 2, Math.min(bounds.right - room, start)),
    middle: Math.max(bounds.top - 12, Math.min(bounds.bottom - 10, middle)),
  }));
  const struck = ({ start, middle }: (typeof places)[number]) => {
    const steps = Array.from({ length: 17 }, (_, step) => start + (room * step) / 16);
    return steps.filter((at) => {
      const isOnPoint = Math.abs(at - x) < 8 && Math.abs(middle - y) < 16;
      return (
        isOnPoint ||
        lines.some((line) => {
          const height = line(at);
          return height !== null && Math.abs(height - middle) < 11;
        })
      );
    }).length;
  };
  const { start, middle } = places.reduce((best, one) => (struck(one) < struck(best) ? one : best));
  return (
    <text x={px(start)} y={px(baseline(middle))} fontWeight={600} fill={inks.chart[0]}>
      {said}
      <tspan fontSize={SMALL} fontWeight={400} fill={inks.muted}>{`\u00a0${beside}`}</tspan>
    </text>
  );
}

type Point = { at: number; value: number };

/** What a line is at a time; null before its first point and after its last. */
function valueAt(points: readonly Point[], shape: TrajectoryProps["targetShape"], at: number) {
  const next = points.findIndex((point) => point.at >= at);
  const [before, after] = [points[next - 1], points[next]];
  if (!after || (!before && after.at > at)) return null;
  if (!before) return after.value;
  if (shape === "steps") return before.value;
  return before.value + ((after.value - before.value) * (at - before.at)) / (after.at - before.at);
}

const pointsOf = (points: readonly TargetPoint[]): Point[] =>
  points.map(({ on, value }) => ({ at: monthsOf(on), value }));

/** « 94 061 586 – 94 081 090 », or the one figure that it may come to. */
const rangeOf = ({ low, high }: { low: number; high: number }, write: (value: number) => string) =>
  low === high ? write(low) : `${write(low)}\u00a0– ${write(high)}`;

type Said = { y: number; lines: readonly string[]; fill: string; isStrong?: boolean };

/** Labels side by side with what they name, moved apart where they would touch. `y` is their first line's middle. */
function dodged(labels: readonly Said[], top: number, bottom: number): Said[] {
  const placed: Said[] = [];
  let free = top - LINE / 2;
  for (const label of [...labels].sort((one, other) => one.y - other.y)) {
    const height = label.lines.length * LINE;
    const start = Math.max(free, label.y - height / 2);
    placed.push({ ...label, y: start + LINE / 2 });
    free = start + height + 2;
  }
  const over = Math.max(0, free - bottom - LINE / 2);
  return placed.map((label) => ({ ...label, y: label.y - over }));
}

/** Runs of points that are known one after the other: a line does not cross what is not. */
function runsOf(done: TrajectoryProps["done"]): Point[][] {
  const runs: Point[][] = [];
  let isOpen = false;
  for (const { on, value, suppressed } of done) {
    const isKnown = !suppressed && value !== null;
    if (isKnown && isOpen) runs.at(-1)?.push({ at: monthsOf(on), value });
    else if (isKnown) runs.push([{ at: monthsOf(on), value }]);
    isOpen = isKnown;
  }
  return runs;
}

/** Each point of a run, or where dots would touch its last one alone: the line says the others. */
function dotsOf(runs: readonly Point[][], x: (months: number) => number): Point[] {
  return runs.flatMap((run) => {
    const hasRoom = run.every((point, at) => {
      const before = run[at - 1];
      return !before || x(point.at) - x(before.at) >= DOT_ROOM;
    });
    return hasRoom ? run : run.slice(-1);
  });
}

/** What is hidden or unknown, from half-way before its point to half-way after. */
function gapsOf(done: TrajectoryProps["done"], x: (months: number) => number) {
  return done.flatMap((point, index) => {
    if (!point.suppressed && point.value !== null) return [];
    const here = x(monthsOf(point.on));
    const [before, after] = [done[index - 1], done[index + 1]].map((other) =>
      other ? (x(monthsOf(other.on)) + here) / 2 : null,
    );
    const half = Math.abs(here - (before ?? after ?? here - 12));
    return [
      {
        look: point.suppressed ? ("hidden" as const) : ("missing" as const),
        from: before ?? here - half,
        to: after ?? here + half,
      },
    ];
  });
}
