import { Disclosure } from "@essaim/ui/disclosure";
import { formatDateTime, plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import type { Page } from "./person-privacy";

/** Corrections shown before asking for the older ones. */
const LATEST = 5;

/** What was corrected in the file, by whom, from what to what; what is reserved is not there for a colleague. */
export function Rectifications({ changes }: Pick<Page, "changes">) {
  const older = changes.slice(LATEST);
  return (
    <Section title="Corrections de la fiche">
      {changes.length === 0 ? (
        <p className="text-muted">Rien n’a été corrigé depuis la création de la fiche.</p>
      ) : (
        <Trail changes={changes.slice(0, LATEST)} />
      )}
      {older.length > 0 && (
        <Disclosure
          summary={plural(older.length, "correction plus ancienne", "corrections plus anciennes")}
        >
          <Trail changes={older} />
        </Disclosure>
      )}
    </Section>
  );
}

function Trail({ changes }: Pick<Page, "changes">) {
  return (
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
  );
}
