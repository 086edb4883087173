import type { Fault } from "@essaim/funding/import/fault.schema";
import { formatNumber, plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";

const columns: Column<Fault & { key: number }>[] = [
  {
    key: "line",
    header: "Ligne",
    lead: true,
    cell: ({ line }) => (line === 0 ? "Tout le fichier" : formatNumber(line)),
  },
  { key: "message", header: "Ce qui ne va pas", cell: ({ message }) => message },
];

/** What is wrong in a file, line by line. */
export function FaultTable({ faults, count }: { faults: readonly Fault[]; count: number }) {
  return (
    <Section
      title={plural(count, "problème dans le fichier", "problèmes dans le fichier")}
      lead={
        count > faults.length
          ? `Les ${formatNumber(faults.length)} premiers sont listés.`
          : undefined
      }
    >
      <Table
        caption="Problèmes, ligne par ligne"
        hideCaption
        columns={columns}
        rows={faults.map((fault, key) => ({ ...fault, key }))}
        rowKey={({ key }) => String(key)}
        stack="sm"
      />
    </Section>
  );
}
