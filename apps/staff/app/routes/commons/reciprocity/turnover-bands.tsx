import type { TurnoverBand } from "@essaim/commons/reciprocity/reciprocity.queries";
import { formatNumber } from "@essaim/ui/format";
import { type Column, Table } from "@essaim/ui/table";

/** Who relies on it today by what their activity invoices in a year, beside how many of them gave something to it. */
export function TurnoverBands({ bands }: { bands: readonly TurnoverBand[] }) {
  const sum = (count: (band: TurnoverBand) => number) =>
    formatNumber(bands.reduce((total, band) => total + count(band), 0));
  const columns: Column<TurnoverBand>[] = [
    {
      key: "band",
      header: "Chiffre d’affaires, par an",
      lead: true,
      cell: ({ label }) => label ?? <span className="text-muted">Non renseigné</span>,
      footer: "Ensemble",
    },
    {
      key: "people",
      header: "Personnes",
      numeric: true,
      cell: ({ people }) => formatNumber(people),
      footer: sum(({ people }) => people),
    },
    {
      key: "contributors",
      header: "Ont contribué",
      numeric: true,
      cell: ({ contributors }) => formatNumber(contributors),
      footer: sum(({ contributors }) => contributors),
    },
  ];
  return (
    <div className="max-w-2xl">
      <Table
        caption="Ce que gagne l’activité des personnes accompagnées aujourd’hui qui s’en servent"
        columns={columns}
        rows={bands}
        rowKey={({ id }) => id ?? "unknown"}
        stack="never"
      />
    </div>
  );
}
