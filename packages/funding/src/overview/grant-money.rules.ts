import { daysAfter } from "@essaim/database/today";
import type {
  Alert,
  GrantAlert,
  GrantFacts,
  GrantMoney,
  MoneyGroup,
  MoneyTotals,
  MonthMoney,
  ReportDue,
  Unbalanced,
} from "./grant-money.schema.ts";

/** Days before a report is due, or a call closes, from which it is told. */
export const NOTICE_DAYS = 30;
/** Share of the period before which no pace is read from what is spent. */
export const SOONEST_FORECAST = 0.2;
/** Spending is ahead of time, or behind it, past these shares of the grant. */
export const AHEAD = 0.15;
export const BEHIND = 0.2;

const DAY = 86_400_000;
const days = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY);

/** The share of a period gone by at the end of a day, from 0 to 1. */
export function elapsedShare(
  { startsOn, endsOn }: Pick<GrantFacts, "startsOn" | "endsOn">,
  day: string,
) {
  const gone = days(startsOn, day) + 1;
  return Math.min(1, Math.max(0, gone / (days(startsOn, endsOn) + 1)));
}

/**
 * What will be spent on the last day: what is dated until now, at the same pace to the end, and never less than what
 * is already paid and committed. Whole cents; null before a fifth of the period, when a pace means nothing.
 */
export function forecastOf(
  {
    paidCents,
    committedCents,
    toDateCents,
  }: Pick<GrantFacts, "paidCents" | "committedCents" | "toDateCents">,
  elapsed: number,
): number | null {
  const known = paidCents + committedCents;
  if (elapsed === 1) return known;
  if (elapsed < SOONEST_FORECAST) return null;
  return Math.max(known, Math.round(toDateCents / elapsed));
}

/** Where a grant stands on a day, and what calls for somebody, the gravest first. */
export function moneyOf(
  facts: GrantFacts,
  day: string,
  {
    reports = [],
    plans = [],
  }: { reports?: readonly ReportDue[]; plans?: readonly Unbalanced[] } = {},
): GrantMoney {
  const { awardedCents, askedCents, paidCents, committedCents, plannedCents, toDateCents } = facts;
  const known = awardedCents ?? askedCents;
  const elapsed = elapsedShare(facts, day);
  const figures = {
    leftCents: awardedCents === null ? null : awardedCents - paidCents - committedCents,
    undividedCents: known === null ? null : known - plannedCents,
    elapsed,
    spent: awardedCents === null ? null : toDateCents / awardedCents,
    forecastCents: facts.status === "awarded" ? forecastOf(facts, elapsed) : null,
  };
  const alerts = [
    ...reports.filter((report) => report.grantId === facts.id).flatMap((one) => ofReport(one, day)),
    ...ofCall(facts, day),
    ...(facts.status === "awarded" ? ofSpending({ ...facts, ...figures }, day) : []),
    ...plans.filter(({ grantIds }) => grantIds.includes(facts.id)).map(ofPlan),
  ];
  return { ...facts, ...figures, alerts: gravestFirst(alerts) };
}

function ofReport({ id, label, dueOn }: ReportDue, day: string): Alert[] {
  const about = { id, label, on: dueOn };
  if (dueOn < day) return [{ kind: "report_late", severity: "danger", ...about }];
  if (dueOn > daysAfter(day, NOTICE_DAYS)) return [];
  return [{ kind: "report_due", severity: "warning", ...about }];
}

function ofCall({ status, applyBy }: GrantFacts, day: string): Alert[] {
  if (status !== "envisaged" || applyBy === null) return [];
  if (applyBy < day) return [{ kind: "call_closed", severity: "warning", on: applyBy }];
  if (applyBy > daysAfter(day, NOTICE_DAYS)) return [];
  return [{ kind: "call_closing", severity: "danger", on: applyBy }];
}

function ofSpending(grant: Omit<GrantMoney, "alerts">, day: string): Alert[] {
  const { awardedCents, leftCents, spent, elapsed, forecastCents, endsOn } = grant;
  const alerts: Alert[] = [];
  if (grant.lateOn !== null)
    alerts.push({
      kind: "instalment_late",
      severity: "danger",
      on: grant.lateOn,
      cents: grant.lateCents,
    });
  if (grant.overspentLineCount > 0)
    alerts.push({ kind: "lines_overspent", severity: "danger", count: grant.overspentLineCount });
  if (awardedCents === null || leftCents === null || spent === null) return alerts;
  if (leftCents < 0) {
    alerts.push({ kind: "overspent", severity: "danger", cents: -leftCents });
  } else if (day > endsOn) {
    if (leftCents > 0) alerts.push({ kind: "unspent", severity: "warning", cents: leftCents });
  } else if (elapsed >= SOONEST_FORECAST) {
    if (spent > elapsed + AHEAD)
      alerts.push({ kind: "ahead", severity: "warning", elapsed, spent });
    else if (forecastCents !== null && forecastCents > awardedCents * 1.05)
      alerts.push({
        kind: "forecast_over",
        severity: "warning",
        cents: forecastCents - awardedCents,
      });
    if (spent < elapsed - BEHIND)
      alerts.push({ kind: "behind", severity: "warning", elapsed, spent });
  }
  return alerts;
}

function ofPlan({ id, title, gapCents, inKindGapCents }: Unbalanced): Alert {
  return {
    kind: "plan_unbalanced",
    severity: "warning",
    id,
    label: title,
    cents: gapCents !== 0 ? gapCents : inKindGapCents,
  };
}

function gravestFirst(alerts: Alert[]): Alert[] {
  return alerts.sort((a, b) => grave(a) - grave(b));
}
const grave = (alert: Alert) => (alert.severity === "danger" ? 0 : 1);

/** Sums of what is known; what is not known adds nothing, and a grant not awarded has nothing to divide. Whole cents. */
export function totalsOf(grants: readonly GrantMoney[]): MoneyTotals {
  const sum = (name: keyof MoneyTotals, of = grants) =>
    of.reduce((total, grant) => total + (grant[name] ?? 0), 0);
  return {
    askedCents: sum("askedCents"),
    awardedCents: sum("awardedCents"),
    receivedCents: sum("receivedCents"),
    paidCents: sum("paidCents"),
    committedCents: sum("committedCents"),
    leftCents: sum("leftCents"),
    undividedCents: sum(
      "undividedCents",
      grants.filter(({ awardedCents }) => awardedCents !== null),
    ),
  };
}

/** The sums of grants by what they share, the largest first. */
export function groupMoney(
  grants: readonly GrantMoney[],
  by: (grant: GrantMoney) => { id: string; label: string },
): MoneyGroup[] {
  const groups = new Map<string, { label: string; grants: GrantMoney[] }>();
  for (const grant of grants) {
    const { id, label } = by(grant);
    const group = groups.get(id) ?? { label, grants: [] };
    group.grants.push(grant);
    groups.set(id, group);
  }
  return [...groups]
    .map(([id, group]) => ({ id, label: group.label, ...totalsOf(group.grants) }))
    .sort((a, b) => b.awardedCents - a.awardedCents || a.label.localeCompare(b.label, "fr"));
}

/** What calls for somebody, the gravest first, then by grant. A plan that several grants pay is told once. */
export function alertsOf(grants: readonly GrantMoney[]): GrantAlert[] {
  const plans = new Set<string>();
  const alerts = grants.flatMap((grant) =>
    grant.alerts
      .filter((alert) => {
        if (alert.kind !== "plan_unbalanced") return true;
        if (plans.has(alert.id)) return false;
        plans.add(alert.id);
        return true;
      })
      .map((alert) => ({ grantId: grant.id, grantTitle: grant.title, alert })),
  );
  return alerts.sort((a, b) => grave(a.alert) - grave(b.alert));
}

/** Every month from one to another, both included, with what was spent in it. */
export function everyMonth(from: string, to: string, known: readonly MonthMoney[]): MonthMoney[] {
  const months: MonthMoney[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) {
    months.push(
      known.find((one) => one.month === month) ?? { month, paidCents: 0, committedCents: 0 },
    );
  }
  return months;
}

/** The first day of the month so many months after that of a day. */
export function monthAfter(day: string, count: number): string {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}-01`;
}
const nextMonth = (month: string) => monthAfter(month, 1);
