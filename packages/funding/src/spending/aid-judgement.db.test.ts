import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judgeAid } from "./aid-judgement.queries.ts";
import { addGrant, addLine } from "./testing-spending.ts";

let database: TestDatabase;
let ours: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
});
afterAll(() => database.close());

test("an aid is judged by the agreement of its line, as any other expense", async () => {
  const year = today().slice(0, 4);
  const dates = { starts_on: `${year}-01-01`, ends_on: `${year}-12-31` };
  const here = { organisation_id: ours.organisationId };
  const grantId = await addGrant(database, ours);
  const ownLineId = await addLine(database, ours);
  const { aidId, lineId } = await inOrganisation(database.owner.db, ours, async (db) => {
    await db.updateTable("funding_grant").set(dates).where("id", "=", grantId).execute();
    const line = await db
      .insertInto("budget_line")
      .values({
        ...here,
        ...dates,
        grant_id: grantId,
        label: "Petites aides",
        account: "65",
        amount_cents: 100_000,
        takes_aid: true,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("eligibility_rule")
      .values([
        { ...here, grant_id: grantId, kind: "no_accounts", accounts: ["65"], severity: "refuse" },
        {
          ...here,
          grant_id: grantId,
          kind: "expense_ceiling",
          max_cents: 20_000,
          severity: "warn",
        },
      ])
      .execute();
    const aid = await db
      .insertInto("aid")
      .values({
        ...here,
        worker_id: ours.workerId,
        amount_cents: 30_000,
        purpose: "Un porte-bagages",
        requested_on: today(),
        requested_by: ours.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { aidId: aid.id, lineId: line.id };
  });
  const judge = (budgetLineId: string) =>
    database.execute(actorOf(ours, "manager"), judgeAid, { aidId, budgetLineId });
  expect(await judge(lineId)).toEqual({
    refusals: [expect.stringContaining("ne paie pas les comptes 65")],
    warnings: [expect.stringContaining("des dépenses de 200,00")],
  });
  expect(await judge(ownLineId)).toEqual({ refusals: [], warnings: [] });
  await expect(
    database.execute(actorOf(ours, "coach"), judgeAid, { aidId, budgetLineId: lineId }),
  ).rejects.toMatchObject({ code: "forbidden" });
});
