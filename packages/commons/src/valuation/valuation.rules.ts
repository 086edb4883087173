import type { ContributionKind } from "../contribution/contribution.schema.ts";

/** What an hour, or one contribution, is worth from a day on. Amounts in whole cents. */
export type ValuationRule = {
  /** Null: every kind that has no rule of its own. */
  kind: ContributionKind | null;
  centsPerHour: number | null;
  centsEach: number | null;
  /** `YYYY-MM-DD`. */
  validFrom: string;
};

export type Valued = {
  kind: ContributionKind;
  contributedOn: string;
  amountCents: number | null;
  minutes: number | null;
};

/**
 * What a contribution is worth, and how that is known: `paid`, what was paid; `hours`, its minutes at the cost of an
 * hour; `each`, so much a contribution; or why it has no value: no rule on that day, or no duration to count.
 */
export type Worth =
  | { how: "paid"; cents: number }
  | { how: "hours"; cents: number; minutes: number; centsPerHour: number; validFrom: string }
  | { how: "each"; cents: number; validFrom: string }
  | { how: "no_rule" | "no_duration"; cents: null };

/**
 * What a contribution is worth in whole cents. Money is worth what was paid, work included, so that paid hours are not
 * counted twice. Otherwise the rule of its kind in force on its day holds, or the one of every kind; half a cent goes up.
 */
export function worthOf(contribution: Valued, rules: readonly ValuationRule[]): Worth {
  const { amountCents, minutes } = contribution;
  if (amountCents !== null) return { how: "paid", cents: amountCents };
  const rule = ruleFor(contribution, rules);
  if (!rule) return { how: "no_rule", cents: null };
  const { centsPerHour, centsEach, validFrom } = rule;
  if (centsEach !== null) return { how: "each", cents: centsEach, validFrom };
  if (minutes === null || centsPerHour === null) return { how: "no_duration", cents: null };
  const cents = Math.round((minutes * centsPerHour) / 60);
  return { how: "hours", cents, minutes, centsPerHour, validFrom };
}

/** The rule in force for a contribution: the last of its own kind on its day, else the last of every kind. */
function ruleFor(
  { kind, contributedOn }: Valued,
  rules: readonly ValuationRule[],
): ValuationRule | undefined {
  const last = (wanted: ContributionKind | null) =>
    rules
      .filter((rule) => rule.kind === wanted && rule.validFrom <= contributedOn)
      .reduce<ValuationRule | undefined>(
        (one, other) => (one && one.validFrom > other.validFrom ? one : other),
        undefined,
      );
  return last(kind) ?? last(null);
}

/** Sums of some contributions. `cents` counts those that have a value; the others are `unvalued`. */
export type LedgerSum = {
  entries: number;
  /** Money that was spent. */
  paidCents: number;
  /** Money, and work by its value. */
  cents: number;
  minutes: number;
  unvalued: number;
};

const nothing = (): LedgerSum => ({ entries: 0, paidCents: 0, cents: 0, minutes: 0, unvalued: 0 });

/**
 * Totals of contributions by what `keyOf` says of them: a year, a kind, a commons. Whole cents and minutes: the order of
 * the contributions changes nothing.
 */
export function sumBy<C extends Valued, K>(
  contributions: readonly C[],
  rules: readonly ValuationRule[],
  keyOf: (contribution: C) => K,
): Map<K, LedgerSum> {
  const sums = new Map<K, LedgerSum>();
  for (const one of contributions) {
    const key = keyOf(one);
    const sum = sums.get(key) ?? nothing();
    const worth = worthOf(one, rules);
    sum.entries += 1;
    sum.paidCents += one.amountCents ?? 0;
    sum.cents += worth.cents ?? 0;
    sum.minutes += one.minutes ?? 0;
    if (worth.cents === null) sum.unvalued += 1;
    sums.set(key, sum);
  }
  return sums;
}
