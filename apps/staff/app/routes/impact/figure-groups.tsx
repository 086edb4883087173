import type { Figure, FigureGroup } from "@essaim/impact/figures.rules";
import { findIndicator } from "@essaim/impact/indicator.schema";
import { formatNumber } from "@essaim/ui/format";
import { Table } from "@essaim/ui/table";
import { TargetMeter } from "@essaim/ui/target-meter";

const nameOf = (figure: Figure) => findIndicator(figure.indicatorKey)?.name.fr ?? "";

/** Targets against what was done, one table for each action of the programme. */
export function FigureGroups({ groups, level = 3 }: { groups: FigureGroup[]; level?: 3 | 4 }) {
  const Heading = `h${level}` as const;
  return (
    <div className="flex flex-col gap-8">
      {groups.map(({ action, figures }) => {
        // Without any action the heading would say nothing.
        const title = action?.name ?? (groups.length > 1 ? "Pour l’ensemble du programme" : null);
        return (
          <div key={action?.id ?? "whole"} className="flex flex-col gap-2">
            {title && <Heading className="text-lg">{title}</Heading>}
            {action?.description && (
              <p className="max-w-measure text-sm text-muted">{action.description}</p>
            )}
            <FigureTable caption={title ?? "Objectifs et réalisé"} figures={figures} />
          </div>
        );
      })}
    </div>
  );
}

function FigureTable({ caption, figures }: { caption: string; figures: Figure[] }) {
  return (
    <Table
      caption={caption}
      hideCaption
      rows={figures}
      rowKey={(figure) => figure.indicatorKey}
      stack="sm"
      columns={[
        {
          key: "indicator",
          header: "Indicateur",
          lead: true,
          cell: (figure) => <Indicator indicatorKey={figure.indicatorKey} />,
        },
        {
          key: "actual",
          header: "Réalisé sur objectif",
          className: "sm:w-72",
          cell: (figure) => (
            <>
              <TargetMeter
                label={nameOf(figure)}
                hideLabel
                value={figure.actual}
                target={figure.target}
                suppressed={figure.withheld !== null}
              />
              {figure.actual === null && (
                <span className="block text-sm text-muted">
                  Objectif&#8239;: {formatNumber(figure.target)}
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** An indicator's name, what it counts, and where its figure comes from. */
function Indicator({ indicatorKey }: { indicatorKey: string }) {
  const indicator = findIndicator(indicatorKey);
  if (!indicator) return null;
  return (
    <>
      {indicator.name.fr}
      <span className="block max-w-measure text-sm font-normal text-muted">
        {indicator.definition.fr}{" "}
        {indicator.source === "declared"
          ? "Chiffre déclaré, avec sa preuve."
          : "Compté dans les dossiers."}
      </span>
    </>
  );
}
