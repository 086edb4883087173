import type { ReleaseContent, ReleasedFigure } from "@essaim/impact/release/release.schema";
import { figuresByAction } from "@essaim/impact/release/release.words";
import { formatDate } from "@essaim/ui/format";
import { Table } from "@essaim/ui/table";
import { TargetMeter } from "@essaim/ui/target-meter";
import { writeFigure, writeValue } from "./figure-words";

/** What was promised against what was done, by action of the programme; then what was counted besides. */
export function ReleasedFigures({
  content,
  figures,
  level = 3,
}: {
  content: ReleaseContent;
  figures: readonly ReleasedFigure[];
  level?: 3 | 4;
}) {
  const Heading = `h${level}` as const;
  const promised = figures.filter(({ target }) => target !== null);
  const others = figures.filter(({ target, value }) => target === null && value !== null);
  return (
    <div className="flex flex-col gap-8">
      {figuresByAction(content, promised).map(({ action, figures: rows }) => (
        <div key={action?.id ?? "whole"} className="flex flex-col gap-2">
          <Heading className="text-lg">{action?.name ?? "Pour l’ensemble du programme"}</Heading>
          {action?.description && (
            <p className="max-w-measure text-sm text-muted">{action.description}</p>
          )}
          <FigureTable
            caption={action?.name ?? "Objectifs"}
            figures={rows}
            cutOffOn={content.cutOffOn}
          />
        </div>
      ))}
      {others.length > 0 && (
        <div className="flex flex-col gap-2">
          <Heading className="text-lg">Et aussi</Heading>
          <FigureTable caption="Autres chiffres" figures={others} cutOffOn={content.cutOffOn} />
        </div>
      )}
    </div>
  );
}

function FigureTable({
  caption,
  figures,
  cutOffOn,
}: {
  caption: string;
  figures: readonly ReleasedFigure[];
  cutOffOn: string;
}) {
  return (
    <Table
      caption={caption}
      hideCaption
      rows={[...figures]}
      rowKey={({ key }) => key}
      stack="sm"
      columns={[
        {
          key: "name",
          header: "Indicateur",
          lead: true,
          cell: ({ name, definition, source }) => (
            <>
              {name.fr}
              <span className="block max-w-measure text-sm font-normal text-muted">
                {definition.fr} {source === "declared" && "Chiffre déclaré, avec sa preuve."}
              </span>
            </>
          ),
        },
        {
          key: "value",
          header: "Réalisé",
          className: "sm:w-72",
          cell: (figure) => (
            <>
              {figure.target === null ? (
                writeFigure(figure)
              ) : (
                <TargetMeter
                  label={figure.name.fr}
                  hideLabel
                  value={figure.value}
                  target={figure.target}
                  suppressed={figure.withheld !== null}
                  format={(value) => writeValue(figure, value)}
                />
              )}
              {figure.asOf !== null && figure.asOf !== cutOffOn && (
                <span className="block text-sm text-muted">au {formatDate(figure.asOf)}</span>
              )}
              {figure.value === null && figure.target !== null && (
                <span className="block text-sm text-muted">
                  Objectif&#8239;: {writeValue(figure, figure.target)}
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
