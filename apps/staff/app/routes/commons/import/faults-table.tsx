import type { Fault } from "@essaim/commons/import/source.schema";
import { plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";

/** What stops a file from being read, line by line. */
export function FaultsTable({ faults }: { faults: readonly Fault[] }) {
  return (
    <Section
      title={plural(faults.length, "endroit à corriger", "endroits à corriger")}
      lead="Rien n’est écrit. Corrigez le fichier, ou relancez la commande, puis envoyez-le de nouveau."
      isAnswer
    >
      <Table
        caption="Ce qui ne se lit pas"
        hideCaption
        columns={columns}
        rows={faults}
        rowKey={(fault) => `${fault.place} ${fault.field}`}
        stack="sm"
      />
    </Section>
  );
}

const columns: Column<Fault>[] = [
  { key: "place", header: "Où", lead: true, cell: (fault) => fault.place },
  { key: "field", header: "Champ", cell: (fault) => fault.field },
  { key: "message", header: "Ce qui ne va pas", cell: (fault) => fault.message },
];
