import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listExpenseChoices } from "../spending/expense.queries.ts";
import { addGrant, addLine } from "../spending/testing-spending.ts";
import { listPayingLines, payingLines } from "./paying-line.queries.ts";

let database: TestDatabase;
let ours: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
});
afterAll(() => database.close());

test("each form offers the lines that may pay what it writes, and the one it already says", async () => {
  const manager = actorOf(ours, "manager");
  const grantOf = async (status: "awarded" | "applied" | "closed" | "declined") => {
    const id = await addGrant(database, ours);
    const isAwarded = status === "awarded" || status === "closed";
    await inOrganisation(database.owner.db, ours, (db) =>
      db
        .updateTable("funding_grant")
        .set({ status, ...(!isAwarded && { amount_cents: null }) })
        .where("id", "=", id)
        .execute(),
    );
    return id;
  };
  const change = (id: string, set: { closed_at?: Date; takes_aid?: boolean; ends_on?: string }) =>
    inOrganisation(database.owner.db, ours, (db) =>
      db.updateTable("budget_line").set(set).where("id", "=", id).execute(),
    );
  const names = new Map<string, string>();
  const lines: Record<string, string> = {
    own: await addLine(database, ours),
    awarded: await addLine(database, ours, { grant_id: await grantOf("awarded") }),
    applied: await addLine(database, ours, { grant_id: await grantOf("applied") }),
    ofClosed: await addLine(database, ours, { grant_id: await grantOf("closed") }),
    declined: await addLine(database, ours, { grant_id: await grantOf("declined") }),
    inKind: await addLine(database, ours, { account: "864" }),
    closed: await addLine(database, ours),
    old: await addLine(database, ours),
  };
  for (const [name, id] of Object.entries(lines)) {
    names.set(id, name);
    if (name !== "inKind") await change(id, { takes_aid: true });
  }
  await change(lines.closed ?? "", { closed_at: new Date() });
  await inOrganisation(database.owner.db, ours, (db) =>
    db
      .updateTable("budget_line")
      .set({ starts_on: "2020-01-01", ends_on: "2020-12-31" })
      .where("id", "=", lines.old ?? "")
      .execute(),
  );
  const named = (found: readonly { id: string }[]) =>
    found.flatMap(({ id }) => names.get(id) ?? []).sort();

  const kept = [lines.closed ?? ""];
  const offered = await database.execute(manager, listPayingLines, { keptIds: [] });
  expect(named(offered)).toEqual(["applied", "awarded", "own"]);
  expect(named(await database.execute(manager, listPayingLines, { keptIds: kept }))).toEqual([
    ...["applied", "awarded", "closed", "own"],
  ]);
  const choices = await database.execute(manager, listExpenseChoices, {});
  expect(named(choices.lines)).toEqual(["applied", "awarded", "ofClosed", "own"]);
  const forAids = await inOrganisation(database.owner.db, ours, (db) =>
    payingLines(db, { forAids: true }).execute(),
  );
  expect(named(forAids)).toEqual(["awarded", "closed", "ofClosed", "old", "own"]);
  expect(named(forAids.filter((line) => line.isClosed))).toEqual(["closed", "ofClosed"]);
});
