import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { recordContribution } from "../contribution/contribution.commands.ts";
import { contributionSchema } from "../contribution/contribution.schema.ts";
import { listLedgerAlerts } from "../register/ledger-alerts.queries.ts";
import { listRenewals, listShareStatements } from "./share.queries.ts";
import {
  editShareStatement,
  recordShareStatement,
  removeShareStatement,
} from "./share-statement.commands.ts";
import { shareStatementSchema } from "./share-statement.schema.ts";

let database: TestDatabase;
let ours: Rows;
let manager: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  manager = actorOf(ours, "manager");
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from share_statement`.execute(database.owner.db);
  await sql`delete from contribution`.execute(database.owner.db);
});

const give = (typed: object) =>
  database.execute(
    manager,
    recordContribution,
    contributionSchema.parse({ openResourceId: ours.resourceId, description: "Donné", ...typed }),
  );
const statement = (typed: object = {}) =>
  shareStatementSchema.parse({
    openResourceId: ours.resourceId,
    year: "2024",
    shareCount: "3",
    nominalCents: "100",
    ...typed,
  });
const list = () => database.execute(manager, listShareStatements, {});

test("the shares of a year stand beside what the ledger says until its last day", async () => {
  const bought = { kind: "share", shareCount: "2", shareNominalCents: "100" };
  await give({ ...bought, contributedOn: "2024-12-31" });
  await give({ ...bought, contributedOn: "2025-01-01" });
  await give({ ...bought, contributedOn: "2024-06-01", workerId: ours.workerId });
  await database.execute(manager, recordShareStatement, statement());
  expect(await list()).toMatchObject([
    { year: 2024, shareCount: 3, ledgerCount: 2, ledgerCents: 20_000 },
  ]);
});

test("a year is noted once, two at once included; it is changed with care and removed", async () => {
  const record = () => database.execute(manager, recordShareStatement, statement());
  const outcomes = await Promise.all([record(), record()]);
  expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
  const other = await database.execute(manager, recordShareStatement, statement({ year: "2025" }));
  const [last] = await list();
  const edit = (year: string, version: number) =>
    database.execute(manager, editShareStatement, {
      ...statement({ year }),
      id: last?.id ?? "",
      version,
    });
  expect(other).toEqual({ ok: true, id: last?.id });
  expect(await edit("2024", 1)).toEqual({ ok: false, reason: "year_taken" });
  expect(await edit("2023", 1)).toMatchObject({ ok: true });
  expect(await edit("2022", 1)).toMatchObject({ reason: "conflict", current: { year: 2023 } });
  await database.execute(manager, removeShareStatement, { id: last?.id ?? "" });
  expect((await list()).map((one) => one.year)).toEqual([2024]);
  await expect(
    database.execute(actorOf(ours, "coach"), recordShareStatement, statement()),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("a membership is to renew until another takes its place, each person's apart", async () => {
  const membership = { kind: "membership", amountCents: "50" };
  await give({ ...membership, contributedOn: "2024-01-01", renewsOn: "2025-01-01" });
  await give({
    ...membership,
    contributedOn: "2024-06-01",
    renewsOn: "2025-06-01",
    workerId: ours.workerId,
  });
  const renewals = (until?: string) => database.execute(manager, listRenewals, { until });
  expect((await renewals()).map((one) => one.renewsOn)).toEqual(["2025-01-01", "2025-06-01"]);
  expect(await renewals("2024-12-31")).toEqual([]);
  const told = await database.execute(manager, listLedgerAlerts, { day: "2024-11-02" });
  expect(told.renewals.map((one) => one.renewsOn)).toEqual(["2025-01-01"]);
  await give({ ...membership, contributedOn: "2025-01-02", renewsOn: "2026-01-02" });
  expect((await renewals()).map((one) => one.renewsOn)).toEqual(["2025-06-01", "2026-01-02"]);
});
