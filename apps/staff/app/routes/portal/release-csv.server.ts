import { csvLines } from "@essaim/accompaniment/french-csv";
import type { Release } from "@essaim/impact/release/release.queries";
import type { ReleasedFigure } from "@essaim/impact/release/release.schema";
import { inUnits, unitName, withheldSentences } from "@essaim/impact/release/release.words";
import { euros } from "../funding/overview/csv-words";
import type { ReleaseDrawing } from "../impact/release/release-drawings";

const number = (value: number | null) => (value === null ? "" : String(value).replace(".", ","));

const figureCell = (figure: ReleasedFigure, value: number | null) =>
  number(value === null ? null : inUnits(figure, value));

const columns: Record<string, (figure: ReleasedFigure, actions: Map<string, string>) => string> = {
  Indicateur: ({ name }) => name.fr,
  Action: ({ actionId }, actions) => actions.get(actionId ?? "") ?? "",
  Valeur: (figure) => figureCell(figure, figure.value),
  Unité: unitName,
  Objectif: (figure) => figureCell(figure, figure.target),
  "Compté au": ({ asOf }) => asOf ?? "",
  "Sans valeur parce que": ({ value, withheld }) =>
    withheld ? withheldSentences[withheld].fr : value === null ? "pas encore de chiffre" : "",
  Définition: ({ definition }) => definition.fr,
};

/** Every figure of a release, as French spreadsheets read it. */
export function figuresCsv({ content, details }: Release): string {
  const actions = new Map(content.actions.map(({ id, name }) => [id, name]));
  const rows = [...content.figures, ...details.figures].map((figure) =>
    Object.values(columns).map((read) => read(figure, actions)),
  );
  return csvLines([Object.keys(columns), ...rows]);
}

/** The money of a release, line by line of the budget. */
export function moneyCsv({ details: { money } }: Release): string {
  return csvLines([
    ["Compte", "Ligne", "Prévu", "Payé", "Engagé"],
    ...money.lines.map((line) => [
      line.account,
      line.label,
      ...[line.plannedCents, line.paidCents, line.committedCents].map(euros),
    ]),
  ]);
}

/** What a drawing shows, row by row. */
export function drawingCsv({ columns: headers, rows }: ReleaseDrawing): string {
  return csvLines([
    headers.map(({ header }) => header),
    ...rows.map((cells) =>
      cells.map((cell) =>
        typeof cell === "string" ? cell : cell.value === null ? cell.said : number(cell.value),
      ),
    ),
  ]);
}
