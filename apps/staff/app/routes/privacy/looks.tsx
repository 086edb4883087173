import { operationLabel } from "@essaim/identity/audit.schema";
import { ButtonLink } from "@essaim/ui/button";
import { formatDay, formatNumber, formatTime } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { paths } from "~/paths";
import type { Page } from "./person-privacy";

type Look = NonNullable<Page["looks"]>["looks"][number];

const columns: Column<Look>[] = [
  {
    key: "who",
    header: "Qui",
    lead: true,
    cell: (look) => (
      <>
        {look.fullName ?? "Le système"}{" "}
        <span className="font-normal">
          {operationLabel(look.operation)}
          {look.times > 1 && `, ${formatNumber(look.times)}\u00a0fois`}
        </span>
      </>
    ),
  },
  {
    key: "when",
    header: "Quand",
    cell: ({ first, last }) => (
      <time dateTime={last.toISOString()}>
        {formatDay(last)}
        <span className="block text-sm text-muted">{hours(first, last)}</span>
      </time>
    ),
  },
];

/** « à 9 h 02 », or « de 9 h 02 à 14 h 17 ». */
function hours(first: Date, last: Date): string {
  const [from, to] = [formatTime(first), formatTime(last)];
  return from === to ? `à ${to}` : `de ${from} à ${to}`;
}

/** Who opened or changed the file, by person, day and kind of page; a page of the list at a time. */
export function Looks({ looks, isFirstLooks, worker }: Page) {
  const lines = looks?.looks ?? [];
  const next = looks?.next;
  return (
    <Section
      id="consultations"
      title="Qui a ouvert cette fiche"
      lead="Par personne et par jour, le plus récent d’abord. Seule la direction voit cette liste."
    >
      <Table
        caption="Consultations et modifications de la fiche, par personne et par jour"
        hideCaption
        columns={columns}
        rows={lines}
        rowKey={(look) => look.id}
        stack="never"
        empty={<p className="text-muted">Personne ne l’a encore ouverte.</p>}
      />
      {(next || !isFirstLooks) && (
        <nav aria-label="Suite des consultations" className="flex flex-wrap gap-3 print:hidden">
          {!isFirstLooks && (
            <ButtonLink href={`${paths.workerPrivacy(worker.id)}#consultations`} icon="arrowUp">
              Les plus récentes
            </ButtonLink>
          )}
          {next && (
            <ButtonLink
              href={`${paths.workerPrivacy(worker.id, { avant: next })}#consultations`}
              icon="arrowDown"
            >
              Plus anciennes
            </ButtonLink>
          )}
        </nav>
      )}
    </Section>
  );
}
