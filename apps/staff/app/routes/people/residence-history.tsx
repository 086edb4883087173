import {
  type ResidenceAnswer,
  residenceSourceLabels,
} from "@essaim/accompaniment/residence/residence.schema";
import { answerInWords } from "@essaim/accompaniment/residence/residence.words";
import { daysAfter } from "@essaim/database/today";
import { formatDay, formatPeriod } from "@essaim/ui/format";
import { type Column, Table } from "@essaim/ui/table";
import { scoreText } from "./residence-now";

type Row = ResidenceAnswer & { until: string | null };

/** From which day to which each answer holds; those corrected since are struck, and said so. */
export function ResidenceHistory({ answers }: { answers: readonly ResidenceAnswer[] }) {
  const inForce = answers.filter(({ supersededAt }) => supersededAt === null);
  // The latest first: each one ends the day before the one above it begins.
  const rows = answers.filter(wasGiven).map((answer) => {
    const next = inForce[inForce.indexOf(answer) - 1];
    return { ...answer, until: next ? daysAfter(next.holdsFrom, -1) : null };
  });
  return (
    <Table
      caption="Réponses, la plus récente d’abord"
      hideCaption
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
    />
  );
}

/** An address that waited to be looked for, and was, is no answer of the past. */
const wasGiven = ({ supersededAt, doubts }: ResidenceAnswer) =>
  supersededAt === null || !doubts.includes("unavailable");

const isCorrected = ({ supersededAt }: Row) => supersededAt !== null;

const columns: readonly Column<Row>[] = [
  {
    key: "period",
    header: "Période",
    lead: true,
    cell: (row) =>
      isCorrected(row) ? (
        <s className="font-normal text-muted">{formatPeriod(row.holdsFrom, null)}</s>
      ) : (
        formatPeriod(row.holdsFrom, row.until)
      ),
  },
  {
    key: "answer",
    header: "Réponse",
    cell: (row) => (
      <>
        {isCorrected(row) ? (
          <s className="text-muted">{answerInWords(row)}</s>
        ) : (
          <>
            {answerInWords(row)}
            {row.isToCheck && <span className="text-warning"> (à vérifier)</span>}
          </>
        )}
        {row.supersededAt && (
          <span className="block text-sm text-muted">
            Corrigée le {formatDay(row.supersededAt)}
          </span>
        )}
      </>
    ),
  },
  {
    key: "source",
    header: "D’où elle vient",
    cell: ({ source, generation, reason, askedAddress }) => (
      <>
        {residenceSourceLabels[source]}, quartiers de {generation}
        {(reason || askedAddress) && (
          <span className="block text-sm wrap-anywhere text-muted">{reason || askedAddress}</span>
        )}
      </>
    ),
  },
  {
    key: "score",
    header: "Ressemblance",
    numeric: true,
    cell: ({ score }) => (score === null ? "–" : scoreText(score)),
  },
  {
    key: "who",
    header: "Par",
    cell: ({ answeredByName, answeredAt, checkedByName }) => (
      <>
        {answeredByName ?? "Essaim"}, le {formatDay(answeredAt)}
        {checkedByName && (
          <span className="block text-sm text-muted">vérifiée par {checkedByName}</span>
        )}
      </>
    ),
  },
];
