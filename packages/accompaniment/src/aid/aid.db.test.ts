import { randomUUID } from "node:crypto";
import type { DB } from "@essaim/database/schema";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import type { Role } from "@essaim/identity/permission";
import type { Insertable } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideAid, payAid, reconsiderAid, requestAid, withdrawAid } from "./aid.commands.ts";
import { countAidsToDecide, listAids, listBudgetLines, listWorkerAids } from "./aid.queries.ts";
import { aidFilterSchema } from "./aid.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let manager: MemberActor;
let stranger: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours, "coach");
  manager = actorOf(ours, "manager");
  stranger = actorOf(theirs, "manager");
});
afterAll(() => database.close());

function actorOf({ organisationId, membershipId }: Rows, role: Role): MemberActor {
  const nobody = { userId: randomUUID(), requestId: randomUUID(), funderId: null };
  return memberActor({ organisationId, membershipId, role, ...nobody });
}

async function ask(amountCents = 30_000): Promise<{ id: string; version: number }> {
  const outcome = await database.execute(coach, requestAid, {
    workerId: ours.workerId,
    amountCents,
    purpose: "Un porte-bagages pour livrer",
    resourceIds: [ours.resourceId],
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return { id: outcome.id, version: 1 };
}

/** A line that aids are paid from, as a page of funding opens one. */
async function open(amountCents = 100_000, takesAid = true): Promise<string> {
  const year = today().slice(0, 4);
  const { id } = await database.owner.db
    .insertInto("budget_line")
    .values({
      organisation_id: ours.organisationId,
      label: `Enveloppe ${randomUUID()}`,
      amount_cents: amountCents,
      takes_aid: takesAid,
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Something else than an aid that a line pays, so that less is left for aids. */
async function spend(lineId: string, amountCents: number): Promise<void> {
  const { db } = database.owner;
  const here = { organisation_id: ours.organisationId };
  const { id } = await db
    .insertInto("expense")
    .values({
      ...here,
      kind: "purchase",
      label: "Un casque",
      account: "606",
      incurred_on: today(),
      paid_on: today(),
      amount_cents: amountCents,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("expense_allocation")
    .values({ ...here, expense_id: id, budget_line_id: lineId, amount_cents: amountCents })
    .execute();
}

/** A line of a grant whose agreement has rules. */
async function openUnder(
  rules: readonly Pick<Insertable<DB["eligibility_rule"]>, "kind" | "severity" | "max_cents">[],
): Promise<string> {
  const { db } = database.owner;
  const here = { organisation_id: ours.organisationId };
  const year = today().slice(0, 4);
  const { programme_id, funder_id } = await db
    .selectFrom("funding_grant")
    .where("id", "=", ours.grantId)
    .select(["programme_id", "funder_id"])
    .executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto("funding_grant")
    .values({
      ...here,
      programme_id,
      funder_id,
      title: "Coups de pouce",
      status: "awarded",
      amount_cents: 1_000_000,
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const rule of rules) {
    await db
      .insertInto("eligibility_rule")
      .values({ ...here, grant_id: id, ...rule })
      .execute();
  }
  const line = await open();
  await db.updateTable("budget_line").set({ grant_id: id }).where("id", "=", line).execute();
  return line;
}

const grant = (aid: { id: string; version: number }, budgetLineId: string, keepAnyway = false) =>
  database.execute(manager, decideAid, {
    ...aid,
    decision: "granted" as const,
    reason: "Elle livre déjà",
    budgetLineId,
    keepAnyway,
  });

const stateOf = async (id: string) => {
  const { aids } = await database.execute(coach, listWorkerAids, { workerId: ours.workerId });
  return aids.find((aid) => aid.id === id);
};

test("asked by a coach, granted by a manager from a line, paid, and each step taken back", async () => {
  const aid = await ask();
  const line = await open();
  expect(await grant(aid, line)).toMatchObject({ ok: true });
  expect(await stateOf(aid.id)).toMatchObject({
    status: "granted",
    decisionReason: "Elle livre déjà",
    budgetLineId: line,
    resources: [{ id: ours.resourceId }],
  });
  const paid = { id: aid.id, version: 2, paidOn: today() };
  expect(await database.execute(manager, payAid, paid)).toMatchObject({ ok: true });
  const { lines } = await database.execute(coach, listBudgetLines, {});
  expect(lines.find((one) => one.id === line)).toMatchObject({
    committedCents: 0,
    paidCents: 30_000,
  });
  await database.execute(manager, reconsiderAid, { id: aid.id, version: 3 });
  await database.execute(manager, reconsiderAid, { id: aid.id, version: 4 });
  expect(await stateOf(aid.id)).toMatchObject({
    status: "requested",
    decisionReason: "",
    budgetLineId: null,
    paidOn: null,
  });
});

test("two decisions at the same time never promise more than the line holds", async () => {
  const line = await open(50_000);
  const requests = await Promise.all([ask(30_000), ask(30_000), ask(30_000)]);
  const outcomes = await Promise.all(requests.map((aid) => grant(aid, line)));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.filter((one) => !one.ok && one.reason === "not_enough")).toHaveLength(2);
});

test.each(["refuse", "warn"] as const)(
  "two aids granted at once never pass a ceiling of the agreement together, which may %s",
  async (severity) => {
    const line = await openUnder([{ kind: "ceiling", severity, max_cents: 50_000 }]);
    const requests = await Promise.all([ask(), ask(), ask()]);
    const outcomes = await Promise.all(requests.map((aid) => grant(aid, line)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    const refused = outcomes.filter((outcome) => !outcome.ok);
    expect(refused).toHaveLength(2);
    for (const refusal of refused) {
      expect(refusal).toEqual({
        ok: false,
        reason: severity === "refuse" ? "line_refuses" : "line_warns",
        sentences: [expect.stringContaining("paie 500,00")],
      });
    }
  },
);

test("what an agreement warns of is granted when it is meant, what it refuses never is", async () => {
  const ceiling = { kind: "expense_ceiling", max_cents: 20_000 } as const;
  const warns = await openUnder([{ ...ceiling, severity: "warn" }]);
  const aid = await ask();
  expect(await grant(aid, warns)).toMatchObject({
    reason: "line_warns",
    sentences: [expect.stringContaining("des dépenses de 200,00")],
  });
  expect(await grant(aid, warns, true)).toMatchObject({ ok: true });
  const refuses = await openUnder([{ ...ceiling, severity: "refuse" }]);
  expect(await grant(await ask(), refuses, true)).toMatchObject({ reason: "line_refuses" });
});

test("two managers who answer at once: the second is told of the first", async () => {
  const aid = await ask();
  const line = await open();
  await grant(aid, line);
  expect(await grant(aid, line)).toMatchObject({ ok: false, reason: "conflict" });
  expect(await grant({ ...aid, version: 2 }, line)).toMatchObject({ reason: "not_so" });
});

test("a coach neither decides nor reaches the decision around the house", async () => {
  const aid = await ask();
  await expect(
    database.execute(coach, decideAid, {
      ...aid,
      decision: "refused" as const,
      reason: "Non",
      budgetLineId: null,
      keepAnyway: false,
    }),
  ).rejects.toThrow(/aid:decide/);
  expect(await database.execute(coach, withdrawAid, aid)).toMatchObject({ ok: true });
  expect(await database.execute(coach, withdrawAid, { ...aid, version: 2 })).toMatchObject({
    reason: "not_so",
  });
});

test("each state says how many aids are there, whichever is read", async () => {
  const read = (etat?: string) =>
    database.execute(coach, listAids, aidFilterSchema.parse(etat ? { etat } : {}));
  const before = await read();
  await ask();
  const after = await read("payees");
  expect(after.counts.requested).toBe((before.counts.requested ?? 0) + 1);
  expect(after.total).toBe(after.counts.paid ?? 0);
  expect((await read()).total).toBe(before.total + 1);
});

test("what else a line pays is no longer there for aids, and a line that takes none pays none", async () => {
  const line = await open(50_000);
  await spend(line, 20_001);
  const aid = await ask(30_000);
  expect(await grant(aid, line)).toMatchObject({ reason: "not_enough" });
  const other = await open(50_000, false);
  expect(await grant(aid, other)).toMatchObject({ reason: "line_unknown" });
  const { lines } = await database.execute(coach, listBudgetLines, {});
  expect(lines.find((one) => one.id === line)).toMatchObject({ paidCents: 20_001 });
  expect(lines.map((one) => one.id)).not.toContain(other);
});

test("a stranger sees none of it", async () => {
  const line = await open();
  await grant(await ask(60_000), line);
  const seen = await database.execute(stranger, listAids, aidFilterSchema.parse({}));
  expect(seen.aids.every((aid) => aid.workerId === theirs.workerId)).toBe(true);
  expect(seen.lines.map((one) => one.id)).not.toContain(line);
  await expect(
    database.execute(stranger, listWorkerAids, { workerId: ours.workerId }),
  ).rejects.toThrow();
});

test("nobody asks for somebody who has left", async () => {
  const before = await database.execute(coach, countAidsToDecide, {});
  await database.owner.db
    .updateTable("worker")
    .set({ supported_until: "2026-02-01" })
    .where("organisation_id", "=", theirs.organisationId)
    .execute();
  const outcome = await database.execute(stranger, requestAid, {
    workerId: theirs.workerId,
    amountCents: 100,
    purpose: "Trop tard",
    resourceIds: [],
  });
  expect(outcome).toMatchObject({ ok: false, reason: "support_ended" });
  expect(await database.execute(coach, countAidsToDecide, {})).toEqual(before);
});
