import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import {
  type Chosen,
  readGrantFacts,
  readLineMoney,
  readReportsDue,
  readSpendingByMonth,
  readUnbalancedPlans,
} from "./grant-facts.queries.ts";
import {
  alertsOf,
  everyMonth,
  groupMoney,
  moneyOf,
  monthAfter,
  totalsOf,
} from "./grant-money.rules.ts";
import { OVERVIEW_PER_PAGE, overviewFilterSchema } from "./grant-money.schema.ts";

/** Months told when no year is chosen. */
const MONTHS_TOLD = 24;

/** Where the money of one grant stands today, and on each line of its budget. @throws NotFound */
export const getGrantMoney = defineQuery({
  name: "getGrantMoney",
  permission: "spending:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input: { id } }) => {
    const day = today();
    const [facts] = await readGrantFacts(db, day, { id });
    if (!facts) throw new NotFound(`No grant ${id}`);
    const reports = await readReportsDue(db, day, id);
    const plans = await readUnbalancedPlans(db);
    const lines = await readLineMoney(db, id);
    return { day, money: moneyOf(facts, day, { reports, plans }), lines };
  },
});

async function loadAll(db: Tx, day: string, filter: Chosen) {
  const facts = await readGrantFacts(db, day, filter);
  const reports = await readReportsDue(db, day);
  const plans = await readUnbalancedPlans(db);
  return facts.map((one) => moneyOf(one, day, { reports, plans }));
}

/**
 * Where every grant stands today, those refused left out: one page of them, the sums of all, what calls for somebody,
 * and what was spent month by month (of the year chosen, or of the last two years). Whole cents.
 */
export const getOverview = defineQuery({
  name: "getOverview",
  permission: "spending:read",
  input: overviewFilterSchema,
  run: async ({ db, input }) => {
    const day = today();
    const all = await loadAll(db, day, input);
    const period = input.year
      ? { from: `${input.year}-01-01`, to: `${input.year}-12-01` }
      : { from: monthAfter(day, 1 - MONTHS_TOLD), to: monthAfter(day, 0) };
    const months = await readSpendingByMonth(db, input, period);
    const start = (input.page - 1) * OVERVIEW_PER_PAGE;
    return {
      day,
      total: all.length,
      page: input.page,
      pageCount: Math.max(1, Math.ceil(all.length / OVERVIEW_PER_PAGE)),
      grants: all.slice(start, start + OVERVIEW_PER_PAGE),
      totals: totalsOf(all),
      byFunder: groupMoney(all, (one) => ({ id: one.funderId, label: one.funderName })),
      byProgramme: groupMoney(all, (one) => ({ id: one.programmeId, label: one.programmeName })),
      months: everyMonth(period.from, period.to, months),
      alerts: alertsOf(all),
    };
  },
});

/** Every grant of a filter, for a spreadsheet. */
export const listGrantMoney = defineQuery({
  name: "listGrantMoney",
  permission: "spending:read",
  input: overviewFilterSchema,
  run: ({ db, input }) => loadAll(db, today(), input),
});

/** What calls for somebody in all grants, the gravest first. */
export const listGrantAlerts = defineQuery({
  name: "listGrantAlerts",
  permission: "spending:read",
  input: z.object({}),
  run: async ({ db }) => alertsOf(await loadAll(db, today(), {})),
});
