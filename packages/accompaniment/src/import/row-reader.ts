import { type Cell, type Cells, cellText } from "@essaim/territory/spreadsheet/cell";
import { blank, cut, isUnknown } from "@essaim/territory/text/word.rules";
import type { Repair } from "./cell-value.rules.ts";
import { choicesInCell } from "./guess.rules.ts";
import { fieldOf } from "./import-field.schema.ts";
import { type Choices, columnsByField, type Mapping, NOTHING } from "./mapping.schema.ts";
import type { Problem } from "./prepared.schema.ts";

/** Characters of a cell quoted beside what is wrong with it. */
const LONGEST_SHOWN = 80;

/** A mapping made ready to read rows with. */
export type Plan = {
  mapping: Mapping;
  fields: ReadonlyMap<string, readonly number[]>;
  /** Titles by column. */
  titles: ReadonlyMap<number, string>;
  /** Columns in which somebody put the month before the day. */
  monthFirst: ReadonlySet<number>;
  is1904: boolean;
  /** Ids that may be chosen today, by field of words. */
  offered: ReadonlyMap<string, ReadonlySet<string>>;
};

export function planOf(
  mapping: Mapping,
  sheet: { columns: readonly { column: number; title: string; monthFirstRow: number | null }[] },
  is1904: boolean,
  choices: Choices,
): Plan {
  return {
    mapping,
    offered: new Map(
      Object.entries(choices).map(([field, offered]) => [field, new Set(offered.map((c) => c.id))]),
    ),
    fields: columnsByField(mapping),
    titles: new Map(sheet.columns.map(({ column, title }) => [column, title])),
    monthFirst: new Set(
      sheet.columns.filter((one) => one.monthFirstRow !== null).map((one) => one.column),
    ),
    is1904,
  };
}

/** One row seen through a plan: its cells by field, and what is found wrong on the way. */
export class RowReader {
  readonly problems: Problem[] = [];
  readonly repairs: Repair[] = [];

  constructor(
    readonly plan: Plan,
    readonly row: number,
    private readonly cells: Cells,
  ) {}

  /** The first column of a field, where what is wrong with it is said. */
  columnOf(field: string): number | null {
    return this.plan.fields.get(field)?.[0] ?? null;
  }

  refuse(field: string | null, message: string): void {
    this.refuseAt(field === null ? null : this.columnOf(field), message);
  }

  refuseAt(column: number | null, message: string): void {
    const isKnown = this.problems.some((one) => one.column === column && one.message === message);
    if (isKnown) return;
    const shown =
      column === null ? "" : cut(blank(cellText(this.cells[column - 1])), LONGEST_SHOWN);
    this.problems.push({ row: this.row, column, message, shown });
  }

  /** The cells of a field that hold something; a cell in error, or that says nobody knows, is none. */
  filled(field: string): { cell: Cell; column: number }[] {
    return (this.plan.fields.get(field) ?? []).flatMap((column) => {
      const cell = this.cells[column - 1];
      if (!cell) return [];
      if (cell.kind === "error") {
        this.refuseAt(column, `Cette case est en erreur dans le tableur\u202f: ${cell.text}.`);
        return [];
      }
      return isUnknown(cellText(cell)) ? [] : [{ cell, column }];
    });
  }

  /** What a field of text says, its columns one after the other. */
  text(field: string): string | undefined {
    const text = blank(
      this.filled(field)
        .map(({ cell }) => cellText(cell))
        .join(" "),
    );
    return text === "" ? undefined : text;
  }

  /** What a field says once its first cell is read. */
  value<T>(field: string, read: (cell: Cell) => { value: T; repair?: Repair }): T | undefined {
    const [first] = this.filled(field);
    if (!first) return undefined;
    const { value, repair } = read(first.cell);
    if (repair) this.repairs.push(repair);
    return value;
  }

  /** The choices that the words of a field stand for. */
  choices(field: string): string[] {
    const { isMultiple = false } = fieldOf(field);
    const found = new Set<string>();
    for (const { cell, column } of this.filled(field)) {
      const words = this.plan.mapping.words[String(column)] ?? {};
      for (const choice of choicesInCell(blank(cellText(cell)), isMultiple, words)) {
        if (choice === null) {
          this.refuseAt(
            column,
            `«\u202f${cut(blank(cellText(cell)), 60)}\u202f» n’a pas encore de réponse en face.`,
          );
        } else if (choice !== NOTHING) {
          if (this.plan.offered.get(field)?.has(choice)) found.add(choice);
          else {
            this.refuseAt(
              column,
              `La réponse choisie en face de «\u202f${cut(blank(cellText(cell)), 60)}\u202f» n’est plus proposée.`,
            );
          }
        }
      }
    }
    return [...found];
  }

  choice(field: string): string | null {
    return this.choices(field)[0] ?? null;
  }
}
