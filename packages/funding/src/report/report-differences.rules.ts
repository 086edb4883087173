import type { ReportFigures } from "./report-figures.rules.ts";

/** What a frozen report keeps of an expense that it counted: no word of it, since its label may name somebody. */
export type CountedExpense = {
  expenseId: string;
  lineId: string;
  account: string;
  incurredOn: string;
  paidOn: string | null;
  cents: number;
};

/** An amount that the records no longer give as the report said it. Null: it is not there at all. Cents. */
export type Difference = {
  place: "charge" | "product" | "line" | "expense";
  /** Of the row, of the budget line or of the expense. */
  key: string;
  /** Of a row or a line; empty for an expense, which may name somebody. */
  label: string;
  /** The day of an expense; null for a row or a line. */
  incurredOn: string | null;
  part: "planned" | "realised";
  saidCents: number | null;
  nowCents: number | null;
};

type Amounts = {
  plannedCents: number;
  realisedCents: number;
  label: string;
  incurredOn?: string;
};

/**
 * What changed in the records since a report was sent, row by row, line by line, expense by expense. Empty when they
 * say what the report said.
 */
export function differencesSince(
  said: { figures: ReportFigures; counted: readonly CountedExpense[] },
  now: { figures: ReportFigures; counted: readonly CountedExpense[] },
): Difference[] {
  const rowsOf = (figures: ReportFigures, side: "charge" | "product") =>
    new Map(
      figures.rows
        .filter((row) => row.side === side)
        .map((row): [string, Amounts] => [row.key, row]),
    );
  const linesOf = (figures: ReportFigures) =>
    new Map(figures.lines.map((line): [string, Amounts] => [line.id, line]));
  const expensesOf = (counted: readonly CountedExpense[]) =>
    new Map(
      counted.map((one): [string, Amounts] => [
        `${one.expenseId} ${one.lineId}`,
        { plannedCents: 0, realisedCents: one.cents, label: "", incurredOn: one.incurredOn },
      ]),
    );
  return [
    ...compare("charge", rowsOf(said.figures, "charge"), rowsOf(now.figures, "charge")),
    ...compare("product", rowsOf(said.figures, "product"), rowsOf(now.figures, "product")),
    ...compare("line", linesOf(said.figures), linesOf(now.figures)),
    ...compare("expense", expensesOf(said.counted), expensesOf(now.counted)),
  ];
}

function compare(
  place: Difference["place"],
  said: ReadonlyMap<string, Amounts>,
  now: ReadonlyMap<string, Amounts>,
): Difference[] {
  const keys = [...new Set([...said.keys(), ...now.keys()])];
  return keys.flatMap((key) =>
    (["planned", "realised"] as const).flatMap((part): Difference[] => {
      const cents = (all: ReadonlyMap<string, Amounts>) => all.get(key)?.[`${part}Cents`] ?? null;
      const [saidCents, nowCents] = [cents(said), cents(now)];
      if ((saidCents ?? 0) === (nowCents ?? 0)) return [];
      const { label = "", incurredOn = null } = now.get(key) ?? said.get(key) ?? {};
      return [
        { place, key: key.split(" ")[0] ?? key, label, incurredOn, part, saidCents, nowCents },
      ];
    }),
  );
}
