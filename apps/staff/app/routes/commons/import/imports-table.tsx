import type { listContributionImports } from "@essaim/commons/import/import-record.queries";
import { contributionSourceLabels } from "@essaim/commons/import/source.schema";
import { formatDateTime, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { paths } from "~/paths";

type Line = Awaited<ReturnType<(typeof listContributionImports)["run"]>>[number];

/** The last imports: each has a page, where it is undone. */
export function ImportsTable({ imports }: { imports: readonly Line[] }) {
  if (imports.length === 0) return null;
  return (
    <Section title="Derniers imports">
      <Table
        caption="Imports, du plus récent au plus ancien"
        hideCaption
        columns={columns}
        rows={imports}
        rowKey={(one) => one.id}
      />
    </Section>
  );
}

const columns: Column<Line>[] = [
  {
    key: "when",
    header: "Import",
    lead: true,
    cell: (one) => (
      <>
        <Link href={paths.contributionImport(one.id)}>{formatDateTime(one.createdAt)}</Link>
        <span className="block text-sm font-normal text-muted">
          {contributionSourceLabels[one.source]}
        </span>
      </>
    ),
  },
  { key: "commons", header: "Commun", cell: (one) => one.openResourceName },
  { key: "who", header: "Par", cell: (one) => one.createdByName ?? "" },
  {
    key: "result",
    header: "Résultat",
    cell: (one) =>
      one.removedCount === null
        ? plural(one.createdCount, "contribution créée", "contributions créées")
        : `Annulé, ${plural(one.removedCount, "contribution retirée", "contributions retirées")}`,
  },
];
