import { isInKind, type Side } from "../budget/account.rules.ts";
import { type CerfaRow, cerfaRows, type RowGroup, rowKeyOf } from "./cerfa-rows.rules.ts";
import type { ReportAnswers } from "./report.schema.ts";

/** What a budget line pays of an expense, with what decides whether a report counts it. Amounts in cents. */
export type Spending = {
  expenseId: string;
  lineId: string;
  account: string;
  incurredOn: string;
  /** Null: committed only. */
  paidOn: string | null;
  cents: number;
  /** Of the whole expense, what no line pays: at the cooperative's own charge. */
  ownCents: number;
  hasEvidence: boolean;
};

export type LineInScope = {
  id: string;
  grantId: string | null;
  label: string;
  account: string;
  actionName: string | null;
  amountCents: number;
};

export type GrantInScope = {
  id: string;
  title: string;
  funderName: string;
  /** Null while nothing is decided. */
  awardedCents: number | null;
  askedCents: number | null;
  inKindCents: number | null;
};

/** All that a report is made of, besides what is written by hand in it. */
export type ReportSource = {
  grantId: string;
  coversFrom: string;
  coversTo: string;
  /** The first day of the grant: what arrived before it belongs to its first report. */
  startsOn: string;
  plan: { id: string; title: string } | null;
  planEntries: {
    side: Side;
    account: string;
    label: string;
    grantId: string | null;
    amountCents: number | null;
  }[];
  lines: LineInScope[];
  grants: GrantInScope[];
  receipts: { grantId: string; receivedOn: string; cents: number }[];
  spending: Spending[];
  /** What reports of the grant that were sent count (`toldKey`); null when none was sent from here. */
  told: ReadonlySet<string> | null;
};

/** By what it is known that a report counted what a line pays of an expense. */
export const toldKey = (one: { expenseId: string; lineId: string }) =>
  `${one.expenseId} ${one.lineId}`;

/**
 * Is it paid and dated before the period, since the beginning of the grant, and in no report that was sent? Paid late,
 * or between two periods: this report is the last that could tell it.
 */
export function isLeftBehind(
  one: Spending,
  { coversFrom, startsOn, told }: Pick<ReportSource, "coversFrom" | "startsOn" | "told">,
): boolean {
  const isBefore = one.incurredOn >= startsOn && one.incurredOn < coversFrom;
  return one.paidOn !== null && isBefore && !told?.has(toldKey(one));
}

type Amounts = { plannedCents: number; realisedCents: number };
/** A part of a row: one of the grants, what a plan foresees, or what is added by hand. */
export type RowPart = Amounts & { key: string; label: string };
export type FigureRow = Amounts & {
  key: string;
  side: Side;
  group: RowGroup;
  account: string | null;
  label: string;
  /** Shown below the row when there are several grants in it. */
  parts: RowPart[];
  /** Something of it was typed in the report. */
  isByHand: boolean;
};
export type FigureLine = Amounts & {
  id: string;
  label: string;
  account: string;
  actionName: string | null;
  /** Spent and paid before the period that is reported, and counted by a report if one was sent from here. */
  beforeCents: number;
  expenseCount: number;
};
export type Totals = Amounts;

export type ReportFigures = {
  grantId: string;
  /** The plan whose whole budget is told; null when only the grant's own is. */
  planTitle: string | null;
  rows: FigureRow[];
  charges: Totals;
  products: Totals;
  inKindCharges: Totals;
  inKindProducts: Totals;
  /** Lines of the grant itself. */
  lines: FigureLine[];
  awardedCents: number;
  /** Received for the grant by the end of the period, since ever. */
  receivedCents: number;
  /** Of the grant, on no line. */
  undividedCents: number;
  expenseCount: number;
};

/** Is it counted by a report of that period? Dated within it, and paid: Cerfa 15059 attests expenses that were made. */
export function isCounted(
  one: { incurredOn: string; paidOn: string | null },
  period: { coversFrom: string; coversTo: string },
): boolean {
  return (
    one.paidOn !== null && one.incurredOn >= period.coversFrom && one.incurredOn <= period.coversTo
  );
}

/** Money that arrived by the end of the period, since its beginning; since ever when nothing was reported before. */
const isReceived = (on: string, source: ReportSource) =>
  on <= source.coversTo && (source.coversFrom <= source.startsOn || on >= source.coversFrom);

const sumOf = <T>(all: readonly T[], cents: (one: T) => number) =>
  all.reduce((sum, one) => sum + cents(one), 0);

/**
 * The table of a report, in whole cents. Planned: the funding plan that the grant belongs to, else the grant's own
 * lines. Realised: what is counted (`isCounted`) on the lines of the same perimeter, by the account of each expense;
 * an expense on a line in kind (86) stays in kind. What is typed by hand is added to its row. Every cent of the
 * source that is counted is in one row exactly.
 */
export function reportFigures(source: ReportSource, answers: ReportAnswers): ReportFigures {
  const lineById = new Map(source.lines.map((line) => [line.id, line]));
  const parts = new Map<string, RowPart[]>();
  const add = (key: string, part: RowPart) => parts.set(key, [...(parts.get(key) ?? []), part]);
  const counted = source.spending.filter((one) => isCounted(one, source));

  const planned = source.plan
    ? source.planEntries.flatMap((entry) =>
        entry.grantId === null
          ? [{ account: entry.account, cents: entry.amountCents ?? 0, label: entry.label }]
          : [],
      )
    : source.lines.map((line) => ({
        account: line.account,
        cents: line.amountCents,
        label: line.label,
      }));
  const known = (account: string) => {
    const key = rowKeyOf(account);
    if (key === undefined) throw new TypeError(`No row for account ${account}`);
    return key;
  };
  const data = new Map<string, Amounts>();
  const put = (key: string, side: keyof Amounts, cents: number) => {
    const amounts = data.get(key) ?? { plannedCents: 0, realisedCents: 0 };
    data.set(key, { ...amounts, [side]: amounts[side] + cents });
  };
  for (const one of planned) put(known(one.account), "plannedCents", one.cents);
  for (const one of counted) {
    const line = lineById.get(one.lineId);
    const key = known(line && isInKind(line.account) ? line.account : one.account);
    put(key, "realisedCents", one.cents);
  }
  if (answers.countsOwnShare) {
    // One expense may be on several lines.
    for (const one of new Map(counted.map((each) => [each.expenseId, each])).values()) {
      put(known(one.account), "realisedCents", one.ownCents);
      put("own", "realisedCents", one.ownCents);
    }
  }
  for (const grant of source.grants) {
    const awarded = grant.awardedCents ?? 0;
    const received = sumOf(
      source.receipts.filter(
        (one) => one.grantId === grant.id && isReceived(one.receivedOn, source),
      ),
      ({ cents }) => cents,
    );
    add("74", {
      key: grant.id,
      label: `${grant.funderName}, ${grant.title}`,
      plannedCents: grant.awardedCents ?? grant.askedCents ?? 0,
      realisedCents: answers.countsAwarded ? awarded : received,
    });
    if (!source.plan && grant.inKindCents) {
      put("871", "plannedCents", grant.inKindCents);
    }
  }

  const rows = cerfaRows.map((row): FigureRow => {
    const own = parts.get(row.key) ?? [];
    const found = data.get(row.key) ?? { plannedCents: 0, realisedCents: 0 };
    const hand = answers.amounts[row.key];
    const all = [
      ...own,
      found,
      { plannedCents: hand?.planned ?? 0, realisedCents: hand?.realised ?? 0 },
    ];
    return {
      ...rowIdentity(row),
      plannedCents: sumOf(all, (one) => one.plannedCents),
      realisedCents: sumOf(all, (one) => one.realisedCents),
      parts: own,
      isByHand: hand !== undefined,
    };
  });
  const totalOf = (side: Side, inKind: boolean): Totals => {
    const concerned = rows.filter(
      (row) => row.side === side && (row.group === "in_kind") === inKind,
    );
    return {
      plannedCents: sumOf(concerned, (row) => row.plannedCents),
      realisedCents: sumOf(concerned, (row) => row.realisedCents),
    };
  };
  const grant = source.grants.find(({ id }) => id === source.grantId);
  const awardedCents = grant?.awardedCents ?? 0;
  const ownLines = source.lines.filter((line) => line.grantId === source.grantId);
  return {
    grantId: source.grantId,
    planTitle: source.plan?.title ?? null,
    rows,
    charges: totalOf("charge", false),
    products: totalOf("product", false),
    inKindCharges: totalOf("charge", true),
    inKindProducts: totalOf("product", true),
    lines: ownLines.map((line) => {
      const onLine = source.spending.filter((one) => one.lineId === line.id);
      const countedHere = onLine.filter((one) => isCounted(one, source));
      return {
        id: line.id,
        label: line.label,
        account: line.account,
        actionName: line.actionName,
        plannedCents: line.amountCents,
        realisedCents: sumOf(countedHere, ({ cents }) => cents),
        beforeCents: sumOf(
          onLine.filter(
            (one) =>
              one.paidOn !== null &&
              one.incurredOn < source.coversFrom &&
              !(source.told && isLeftBehind(one, source)),
          ),
          ({ cents }) => cents,
        ),
        expenseCount: countedHere.length,
      };
    }),
    awardedCents,
    receivedCents: sumOf(
      source.receipts.filter(
        (one) => one.grantId === source.grantId && one.receivedOn <= source.coversTo,
      ),
      ({ cents }) => cents,
    ),
    undividedCents: Math.max(
      0,
      awardedCents -
        sumOf(
          ownLines.filter((line) => !isInKind(line.account)),
          ({ amountCents }) => amountCents,
        ),
    ),
    expenseCount: new Set(counted.map(({ expenseId }) => expenseId)).size,
  };
}

const rowIdentity = ({ key, side, group, account, label }: CerfaRow) => ({
  key,
  side,
  group,
  account,
  label,
});

/** Rows that hold something: an empty one tells a reader nothing. */
export const shownRows = (rows: readonly FigureRow[]): FigureRow[] =>
  rows.filter((row) => row.plannedCents !== 0 || row.realisedCents !== 0);

/** The grant's lines in money, which alone add up to what was awarded, and those in kind (86), told apart. */
export function linesByNature({ lines }: Pick<ReportFigures, "lines">) {
  return {
    money: lines.filter((line) => !isInKind(line.account)),
    inKind: lines.filter((line) => isInKind(line.account)),
  };
}

/** What is realised against what was planned: the difference in cents, and the ratio (null when nothing was planned). */
export function gapOf({ plannedCents, realisedCents }: Amounts): {
  cents: number;
  ratio: number | null;
} {
  return {
    cents: realisedCents - plannedCents,
    ratio: plannedCents === 0 ? null : realisedCents / plannedCents,
  };
}

/** Past both, a gap wants a word of explanation. The arrêté of 11 October 2006 sets no threshold: these are the house's. */
export const SIGNIFICANT_SHARE = 0.1;
export const SIGNIFICANT_CENTS = 10_000;

export function isSignificantGap(amounts: Amounts): boolean {
  const { cents } = gapOf(amounts);
  return (
    Math.abs(cents) >= SIGNIFICANT_CENTS &&
    Math.abs(cents) > amounts.plannedCents * SIGNIFICANT_SHARE
  );
}

/**
 * « La subvention de … représente … % du total des produits », as the form asks it: what was awarded over the products
 * of one column that holds the whole of it; the realised one, or the planned one while a part is still to come. Null
 * when neither does.
 */
export function shareOfProducts({
  rows,
  grantId,
  awardedCents,
  products,
}: ReportFigures): { ratio: number; of: "planned" | "realised" } | null {
  const told = rows.flatMap(({ parts }) => parts).find(({ key }) => key === grantId);
  for (const of of ["realised", "planned"] as const) {
    const whole = products[`${of}Cents`];
    if (whole > 0 && told?.[`${of}Cents`] === awardedCents) {
      return { ratio: awardedCents / whole, of };
    }
  }
  return null;
}
