import { z } from "zod";
import type { GrantStatus } from "../grant/grant.schema.ts";

/** What the records say of a grant's money on a day. Whole cents; days as ISO dates. */
export type GrantFacts = {
  id: string;
  title: string;
  status: GrantStatus;
  funderId: string;
  funderName: string;
  programmeId: string;
  programmeName: string;
  startsOn: string;
  endsOn: string;
  applyBy: string | null;
  /** Null where it is not known. */
  askedCents: number | null;
  awardedCents: number | null;
  receivedCents: number;
  /** On the lines of its budget, what is given in kind left out. */
  plannedCents: number;
  paidCents: number;
  committedCents: number;
  /** Paid and committed, of the expenses dated until the end of the month of the day. */
  toDateCents: number;
  lineCount: number;
  overspentLineCount: number;
  /** What the first instalment past its day still lacks, and all of them together. */
  lateOn: string | null;
  lateCents: number;
};

/** A report that is not sent, of a grant. */
export type ReportDue = { id: string; grantId: string; label: string; dueOn: string };

/** A settled funding plan that no longer balances: charges less products, in money and in kind. */
export type Unbalanced = {
  id: string;
  title: string;
  grantIds: string[];
  gapCents: number;
  inKindGapCents: number;
};

export type Alert = { severity: "danger" | "warning" } & (
  | { kind: "report_late" | "report_due"; id: string; label: string; on: string }
  | { kind: "instalment_late"; on: string; cents: number }
  | { kind: "overspent" | "forecast_over" | "unspent"; cents: number }
  | { kind: "lines_overspent"; count: number }
  | { kind: "ahead" | "behind"; elapsed: number; spent: number }
  | { kind: "plan_unbalanced"; id: string; label: string; cents: number }
  | { kind: "call_closing" | "call_closed"; on: string }
);
export type AlertKind = Alert["kind"];

/** Where the money of a grant stands on a day. Whole cents, ratios from 0. */
export type GrantMoney = GrantFacts & {
  /** Neither paid nor committed of what is awarded; below zero when it is overspent. */
  leftCents: number | null;
  /** On no line yet, of what is awarded or else asked. */
  undividedCents: number | null;
  /** Of its period, from 0 to 1. */
  elapsed: number;
  /** `toDateCents` of what is awarded. */
  spent: number | null;
  /** What is spent on its last day, at the pace so far; null while it is too soon to say. */
  forecastCents: number | null;
  alerts: Alert[];
};

export type MoneyTotals = Record<
  | "askedCents"
  | "awardedCents"
  | "receivedCents"
  | "paidCents"
  | "committedCents"
  | "leftCents"
  | "undividedCents",
  number
>;

export type MoneyGroup = MoneyTotals & { id: string; label: string };

/** An alert and the grant that it is about. */
export type GrantAlert = { grantId: string; grantTitle: string; alert: Alert };

/** What is spent in a month, told by its first day, by the day of the expenses. Whole cents. */
export type MonthMoney = { month: string; paidCents: number; committedCents: number };

/** What a budget line pays. Whole cents. */
export type LineMoney = {
  id: string;
  label: string;
  account: string;
  amountCents: number;
  paidCents: number;
  committedCents: number;
};

/** Words of the address bar: `annee` keeps the grants whose period touches that year. */
export const overviewFilterSchema = z
  .object({
    annee: z.coerce.number().int().min(1990).max(2099).optional(),
    programme: z.uuid().optional(),
    financeur: z.uuid().optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ annee, programme, financeur, page }) => ({
    year: annee,
    programmeId: programme,
    funderId: financeur,
    page,
  }));
export type OverviewFilter = z.output<typeof overviewFilterSchema>;

export const OVERVIEW_PER_PAGE = 25;
