import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, populateAll } from "@essaim/database/testing-rows";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addListValue,
  moveListValue,
  renameListValue,
  restoreListValue,
  retireListValue,
} from "./value-list.commands.ts";
import {
  countValueUses,
  getListValue,
  getValueList,
  listValueLists,
  listValues,
} from "./value-list.queries.ts";
import type { ListKey } from "./value-list.schema.ts";

let database: TestDatabase;
let admin: MemberActor;
let coach: MemberActor;
let stranger: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  const ours = await populate(database.owner.db, "Ruche");
  const theirs = await populate(database.owner.db, "Essieu");
  admin = actorOf(ours, "admin");
  coach = actorOf(ours, "coach");
  stranger = actorOf(theirs, "admin");
});
afterAll(() => database.close());

const all = (key: ListKey, actor = admin) => database.execute(actor, getValueList, { key });
const offered = async (key: ListKey, actor = coach) =>
  (await database.execute(actor, listValues, { keys: [key] }))[key].map((value) => value.label);
const valueNamed = async (key: ListKey, label: string) => {
  const value = (await all(key)).find((one) => one.label === label);
  if (!value) throw new Error(label);
  return value;
};
const add = async (key: ListKey, label: string) => {
  const outcome = await database.execute(admin, addListValue, { key, label });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
};

describe("a list of values", () => {
  test("begins with good defaults, in every organisation", async () => {
    expect((await offered("income_support")).slice(0, 4)).toEqual(["RSA", "ASS", "AAH", "ARE"]);
    expect(await offered("income_support", stranger)).toEqual(await offered("income_support"));
    const lists = await database.execute(admin, listValueLists, {});
    expect(lists.find((list) => list.key === "unemployment")).toEqual({
      key: "unemployment",
      offered: 5,
      retired: 0,
    });
  });

  test("grows at its end, for its own organisation", async () => {
    await add("mobility", "Trottinette");
    expect((await offered("mobility")).at(-1)).toBe("Trottinette");
    expect(await offered("mobility", stranger)).not.toContain("Trottinette");
  });

  test.each(["Trottinette", "TROTTINETTE", "vélo", "Velo"])(
    "refuses %s, which it has already",
    async (label) => {
      expect(await database.execute(admin, addListValue, { key: "mobility", label })).toEqual({
        ok: false,
        reason: "label_taken",
      });
    },
  );

  test("gets one of two same values added at the same instant", async () => {
    const input = { key: "education" as const, label: "Titre professionnel" };
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => database.execute(admin, addListValue, input)),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect((await all("education")).filter((one) => one.label === input.label)).toHaveLength(1);
  });

  test("renames a value everywhere, and tells the second of two people", async () => {
    const { id, version } = await valueNamed("household", "Vit seul·e");
    const rename = (label: string) =>
      database.execute(admin, renameListValue, { id, version, label });
    expect(await rename("Seul·e")).toEqual({ ok: true, id });
    expect(await offered("household")).toContain("Seul·e");
    expect(await rename("Sans personne")).toMatchObject({
      reason: "conflict",
      changedBy: "Ruche",
      current: { label: "Seul·e", code: "alone" },
    });
    const again = await valueNamed("household", "Seul·e");
    const taken = { id, version: again.version, label: "en couple AVEC enfants" };
    expect(await database.execute(admin, renameListValue, taken)).toEqual({
      ok: false,
      reason: "label_taken",
    });
    // Its own words with a capital more are no double.
    const own = { id, version: again.version, label: "SEUL·E" };
    expect(await database.execute(admin, renameListValue, own)).toEqual({ ok: true, id });
  });

  test("moves a value by one place, and the ends stay where they are", async () => {
    const before = await offered("disability");
    const [first = "", second = ""] = before;
    const move = async (label: string, direction: "up" | "down") => {
      const { id } = await valueNamed("disability", label);
      expect(await database.execute(admin, moveListValue, { id, direction })).toMatchObject({
        ok: true,
      });
    };
    await move(second, "up");
    expect((await offered("disability")).slice(0, 2)).toEqual([second, first]);
    await move(second, "up");
    await move(first, "up");
    expect(await offered("disability")).toEqual(before);
  });

  test("retires a value without deleting it, and brings it back", async () => {
    const { id, version } = await valueNamed("need", "Numérique");
    expect(await database.execute(admin, retireListValue, { id, version })).toMatchObject({
      ok: true,
    });
    expect(await offered("need")).not.toContain("Numérique");
    const retired = await valueNamed("need", "Numérique");
    expect(retired.retiredAt).toBeInstanceOf(Date);
    expect(
      await database.execute(admin, addListValue, { key: "need", label: "numerique" }),
    ).toEqual({ ok: false, reason: "label_retired" });
    expect(await database.execute(admin, restoreListValue, { id, version })).toMatchObject({
      reason: "conflict",
    });
    const restore = { id, version: retired.version };
    expect(await database.execute(admin, restoreListValue, restore)).toMatchObject({ ok: true });
    expect(await offered("need")).toContain("Numérique");
  });

  test("deletes nothing, whoever asks", async () => {
    const { id } = await valueNamed("gender", "Femme");
    for (const role of ["essaim_admin", "essaim_coach", "essaim_manager"]) {
      const { rows } = await database.owner.pool.query<{ may: boolean }>(
        "select has_table_privilege($1, 'list_value', 'delete') as may",
        [role],
      );
      expect(rows[0]?.may, role).toBe(false);
    }
    expect((await database.execute(admin, getListValue, { id })).label).toBe("Femme");
  });
});

test("another organisation neither reads nor changes our values", async () => {
  const { id, version } = await valueNamed("gender", "Femme");
  const attempts = [
    () => database.execute(stranger, getListValue, { id }),
    () => database.execute(stranger, renameListValue, { id, version, label: "Dame" }),
    () => database.execute(stranger, moveListValue, { id, direction: "down" }),
    () => database.execute(stranger, retireListValue, { id, version }),
    () => database.execute(stranger, restoreListValue, { id, version }),
  ];
  for (const attempt of attempts) {
    await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  }
});

test.each(["coach", "manager", "editor", "funder"] as const)(
  "the role %s changes no list",
  async (role) => {
    const actor = { ...memberActor({ ...coach, role, funderId: null }) };
    await expect(
      database.execute(actor, addListValue, { key: "need", label: "Autre" }),
    ).rejects.toMatchObject({ code: "forbidden" });
  },
);

test("a value says in how many files and sessions it is noted, and of a sensitive list no small number", async () => {
  const full = await populateAll(database.owner.db, "Miel");
  const keeper = actorOf(full, "admin");
  const uses = async (key: ListKey, actor = keeper) =>
    Object.values(await database.execute(actor, countValueUses, { key }));
  // A meeting and a session have the same theme.
  expect(await uses("meeting_theme")).toEqual([{ files: 1, workshops: 1 }]);
  expect(await uses("skill")).toEqual([{ files: 1, workshops: 0 }]);
  expect(await uses("income_support")).toEqual([{ files: null, workshops: 0 }]);
  expect(await uses("gender")).toEqual([]);
  const [reason] = await database.execute(keeper, getValueList, { key: "exit_reason" });
  const [kind] = await database.execute(keeper, getValueList, { key: "document_kind" });
  await inOrganisation(database.owner.db, full, async (db) => {
    await db
      .updateTable("stage")
      .set({ exit_reason_id: reason?.id })
      .where("kind", "=", "exit")
      .execute();
    await db.updateTable("document").set({ kind_id: kind?.id }).execute();
  });
  expect(await uses("exit_reason")).toEqual([{ files: 1, workshops: 0 }]);
  expect(await uses("exit_destination")).toEqual([]);
  expect(await uses("document_kind")).toEqual([{ files: 1, workshops: 0 }]);
  expect(await uses("document_kind", admin)).toEqual([]);
});
