import { parseCents } from "@essaim/database/money.schema";
import { z } from "zod";

/** Months of the plan, the current one included. */
export const PLAN_MONTHS = 18;

/** A payment that an agreement announces, less what arrived of it. Whole cents. */
export type ExpectedPayment = {
  id: string;
  grantId: string;
  grantTitle: string;
  funderName: string;
  label: string;
  expectedOn: string;
  amountCents: number;
};

/** What is promised and not paid, by the month of its expenses, told by its first day. Whole cents. */
export type CommittedMonth = { month: string; amountCents: number };

/** One month of the plan. Whole cents; `balanceCents` on its last day. */
export type CashMonth = {
  month: string;
  expectedCents: number;
  committedCents: number;
  forecastCents: number;
  balanceCents: number;
};

/** What is left to spend or to receive of a grant, that no month of the plan holds. */
export type Unplaced = { grantId: string; grantTitle: string; amountCents: number };

export type CashPlan = {
  months: CashMonth[];
  openingCents: number;
  /** Due before the day, and told in its month. */
  late: ExpectedPayment[];
  coming: ExpectedPayment[];
  /** After the last month. */
  laterExpectedCents: number;
  laterForecastCents: number;
  laterCommittedCents: number;
  /** Awarded, not received, and in no instalment. */
  withoutInstalment: Unplaced[];
  /** Left of grants whose period is over. */
  leftAfterEnd: Unplaced[];
};

/** What is in the bank, as people write it; a minus sign for an overdraft. */
const balance = z.string().transform((text, context) => {
  const written = text.trim();
  const isBelowZero = /^[-−–]/u.test(written);
  const parsed = parseCents(isBelowZero ? written.slice(1) : written);
  if (parsed.ok) return isBelowZero ? -parsed.cents : parsed.cents;
  context.addIssue({ code: "custom", message: parsed.message });
  return z.NEVER;
});

/** Words of the address bar: `solde`, what the plan begins with, kept nowhere. */
export const cashPlanSchema = z
  .object({ solde: balance.optional() })
  .transform(({ solde }) => ({ openingCents: solde ?? 0 }));
