// biome-ignore-all lint/a11y/noRedundantRoles: `display: block` on narrow screens drops the HTML roles in some browsers.
import { type ReactNode, useId } from "react";
import { cx } from "./cx.tsx";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import { useWords } from "./locale.tsx";

export type SortDirection = "ascending" | "descending";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Figures and amounts: aligned right. */
  numeric?: boolean;
  /** The column that names the row (one per table): a row header, and the title of the row on a narrow screen. */
  lead?: boolean;
  /** Buttons and links: the header is read but not shown. */
  actions?: boolean;
  /** Where the header's link leads; `direction` when the table is sorted by this column now. */
  sort?: { href: string; direction?: SortDirection };
  className?: string;
  /** Shown in the last row, for totals. */
  footer?: ReactNode;
};

type TableProps<Row> = {
  caption: ReactNode;
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Shown in place of the rows when there is none; an EmptyState says what to do. */
  empty?: ReactNode;
  /** Width of the table's own box under which rows become lists: sm 512 px, md 704 px, lg 928 px; never for two or three short columns. */
  stack?: "sm" | "md" | "lg" | "never";
};

/** What a cell holds, held together beside its label. */
const asOne = (content: ReactNode) =>
  content === undefined || typeof content === "string" || typeof content === "number" ? (
    content
  ) : (
    <div>{content}</div>
  );

/** A dense ledger: rows of 38 px, sortable headers that are links, and a list instead of columns where it is narrow. */
export function Table<Row>({
  caption,
  hideCaption = false,
  columns,
  rows,
  rowKey,
  empty,
  stack = "md",
}: TableProps<Row>) {
  const words = useWords();
  const id = useId();
  if (rows.length === 0 && empty) return <>{empty}</>;
  const cellClass = (column: Column<Row>) =>
    cx(
      column.numeric && "ledger-end",
      column.lead && "ledger-lead",
      column.actions && "ledger-bare ledger-end",
      column.className,
    );
  // Written by the style sheet where rows become lists: an element more in each cell would be half of a large table.
  const labelOf = (column: Column<Row>) =>
    stack === "never" || column.lead || column.actions ? undefined : column.header;
  return (
    <div className="ledger-box">
      <table role="table" aria-labelledby={id} className={`ledger ledger-${stack}`}>
        <caption id={id} className={hideCaption ? "sr-only" : undefined}>
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                aria-sort={column.sort?.direction}
                className={cx(cellClass(column), column.sort && "ledger-sortable")}
              >
                {column.sort ? (
                  <Link href={column.sort.href} className="ledger-sort">
                    {column.header}
                    <Icon
                      name={
                        column.sort.direction === "ascending"
                          ? "arrowUp"
                          : column.sort.direction === "descending"
                            ? "arrowDown"
                            : "sort"
                      }
                      size={14}
                      className={column.sort.direction ? "" : "opacity-70"}
                    />
                    {column.sort.direction && (
                      <span className="sr-only">
                        {column.sort.direction === "ascending"
                          ? words.sortAscending
                          : words.sortDescending}
                      </span>
                    )}
                  </Link>
                ) : column.actions ? (
                  <span className="sr-only">{column.header}</span>
                ) : (
                  column.header
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) =>
                column.lead ? (
                  <th key={column.key} role="rowheader" scope="row" className={cellClass(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.key}
                    role="cell"
                    data-label={labelOf(column)}
                    className={cellClass(column)}
                  >
                    {asOne(column.cell(row))}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {columns.some((column) => column.footer !== undefined) && (
          <tfoot role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <td
                  key={column.key}
                  role="cell"
                  data-label={column.footer === undefined ? undefined : labelOf(column)}
                  className={cx(cellClass(column), column.footer === undefined && "ledger-void")}
                >
                  {asOne(column.footer)}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
