import type { ChartPoint } from "./chart.tsx";
import { Drawn, type DrawnProps, NothingDrawn } from "./drawn.tsx";
import { chartInk } from "./drawn-inks.tsx";
import { type DrawnRow, RowsDrawing } from "./drawn-rows.tsx";
import { formatNumber, formatPercent } from "./format.tsx";
import { useLocale, useWords } from "./locale.tsx";

/** A bar longer than its target is drawn that far, and no farther: one record year must not flatten the others. */
const FARTHEST = 1.5;

/**
 * Bars with what they say at their end: « 18 sur 25 » and a mark where a target is.
 * @param scale « target » draws each as a part of its own target, for figures of different kinds
 * @param whole what the figures are parts of: each says its percentage
 * @param targetName what the marks are, when they are no targets
 * @param format writes a value of the series at a place: figures of different kinds are in different units
 * @param tone which of the chart colours
 */
export function DrawnBars({
  series,
  scale = "shared",
  whole,
  targetName,
  format,
  tone = 0,
  ...props
}: DrawnProps & {
  series: readonly ChartPoint[];
  scale?: "shared" | "target";
  whole?: number;
  targetName?: string;
  format?: (value: number, at: number) => string;
  tone?: number;
}) {
  const words = useWords();
  const locale = useLocale();
  const markName = (targetName ?? words.target).toLowerCase();
  const isPart = scale === "target";

  const rows = series.map((point, at): DrawnRow => {
    const { label, value, target } = point;
    const write = (value: number) => format?.(value, at) ?? formatNumber(value, locale);
    if (point.suppressed || value === null) {
      return {
        label,
        look: point.suppressed ? "hidden" : "missing",
        length: 0,
        said: point.suppressed ? words.suppressed : words.unknown,
        beside: target == null ? undefined : `· ${markName} ${write(target)}`,
      };
    }
    const part = target ? Math.min(FARTHEST, value / target) : 0;
    const beside = [
      target == null || (isPart && !target) ? "" : `${words.of} ${write(target)}`,
      whole ? `· ${formatPercent(value / whole, locale)}` : "",
      isPart && !target ? `(${words.noTarget})` : "",
    ];
    return {
      label,
      look: point.isUnknown ? "unanswered" : "full",
      length: Math.max(0, isPart ? part : value),
      mark: isPart ? (target ? 1 : null) : target,
      said: write(value),
      beside: beside.filter((one) => one !== "").join(" "),
    };
  });
  const says = rows
    .map(({ label, said, beside }) => `${label}\u202f: ${beside ? `${said} ${beside}` : said}`)
    .join("\u202f; ");

  return (
    <Drawn
      width={props.width}
      draw={(width) =>
        rows.length === 0 ? (
          <NothingDrawn title={props.title} width={width} />
        ) : (
          <RowsDrawing
            title={props.title}
            says={says}
            width={width}
            rows={rows}
            markName={markName}
            fill={chartInk(tone)}
          />
        )
      }
    />
  );
}
