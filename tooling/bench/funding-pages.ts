import { connectAs } from "@essaim/database/connection";
import { listFunders, listProgrammes } from "@essaim/funding/grant/funder.queries";
import { getCashPlan } from "@essaim/funding/overview/cash-plan.queries";
import { listExpensesToCheck } from "@essaim/funding/overview/expenses-to-check.queries";
import { getOverview } from "@essaim/funding/overview/grant-money.queries";
import { overviewFilterSchema } from "@essaim/funding/overview/grant-money.schema";
import { sql } from "kysely";
import { addFunding } from "../seed/national/funding.ts";
import type { Stack } from "../start/stack.ts";
import { openLooking } from "./looking.ts";
import type { Page } from "./pages.ts";

/** What a very large house would hold: four lines by grant, several hundred expenses by grant that is awarded. */
const fundingSize = { grants: 1_000, expenses: 500_000 };

/** A manager in each of a hundred cooperatives, who opens one of these pages every twenty seconds. */
const promise = { perSecond: 5, milliseconds: 150, timesSql: 3 };

/**
 * Gives the demonstration's organisation a thousand grants and half a million expenses, then the pages that tell where
 * their money stands.
 */
export async function fundingPages(
  stack: Stack,
  say: (text: string) => void,
): Promise<{ list: Page[]; close: () => Promise<unknown> }> {
  const { execute, signIn, close } = openLooking(stack);
  const { headers, actor: manager } = await signIn("direction@essaim.test");
  await enlargeFunding(stack.databaseUrl, (await manager()).organisationId);
  say(
    `\nDonnées de mesure : ${fundingSize.grants} financements et ${fundingSize.expenses} dépenses dans l’organisation mesurée`,
  );

  const year = new Date().getFullYear();
  const { grants } = await execute(await manager(), getOverview, filter({ page: 20 }));
  const spending = grants.find(({ status, paidCents }) => status === "awarded" && paidCents > 0);
  if (!spending) throw new Error("No grant of the bench spends anything");
  const readOverview = async (query: object) => {
    const actor = await manager();
    return Promise.all([
      execute(actor, getOverview, filter(query)),
      execute(actor, listFunders, {}),
      execute(actor, listProgrammes, {}),
    ]);
  };
  const list: Page[] = [
    {
      name: "Suivi de tous les financements",
      url: `${stack.staffUrl}/financements/suivi`,
      headers,
      sql: () => readOverview({}),
      promise,
    },
    {
      name: "Suivi des financements d’une année",
      url: `${stack.staffUrl}/financements/suivi?annee=${year}`,
      headers,
      sql: () => readOverview({ annee: year }),
      promise,
    },
    {
      name: "Plan de trésorerie",
      url: `${stack.staffUrl}/tresorerie`,
      headers,
      sql: async () => execute(await manager(), getCashPlan, { openingCents: 0 }),
      promise,
    },
    {
      name: "Dépenses à vérifier d’un financement",
      url: `${stack.staffUrl}/financements/${spending.id}/a-verifier`,
      headers,
      sql: async () => execute(await manager(), listExpensesToCheck, { id: spending.id, page: 1 }),
      // Its SQL is short, its fifty rows are not.
      promise: { ...promise, timesSql: 5 },
    },
  ];
  return { list, close };
}

const filter = (query: object) => overviewFilterSchema.parse(query);

async function enlargeFunding(url: string, organisationId: string): Promise<void> {
  const { db, close } = connectAs(url, 1);
  try {
    await db.transaction().execute(async (trx) => {
      await sql`create temporary table bench_purse on commit drop as
        select ${organisationId}::uuid as organisation_id, ${fundingSize.grants}::int as grants,
          ${fundingSize.expenses}::int as expenses`.execute(trx);
      await addFunding(trx, "de mesure");
    });
    for (const table of [
      "funding_grant",
      "budget_line",
      "expense",
      "expense_allocation",
      "spending_month",
    ]) {
      await sql`vacuum (analyze) ${sql.table(table)}`.execute(db);
    }
  } finally {
    await close();
  }
}
