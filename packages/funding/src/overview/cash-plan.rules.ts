import {
  type CashMonth,
  type CashPlan,
  type CommittedMonth,
  type ExpectedPayment,
  PLAN_MONTHS,
  type Unplaced,
} from "./cash-plan.schema.ts";
import { monthAfter } from "./grant-money.rules.ts";
import type { GrantFacts } from "./grant-money.schema.ts";

type Known = {
  day: string;
  openingCents: number;
  /** What is still to come of the instalments of awarded grants. */
  expected: readonly ExpectedPayment[];
  committed: readonly CommittedMonth[];
  /** Awarded grants. */
  grants: readonly GrantFacts[];
};

/**
 * The months to come, from that of the day. What is late is told in the current month. What grants have left is spent
 * evenly over the months of their period that are not over: a guess, kept apart from what is promised. Whole cents,
 * none lost: what no month holds is told beside.
 */
export function cashPlanOf({ day, openingCents, expected, committed, grants }: Known): CashPlan {
  const first = monthAfter(day, 0);
  const last = monthAfter(day, PLAN_MONTHS - 1);
  const inMonth = new Map<string, Omit<CashMonth, "month" | "balanceCents">>();
  for (let n = 0; n < PLAN_MONTHS; n++) {
    inMonth.set(monthAfter(day, n), { expectedCents: 0, committedCents: 0, forecastCents: 0 });
  }
  const later = { expectedCents: 0, committedCents: 0, forecastCents: 0 };
  const place = (on: string, what: keyof typeof later, cents: number) => {
    const month = monthAfter(on, 0);
    const held = (month < first ? inMonth.get(first) : inMonth.get(month)) ?? later;
    held[what] += cents;
  };
  for (const { expectedOn, amountCents } of expected)
    place(expectedOn, "expectedCents", amountCents);
  for (const { month, amountCents } of committed) place(month, "committedCents", amountCents);
  for (const grant of grants) {
    for (const { month, cents } of spreadLeft(grant, first)) place(month, "forecastCents", cents);
  }
  let balanceCents = openingCents;
  const months = [...inMonth].map(([month, flows]) => {
    balanceCents += flows.expectedCents - flows.committedCents - flows.forecastCents;
    return { month, ...flows, balanceCents };
  });
  return {
    months,
    openingCents,
    late: expected.filter(({ expectedOn }) => expectedOn < day),
    coming: expected.filter(
      ({ expectedOn }) => expectedOn >= day && monthAfter(expectedOn, 0) <= last,
    ),
    laterExpectedCents: later.expectedCents,
    laterCommittedCents: later.committedCents,
    laterForecastCents: later.forecastCents,
    withoutInstalment: withoutInstalment(grants, expected),
    leftAfterEnd: grants
      .filter(({ endsOn }) => monthAfter(endsOn, 0) < first)
      .map((grant) => ({ ...named(grant), amountCents: leftOf(grant) }))
      .filter(({ amountCents }) => amountCents > 0),
  };
}

const named = ({ id, title }: GrantFacts) => ({ grantId: id, grantTitle: title });

/** What is awarded and neither paid nor committed; nothing when more is. */
function leftOf({ awardedCents, paidCents, committedCents }: GrantFacts): number {
  return Math.max(0, (awardedCents ?? 0) - paidCents - committedCents);
}

/** The cents that do not divide go to the first months. */
function spreadLeft(grant: GrantFacts, first: string): { month: string; cents: number }[] {
  const left = leftOf(grant);
  const months: string[] = [];
  const start = monthAfter(grant.startsOn, 0);
  for (
    let month = start < first ? first : start;
    month <= grant.endsOn;
    month = monthAfter(month, 1)
  ) {
    months.push(month);
  }
  const each = Math.floor(left / months.length);
  const rest = left - each * months.length;
  return months.map((month, index) => ({ month, cents: each + (index < rest ? 1 : 0) }));
}

function withoutInstalment(
  grants: readonly GrantFacts[],
  expected: readonly ExpectedPayment[],
): Unplaced[] {
  const announced = new Map<string, number>();
  for (const { grantId, amountCents } of expected) {
    announced.set(grantId, (announced.get(grantId) ?? 0) + amountCents);
  }
  return grants
    .map((grant) => ({
      ...named(grant),
      amountCents: (grant.awardedCents ?? 0) - grant.receivedCents - (announced.get(grant.id) ?? 0),
    }))
    .filter(({ amountCents }) => amountCents > 0);
}
