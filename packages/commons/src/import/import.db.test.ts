import { newFileKey } from "@essaim/database/file";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mapContributors } from "./contributor.commands.ts";
import { listContributors } from "./contributor.queries.ts";
import { announceExport } from "./export-file.commands.ts";
import { getContributionImport, listContributionImports } from "./import-record.queries.ts";
import { tryContributionImport } from "./plan-import.queries.ts";
import type { SourceItem } from "./source.schema.ts";
import { undoContributionImport } from "./undo-import.commands.ts";
import { writeContributions } from "./write-contributions.commands.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const table of [
    "contribution_item",
    "upstream_event",
    "contributor_alias",
    "contribution",
    "contribution_import",
  ]) {
    await sql`delete from ${sql.table(table)} where organisation_id = ${ours.organisationId}`.execute(
      database.owner.db,
    );
  }
});

const item = (key: string, change: Partial<SourceItem> = {}): SourceItem => ({
  kind: "commit",
  key,
  alias: "lea@exemple.fr",
  authorName: "Léa",
  repository: "github.com/coop/tournees",
  happenedOn: "2026-03-10",
  title: `Commit ${key}`,
  pageUrl: `https://github.com/coop/tournees/commit/${key}`,
  linesAdded: 3,
  linesRemoved: 1,
  amountCents: null,
  request: null,
  ...change,
});
const input = (items: SourceItem[], source: "git" | "forge" | "open_collective" = "git") => ({
  source,
  openResourceId: ours.resourceId,
  items,
});
const map = (source: "git" | "forge" | "open_collective", alias: string, workerId: string | null) =>
  database.execute(manager, mapContributors, { source, ours: [{ alias, workerId }], others: [] });
const announce = async () => {
  const announced = await database.execute(manager, announceExport, { sha256: "" });
  return announced.ok ? announced.key : "";
};
const write = async (...args: Parameters<typeof input>) =>
  database.execute(manager, writeContributions, {
    ...input(...args),
    storageKey: await announce(),
  });
const contributions = async () =>
  (
    await sql<{
      description: string;
      worker_id: string | null;
      amount_cents: number | null;
      items: number;
    }>`
      select c.description, c.worker_id, c.amount_cents,
        (select count(*)::int from contribution_item i where i.contribution_id = c.id) as items
      from contribution c where c.organisation_id = ${ours.organisationId} order by c.contributed_on, c.id`.execute(
      database.owner.db,
    )
  ).rows;

test("outsiders leave no trace, ours one contribution a month, and the same file adds nothing", async () => {
  await map("git", "lea@exemple.fr", ours.workerId);
  const items = [
    item("a"),
    item("b"),
    item("c", { happenedOn: "2026-04-02" }),
    item("d", { alias: "ailleurs@exemple.org" }),
  ];
  const trial = await database.execute(manager, tryContributionImport, input(items));
  expect(trial).toMatchObject({ created: 2, items: 3, alreadyThere: 0, ofOutsiders: 1 });
  expect(await contributions()).toEqual([]);

  expect(await write(items)).toMatchObject({ ok: true, created: 2, items: 3 });
  const once = await contributions();
  expect(once).toMatchObject([
    { description: "2 commits, github.com/coop/tournees, mars 2026", worker_id: ours.workerId },
    { description: "1 commit, github.com/coop/tournees, avril 2026", items: 1 },
  ]);
  expect(await write(items)).toEqual({ ok: false, reason: "nothing_new" });
  expect(await contributions()).toEqual(once);
  const kept = await sql<{ said: boolean }>`select exists (
    select from contributor_alias where alias like 'ailleurs%') as said`.execute(database.owner.db);
  expect(kept.rows[0]?.said).toBe(false);
});

test("what came since joins its month, and words that somebody wrote stay", async () => {
  await map("git", "lea@exemple.fr", ours.workerId);
  await write([item("a"), item("b", { happenedOn: "2026-04-02" })]);
  await sql`update contribution set description = 'Refonte des tournées'
    where description like '%avril%'`.execute(database.owner.db);
  await write([item("a"), item("c"), item("d", { happenedOn: "2026-04-03" })]);
  expect(await contributions()).toMatchObject([
    { description: "2 commits, github.com/coop/tournees, mars 2026", items: 2 },
    { description: "Refonte des tournées", items: 2 },
  ]);
});

test("two imports of one file at once write it once", async () => {
  await map("git", "lea@exemple.fr", null);
  const outcomes = await Promise.all([write([item("a")]), write([item("a")])]);
  expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(await contributions()).toMatchObject([{ items: 1, worker_id: null }]);
});

test("requests join the commits of their month, and the ledger follows them upstream", async () => {
  await map("git", "lea@exemple.fr", ours.workerId);
  await map("forge", "github.com/lea", ours.workerId);
  await write([item("a")]);
  const request = (state: "proposed" | "merged" | "declined", on: string) =>
    item("request:1", {
      kind: "request",
      alias: "github.com/lea",
      pageUrl: "https://github.com/coop/tournees/pull/1",
      linesAdded: null,
      request: { state, on },
    });
  const steps = async () =>
    (
      await sql<{ step: string }>`select state || ' ' || happened_on as step from upstream_event
        where organisation_id = ${ours.organisationId} order by happened_on, id`.execute(
        database.owner.db,
      )
    ).rows.map(({ step }) => step);
  await write([request("proposed", "2026-03-10")], "forge");
  expect(await contributions()).toMatchObject([
    { description: "1 commit et 1 demande d’intégration, github.com/coop/tournees, mars 2026" },
  ]);
  expect(await steps()).toEqual(["proposed 2026-03-10"]);
  expect(await write([request("proposed", "2026-03-10")], "forge")).toMatchObject({ ok: false });
  const moved = input([request("merged", "2026-05-02")], "forge");
  expect(await database.execute(manager, tryContributionImport, moved)).toMatchObject({
    ...{ items: 0, moved: 1 },
  });
  expect(await write([request("merged", "2026-05-02")], "forge")).toMatchObject({
    ok: true,
    items: 0,
    told: 1,
  });
  expect(await steps()).toEqual(["proposed 2026-03-10", "merged 2026-05-02"]);
});

test("gifts of a month add up, and one that was noted by hand is told before it counts twice", async () => {
  await map("open_collective", "ruche", null);
  await sql`insert into contribution (organisation_id, open_resource_id, kind, contributed_on, description, amount_cents)
    values (${ours.organisationId}, ${ours.resourceId}, 'gift', '2026-03-01', 'À la main', 1500)`.execute(
    database.owner.db,
  );
  const gift = (key: string, amountCents: number) =>
    item(key, {
      kind: "gift",
      alias: "ruche",
      repository: "opencollective.com/mobilizon",
      pageUrl: "https://opencollective.com/mobilizon/transactions",
      amountCents,
      linesAdded: null,
    });
  const trial = await database.execute(
    manager,
    tryContributionImport,
    input([gift("g1", 1500)], "open_collective"),
  );
  expect(trial.lines[0]).toMatchObject({ amountCents: 1500, byHand: expect.any(String) });
  await write([gift("g1", 1500)], "open_collective");
  await write([gift("g1", 1500), gift("g2", 250)], "open_collective");
  expect((await contributions()).at(-1)).toMatchObject({
    amount_cents: 1750,
    description: "2 dons, opencollective.com/mobilizon, mars 2026",
  });
});

const monthlyGift = (key: string, amountCents: number) =>
  item(key, {
    kind: "gift",
    alias: "ruche",
    repository: "opencollective.com/mobilizon",
    pageUrl: "https://opencollective.com/mobilizon/transactions",
    amountCents,
    linesAdded: null,
  });

test("a gift that an expense pays, or that became a share, takes nothing more of its month", async () => {
  await map("open_collective", "ruche", null);
  await write([monthlyGift("g1", 1000)], "open_collective");
  const { rows } = await sql<{ id: string }>`
    insert into expense (organisation_id, kind, label, account, incurred_on, paid_on, amount_cents)
    values (${ours.organisationId}, 'purchase', 'Don', '657', '2026-03-10', '2026-03-10', 1000)
    returning id`.execute(database.owner.db);
  await sql`update contribution set expense_id = ${rows[0]?.id}
    where organisation_id = ${ours.organisationId}`.execute(database.owner.db);
  const more = input([monthlyGift("g1", 1000), monthlyGift("g2", 500)], "open_collective");
  expect(await database.execute(manager, tryContributionImport, more)).toMatchObject({
    created: 1,
    joined: 0,
  });
  await write(more.items, "open_collective");
  expect((await contributions()).map((one) => one.amount_cents)).toEqual([1000, 500]);

  await sql`update contribution set kind = 'share', share_count = 1, share_nominal_cents = 500
    where organisation_id = ${ours.organisationId} and amount_cents = 500`.execute(
    database.owner.db,
  );
  expect(await write([...more.items, monthlyGift("g3", 250)], "open_collective")).toMatchObject({
    ok: true,
    created: 1,
  });
  expect((await contributions()).map((one) => one.amount_cents)).toEqual([1000, 500, 250]);
});

test("a gift given back since is told while the ledger counts it", async () => {
  await map("open_collective", "ruche", null);
  await write([monthlyGift("g1", 1000)], "open_collective");
  const trial = await database.execute(manager, tryContributionImport, {
    ...input([], "open_collective"),
    refunded: ["g1", "g9"],
  });
  expect(trial.refunded).toMatchObject([{ description: expect.stringContaining("1 don") }]);
});

test("an import lets go of nothing but an export that is awaited", async () => {
  await map("git", "lea@exemple.fr", ours.workerId);
  const unknown = { ...input([item("a")]), storageKey: newFileKey(ours.organisationId) };
  expect(await database.execute(manager, writeContributions, unknown)).toEqual({
    ok: false,
    reason: "export_gone",
  });
  expect(await contributions()).toEqual([]);
});

test("people of elsewhere are nobody here, and only a manager imports", async () => {
  expect(await map("git", "lea@exemple.fr", theirs.workerId)).toEqual({
    ok: false,
    reason: "worker_unknown",
  });
  const storageKey = await announce();
  const foreign = { ...input([item("a")]), storageKey, openResourceId: theirs.resourceId };
  expect(await database.execute(manager, writeContributions, foreign)).toEqual({
    ok: false,
    reason: "resource_unknown",
  });
  const { candidates } = await database.execute(manager, listContributors, { source: "git" });
  expect(candidates.map(({ id }) => id)).toEqual([ours.workerId]);
  await expect(
    database.execute(actorOf(ours, "coach"), writeContributions, {
      ...input([item("a")]),
      storageKey,
    }),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("an author said to be of elsewhere is forgotten", async () => {
  await map("git", "lea@exemple.fr", ours.workerId);
  await database.execute(manager, mapContributors, {
    source: "git",
    ours: [],
    others: ["lea@exemple.fr"],
  });
  expect((await database.execute(manager, listContributors, { source: "git" })).known).toEqual([]);
});

describe("undoing an import", () => {
  const undo = (id: string) => database.execute(manager, undoContributionImport, { id });
  const writeAll = async (...args: Parameters<typeof input>) => {
    const outcome = await write(...args);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.id;
  };
  const inMonth = (month: number) =>
    item(`m${month}`, { happenedOn: `2026-0${month}-10`, title: `Mois ${month}` });

  test("takes back what it made, leaves what was changed since, and is done once", async () => {
    await map("git", "lea@exemple.fr", ours.workerId);
    const items = [inMonth(1), inMonth(2), inMonth(3)];
    const id = await writeAll(items);
    await sql`update contribution set minutes = 90 where contributed_on = '2026-02-10'
      and organisation_id = ${ours.organisationId}`.execute(database.owner.db);
    expect(await database.execute(manager, getContributionImport, { id })).toMatchObject({
      ...{ createdCount: 3, canUndo: true, madeCount: 3, usedCount: 1 },
      made: [
        { contributedOn: "2026-03-10", isUsed: false },
        { contributedOn: "2026-02-10", isUsed: true },
        { contributedOn: "2026-01-10", isUsed: false },
      ],
    });
    expect(await undo(id)).toEqual({ ok: true, id, removed: 2, kept: 1 });
    expect(await contributions()).toMatchObject([{ items: 1 }]);
    expect(await undo(id)).toEqual({ ok: false, reason: "not_undoable" });
    expect(await database.execute(manager, listContributionImports, {})).toMatchObject([
      { id, removedCount: 2, canUndo: false },
    ]);
    // What was taken back is new again, and what stayed is not written twice.
    expect(await write(items)).toMatchObject({ ok: true, created: 2, items: 2 });
  });

  test("leaves what a later import added to, and what was there before it", async () => {
    await map("git", "lea@exemple.fr", null);
    const first = await writeAll([inMonth(1), inMonth(2)]);
    const second = await writeAll([item("later", { happenedOn: "2026-02-20" }), inMonth(3)]);
    expect(await undo(second)).toMatchObject({ removed: 1, kept: 0 });
    expect(await contributions()).toMatchObject([{ items: 1 }, { items: 2 }]);
    expect(await undo(first)).toMatchObject({ removed: 1, kept: 1 });
    expect(await contributions()).toMatchObject([{ items: 2 }]);
  });

  test("takes its own steps upstream back, and leaves what somebody told since", async () => {
    await map("forge", "github.com/lea", ours.workerId);
    const request = (number: number, month: number) =>
      item(`request:${number}`, {
        ...{ kind: "request", alias: "github.com/lea", happenedOn: `2026-0${month}-10` },
        pageUrl: `https://github.com/coop/tournees/pull/${number}`,
        request: { state: "proposed", on: `2026-0${month}-10` },
      });
    const id = await writeAll([request(1, 1), request(2, 2)], "forge");
    await sql`insert into upstream_event (organisation_id, contribution_id, state, happened_on)
      select organisation_id, id, 'discussed', '2026-03-01' from contribution
      where import_id = ${id} and contributed_on = '2026-01-10'`.execute(database.owner.db);
    expect(await undo(id)).toMatchObject({ removed: 1, kept: 1 });
    expect(await contributions()).toMatchObject([
      { description: "1 demande d’intégration, github.com/coop/tournees, janvier 2026" },
    ]);
  });

  test("is refused after thirty days, to a coach, and from elsewhere", async () => {
    await map("git", "lea@exemple.fr", ours.workerId);
    const id = await writeAll([inMonth(1)]);
    const asked = (actor: MemberActor) => database.execute(actor, undoContributionImport, { id });
    await expect(asked(actorOf(ours, "coach"))).rejects.toThrow("needs commons:write");
    await expect(asked(actorOf(theirs, "manager"))).rejects.toThrow(`No import ${id}`);
    await sql`update contribution_import set created_at = now() - interval '31 days'
      where id = ${id}`.execute(database.owner.db);
    expect(await undo(id)).toEqual({ ok: false, reason: "not_undoable" });
    expect(await contributions()).toHaveLength(1);
  });
});
