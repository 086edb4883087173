import { Button, buttonClass } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatDateTime, plural } from "@essaim/ui/format";
import { Form } from "@remix-run/react";

type Removed = { id: string; title: string; version: number; deletedAt: Date | null };

/** Sheets that were taken away: each comes back, or goes for good. */
export function SheetBin({ removed }: { removed: readonly Removed[] }) {
  return (
    <Disclosure summary={`Corbeille (${removed.length})`}>
      <ul className="flex flex-col gap-4">
        {removed.map((sheet) => (
          <li key={sheet.id} className="flex flex-col gap-1">
            <span>
              {sheet.title}
              {sheet.deletedAt && (
                <span className="block text-sm text-muted">
                  Supprimée le {formatDateTime(sheet.deletedAt)}
                </span>
              )}
            </span>
            <div className="flex flex-wrap items-start gap-3">
              <Form method="post">
                <input type="hidden" name="id" value={sheet.id} />
                <Button type="submit" name="intent" value="restore" size="small">
                  Remettre<span className="sr-only">&#8239;: {sheet.title}</span>
                </Button>
              </Form>
              <EraseForGood sheets={[sheet]} name={sheet.title} />
            </div>
          </li>
        ))}
      </ul>
      {removed.length > 1 && (
        <div className="mt-4">
          <EraseForGood sheets={removed} />
        </div>
      )}
    </Disclosure>
  );
}

/** Asks once. What is erased is what this page shows. */
function EraseForGood({ sheets, name }: { sheets: readonly Removed[]; name?: string }) {
  const shown = sheets.map(({ id, version }) => `${id}.${version}`).join(" ");
  return (
    <details className="print:hidden">
      <summary className={buttonClass({ size: "small" })}>
        {name ? "Effacer…" : "Vider la corbeille…"}
        {name && <span className="sr-only"> {name}</span>}
      </summary>
      <Form method="post" className="mt-2 flex flex-col items-start gap-3">
        <input type="hidden" name="sheets" value={shown} />
        <p className="max-w-measure">
          {name
            ? "Elle partira pour de bon, avec ses versions, ses fichiers et ce que le public en a proposé. Rien ne la fera revenir."
            : `${plural(sheets.length, "fiche partira", "fiches partiront")} pour de bon, avec leurs versions, leurs fichiers et ce que le public en a proposé. Rien ne les fera revenir.`}
        </p>
        <Button type="submit" name="intent" value="empty" variant="danger" size="small">
          Effacer pour de bon{name && <span className="sr-only">&#8239;: {name}</span>}
        </Button>
      </Form>
    </details>
  );
}
