// biome-ignore-all lint/suspicious/noArrayIndexKey: the parts of a report keep their order and hold no state.
import { barsSentence, mapSentence, writeCell } from "@essaim/impact/report/report.words";
import type { MapPart, Part } from "@essaim/impact/report/sealed-report";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { DescriptionList } from "@essaim/ui/description-list";
import { Table } from "@essaim/ui/table";
import { useId } from "react";
import { ReportBars } from "./report-bars";
import { ReportMap } from "./report-map";

type TablePart = Extract<Part, { kind: "table" }>;
type BarsPart = Extract<Part, { kind: "bars" }>;

/** The parts of a chapter, as its files hold them. A drawing goes with the table that follows it. */
export function ReportParts({ parts }: { parts: readonly Part[] }) {
  return (
    <div className="flex flex-col gap-5">
      {parts.map((part, at) => {
        const before = parts[at - 1];
        const after = parts[at + 1];
        if (part.kind === "table" && before?.kind === "bars") return null;
        if (part.kind === "bars") {
          return <Bars key={at} bars={part} table={after?.kind === "table" ? after : undefined} />;
        }
        return <ReportPart key={at} part={part} />;
      })}
    </div>
  );
}

function ReportPart({ part }: { part: Exclude<Part, BarsPart> }) {
  switch (part.kind) {
    case "heading":
      return <h3>{part.text}</h3>;
    case "text":
      return <p className="max-w-measure whitespace-pre-line">{part.text}</p>;
    case "quote":
      return (
        <blockquote className="max-w-measure whitespace-pre-line border-l-4 border-line pl-4">
          {part.text}
        </blockquote>
      );
    case "list":
      return (
        <ul className="max-w-measure list-disc pl-5">
          {part.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case "facts":
      return (
        <div className="max-w-2xl">
          <DescriptionList items={part.facts.map(([term, value]) => ({ term, value }))} />
        </div>
      );
    case "table":
      return <Values table={part} />;
    case "map":
      return <MapFigure map={part} />;
  }
}

function Bars({ bars, table }: { bars: BarsPart; table: TablePart | undefined }) {
  if (!table) return <ReportBars bars={bars} />;
  return (
    <ChartWithTable
      title={bars.title}
      description={barsSentence(bars)}
      table={<Values table={table} hideCaption />}
    >
      <ReportBars bars={bars} />
    </ChartWithTable>
  );
}

/** Its numbers stand in the table that follows. */
function MapFigure({ map }: { map: MapPart }) {
  const id = useId();
  return (
    <figure aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <figcaption className="flex flex-col gap-0.5">
        <h3 id={id} className="text-lg">
          {map.title}
        </h3>
        <p className="max-w-measure">{mapSentence(map)}</p>
      </figcaption>
      <ReportMap map={map} />
      <p className="text-xs text-muted">{map.note}</p>
    </figure>
  );
}

function Values({ table, hideCaption = false }: { table: TablePart; hideCaption?: boolean }) {
  const { columns, totals } = table;
  const rows = table.rows.map((cells, at) => ({ cells, at }));
  return (
    <Table
      caption={table.caption}
      hideCaption={hideCaption}
      rows={rows}
      rowKey={({ at }) => String(at)}
      stack={columns.length > 2 ? "sm" : "never"}
      columns={columns.map(({ header, unit }, column) => ({
        key: String(column),
        header,
        lead: column === (columns[0]?.header === "Compte" ? 1 : 0),
        numeric: unit !== "text",
        cell: ({ cells, at }) => {
          const words = writeCell(cells[column] ?? null, unit);
          return totals.includes(at) ? <strong>{words}</strong> : words;
        },
      }))}
    />
  );
}
