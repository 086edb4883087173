import { formatNumber, formatPercent } from "./format.tsx";
import { useLocale, useWords } from "./locale.tsx";

/**
 * How far a figure is from its target, drawn on the server: « 23 sur 25 ».
 * `value` null is unknown; `suppressed` hides a small count. `format` writes both numbers (amounts, hours).
 */
export function TargetMeter({ label, hideLabel = false, value, target, suppressed = false, format }: { label: string; hideLabel?: boolean; value: number | null; target: number | null; suppressed?: boolean; format?: (value: number) => string }) {
  const words = useWords();
  const locale = useLocale();
  const write = format ?? ((n: number) => formatNumber(n, locale));
  const known = !suppressed && value !== null;
  const ratio = known && target ? value / target : 0;
  const scale = Math.max(1, ratio);
  const reached = known && target !== null && value >= target;
  const text = suppressed ? words.suppressed : value === null ? words.unknown : target === null ? `${write(value)} (${words.noTarget})` : `${write(value)} ${words.of} ${write(target)}`;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className={hideLabel ? "sr-only" : "text-sm"}>{label}</span>
        <span className="figures text-sm"><strong className={known ? undefined : "font-normal text-muted"}>{text}</strong>{known && target ? <span className="text-muted"> · {formatPercent(ratio, locale)}</span> : null}</span>
      </p>
      <svg viewBox="0 0 200 10" preserveAspectRatio="none" className="h-2.5 w-full overflow-visible" aria-hidden="true" focusable="false">
        <rect x="0" y="1" width="200" height="8" className="fill-well stroke-line" strokeWidth="1" vectorEffect="non-scaling-stroke" />
        {known ? <rect x="0" y="1" width={(200 * ratio) / scale} height="8" className={reached ? "fill-success" : "fill-accent"} /> : <rect x="0" y="1" width="200" height="8" className="fill-chart-unknown" opacity="0.5" />}
        {known && target ? <line x1={200 / scale} x2={200 / scale} y1="-2" y2="12" className="stroke-ink" strokeWidth="2" vectorEffect="non-scaling-stroke" /> : null}
      </svg>
    </div>
  );
}
