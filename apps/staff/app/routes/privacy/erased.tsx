import { erasedTableLabel } from "@essaim/accompaniment/privacy/erasure.schema";
import { Alert } from "@essaim/ui/alert";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatDay, formatNumber } from "@essaim/ui/format";
import type { Page } from "./person-privacy";

/** What became of a file that was erased, and what remains of it. */
export function Erased({ worker, erasure }: Page) {
  if (!worker.anonymisedAt) return null;
  const why =
    erasure?.ground === "request"
      ? ", à sa demande ou à celle de la coopérative"
      : erasure?.ground === "retention"
        ? ", au terme de la durée de conservation"
        : "";
  return (
    <Alert
      title={`Cette fiche a été effacée le ${formatDay(worker.anonymisedAt)}${why}`}
      action={erasure && <Account done={erasure.done} />}
    >
      Rien n’y désigne plus quelqu’un&#8239;: ni nom, ni coordonnées, ni compte rendu, ni document.
      Il en reste de quoi compter&#8239;: des dates, des durées, des montants, une commune et des
      réponses aux listes. Plus rien ne s’y écrit.
    </Alert>
  );
}

/** Rows changed or removed, by table. */
function Account({ done }: { done: Record<string, number> }) {
  return (
    <Disclosure summary="Ce qui a été fait">
      <ul className="figures flex flex-col">
        {Object.entries(done).map(([table, rows]) => (
          <li key={table}>
            {erasedTableLabel(table)}&#8239;: {formatNumber(rows, "fr", 0)}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
