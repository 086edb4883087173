import { randomUUID } from "node:crypto";
import type { Tx } from "@essaim/database/operation";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getComposer, tryIndicator } from "./composer.queries.ts";
import {
  composeIndicator,
  editOwnIndicator,
  retireOwnIndicator,
} from "./own-indicator.commands.ts";
import { getOwnIndicator, listDefinitions } from "./own-indicator.queries.ts";
import { type OwnCalculation, ownKey } from "./own-indicator.schema.ts";
import { getIndicator, traceIndicator } from "./trace.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
let coach: MemberActor;
let editor: MemberActor;

const words = {
  definition: "Contributions au code pendant la période.",
  unitOne: "contribution",
  unitMany: "contributions",
  audience: "team",
} as const;
const code: OwnCalculation = {
  source: "contributions",
  measure: "records",
  where: { contribution: ["code"] },
};

async function compose(name: string, calculation: OwnCalculation = code, actor = manager) {
  const made = await database.execute(actor, composeIndicator, { ...words, name, calculation });
  if (!made.ok) throw new Error(made.reason);
  return { id: made.id, key: ownKey(made.id) };
}

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
  coach = actorOf(ours, "coach");
  editor = actorOf(ours, "editor");
  await inOrganisation(database.owner.db, ours, async (db) => {
    const contribution = {
      organisation_id: ours.organisationId,
      open_resource_id: ours.resourceId,
      description: "Une correction",
      kind: "code" as const,
    };
    await db
      .deleteFrom("contribution")
      .where("organisation_id", "=", ours.organisationId)
      .execute();
    await db
      .insertInto("contribution")
      .values([
        ...Array.from({ length: 52 }, () => ({ ...contribution, contributed_on: "2026-02-01" })),
        { ...contribution, kind: "data" as const, contributed_on: "2026-02-01" },
        { ...contribution, contributed_on: "2025-12-31" },
      ])
      .execute();
  });
});
afterAll(() => database.close());

describe("an own indicator", () => {
  test("is composed, tried, counted and traced to its records, page by page", async () => {
    const indicator = { ...words, name: "Code donné", calculation: code };
    const trial = await database.execute(manager, tryIndicator, {
      grantId: ours.grantId,
      indicator,
    });
    expect(trial.figure).toMatchObject({ value: 52 });
    const { key } = await compose("Code donné");
    const asked = { key, grantId: ours.grantId, page: 1 };
    const page = await database.execute(coach, getIndicator, { ...asked, by: "contribution" });
    expect(page).toMatchObject({
      figure: { value: 52, records: 52, unknown: 0 },
      shares: [{ value: "code", label: "Code", count: 52 }],
      conditions: [{ dimension: "contribution", labels: ["Code"] }],
    });
    const traced = await database.execute(coach, traceIndicator, asked);
    const rest = await database.execute(coach, traceIndicator, { ...asked, page: 2 });
    expect(await database.execute(coach, traceIndicator, { ...asked, page: 99 })).toEqual(rest);
    expect([traced, rest].map(({ traced }) => "rows" in traced && traced.rows.length)).toEqual([
      50, 2,
    ]);
    expect(traced).toMatchObject({
      value: 52,
      pageCount: 2,
      traced: { source: "contributions", total: 52 },
    });
  });

  test("keeps its records from who may not read them: the definition and the day are told", async () => {
    const { key } = await compose("Lu par le média");
    const page = await database.execute(editor, getIndicator, { key, page: 1 });
    expect(page).toMatchObject({ mayCount: false, figure: null, grants: [] });
    const traced = await database.execute(editor, traceIndicator, { key, page: 1 });
    expect(traced.traced).toEqual({ kind: "closed" });
    expect(traced.definition.definition.fr).toBe(words.definition);
    // A coach reads no expense.
    const spending = { key: "paid_spending", grantId: ours.grantId, page: 1 };
    const closed = await database.execute(coach, traceIndicator, spending);
    expect(closed.traced).toEqual({ kind: "closed" });
    expect((await database.execute(manager, traceIndicator, spending)).traced).toMatchObject({
      kind: "records",
    });
  });

  test("retired, is defined still, and shows no figure until it is taken up again", async () => {
    const { id, key } = await compose("Passager");
    const asked = { key, grantId: ours.grantId, page: 1 };
    await database.execute(manager, retireOwnIndicator, { id, version: 1, isRetired: true });
    const retired = await database.execute(coach, getIndicator, asked);
    expect(retired.definition.retiredOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(retired.figure).toBeNull();
    expect((await database.execute(coach, traceIndicator, asked)).traced.kind).toBe("closed");
    expect(
      await database.execute(manager, retireOwnIndicator, { id, version: 1, isRetired: false }),
    ).toMatchObject({ ok: false, reason: "conflict" });
    await database.execute(manager, retireOwnIndicator, { id, version: 2, isRetired: false });
    expect((await database.execute(coach, getIndicator, asked)).figure).toMatchObject({
      value: 52,
    });
  });

  test("bears a name of its own, and the second of two people changing it is told", async () => {
    const { id } = await compose("Unique");
    const other = await compose("Autre");
    const input = { ...words, name: "Unique", calculation: code };
    expect(await database.execute(manager, composeIndicator, input)).toEqual({
      ok: false,
      reason: "name_taken",
    });
    const edit = (change: object) =>
      database.execute(manager, editOwnIndicator, { ...input, id, version: 1, ...change });
    expect(
      await database.execute(manager, editOwnIndicator, { ...input, id: other.id, version: 1 }),
    ).toEqual({ ok: false, reason: "name_taken" });
    expect(await edit({ unitMany: "gestes" })).toEqual({ ok: true, id });
    expect(await edit({ unitMany: "dons" })).toMatchObject({
      reason: "conflict",
      current: { version: 2 },
      changedBy: "Ruche",
    });
  });

  test("counts the same thing for ever once promised, declared or released: its words may change", async () => {
    const held = async (name: string, use: (key: string, db: Tx) => Promise<unknown>) => {
      const { id, key } = await compose(name, {
        ...code,
        where: { contribution: ["data", "code"], giving: ["cooperative"] },
      });
      await inOrganisation(database.owner.db, ours, (db) => use(key, db));
      const edit = (calculation: OwnCalculation, version = 1) =>
        database.execute(manager, editOwnIndicator, {
          ...words,
          ...{ id, version, name: `${name} bis`, calculation },
        });
      const changes: OwnCalculation[] = [
        { declared: "events" },
        { ...code, measure: "people" },
        { ...code, where: { contribution: ["data", "code"] } },
      ];
      for (const change of changes) {
        expect(await edit(change)).toEqual({ ok: false, reason: "in_use" });
      }
      const same = { giving: ["cooperative"], contribution: ["code", "data"] };
      expect(await edit({ ...code, where: same })).toEqual({ ok: true, id });
    };
    const { organisationId, grantId } = ours;
    await held("Promis", (key, db) =>
      sql`insert into target (organisation_id, grant_id, indicator_key, value)
        values (${organisationId}, ${grantId}, ${key}, 12)`.execute(db),
    );
    await held("Déclaré", (key, db) =>
      sql`insert into declared_figure (organisation_id, indicator_key, month, source, value, evidence)
        values (${organisationId}, ${key}, '2026-02-01', 'Cahier', 12, 'Cahier de présence')`.execute(
        db,
      ),
    );
    await held("Arrêté", (key, db) =>
      sql`insert into figure_release (organisation_id, grant_id, cut_off_on, content, details)
        values (${organisationId}, ${grantId}, '2026-03-31', '{}',
          jsonb_build_object('figures', jsonb_build_array(jsonb_build_object('key', ${key}::text))))`.execute(
        db,
      ),
    );
    const { id } = await compose("Libre");
    const free = { ...words, id, version: 1, name: "Libre", calculation: { declared: "people" } };
    expect(await database.execute(manager, editOwnIndicator, free as never)).toEqual({
      ok: true,
      id,
    });
  });

  test("is another organisation's for nobody, and composed by who may", async () => {
    const { id, key } = await compose("À nous");
    const elsewhere = actorOf(theirs, "manager");
    const input = { ...words, name: "À eux", calculation: code, id, version: 1 };
    const answers = await Promise.allSettled([
      database.execute(elsewhere, getOwnIndicator, { id }),
      database.execute(elsewhere, editOwnIndicator, input),
      database.execute(elsewhere, retireOwnIndicator, { id, version: 1, isRetired: true }),
      database.execute(elsewhere, getIndicator, { key, page: 1 }),
      database.execute(elsewhere, traceIndicator, { key, page: 1 }),
      database.execute(manager, getIndicator, { key: ownKey(randomUUID()), page: 1 }),
      database.execute(manager, getIndicator, { key: "constructor", page: 1 }),
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
    }
    const seen = await database.execute(elsewhere, listDefinitions, {});
    expect(seen.map((one) => one.key)).not.toContain(key);
    await expect(compose("Du coach", code, coach)).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      database.execute(actorOf(ours, "funder"), listDefinitions, {}),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("may ask for the values that the organisation has", async () => {
    const { choices } = await database.execute(manager, getComposer, { countable: "exits" });
    const values = new Map(choices.map(({ dimension, values }) => [dimension, values]));
    expect(values.get("destination")?.map(({ value }) => value)).toContain("permanent_job");
    expect(values.get("gender")?.at(-1)).toEqual({
      value: "unknown",
      label: "Non renseigné",
      isRetired: false,
    });
    expect(
      await database.execute(manager, getComposer, { countable: "declared_people" }),
    ).toMatchObject({ choices: [] });
  });
});
