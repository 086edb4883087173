import { Drawn, type DrawnProps, NothingDrawn } from "./drawn.tsx";
import { TrajectoryDrawing } from "./drawn-trajectory-svg.tsx";
import { formatMonth, formatNumber } from "./format.tsx";
import { useLocale, useWords } from "./locale.tsx";

/** What was done at a day or in a month ('YYYY-MM' or 'YYYY-MM-DD'); null is unknown. In the order of time. */
export type DonePoint = { on: string; value: number | null; suppressed?: boolean };
export type TargetPoint = { on: string; value: number };
export type ForecastPoint = { on: string; low: number; high: number };

export type TrajectoryProps = DrawnProps & {
  done: readonly DonePoint[];
  target?: readonly TargetPoint[];
  /** A straight line from one target to the next, or each kept until the next. */
  targetShape?: "line" | "steps";
  targetName?: string;
  /** What it may come to: drawn from the last known point. */
  forecast?: readonly ForecastPoint[];
  /** Where the scale ends at least: several drawings are compared on one. */
  highest?: number;
  format?: (value: number) => string;
};

/** Month after month: what was done, the way to the target, and what it may come to. */
export function DrawnTrajectory({ width, ...props }: TrajectoryProps) {
  const words = useWords();
  const locale = useLocale();
  const { done, target = [], forecast = [] } = props;
  const write = props.format ?? ((value: number) => formatNumber(value, locale));
  const targetName = (props.targetName ?? words.target).toLowerCase();
  const known = done.filter((point) => !point.suppressed && point.value !== null);
  const [last, aim, ahead] = [known.at(-1), target.at(-1), forecast.at(-1)];
  const in_ = (on: string) => formatMonth(on, locale);
  const says = [
    ...done.map(
      ({ on, value, suppressed }) =>
        `${in_(on)}\u202f: ${suppressed ? words.suppressed : value === null ? words.unknown : write(value)}`,
    ),
    aim ? `${targetName}, ${in_(aim.on)}\u202f: ${write(aim.value)}` : "",
    ahead
      ? `${words.forecast}, ${in_(ahead.on)}\u202f: ${write(ahead.low)} – ${write(ahead.high)}`
      : "",
  ]
    .filter((one) => one !== "")
    .join("\u202f; ");
  return (
    <Drawn
      width={width}
      inColumn
      draw={(room) =>
        !last && !aim ? (
          <NothingDrawn title={props.title} width={room} />
        ) : (
          <TrajectoryDrawing
            {...props}
            width={room}
            says={says}
            write={write}
            targetName={targetName}
            words={words}
            locale={locale}
          />
        )
      }
    />
  );
}
