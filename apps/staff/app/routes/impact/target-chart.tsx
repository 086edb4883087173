import type { Figure } from "@essaim/impact/figures.rules";
import { findIndicator } from "@essaim/impact/indicator.schema";
import { Chart, type ChartPoint } from "@essaim/ui/chart";
import { formatNumber, formatPercent, typo } from "@essaim/ui/format";
import { useWords } from "@essaim/ui/locale";

/**
 * How far each target is. Views in thousands and people by the dozen share one scale: the part of each
 * target that is reached. The table beneath has the figures themselves.
 */
export function TargetChart({ figures }: { figures: Figure[] }) {
  const words = useWords();
  if (figures.length === 0) return null;
  const series = figures.map((figure) => ({
    label: findIndicator(figure.indicatorKey)?.name.fr ?? "",
    value: figure.actual === null ? null : Math.floor((100 * figure.actual) / figure.target),
    target: 100,
    suppressed: figure.withheld !== null,
    figure,
  }));
  const figureOf = (point: ChartPoint) => (point as (typeof series)[number]).figure;
  const absent = (figure: Figure) => (
    <span className="text-muted">
      {figure.withheld ? words.suppressed : "pas encore de chiffre"}
    </span>
  );
  return (
    <Chart
      title="Part de chaque objectif atteinte"
      description={typo("Le trait marque l’objectif : 100 %.")}
      unit="% de l’objectif"
      kind="bars"
      format={(percent) => `${formatNumber(percent, "fr", 0)}\u00a0%`}
      series={series}
      labelHeader="Indicateur"
      columns={[
        {
          key: "actual",
          header: "Réalisé",
          numeric: true,
          cell: (point) => {
            const figure = figureOf(point);
            return figure.actual === null ? absent(figure) : formatNumber(figure.actual);
          },
        },
        {
          key: "target",
          header: "Objectif",
          numeric: true,
          cell: (point) => formatNumber(figureOf(point).target),
        },
        {
          key: "share",
          header: "Part atteinte",
          numeric: true,
          cell: (point) => {
            const figure = figureOf(point);
            return figure.actual === null
              ? absent(figure)
              : formatPercent(Math.floor((100 * figure.actual) / figure.target) / 100);
          },
        },
      ]}
    />
  );
}
