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

export type Concerned = Board["leaving"];

/** Whose file the next night erases, and whose time comes within three months. */
export function Leaving({ leaving, settings }: Board) {
  const { total, page, pageCount } = leaving;
  const { retentionMonths } = settings;
  return (
    <Section
      title="Qui s’efface bientôt"
      rule={false}
      lead={
        total > 0 && `${concernedInWords(leaving)} Une personne qui revient n’est plus concernée.`
      }
    >
      {total > 0 ? (
        <ConcernedTable concerned={leaving} />
      ) : retentionMonths === null ? (
        <EmptyState level={3} icon="clock" title="Aucune durée n’est fixée">
          Sans durée, aucune fiche ne s’efface d’elle-même. Choisissez-en une dans les
          réglages&#8239;: vous verrez qui elle concerne avant de la confirmer.
        </EmptyState>
      ) : (
        <EmptyState level={3} icon="check" title="Personne d’ici trois mois">
          Une fiche s’efface {durationInWords(retentionMonths)} après la sortie. Il n’y a rien à
          faire.
        </EmptyState>
      )}
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

/** « 2 fiches la nuit prochaine, 3 autres d’ici le 24 février 2027. » */
export function concernedInWords({ total, due, horizon }: Concerned): string {
  const later = total - due;
  if (due === 0) {
    return `${plural(later, "fiche s’effacera", "fiches s’effaceront")} d’ici le ${formatDate(horizon)}, aucune la nuit prochaine.`;
  }
  const more =
    later > 0 ? `, ${plural(later, "autre", "autres")} d’ici le ${formatDate(horizon)}` : "";
  return `${plural(due, "fiche s’effacera", "fiches s’effaceront")} la nuit prochaine${more}.`;
}

/** One line a person: who, since when, and when their file goes. */
export function ConcernedTable({ concerned }: { concerned: Concerned }) {
  return (
    <Table
      caption="Personnes sorties dont la fiche s’efface d’ici trois mois, la plus ancienne d’abord"
      hideCaption
      columns={columnsFor(concerned.night)}
      rows={concerned.rows}
      rowKey={(row) => row.id}
      stack="sm"
    />
  );
}

function columnsFor(night: string): Column<Concerned["rows"][number]>[] {
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
        row.erasableOn <= night ? (
          <Badge tone="warning" icon="clock">
            La nuit prochaine
          </Badge>
        ) : (
          `dès le ${formatDate(row.erasableOn)}`
        ),
    },
  ];
}
