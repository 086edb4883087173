import { type Cell, cellText } from "@essaim/territory/spreadsheet/cell";
import { blank, wordKey } from "@essaim/territory/text/word.rules";
import { staffTimeCents } from "../spending/expense.rules.ts";
import type { ReadExpense } from "./fec-expense.ts";
import { columnOf, type Field, type Mapping, WHOLE_TABLE } from "./mapping.schema.ts";
import { sourceKey } from "./source-key.ts";
import {
  readAccount,
  readCents,
  readDay,
  readDayOrMonth,
  readMinutes,
} from "./table-cell.rules.ts";
import type { TableRow } from "./table-survey.ts";
import { cutText } from "./text.rules.ts";

/** A row read: an expense, nothing to take (a receipt of a bank statement, a total, an empty row), or what is wrong. */
export type RowRead = { ok: true; expense: ReadExpense | null } | { ok: false; messages: string[] };

/** Staff: charges de personnel. */
const STAFF_ACCOUNT = "641";

/** Past it, the text of a cell is neither a day nor an amount. */
const LONGEST_AMOUNT = 40;

/**
 * Reads the rows of one table, in their order: two rows that say the same are two expenses, known from each other by
 * their rank, so that the same file sent again, or a longer one, adds nothing twice.
 */
export class RowReader {
  private readonly seen = new Map<string, number>();
  private readonly columns: Map<Field, number>;

  constructor(
    private readonly mapping: Mapping,
    private readonly options: { is1904: boolean; latestYear: number },
  ) {
    this.columns = new Map(
      Object.entries(mapping.columns).map(([column, field]) => [field, Number(column)]),
    );
  }

  table(row: TableRow): RowRead {
    const cell = (field: Field) => this.cell(row, field);
    const text = (field: Field) => blank(cellText(cell(field)));
    const date = cell("date");
    const amount = cell("amount");
    const sides = [cell("debit"), cell("credit")];
    const written = [amount, ...sides].some((one) => one !== undefined);
    // A row without a day is a total, or a remark.
    if (!date && !(written && text("label"))) return { ok: true, expense: null };
    const messages: string[] = [];
    const read = <T>(found: { ok: true; value: T } | { ok: false; message: string }) => {
      if (found.ok) return found.value;
      messages.push(found.message);
      return null;
    };
    if (!date) messages.push("La date manque.");
    const incurredOn = date ? read(readDay(date, this.options)) : null;
    const [debit, credit] = sides;
    const plain = amount ? read(readCents(amount)) : null;
    const left = debit ? (read(readCents(debit)) ?? 0) : 0;
    const right = credit ? (read(readCents(credit)) ?? 0) : 0;
    if (!written) messages.push("Le montant manque.");
    const balance = plain ?? Math.abs(left) - Math.abs(right);
    const cents = this.mapping.isNegative && plain !== null ? 0 - balance : balance;
    const account = cell("account");
    const known = account ? read(readAccount(account)) : this.mapping.account;
    const paid = cell("paidOn");
    const paidOn = paid ? read(readDay(paid, this.options)) : null;
    const label = text("label") || text("supplier");
    if (!label) messages.push("Le libellé manque.");
    if (messages.length > 0 || !incurredOn || !known) return { ok: false, messages };
    if (cents === 0 || (cents < 0 && this.mapping.incoming === "ignore")) {
      return { ok: true, expense: null };
    }
    const reference = cutText(text("reference"), 120);
    const supplier = cutText(text("supplier"), 200);
    return {
      ok: true,
      expense: {
        line: row.row,
        kind: cents < 0 ? "credit_note" : "purchase",
        label: cutText(label, 300),
        supplier,
        account: known,
        incurredOn,
        paidOn: paidOn ?? (this.mapping.isPaid ? incurredOn : null),
        amountCents: cents,
        staff: null,
        reference,
        sourceKey: this.key("table", row),
        place: this.place(row),
      },
    };
  }

  hours(row: TableRow): RowRead {
    const cell = (field: Field) => this.cell(row, field);
    const person = cutText(cellText(cell("person")), 120);
    const time = cell("hours");
    const date = cell("date");
    if (!person && !date) return { ok: true, expense: null };
    const messages: string[] = [];
    const read = <T>(found: { ok: true; value: T } | { ok: false; message: string }) => {
      if (found.ok) return found.value;
      messages.push(found.message);
      return null;
    };
    if (!person) messages.push("Le nom manque.");
    if (!date) messages.push("La date ou le mois manque.");
    if (!time) messages.push("Les heures manquent.");
    const incurredOn = date ? read(readDayOrMonth(date, this.options)) : null;
    const minutes = time ? read(readMinutes(time)) : null;
    const cost = cell("hourly");
    const hourlyCents = cost ? read(readCents(cost)) : this.mapping.hourlyCents;
    if (hourlyCents !== null && hourlyCents <= 0)
      messages.push("Le coût d’une heure doit être positif.");
    if (!cost && hourlyCents === null) messages.push("Le coût d’une heure manque.");
    if (messages.length > 0 || !incurredOn || !minutes || !hourlyCents) {
      return { ok: false, messages };
    }
    const amountCents = staffTimeCents({ minutes, hourlyCents });
    if (amountCents <= 0) return { ok: false, messages: ["Ce temps ne coûte pas un centime."] };
    const label = cutText(cellText(cell("label")), 300) || "Temps de l’équipe";
    return {
      ok: true,
      expense: {
        line: row.row,
        kind: "staff_time",
        label,
        supplier: "",
        account: STAFF_ACCOUNT,
        incurredOn,
        paidOn: this.mapping.isPaid ? incurredOn : null,
        amountCents,
        staff: { member: person, minutes, hourlyCents },
        reference: "",
        sourceKey: this.key("hours", row),
        place: this.place(row),
      },
    };
  }

  private cell(row: TableRow, field: Field): Cell | undefined {
    const column = this.columns.get(field);
    return column === undefined ? undefined : row.cells[column - 1];
  }

  /** One word for a day or an amount, which a spreadsheet and a text write otherwise. */
  private wordOf(cell: Cell): string {
    const text = blank(cellText(cell)).toLowerCase();
    if (text.length > LONGEST_AMOUNT) return text;
    const day = cell.kind === "number" ? null : readDay(cell, this.options);
    if (day?.ok) return day.value;
    const cents = readCents(cell);
    return cents.ok ? String(cents.value) : text;
  }

  private place(row: TableRow): string {
    const column = columnOf(this.mapping, "line") ?? columnOf(this.mapping, "account");
    if (column === null) return WHOLE_TABLE;
    const cell = row.cells[column - 1];
    return cell ? wordKey(blank(cutText(cellText(cell), 60))) : "";
  }

  /** Of what the row itself says, whatever its columns are matched to: matched otherwise, it is still the same row. */
  private key(kind: "table" | "hours", row: TableRow): string {
    const parts = row.cells.flatMap((cell, index) =>
      cell ? [`${index} ${this.wordOf(cell)}`] : [],
    );
    const key = sourceKey(kind, parts);
    const rank = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, rank);
    return rank === 1 ? key : `${key}:${rank}`;
  }
}
