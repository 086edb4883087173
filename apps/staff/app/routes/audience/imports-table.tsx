import type { listAudienceImports } from "@essaim/media/audience/plan-import.queries";
import { formatDateTime, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { paths } from "~/paths";
import { whereSeen } from "./audience-words";

type Line = Awaited<ReturnType<(typeof listAudienceImports)["run"]>>[number];

/** The last files: each has a page, where it is written or undone. */
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

/** « 12 ajoutés, 3 corrigés », or where the file is in its way. */
export function resultOf(one: Line): string {
  if (one.undoneAt) return `Annulé le ${formatDateTime(one.undoneAt)}`;
  if (!one.writtenAt) return "À écrire";
  return `${plural(one.added ?? 0, "chiffre ajouté", "chiffres ajoutés")}, ${plural(one.corrected ?? 0, "corrigé", "corrigés")}`;
}

const columns: Column<Line>[] = [
  {
    key: "when",
    header: "Import",
    lead: true,
    cell: (one) => (
      <>
        <Link href={paths.audienceImport(one.id)}>{formatDateTime(one.createdAt)}</Link>
        <span className="block text-sm font-normal text-muted wrap-anywhere">{one.fileName}</span>
      </>
    ),
  },
  {
    key: "platform",
    header: "Plateforme",
    cell: whereSeen,
  },
  { key: "who", header: "Par", cell: (one) => one.createdByName ?? "" },
  { key: "result", header: "Résultat", cell: resultOf },
];
