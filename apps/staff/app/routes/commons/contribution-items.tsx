import type { getContributionFile } from "@essaim/commons/contribution/contribution.queries";
import { formatDate, formatNumber, plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";

type Item = Awaited<ReturnType<(typeof getContributionFile)["run"]>>["items"][number];

const hasLines = ({ linesAdded, linesRemoved }: Item) =>
  linesAdded !== null || linesRemoved !== null;

const columns = (items: readonly Item[]): Column<Item>[] => [
  {
    key: "title",
    header: "Élément",
    lead: true,
    cell: (item) =>
      item.pageUrl ? (
        <a href={item.pageUrl} rel="noreferrer">
          {item.title}
        </a>
      ) : (
        item.title
      ),
  },
  { key: "date", header: "Date", cell: (item) => formatDate(item.happenedOn) },
  ...(items.some(hasLines)
    ? [
        {
          key: "lines",
          header: "Lignes",
          numeric: true,
          cell: (item: Item) =>
            hasLines(item)
              ? `+${formatNumber(item.linesAdded ?? 0)} −${formatNumber(item.linesRemoved ?? 0)}`
              : "",
        },
      ]
    : []),
];

/** The commits, requests and payments that an import made a contribution of. */
export function ContributionItems({ items, itemCount }: { items: Item[]; itemCount: number }) {
  if (itemCount === 0) return null;
  return (
    <Section
      title="De quoi elle est faite"
      lead={
        itemCount > items.length
          ? `Les ${items.length} premiers éléments sur ${formatNumber(itemCount)}.`
          : plural(itemCount, "élément", "éléments")
      }
    >
      <Table
        caption="Éléments de la contribution"
        hideCaption
        rows={items}
        rowKey={(item) => item.id}
        columns={columns(items)}
      />
    </Section>
  );
}
