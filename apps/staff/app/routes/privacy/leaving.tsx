import { durationInWords } from "@essaim/accompaniment/privacy/retention.schema";
import { Badge } from "@essaim/ui/badge";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Pagination } from "@essaim/ui/pagination";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { paths } from "~/paths";
import type { Board } from "./privacy";

type Row = Board["leaving"]["rows"][number];

/** Whose file the next night erases, and whose time comes within three months. */
export function Leaving({ leaving, settings, horizon, today }: Board) {
  const { rows, total, due, page, pageCount } = leaving;
  const { retentionMonths } = settings;
  return (
    <Section
      title="Qui s’efface bientôt"
      rule={false}
      lead={
        retentionMonths !== null &&
        total > 0 &&
        `${due === 0 ? "Aucune fiche" : plural(due, "fiche", "fiches")} la nuit prochaine${total > due ? `, ${plural(total - due, "autre", "autres")} d’ici le ${formatDate(horizon)}` : ""}. Qui revient dans la coopérative n’y est plus.`
      }
    >
      <Table
        caption="Personnes sorties dont la fiche s’efface d’ici trois mois, la plus ancienne d’abord"
        hideCaption
        columns={columnsFor(today)}
        rows={rows}
        rowKey={(row) => row.id}
        stack="sm"
        empty={
          retentionMonths === null ? (
            <EmptyState level={3} icon="clock" title="Aucune durée n’est fixée">
              Tant qu’elle ne l’est pas, aucune fiche ne s’efface d’elle-même. Choisissez-en une
              dans les réglages.
            </EmptyState>
          ) : (
            <EmptyState level={3} icon="check" title="Personne d’ici trois mois">
              Une fiche s’efface {durationInWords(retentionMonths)} après la sortie.
            </EmptyState>
          )
        }
      />
      {pageCount > 1 && (
        <Pagination
          page={page}
          pageCount={pageCount}
          hrefFor={(number) => paths.privacy({ page: number })}
        />
      )}
    </Section>
  );
}

function columnsFor(today: string): Column<Row>[] {
  return [
    {
      key: "name",
      header: "Personne",
      lead: true,
      cell: (row) => (
        <>
          <Link href={paths.workerPrivacy(row.id)}>{row.name}</Link>
          {row.coachName && (
            <span className="block text-sm font-normal text-muted">avec {row.coachName}</span>
          )}
        </>
      ),
    },
    { key: "exit", header: "Sortie", cell: (row) => formatDate(row.exitOn) },
    {
      key: "erasable",
      header: "S’efface",
      cell: (row) =>
        row.erasableOn <= today ? (
          <Badge tone="warning" icon="clock">
            La nuit prochaine
          </Badge>
        ) : (
          `dès le ${formatDate(row.erasableOn)}`
        ),
    },
  ];
}
