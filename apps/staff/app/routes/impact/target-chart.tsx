import type { Figure } from "@essaim/impact/figures.rules";
import { findIndicator } from "@essaim/impact/indicator.schema";
import { Chart } from "@essaim/ui/chart";
import { formatNumber } from "@essaim/ui/format";
import { targetsSentence } from "./sentences";

/**
 * How far each target is. Views in thousands and people by the dozen share one scale: the part of each
 * target that is reached.
 */
export function TargetChart({ figures }: { figures: Figure[] }) {
  if (figures.length === 0) return null;
  return (
    <Chart
      title="Part de chaque objectif atteinte"
      description={targetsSentence(figures)}
      unit="% de l’objectif"
      kind="bars"
      format={(percent) => `${formatNumber(percent, "fr", 0)}\u00a0%`}
      series={figures.map((figure) => ({
        label: findIndicator(figure.indicatorKey)?.name.fr ?? "",
        value: figure.actual === null ? null : Math.round((100 * figure.actual) / figure.target),
        target: 100,
        suppressed: figure.withheld !== null,
      }))}
    />
  );
}
