import { cx } from "./cx.tsx";
import { formatNumber, formatPercent } from "./format.tsx";
import { useLocale, useWords } from "./locale.tsx";

/**
 * How far a figure is from its target, drawn on the server: « 23 sur 25 ».
 * `brief`, under a FigureCard that already says the value, shows « sur 25 · 92 % ».
 * `value` null is unknown; `suppressed` hides a small count. `format` writes both numbers (amounts, hours).
 */
export function TargetMeter({
  label,
  hideLabel = false,
  value,
  target,
  suppressed = false,
  brief = false,
  format,
}: {
  label: string;
  hideLabel?: boolean;
  value: number | null;
  target: number | null;
  suppressed?: boolean;
  brief?: boolean;
  format?: (value: number) => string;
}) {
  const words = useWords();
  const locale = useLocale();
  const write = format ?? ((n: number) => formatNumber(n, locale));
  const known = !suppressed && value !== null;
  const ratio = known && target ? value / target : 0;
  // Never rounded up: 99,6 % of a target is not the whole of it.
  const share = known && target ? Math.floor((100 * value) / target) / 100 : 0;
  const scale = Math.max(1, ratio);
  const reached = known && target !== null && value >= target;
  const text = suppressed
    ? words.suppressed
    : value === null
      ? words.unknown
      : target === null
        ? `${write(value)} (${words.noTarget})`
        : `${write(value)} ${words.of} ${write(target)}`;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className={hideLabel ? "sr-only" : "text-sm"}>{label}</span>
        <span className="figures text-sm">
          {brief && known && target !== null ? (
            <>
              <span className="sr-only">{write(value)} </span>
              <span className="text-muted">
                {words.of} {write(target)}
              </span>
            </>
          ) : (
            <strong className={known ? undefined : "font-normal text-muted"}>{text}</strong>
          )}
          {known && target ? (
            <span className="text-muted"> · {formatPercent(share, locale)}</span>
          ) : null}
        </span>
      </p>
      {!known ? (
        <div
          aria-hidden="true"
          className={cx("h-2.5 border border-line", suppressed ? "hatch" : "bg-chart-unknown/50")}
        />
      ) : target ? (
        <svg
          viewBox="0 0 200 10"
          preserveAspectRatio="none"
          className="h-2.5 w-full overflow-visible"
          aria-hidden="true"
          focusable="false"
        >
          <rect
            x="0"
            y="0"
            width="200"
            height="10"
            className="fill-well stroke-edge"
            strokeWidth="1"
            vectorEffect="non-scaling-stroke"
          />
          <rect
            x="0"
            y="0"
            width={(200 * ratio) / scale}
            height="10"
            className={reached ? "fill-success" : "fill-accent"}
          />
          {ratio > 1 && (
            <line
              x1={200 / scale}
              x2={200 / scale}
              y1="0"
              y2="10"
              className="stroke-paper"
              strokeWidth="6"
              vectorEffect="non-scaling-stroke"
            />
          )}
          <line
            x1={200 / scale}
            x2={200 / scale}
            y1="-3"
            y2="13"
            className="stroke-ink"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      ) : null}
    </div>
  );
}
