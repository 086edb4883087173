import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { type Column, Table } from "./table.tsx";

const columns: Column<number>[] = [
  { key: "who", header: "Personne", lead: true, cell: () => "Aïcha", footer: "Ensemble" },
  { key: "n", header: "Rencontres", numeric: true, cell: (n) => n, footer: 12 },
  { key: "go", header: "Voir", actions: true, cell: () => <a href="/x">Voir</a> },
];
const table = (stack: "sm" | "never") =>
  renderToStaticMarkup(
    <Table caption="Charge" columns={columns} rows={[12]} rowKey={String} stack={stack} />,
  );

test("where rows become lists each figure has its column's name beside it, and is named by its headers only", () => {
  const stacked = table("sm");
  expect(stacked).toContain('<th role="rowheader" scope="row" class="ledger-lead">Aïcha</th>');
  expect(stacked.match(/data-label="Rencontres"[^>]*>12</g)).toHaveLength(2);
  expect(stacked.match(/data-label/g)).toHaveLength(2);
  expect(stacked.match(/>Rencontres</g)).toHaveLength(1);
  expect(table("never")).not.toContain("data-label");
});
