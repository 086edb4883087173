import type { Tx } from "@essaim/database/operation";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import { type HouseActor, houseActor, type MemberActor, publicActor } from "@essaim/identity/actor";
import { NotFound } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createActivity,
  editActivity,
  publishActivity,
  unpublishActivity,
} from "../activity.commands.ts";
import { activitySchema } from "../activity.schema.ts";
import {
  createOpenResource,
  editOpenResource,
  publishOpenResource,
} from "../open-resource.commands.ts";
import { openResourceSchema } from "../open-resource.schema.ts";
import { toldKeys } from "./content-words.rules.ts";
import { hideRevision } from "./hide-revision.commands.ts";
import { getPublicHistory, listRevisions } from "./history.queries.ts";
import { listPublicationMarks } from "./marks.queries.ts";
import { drawPreview } from "./preview.commands.ts";
import { getPreview } from "./preview.queries.ts";
import { getPublicationState } from "./publication-state.queries.ts";
import { discardChanges, revertRecord } from "./restore.commands.ts";
import { requestReview, sendBack } from "./review.commands.ts";
import { listReviews } from "./review.queries.ts";
import {
  cancelSchedule,
  giveUpDueRecord,
  publishDueRecord,
  schedulePublication,
} from "./schedule.commands.ts";
import { askDuePublications, listDueRecords } from "./schedule.queries.ts";

let database: TestDatabase;
let hive: Rows;
let ana: MemberActor;
let bob: MemberActor;
let zoe: MemberActor;
let house: HouseActor;

beforeAll(async () => {
  database = await createTestDatabase();
  hive = await populate(database.owner.db, "Ruche");
  ana = actorOf(hive, "editor");
  bob = await member("Bob");
  zoe = await member("Zoé");
  house = houseActor(hive.organisationId, "test");
});
afterAll(() => database.close());
beforeEach(() => askReview(false));

const inHive = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, hive, work);

/** One more manager. */
async function member(name: string): Promise<MemberActor> {
  const { id } = await inHive(async (db) => {
    const user = await db
      .insertInto("user_account")
      .values({ email: `${name}@example.org`, full_name: name })
      .returning("id")
      .executeTakeFirstOrThrow();
    return await db
      .insertInto("membership")
      .values({ organisation_id: hive.organisationId, user_id: user.id, role: "manager" })
      .returning("id")
      .executeTakeFirstOrThrow();
  });
  return actorOf({ ...hive, membershipId: id }, "manager");
}

const askReview = (needs: boolean) =>
  inHive((db) => db.updateTable("organisation").set({ needs_review: needs }).execute());

const form = (changes: object = {}) =>
  activitySchema.parse({
    title: "Réparer des vélos",
    summary: "Un atelier de quartier.",
    sector: "craft",
    advantages: "Utile.",
    limits: "Fatigant l’hiver.",
    startupCostMinCents: "1500",
    startupCostMaxCents: "3000",
    resources: [{ openResourceId: hive.resourceId, usage: "pour compter" }],
    locations: [{ commune: "59350" }],
    ...changes,
  });

type Made = { kind: "activity"; id: string; version: number; slug: string };

/** A draft of Ana's. */
async function draft(changes: object = {}): Promise<Made> {
  const saved = await database.execute(ana, createActivity, form(changes));
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return { kind: "activity", id: saved.id, version: saved.version, slug: saved.slug };
}

async function published(changes: object = {}): Promise<Made> {
  const made = await draft(changes);
  const saved = await database.execute(bob, publishActivity, made);
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return { ...made, version: saved.version };
}

async function edit(made: Made, changes: object, by = ana): Promise<Made> {
  const { id, version } = made;
  const saved = await database.execute(by, editActivity, { ...form(changes), id, version });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return { ...made, version: saved.version };
}

const stateOf = ({ kind, id }: Made, by = ana) =>
  database.execute(by, getPublicationState, { kind, id });

const publicTitle = ({ id }: Made) =>
  inHive(async (db) => {
    const row = await db
      .selectFrom("published_record")
      .select("title")
      .where("id", "=", id)
      .executeTakeFirst();
    return row?.title ?? null;
  });

const historyOf = ({ kind, slug }: Made, before?: number) =>
  database.executePublic(publicActor("test"), getPublicHistory, {
    kind,
    slug,
    before,
    language: "fr",
  });

const inDays = (days: number) => today(new Date(Date.now() + days * 24 * 3_600_000));

const plan = (made: Made, dueOn = inDays(3), by = bob) =>
  database.execute(by, schedulePublication, { ...made, dueOn, dueTime: "09:30", note: "Au matin" });

/** As if its hour had come. */
const makeDue = ({ id }: Made) =>
  inHive((db) =>
    db
      .updateTable("scheduled_publication")
      .set({ due_at: sql<Date>`now() - interval '1 second'` })
      .where("record_id", "=", id)
      .execute(),
  );

describe("what is edited once published", () => {
  test("stays unseen until it is published again, and is told field by field", async () => {
    const made = await edit(await published(), { title: "Réparer des vélos-cargos" });
    expect(await publicTitle(made)).toBe("Réparer des vélos");
    const state = await stateOf(made);
    expect(state).toMatchObject({ isPublic: true, hasChanges: true, mayPublish: true });
    expect(state.changes.map(({ label }) => label)).toEqual(["Titre"]);

    await database.execute(ana, publishActivity, { ...made, note: "Les cargos aussi" });
    expect(await publicTitle(made)).toBe("Réparer des vélos-cargos");
    expect(await stateOf(made)).toMatchObject({ hasChanges: false, changes: [] });
    const { revisions } = await historyOf(made);
    expect(revisions.map(({ number, reason, note }) => ({ number, reason, note }))).toEqual([
      { number: 2, reason: "edit", note: "Les cargos aussi" },
      { number: 1, reason: "publication", note: "" },
    ]);
  });

  test("can be given up: the record says again what the public reads, its rows too", async () => {
    const made = await published();
    const changed = await edit(made, { title: "Autre chose", resources: [], locations: [] });
    expect((await stateOf(made)).changes.map(({ label }) => label)).toEqual([
      "Titre",
      "Ressources ouvertes",
      "Lieux",
    ]);
    expect(await database.execute(ana, discardChanges, changed)).toMatchObject({ ok: true });
    expect(await stateOf(made)).toMatchObject({ hasChanges: false });
  });

  test("is marked in the list, with what is asked and planned", async () => {
    const made = await edit(await published(), { title: "À marquer" });
    const still = await published();
    await plan(made);
    const ids = [made.id, still.id];
    const marks = await database.execute(ana, listPublicationMarks, { ids });
    expect(marks).toMatchObject([{ id: made.id, hasChanges: true, review: null }]);
    expect(marks[0]?.dueAt).toBeInstanceOf(Date);
    await askReview(true);
    await database.execute(ana, requestReview, { ...made, message: "" });
    const [asked] = await database.execute(ana, listPublicationMarks, { ids });
    expect(asked).toMatchObject({ review: "asked" });
  });

  test("is not given up over what somebody else has just written", async () => {
    const made = await published();
    await edit(made, { title: "De Bob" }, bob);
    expect(await database.execute(ana, discardChanges, made)).toMatchObject({
      ok: false,
      reason: "conflict",
      changedBy: "Bob",
    });
  });

  test("a draft has nothing to come back to", async () => {
    expect(await database.execute(ana, discardChanges, await draft())).toEqual({
      ok: false,
      reason: "not_public",
    });
  });

  test("a resource too", async () => {
    const of = (name: string) =>
      openResourceSchema.parse({ kind: "software", name, summary: "Un logiciel." });
    const made = await database.execute(ana, createOpenResource, of("Atelier"));
    if (!made.ok) throw new Error("not made");
    const shown = await database.execute(ana, publishOpenResource, made);
    if (!shown.ok) throw new Error("not published");
    await database.execute(ana, editOpenResource, { ...of("Atelier libre"), ...shown });
    const state = await database.execute(ana, getPublicationState, {
      kind: "resource",
      id: made.id,
    });
    expect(state.changes.map(({ label }) => label)).toEqual(["Nom"]);
  });

  test("every key of a document is told", async () => {
    const { rows } = await inHive((db) =>
      sql<{ kind: "activity" | "resource"; key: string }>`
        select k.kind, key from (values ('activity', ${hive.activityId}::uuid), ('resource', ${hive.resourceId}::uuid))
          as k (kind, id), jsonb_object_keys(record_content(k.kind, k.id)) as key`.execute(db),
    );
    for (const kind of ["activity", "resource"] as const) {
      const keys = rows.filter((row) => row.kind === kind).map(({ key }) => key);
      expect(keys.length).toBeGreaterThan(5);
      expect(keys.filter((key) => !toldKeys(kind).includes(key))).toEqual([]);
    }
  });
});

describe("where a second person reads first", () => {
  beforeEach(() => askReview(true));

  test("whoever last wrote a record does not publish it; somebody else does", async () => {
    const made = await draft();
    expect(await database.execute(ana, publishActivity, made)).toEqual({
      ok: false,
      reason: "own_change",
    });
    expect((await stateOf(made)).mayPublish).toBe(false);
    expect((await stateOf(made, bob)).mayPublish).toBe(true);
    expect(await database.execute(bob, publishActivity, made)).toMatchObject({ ok: true });
  });

  test("publishing or withdrawing a record is not writing it", async () => {
    const made = await published();
    const withdrawn = await database.execute(bob, unpublishActivity, made);
    if (!withdrawn.ok) throw new Error("not withdrawn");
    expect(await database.execute(bob, publishActivity, withdrawn)).toMatchObject({ ok: true });
  });

  test("a second reader sees what waits, and sends it back with words, or publishes it", async () => {
    const made = await edit(await published(), { title: "À relire" });
    const asked = await database.execute(ana, requestReview, { ...made, message: "Le titre ?" });
    expect(asked).toMatchObject({ ok: true });
    const found = (of: { id: string }[]) => of.find(({ id }) => id === made.id);
    expect(found((await database.execute(bob, listReviews, {})).toRead)).toMatchObject({
      title: "À relire",
      message: "Le titre ?",
      requestedBy: "Ruche",
    });
    expect(found((await database.execute(ana, listReviews, {})).toRead)).toBeUndefined();

    const own = await database.execute(ana, sendBack, { ...made, answer: "Parfait" });
    expect(own).toEqual({ ok: false, reason: "own_change" });
    await database.execute(bob, sendBack, { ...made, answer: "Plus court." });
    expect((await stateOf(made)).review).toMatchObject({
      answer: "Plus court.",
      answeredBy: "Bob",
    });
    expect(found((await database.execute(bob, listReviews, {})).toRead)).toBeUndefined();
    expect(found((await database.execute(ana, listReviews, {})).mine)).toBeDefined();
    expect(await database.execute(bob, sendBack, { ...made, answer: "Encore" })).toEqual({
      ok: false,
      reason: "not_asked",
    });

    const shorter = await edit(made, { title: "Relue" });
    await database.execute(ana, requestReview, { ...shorter, message: "" });
    await database.execute(bob, publishActivity, shorter);
    expect(await publicTitle(made)).toBe("Relue");
    expect((await stateOf(made)).review).toBeNull();
  });

  test("nothing is asked without reason", async () => {
    const made = await published();
    expect(await database.execute(ana, requestReview, { ...made, message: "" })).toEqual({
      ok: false,
      reason: "nothing_new",
    });
    expect(
      await database.execute(ana, requestReview, { ...(await draft({ limits: "" })), message: "" }),
    ).toMatchObject({ ok: false, reason: "incomplete" });
    await askReview(false);
    expect(await database.execute(ana, requestReview, { ...(await draft()), message: "" })).toEqual(
      { ok: false, reason: "not_reviewed" },
    );
  });

  test("a comma of somebody else's does not make the writer a reader", async () => {
    const made = await edit(await draft(), { title: "De Bob" }, bob);
    for (const writer of [ana, bob]) {
      expect(await database.execute(writer, publishActivity, made)).toEqual({
        ok: false,
        reason: "own_change",
      });
    }
    const shown = await database.execute(zoe, publishActivity, made);
    if (!shown.ok) throw new Error("not published");
    const next = await edit({ ...made, version: shown.version }, { title: "D’Ana seule" });
    expect(await database.execute(bob, publishActivity, next)).toMatchObject({ ok: true });
  });

  test("changes given up leave nothing to read again", async () => {
    const changed = await edit(await published(), { title: "Autre chose" });
    const back = await database.execute(ana, discardChanges, changed);
    if (!back.ok) throw new Error("not given up");
    const next = await edit({ ...changed, version: back.version }, { title: "De Bob" }, bob);
    expect(await database.execute(ana, publishActivity, next)).toMatchObject({ ok: true });
  });
});

describe("a planned publication", () => {
  test("waits for its hour, in Paris, then is made in the name of whoever planned it", async () => {
    const made = await draft();
    expect(await plan(made)).toMatchObject({ ok: true });
    const { schedule } = await stateOf(made);
    expect(schedule).toMatchObject({ scheduledBy: "Bob", missed: null });
    const shown = schedule?.dueAt.toLocaleString("sv-SE", { timeZone: "Europe/Paris" });
    expect(shown).toBe(`${inDays(3)} 09:30:00`);
    await database.executeJobs(house, publishDueRecord, { id: made.id });
    expect(await publicTitle(made)).toBeNull();

    await makeDue(made);
    expect(await database.executeJobs(house, listDueRecords, {})).toContain(made.id);
    await database.executeJobs(house, publishDueRecord, { id: made.id });
    expect(await publicTitle(made)).toBe("Réparer des vélos");
    expect((await stateOf(made)).schedule).toBeNull();
    const { revisions } = await database.execute(ana, listRevisions, made);
    expect(revisions[0]).toMatchObject({ note: "Au matin", publishedBy: "Bob" });
    expect(await database.executeJobs(house, listDueRecords, {})).not.toContain(made.id);
  });

  test("waits for whoever holds the record, and holds nothing they need", async () => {
    const made = await draft();
    await plan(made);
    await makeDue(made);
    const waiting = await inHive(async (db) => {
      await db.selectFrom("activity").select("id").where("id", "=", made.id).forUpdate().execute();
      const work = database.executeJobs(house, publishDueRecord, { id: made.id });
      await vi.waitFor(async () => {
        const { rows } = await sql`
          select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(
          database.owner.db,
        );
        expect(rows).toHaveLength(1);
      });
      await sql`select from scheduled_publication where record_id = ${made.id} for update nowait`.execute(
        db,
      );
      return { work };
    });
    expect(await waiting.work).toMatchObject({ published: true });
  });

  test.each([
    ["ended", { ended_at: sql<Date>`now()` }],
    ["become a coach's", { role: "coach" }],
  ])("is not made once the access of whoever planned it has %s", async (_, change) => {
    const setBob = (values: object) =>
      inHive((db) =>
        db.updateTable("membership").set(values).where("id", "=", bob.membershipId).execute(),
      );
    const made = await draft();
    await plan(made);
    await makeDue(made);
    await setBob(change);
    await database.executeJobs(house, publishDueRecord, { id: made.id });
    await setBob({ role: "manager", ended_at: null });
    expect(await publicTitle(made)).toBeNull();
    expect((await stateOf(made)).schedule).toMatchObject({ missed: "no_access" });
  });

  test("edited meanwhile, it is not made and says so, until it is planned again", async () => {
    const made = await draft();
    await plan(made);
    const changed = await edit(made, { title: "Changée" });
    expect((await stateOf(made)).schedule).toMatchObject({ missed: "changed" });
    await makeDue(made);
    await database.executeJobs(house, publishDueRecord, { id: made.id });
    expect(await publicTitle(made)).toBeNull();
    expect(await database.executeJobs(house, listDueRecords, {})).not.toContain(made.id);
    await plan(changed);
    expect((await stateOf(made)).schedule).toMatchObject({ missed: null });
  });

  test("can be given up, before its hour and after a failure", async () => {
    const made = await draft();
    await plan(made);
    await makeDue(made);
    await database.executeJobs(house, giveUpDueRecord, { id: made.id });
    expect((await stateOf(made)).schedule).toMatchObject({ missed: "failed" });
    await database.execute(ana, cancelSchedule, made);
    expect((await stateOf(made)).schedule).toBeNull();
  });

  test("is refused in the past, far ahead, without anything new, or to whoever wrote it", async () => {
    const made = await draft();
    expect(await plan(made, "2020-01-01")).toEqual({ ok: false, reason: "past" });
    expect(await plan(made, inDays(400))).toEqual({ ok: false, reason: "too_far" });
    expect(await plan(await published())).toEqual({
      ok: false,
      reason: "nothing_new",
    });
    await askReview(true);
    expect(await plan(made, inDays(3), ana)).toEqual({ ok: false, reason: "own_change" });
  });

  test("is asked of the jobs once, where something is due", async () => {
    const jobs = () =>
      inHive((db) =>
        db.selectFrom("job").select(["id", "status"]).where("kind", "=", "publish_due").execute(),
      );
    const made = await draft();
    await plan(made);
    await askDuePublications(database.jobs.db);
    expect(await jobs()).toEqual([]);
    await makeDue(made);
    await askDuePublications(database.jobs.db);
    await askDuePublications(database.jobs.db);
    expect(await jobs()).toHaveLength(1);
  });
});

describe("history", () => {
  test("tells everybody what changed, without anybody's name", async () => {
    const made = await edit(await published(), { summary: "Un atelier ouvert à tous." });
    await database.execute(bob, publishActivity, made);
    const { title, revisions, next } = await historyOf(made);
    expect(title).toBe("Réparer des vélos");
    expect(next).toBeNull();
    expect(revisions[0]?.changes.map(({ label }) => label)).toEqual(["Résumé"]);
    expect(JSON.stringify(revisions)).not.toContain("Bob");
    expect(JSON.stringify(revisions)).not.toContain(bob.membershipId);
  });

  test("is read a page at a time, each version compared with the one before it", async () => {
    let made = await published();
    for (let turn = 2; turn <= 12; turn += 1) {
      made = await edit(made, { title: `Version ${turn}` });
      await database.execute(ana, publishActivity, made);
    }
    const first = await historyOf(made);
    expect(first.revisions.map(({ number }) => number)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(first.revisions.every(({ changes }) => changes.length === 1)).toBe(true);
    const second = await historyOf(made, first.next ?? 0);
    expect(second.revisions.map(({ number }) => number)).toEqual([2, 1]);
    expect(second.next).toBeNull();
    expect(await historyOf(made, 13)).toMatchObject({ revisions: [], newest: 12 });
  });

  test("is not public for a record that is not", async () => {
    await expect(historyOf(await draft())).rejects.toThrow(NotFound);
    const made = await published();
    await database.execute(ana, unpublishActivity, made);
    await expect(historyOf(made)).rejects.toThrow(NotFound);
    expect((await database.execute(ana, listRevisions, made)).revisions).toHaveLength(1);
  });

  test("what should never have been public is taken out of it, for everybody and for good", async () => {
    const made = await published({ summary: "Appelez le 06 12 34 56 78." });
    const told = await edit(made, { title: "Au téléphone", summary: "Appelez le 06 12 34 56 78." });
    await database.execute(ana, publishActivity, { ...told, note: "Au 06 12 34 56 78" });
    const mended = await edit(told, { summary: "Appelez l’atelier." });
    const hide = (number: number) =>
      database.execute(ana, hideRevision, { kind: made.kind, id: made.id, number });
    expect(await hide(2)).toEqual({ ok: false, reason: "still_public" });
    await database.execute(ana, publishActivity, mended);
    expect(await hide(2)).toMatchObject({ ok: true });
    expect(await hide(1)).toMatchObject({ ok: true });

    const { revisions } = await historyOf(made);
    expect(revisions.map(({ number, reason, isHidden }) => [number, reason, isHidden])).toEqual([
      [3, "edit", false],
      [2, "edit", true],
      [1, "publication", true],
    ]);
    const listed = await database.execute(ana, listRevisions, made);
    expect(JSON.stringify([revisions, listed])).not.toContain("06 12");
    const { rows } = await inHive((db) =>
      sql`select from published_revision v where record_id = ${made.id} and v::text like '%06 12%'`.execute(
        db,
      ),
    );
    expect(rows).toEqual([]);
    await expect(
      database.execute(ana, revertRecord, { ...mended, number: 2, note: "" }),
    ).rejects.toThrow(NotFound);
    await expect(hide(9)).rejects.toThrow(NotFound);
  });

  test("a version is compared with the one before that is not hidden", async () => {
    let made = await published();
    for (const title of ["Deux", "Trois"]) {
      made = await edit(made, { title });
      await database.execute(ana, publishActivity, made);
    }
    await database.execute(ana, hideRevision, { kind: made.kind, id: made.id, number: 2 });
    const { revisions } = await historyOf(made);
    expect(revisions[0]?.changes.map(({ label }) => label)).toEqual(["Titre"]);
    expect(JSON.stringify(revisions)).not.toContain("Deux");
  });

  test("a version is told whole when those before it are all hidden", async () => {
    const made = await edit(await published(), { title: "Deux" });
    await database.execute(ana, publishActivity, made);
    const whole = async () =>
      (await historyOf(made)).revisions.map(({ number, isWhole }) => [number, isWhole]);
    expect(await whole()).toEqual([
      [2, false],
      [1, true],
    ]);
    await database.execute(ana, hideRevision, { kind: made.kind, id: made.id, number: 1 });
    expect(await whole()).toEqual([
      [2, true],
      [1, false],
    ]);
    const listed = await database.execute(ana, listRevisions, made);
    expect(listed.revisions.map(({ isWhole }) => isWhole)).toEqual([true, false]);
  });

  test("an earlier version comes back, published, with its rows", async () => {
    const made = await edit(await published(), { title: "Autre", locations: [], resources: [] });
    await database.execute(ana, publishActivity, made);
    const back = await database.execute(ana, revertRecord, { ...made, number: 1, note: "" });
    expect(back).toMatchObject({ ok: true, isPublic: true });
    expect(await publicTitle(made)).toBe("Réparer des vélos");
    expect(await stateOf(made)).toMatchObject({ hasChanges: false });
    const { revisions } = await database.execute(ana, listRevisions, made);
    expect(revisions[0]).toMatchObject({ number: 3, reason: "revert" });
    expect(revisions[0]?.changes.map(({ label }) => label)).toEqual([
      "Titre",
      "Ressources ouvertes",
      "Lieux",
    ]);
  });

  test("a withdrawn record takes an earlier version back without being shown", async () => {
    const made = await edit(await published(), { title: "Autre" });
    const withdrawn = await database.execute(ana, unpublishActivity, made);
    if (!withdrawn.ok) throw new Error("not withdrawn");
    const back = await database.execute(ana, revertRecord, {
      ...made,
      version: withdrawn.version,
      number: 1,
      note: "",
    });
    expect(back).toMatchObject({ ok: true, isPublic: false });
    expect(await publicTitle(made)).toBeNull();
    await expect(
      database.execute(ana, revertRecord, { ...made, number: 9, version: 5, note: "" }),
    ).rejects.toThrow(NotFound);
  });
});

describe("a preview", () => {
  const look = (link: string) => database.executePublic(publicActor("test"), getPreview, { link });
  const drawn = async (made: Made) => {
    const outcome = await database.execute(ana, drawPreview, made);
    if (!outcome.ok) throw new Error("not drawn");
    return outcome.link;
  };

  test("shows the working copy, as it is when it is looked at, to whoever holds its address", async () => {
    const made = await edit(await published(), { title: "Avant" });
    const link = await drawn(made);
    expect(await look(link)).toMatchObject({
      kind: "activity",
      activity: { title: "Avant", organisation: { name: "Ruche" }, places: [{}] },
    });
    await edit(made, { title: "Après" });
    expect(await look(link)).toMatchObject({ activity: { title: "Après" } });
    expect(await publicTitle(made)).toBe("Réparer des vélos");
  });

  test("serves for an hour, and at no other address", async () => {
    const link = await drawn(await draft());
    const [organisation] = link.split(".");
    for (const other of [
      `${organisation}.x`,
      "x",
      "",
      `${crypto.randomUUID()}.${link.slice(37)}`,
    ]) {
      await expect(look(other)).rejects.toThrow(NotFound);
    }
    await inHive((db) =>
      db.updateTable("preview_link").set({ expires_at: sql<Date>`now()` }).execute(),
    );
    await expect(look(link)).rejects.toThrow(NotFound);
  });
});
