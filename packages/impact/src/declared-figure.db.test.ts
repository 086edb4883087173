import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { declareFigure, editDeclaredFigure } from "./declared-figure.commands.ts";
import {
  getDeclaredFigure,
  listDeclaredFigures,
  listMissingFigures,
} from "./declared-figure.queries.ts";
import { declaredFigureFilterSchema, declaredFigureSchema } from "./declared-figure.schema.ts";
import { composeIndicator, retireOwnIndicator } from "./registry/own-indicator.commands.ts";
import { type OwnCalculation, ownKey } from "./registry/own-indicator.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let editor: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  editor = actorOf(ours, "editor");
});
afterAll(() => database.close());

const figure = (change: object = {}) =>
  declaredFigureSchema.parse({
    indicatorKey: "video_views",
    month: "2026-04",
    source: "PeerTube",
    value: "1 250",
    evidence: "Statistiques relevées le 2 mai",
    ...change,
  });

const list = (actor: MemberActor, query: object = {}) =>
  database.execute(actor, listDeclaredFigures, declaredFigureFilterSchema.parse(query));

test("one figure for each indicator, source and month", async () => {
  expect(await database.execute(editor, declareFigure, figure())).toMatchObject({ ok: true });
  expect(await database.execute(editor, declareFigure, figure({ value: "9" }))).toEqual({
    ok: false,
    reason: "already_declared",
  });
  expect(
    await database.execute(editor, declareFigure, figure({ source: "YouTube", value: "50" })),
  ).toMatchObject({ ok: true });
  const found = await list(editor, { indicateur: "video_views", annee: "2026" });
  expect(found.sums).toEqual([
    { indicatorKey: "video_views", name: "Vues des vidéos", figures: 3, value: 1400 },
  ]);
  expect((await list(editor, { annee: "2025" })).total).toBe(0);
});

test("a month's missing figures are told, however many months were declared since", async () => {
  const missing = async (day: string) => {
    const { month, indicators } = await database.execute(editor, listMissingFigures, { day });
    return { month, keys: indicators.map(({ key }) => key) };
  };
  for (let month = 1; month <= 12; month++) {
    for (let source = 1; source <= 5; source++) {
      const change = { month: `2024-${month}`, source: `Source ${source}` };
      await database.execute(editor, declareFigure, figure(change));
    }
  }
  const { month, keys } = await missing("2024-02-29");
  expect(month).toBe("2024-01-01");
  expect(keys).not.toContain("video_views");
  expect((await missing("2024-01-31")).month).toBe("2023-12-01");
  expect((await missing("2024-01-31")).keys).toContain("video_views");
});

test("machines make a month known only once it is over and they read all of it", async () => {
  const [month, next] = ["2023-05-01", "2023-06-01"];
  const isMissing = async () => {
    const { indicators } = await database.execute(editor, listMissingFigures, { day: next });
    return indicators.some(({ key }) => key === "video_views");
  };
  const { organisationId, membershipId } = ours;
  const piece = await inOrganisation(database.owner.db, ours, async (db) => {
    const { id } = await db
      .insertInto("piece")
      .values({
        organisation_id: organisationId,
        kind: "video",
        title: "Freins",
        slug: "freins-2023",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const about = { organisation_id: organisationId, piece_id: id };
    // The video of the test's rows is of no month before that.
    await db.updateTable("piece_place").set({ published_on: "2026-01-01" }).execute();
    await db
      .insertInto("piece_place")
      .values([
        {
          ...about,
          ...{ position: 0, platform: "peertube", target_url: "https://tube.coop/w/f" },
          published_on: "2023-01-01",
        },
        {
          ...about,
          ...{ position: 1, platform: "youtube", target_url: "https://youtu.be/f" },
          published_on: "2023-05-08",
        },
      ])
      .execute();
    await db
      .insertInto("audience_answer")
      .values({
        ...about,
        page_hash: sql`page_hash('https://tube.coop/w/f')`,
        video_hash: "a".repeat(64),
      })
      .execute();
    await db
      .insertInto("audience_figure")
      .values({
        ...about,
        ...{ platform: "peertube", origin: "peertube_api", evidence: "Lu" },
        month,
        value: 5,
      })
      .execute();
    return id;
  });
  const read = (day: string) =>
    inOrganisation(database.owner.db, ours, (db) =>
      db
        .insertInto("audience_reading")
        .values({
          ...{ organisation_id: organisationId, piece_id: piece, video_hash: "a".repeat(64) },
          ...{ read_on: day, total: 5, published_on: "2023-01-01" },
        })
        .execute(),
    );
  await read("2023-05-15");
  expect(await isMissing()).toBe(true);
  await read("2023-05-01");
  await read("2023-06-01");
  // YouTube says nothing of it yet.
  expect(await isMissing()).toBe(true);
  await inOrganisation(database.owner.db, ours, async (db) => {
    await db.deleteFrom("piece_place").where("target_url", "=", "https://youtu.be/f").execute();
  });
  expect(await isMissing()).toBe(false);
  await inOrganisation(database.owner.db, ours, async (db) => {
    await db.deleteFrom("audience_reading").where("read_on", "=", "2023-06-01").execute();
    await db
      .insertInto("audience_figure")
      .values({
        ...{ organisation_id: organisationId, piece_id: piece, platform: "peertube", month },
        ...{ origin: "manual", value: 6, evidence: "Relevé", said_by: membershipId },
      })
      .execute();
  });
  expect(await isMissing()).toBe(false);
});

test("a figure is corrected after whoever adds up the audience, and never waits the other way round", async () => {
  const made = await database.execute(editor, declareFigure, figure({ month: "2022-01" }));
  if (!made.ok) throw new Error(made.reason);
  let edit: Promise<unknown> = Promise.resolve();
  await inOrganisation(database.owner.db, ours, async (db) => {
    await sql`select hold_audience()`.execute(db);
    const change = { ...figure({ month: "2022-01", value: "4" }), id: made.id, version: 1 };
    edit = database.execute(editor, editDeclaredFigure, change);
    await sql`select pg_sleep(0.2)`.execute(db);
    await sql`select from declared_figure where id = ${made.id} for update nowait`.execute(db);
  });
  expect(await edit).toMatchObject({ ok: true });
});

test("a total names one platform, where views are counted", () => {
  const change = { ...figure(), source: "YouTube et PeerTube", month: "2022-02", value: "3" };
  const refused = declaredFigureSchema.safeParse(change);
  expect(refused.error?.issues).toMatchObject([{ path: ["source"] }]);
  expect(
    declaredFigureSchema.safeParse({ ...change, indicatorKey: "indirect_beneficiaries" }).success,
  ).toBe(true);
});

test("the second of two people correcting a figure is told; a correction cannot double another", async () => {
  const made = await database.execute(editor, declareFigure, figure({ month: "mai 2026" }));
  if (!made.ok) throw new Error(made.reason);
  const { id } = made;
  const edit = (change: object, version: number) =>
    database.execute(editor, editDeclaredFigure, {
      ...figure({ month: "2026-05", ...change }),
      id,
      version,
    });
  expect(await edit({ value: "2" }, 1)).toEqual({ ok: true, id });
  expect(await edit({ value: "3" }, 1)).toMatchObject({
    reason: "conflict",
    current: { value: 2, version: 2 },
    changedBy: "Ruche",
  });
  expect(await edit({ month: "2026-04" }, 2)).toEqual({ ok: false, reason: "already_declared" });
});

test("an own indicator is declared as those of the registry are, until it is retired", async () => {
  const manager = actorOf(ours, "manager");
  const words = {
    definition: "Ce que nous comptons.",
    unitOne: "outil",
    unitMany: "outils",
    audience: "team",
  } as const;
  const compose = async (name: string, calculation: OwnCalculation) => {
    const made = await database.execute(manager, composeIndicator, { ...words, name, calculation });
    if (!made.ok) throw new Error(made.reason);
    return made.id;
  };
  const id = await compose("Outils prêtés", { declared: "events" });
  const counted = await compose("Rendez-vous", { source: "meetings", measure: "records" });
  const declare = (indicatorKey: string, month = "2025-03") =>
    database.execute(editor, declareFigure, figure({ indicatorKey, month }));

  const declared = await declare(ownKey(id));
  expect(declared).toMatchObject({ ok: true });
  for (const key of [ownKey(counted), ownKey(randomUUID())]) {
    expect(await declare(key)).toEqual({ ok: false, reason: "indicator_unknown" });
  }
  const found = await list(editor, { indicateur: ownKey(id) });
  expect(found.figures).toMatchObject([{ name: "Outils prêtés", value: 1250 }]);

  await database.execute(manager, retireOwnIndicator, { id, version: 1, isRetired: true });
  expect(await declare(ownKey(id), "2025-04")).toEqual({ ok: false, reason: "indicator_retired" });
  const missing = await database.execute(editor, listMissingFigures, { day: "2025-05-02" });
  expect(missing.indicators.map(({ key }) => key)).not.toContain(ownKey(id));
  const after = await list(editor, { indicateur: ownKey(id) });
  expect(after.sums).toMatchObject([{ name: "Outils prêtés (n’est plus suivi)" }]);
  // What was declared before is still corrected.
  if (!declared.ok) throw new Error(declared.reason);
  const correction = { ...figure({ indicatorKey: ownKey(id), month: "2025-03", value: "7" }) };
  expect(
    await database.execute(editor, editDeclaredFigure, {
      ...correction,
      id: declared.id,
      version: 1,
    }),
  ).toMatchObject({ ok: true });
});

test("another organisation's figures do not exist here, and only those who declare may write", async () => {
  const mine = await list(editor);
  const elsewhere = actorOf(theirs, "editor");
  expect((await list(elsewhere)).total).toBe(1);
  for (const { id } of mine.figures) {
    await expect(database.execute(elsewhere, getDeclaredFigure, { id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      database.execute(elsewhere, editDeclaredFigure, { ...figure(), id, version: 1 }),
    ).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(
    database.execute(actorOf(ours, "coach"), declareFigure, figure()),
  ).rejects.toMatchObject({ code: "forbidden" });
  await expect(list(actorOf(ours, "funder"))).rejects.toMatchObject({ code: "forbidden" });
});
