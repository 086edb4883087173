import { createHash } from "node:crypto";
import { sweepFiles } from "@essaim/database/file";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { announceEvidence, attachEvidence, removeEvidence } from "./evidence.commands.ts";
import { openEvidence } from "./evidence.queries.ts";
import { recordExpense, removeExpense } from "./expense.commands.ts";
import { getExpense } from "./expense.queries.ts";
import { addLine, expenseOf } from "./testing-spending.ts";

let database: TestDatabase;
let ours: Rows;
let manager: MemberActor;
let expenseId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  manager = actorOf(ours, "manager");
  const made = await database.execute(manager, recordExpense, expenseOf());
  if (!made.ok) throw new Error(made.reason);
  expenseId = made.id;
});
afterAll(() => database.close());

const hashOf = (content: string) => createHash("sha256").update(content).digest("hex");

async function attach(content: string): Promise<string> {
  const sha256 = hashOf(content);
  const announced = await database.execute(manager, announceEvidence, { expenseId, sha256 });
  if (!announced.ok) throw new Error(announced.reason);
  const outcome = await database.execute(manager, attachEvidence, {
    expenseId,
    sha256,
    name: "facture.pdf",
    contentType: "application/pdf",
    sizeBytes: content.length,
    storageKey: announced.key,
  });
  expect(outcome).toEqual({ ok: true, id: expenseId });
  return announced.key;
}
/** What the jobs would remove from the storage now. */
async function swept(): Promise<string[]> {
  const keys: string[] = [];
  await sql`update file_removal set due_at = due_at - interval '1 minute'`.execute(
    database.jobs.db,
  );
  await sweepFiles(database.jobs.db, async (key) => void keys.push(key));
  return keys;
}

test("a bill is joined once, opened by a manager alone, and leaves the storage when it is taken away", async () => {
  const key = await attach("une facture");
  const again = { expenseId, sha256: hashOf("une facture") };
  expect(await database.execute(manager, announceEvidence, again)).toEqual({
    ok: false,
    reason: "already_attached",
  });
  const { files } = await database.execute(manager, getExpense, { id: expenseId });
  const target = { expenseId, id: files[0]?.id ?? "" };
  expect(await database.execute(manager, openEvidence, target)).toMatchObject({ storageKey: key });
  await expect(
    database.execute(actorOf(ours, "coach"), openEvidence, target),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect(await swept()).not.toContain(key);
  await database.execute(manager, removeEvidence, target);
  expect(await swept()).toContain(key);
  await expect(database.execute(manager, openEvidence, target)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("the expense of an aid takes no evidence, which would hold its decision", async () => {
  const { organisationId, workerId, membershipId } = ours;
  const aidExpenseId = await inOrganisation(database.owner.db, ours, async (db) => {
    const line = await addLine(database, ours);
    const decided = { decided_on: "2026-05-02", decided_by: membershipId, decision_reason: "Oui" };
    const { id } = await db
      .insertInto("aid")
      .values({
        ...{ organisation_id: organisationId, worker_id: workerId, requested_by: membershipId },
        ...{ amount_cents: 5_000, purpose: "Un casque", requested_on: "2026-05-01" },
        ...{ status: "granted", budget_line_id: line, ...decided },
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const expense = await db
      .selectFrom("expense")
      .where("aid_id", "=", id)
      .select("id")
      .executeTakeFirstOrThrow();
    return expense.id;
  });
  const sending = { expenseId: aidExpenseId, sha256: hashOf("une preuve") };
  expect(await database.execute(manager, announceEvidence, sending)).toEqual({
    ok: false,
    reason: "aid_expense",
  });
});

test("an expense that is removed takes its evidence with it", async () => {
  const key = await attach("une autre");
  const { version } = await database.execute(manager, getExpense, { id: expenseId });
  expect(await database.execute(manager, removeExpense, { id: expenseId, version })).toMatchObject({
    ok: true,
  });
  expect(await swept()).toContain(key);
});
