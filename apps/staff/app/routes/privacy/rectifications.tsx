import { formatDateTime } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import type { Page } from "./person-privacy";

/** What was corrected in the file, by whom, from what to what; what is reserved is not there for a colleague. */
export function Rectifications({ changes }: Pick<Page, "changes">) {
  return (
    <Section title="Corrections de la fiche">
      {changes.length === 0 ? (
        <p className="text-muted">Rien n’a été corrigé depuis la création de la fiche.</p>
      ) : (
        <ol className="flex flex-col">
          {changes.map((change) => (
            <li key={change.id} className="border-b border-line py-3 first:pt-0 last:border-b-0">
              <p className="text-sm text-muted">
                {change.changedByName ?? "Quelqu’un"}, le {formatDateTime(change.changedAt)}
              </p>
              <ul>
                {change.changes.map(({ field, before, after }) => (
                  <li key={field} className="wrap-anywhere">
                    {field}&#8239;: {before || "non renseigné"} <span aria-hidden="true">→</span>
                    <span className="sr-only">, devenu</span> {after || "non renseigné"}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
