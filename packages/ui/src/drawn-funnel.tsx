import type { ChartPoint } from "./chart.tsx";
import { Drawn, type DrawnProps, NothingDrawn } from "./drawn.tsx";
import { chartInk } from "./drawn-inks.tsx";
import { type DrawnRow, RowsDrawing } from "./drawn-rows.tsx";
import { formatNumber, formatPercent } from "./format.tsx";
import { useLocale, useWords } from "./locale.tsx";

/** The steps of a pathway, in order, and between two of them the part of the people who go further. */
export function DrawnFunnel({
  series,
  format,
  ...props
}: DrawnProps & { series: readonly ChartPoint[]; format?: (value: number) => string }) {
  const words = useWords();
  const locale = useLocale();
  const write = format ?? ((value: number) => formatNumber(value, locale));

  const rows = series.map((point, at): DrawnRow => {
    const next = series[at + 1];
    const [here, there] = [shown(point), next ? shown(next) : null];
    const goesOn = here !== null && there !== null && here > 0 && there <= here;
    return {
      label: point.label,
      look: point.suppressed ? "hidden" : here === null ? "missing" : "full",
      length: Math.max(0, here ?? 0),
      said: point.suppressed ? words.suppressed : here === null ? words.unknown : write(here),
      bridge: goesOn ? `${formatPercent(there / here, locale)} ${words.goOn}` : undefined,
    };
  });
  const says = rows
    .map(({ label, said, bridge }) => `${label}\u202f: ${bridge ? `${said}, ${bridge}` : said}`)
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
            fill={chartInk(0)}
          />
        )
      }
    />
  );
}

const shown = ({ suppressed, value }: ChartPoint) => (suppressed ? null : value);
