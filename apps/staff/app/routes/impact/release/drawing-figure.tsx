import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { Table } from "@essaim/ui/table";
import type { ReleaseDrawing } from "./release-drawings";

/** Where the files of a drawing are, by its name; nowhere for who only looks. */
export type DownloadsOf = (name: string) => { label: string; href: string }[];

/** A drawing of a release with its sentence, its table and its files. */
export function DrawingFigure({
  drawing,
  downloadsOf,
  level = 3,
  width,
}: {
  drawing: ReleaseDrawing;
  downloadsOf?: DownloadsOf | undefined;
  level?: 3 | 4;
  /** The one it is drawn at; without it, as wide as the page. */
  width?: number;
}) {
  const { name, title, description, source, footer } = drawing;
  const { draw, columns, rows: told } = drawing.onPage ?? drawing;
  const rows = told.map((cells, at) => ({ cells, at }));
  return (
    <ChartWithTable
      title={title}
      description={description}
      level={level}
      source={source}
      downloads={downloadsOf?.(name) ?? []}
      // A budget is read line by line.
      fold={drawing.part !== "money"}
      table={
        <Table
          caption={title}
          hideCaption
          rows={rows}
          rowKey={({ at }) => String(at)}
          stack={columns.length > 3 ? "sm" : "never"}
          columns={columns.map(({ header, numeric }, column) => ({
            key: String(column),
            header,
            numeric,
            lead: column === 0,
            cell: ({ cells }: (typeof rows)[number]) => {
              const cell = cells[column] ?? "";
              return typeof cell === "string" ? cell : cell.said;
            },
            footer: footer?.[column],
          }))}
        />
      }
    >
      {width ? <div className="max-w-92">{draw(width)}</div> : draw()}
    </ChartWithTable>
  );
}
