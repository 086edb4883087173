import { operationLabel } from "@essaim/identity/audit.schema";
import { ButtonLink } from "@essaim/ui/button";
import { formatDateTime } from "@essaim/ui/format";
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
        <span className="font-normal">{operationLabel(look.operation)}</span>
      </>
    ),
  },
  {
    key: "when",
    header: "Quand",
    cell: (look) => (
      <time
        dateTime={look.occurredAt.toISOString()}
        className="whitespace-normal sm:whitespace-nowrap"
      >
        {formatDateTime(look.occurredAt)}
      </time>
    ),
  },
];

/** Who opened or changed the file, a page at a time. */
export function Looks({ looks, isFirstLooks, worker }: Page) {
  const lines = looks?.looks ?? [];
  const next = looks?.next;
  return (
    <Section
      id="consultations"
      title="Qui a ouvert cette fiche"
      lead="Chaque consultation et chaque modification, la plus récente d’abord. La direction seule voit cette liste."
    >
      <Table
        caption="Consultations et modifications de la fiche"
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
