import { connect, connectAs } from "@essaim/database/connection";
import { createExecute } from "@essaim/database/execute";
import { listFunders, listProgrammes } from "@essaim/funding/grant/funder.queries";
import { getCashPlan } from "@essaim/funding/overview/cash-plan.queries";
import { listExpensesToCheck } from "@essaim/funding/overview/expenses-to-check.queries";
import { getOverview } from "@essaim/funding/overview/grant-money.queries";
import { overviewFilterSchema } from "@essaim/funding/overview/grant-money.schema";
import { demoPassword } from "@essaim/identity/demo-account";
import { createIdentity } from "@essaim/identity/identity";
import { sql } from "kysely";
import type { Stack } from "../start/stack.ts";
import { addFunding, fundingSize } from "./funding-data.ts";
import type { Page } from "./pages.ts";

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
  const access = { url: stack.databaseUrl, secret: stack.secret };
  const staff = connect({ ...access, role: "essaim_staff" });
  const auth = connect({ ...access, role: "essaim_auth", max: 5 });
  const identity = createIdentity({
    auth,
    secret: stack.secret,
    mailer: async () => {},
    staffUrl: stack.staffUrl,
    allowDemo: true,
    onMailError: () => {},
  });
  const signedIn = await identity.signIn({
    email: "direction@essaim.test",
    password: demoPassword,
    address: "127.0.0.1",
    requestId: "bench",
  });
  if (!signedIn.ok) throw new Error(`The manager cannot sign in: ${signedIn.reason}`);
  const cookie = signedIn.cookie.split(";")[0] ?? "";
  const manager = async () => {
    const found = await identity.authenticate(cookie, "bench");
    if (!found) throw new Error("The manager's session is not known");
    return found.actor;
  };
  await enlargeFunding(stack.databaseUrl, (await manager()).organisationId);
  say(
    `\nDonnées de mesure : ${fundingSize.grants} financements et ${fundingSize.expenses} dépenses dans l’organisation mesurée`,
  );

  const execute = createExecute(staff.db);
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
  const headers = { cookie };
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
  return { list, close: () => Promise.all([staff, auth].map((one) => one.close())) };
}

const filter = (query: object) => overviewFilterSchema.parse(query);

async function enlargeFunding(url: string, organisationId: string): Promise<void> {
  const { db, close } = connectAs(url, 1);
  try {
    await db.transaction().execute((trx) => addFunding(trx, organisationId));
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
