import type { FecEntry } from "./fec.ts";
import type { FecLine } from "./fec-line.rules.ts";
import { sourceKey } from "./source-key.ts";
import { cutText } from "./text.rules.ts";

/** An expense that a file tells, before anything of ours is known of it. */
export type ReadExpense = {
  /** Line of the file, from 1. */
  line: number;
  kind: "purchase" | "staff_time" | "credit_note";
  label: string;
  supplier: string;
  /** Plan comptable, class 6, eight digits at most. */
  account: string;
  incurredOn: string;
  paidOn: string | null;
  /** Whole cents; negative for a credit note. */
  amountCents: number;
  staff: { member: string; minutes: number; hourlyCents: number } | null;
  reference: string;
  sourceKey: string;
  /** What it is matched to a budget line by: an account, or a word of a column. */
  place: string;
};

/**
 * What an entry spends: one expense by account of class 6 and by day, debit less credit; nothing when they are equal,
 * a credit note when more comes back. It bears the name of the supplier whose account (class 40) the entry moves, and is
 * paid on the day that this account was lettered, on the day of settlement, or at once when the money itself (class 5)
 * moves in the same entry.
 * @param takes the journals and accounts that are taken
 */
export function expensesOfEntry(
  entry: FecEntry,
  takes: { journal(code: string): boolean; account(number: string): boolean },
): ReadExpense[] {
  if (!takes.journal(entry.journal)) return [];
  const groups = new Map<string, FecLine[]>();
  for (const line of entry.lines) {
    if (!/^6\d/.test(line.account) || !takes.account(line.account)) continue;
    const key = `${line.account} ${line.date}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()].flatMap((lines): ReadExpense[] => {
    const [first] = lines;
    const cents = lines.reduce((sum, line) => sum + line.cents, 0);
    if (!first || cents === 0) return [];
    const supplier = supplierOf(entry, first.date, cents);
    return [
      {
        line: first.line,
        kind: cents < 0 ? "credit_note" : "purchase",
        label: cutText(
          first.label || first.accountLabel || `Écriture ${entry.journal} ${entry.number}`,
          300,
        ),
        supplier: cutText(supplier ? nameOf(supplier) : "", 200),
        account: /^6\d{1,7}/.exec(first.account)?.[0] ?? "6",
        incurredOn: first.date,
        paidOn: paidOn(entry, supplier, first),
        amountCents: cents,
        staff: null,
        reference: cutText(first.reference, 120),
        sourceKey: sourceKey("fec", [entry.journal, entry.number, first.date, first.account]),
        place: first.account,
      },
    ];
  });
}

/** The supplier's line that balances an expense: on its day first, then the largest. */
function supplierOf(entry: FecEntry, date: string, cents: number): FecLine | undefined {
  const owed = entry.lines.filter(
    (line) => line.account.startsWith("40") && Math.sign(line.cents) === -Math.sign(cents),
  );
  const sameDay = owed.filter((line) => line.date === date);
  const [largest] = (sameDay.length > 0 ? sameDay : owed).sort(
    (a, b) => Math.abs(b.cents) - Math.abs(a.cents),
  );
  return largest;
}

/** Without auxiliary accounts, suppliers have general ones: « 401DUPONT ». The collective account names nobody. */
function nameOf(line: FecLine): string {
  if (line.auxiliaryLabel || line.auxiliary) return line.auxiliaryLabel || line.auxiliary;
  return /^fournisseurs?\b/i.test(line.accountLabel) ? "" : line.accountLabel;
}

function paidOn(entry: FecEntry, supplier: FecLine | undefined, charge: FecLine): string | null {
  if (supplier?.lettering && supplier.letteredOn) return supplier.letteredOn;
  const settled = supplier?.settledOn ?? charge.settledOn;
  if (settled) return settled;
  const money = entry.lines.some(
    (line) => /^5[134]/.test(line.account) && line.date === charge.date,
  );
  return money && !supplier ? charge.date : null;
}
