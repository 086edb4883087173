import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { houseActor, type MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  chooseAudienceSide,
  enterAudience,
  setAudienceAside,
  takeAudienceBack,
} from "./audience.commands.ts";
import { getAudience, getPieceAudience } from "./audience.queries.ts";
import { enterAudienceSchema } from "./audience.schema.ts";
import {
  chooseAudienceColumns,
  sendAudienceFile,
  undoAudienceImport,
  writeAudienceImport,
} from "./audience-import.commands.ts";
import { readAudienceTable } from "./audience-table.ts";
import { getAudienceImport } from "./plan-import.queries.ts";
import { countOwnVisits, recordAudienceReading } from "./reading.commands.ts";
import { listPagesToRead } from "./reading.queries.ts";
import { addPiece, figureOf } from "./testing-audience.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let editor: MemberActor;
let brakes: string;
let cargo: string;

const watch = (id: string) => `https://www.youtube.com/watch?v=${id}`;
const [BRAKES, CARGO] = ["aaaaaaaaaaA", "bbbbbbbbbbB"];

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  editor = actorOf(ours, "editor");
  brakes = await addPiece(database, ours, {
    title: "Régler ses freins",
    slug: "freins",
    places: [
      { platform: "youtube", url: watch(BRAKES) },
      { platform: "peertube", url: "https://tube.coop/w/freins" },
    ],
  });
  cargo = await addPiece(database, ours, {
    title: "Rouler en cargo",
    slug: "cargo",
    places: [
      { platform: "youtube", url: `https://youtu.be/${CARGO}` },
      { platform: "peertube", url: "https://tube.coop/w/cargo", publishedOn: "2025-06-01" },
    ],
  });
});
afterAll(() => database.close());

const figure = (month: string) => figureOf(database, ours, "video_views", month);

async function send(platform: "youtube" | "peertube" | "blog", text: string) {
  const table = await readAudienceTable(new TextEncoder().encode(text));
  const input = { platform, fileName: "Table data.csv", table };
  const sent = await database.execute(editor, sendAudienceFile, input);
  if (!sent.ok) throw new Error(sent.reason);
  return sent.id;
}

const write = (id: string, acceptLower = false) =>
  database.execute(editor, writeAudienceImport, { id, acceptLower });

const enter = (pieceId: string, month: string, value: string, platform = "peertube") =>
  database.execute(
    editor,
    enterAudience,
    enterAudienceSchema.parse({ pieceId, platform, month, value, evidence: "Relevé du 2" }),
  );

describe("what is said of a piece", () => {
  test("the last word counts, the others stay as a trace, and setting it aside brings back the one before", async () => {
    const month = "2024-01-01";
    await enter(brakes, month, "100");
    const second = await enter(brakes, month, "130");
    await enter(cargo, month, "7", "blog");
    expect(await figure(month)).toBe(137);
    if (!second.ok) throw new Error(second.reason);
    const aside = { id: second.id, because: "Compté deux fois" };
    expect(await database.execute(editor, setAudienceAside, aside)).toMatchObject({ ok: true });
    expect(await database.execute(editor, setAudienceAside, aside)).toMatchObject({
      reason: "already_aside",
    });
    expect(await figure(month)).toBe(107);
    const { said } = await database.execute(editor, getPieceAudience, { pieceId: brakes });
    expect(said.filter((one) => one.month === month)).toMatchObject([
      { value: 100, counts: true, saidBy: "Ruche" },
      { value: 130, counts: false, setAsideBy: "Ruche", setAsideBecause: "Compté deux fois" },
    ]);
    await database.execute(editor, takeAudienceBack, { id: second.id });
    expect(await figure(month)).toBe(137);
  });

  test("a total declared by hand and the pieces of its platform never both count", async () => {
    // Declared of March 2026 for PeerTube, by the rows of the test.
    expect(await figure("2026-03-01")).toBe(100);
    await enter(brakes, "2026-03-01", "60");
    await enter(cargo, "2026-03-01", "55");
    expect(await figure("2026-03-01")).toBe(100);
    const read = () => database.execute(editor, getAudience, { month: "2026-03-01" });
    const before = await read();
    expect(before.overlaps).toMatchObject([
      { platform: "peertube", pieces: 115, total: 100, countsPieces: false, isChosen: false },
    ]);
    const chosen = await database.execute(editor, chooseAudienceSide, {
      ...{ indicatorKey: "video_views", platform: "peertube", month: "2026-03-01" },
      ...{ side: "pieces", because: "Le détail est complet" },
    });
    expect(chosen).toMatchObject({ ok: true });
    expect(await figure("2026-03-01")).toBe(115);
    const after = await read();
    expect(after.overlaps).toMatchObject([{ countsPieces: true, isChosen: true }]);
    const counted = after.platforms.reduce((sum, one) => sum + (one.byMonth.at(-1) ?? 0), 0);
    expect(counted).toBe(115);
    expect(after.pieces.map(({ title, byMonth }) => [title, byMonth.at(-1)])).toEqual([
      ["Régler ses freins", 60],
      ["Rouler en cargo", 55],
    ]);
  });

  test("a total and the pieces told at the same instant are not both counted", async () => {
    const month = "2024-08-01";
    const declare = () =>
      inOrganisation(database.owner.db, ours, async (db) => {
        await sql`insert into declared_figure (organisation_id, indicator_key, month, source, value, evidence)
          values (${ours.organisationId}, 'video_views', ${month}, 'Chaîne PeerTube', 1000, 'Relevé')`.execute(
          db,
        );
        await sql`select pg_sleep(0.1)`.execute(db);
      });
    await Promise.all([declare(), enter(brakes, month, "7"), enter(cargo, month, "8")]);
    expect([15, 1000]).toContain(await figure(month));
  });

  test("a piece that becomes of another kind is counted there", async () => {
    const month = "2024-02-01";
    const piece = await addPiece(database, ours, { title: "Kind", slug: "kind" });
    await enter(piece, month, "12", "blog");
    expect(await figure(month)).toBe(12);
    await inOrganisation(database.owner.db, ours, (db) =>
      db.updateTable("piece").set({ kind: "article" }).where("id", "=", piece).execute(),
    );
    expect(await figure(month)).toBe(0);
    expect(await figureOf(database, ours, "text_audio_visits", month)).toBe(12);
  });

  test("another organisation's pieces do not exist here, and coaches write nothing", async () => {
    const elsewhere = actorOf(theirs, "editor");
    await expect(
      database.execute(elsewhere, getPieceAudience, { pieceId: brakes }),
    ).rejects.toMatchObject({ code: "not_found" });
    const input = enterAudienceSchema.parse({
      ...{ pieceId: brakes, platform: "blog", month: "2024-01", value: "1", evidence: "x" },
    });
    expect(await database.execute(elsewhere, enterAudience, input)).toMatchObject({
      reason: "piece_unknown",
    });
    await expect(
      database.execute(actorOf(ours, "coach"), enterAudience, input),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      database.execute(actorOf(ours, "funder"), getAudience, { month: "2026-03-01" }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a file of figures", () => {
  const studio = (month: string, rows: readonly [string, string | number][]) =>
    ["Content,Video title,Video publish time,Duration,Views,Mois", `Total,,,,9999,${month}`]
      .concat(rows.map(([id, views]) => `${id},Un titre,"Jan 5, 2026",300,${views},${month}`))
      .join("\n");

  test("is tried first, written once, and adds nothing the second time", async () => {
    const text = studio("2024-03", [
      [BRAKES, 400],
      [CARGO, 25],
      ["zzzzzzzzzzZ", 3],
      [BRAKES, 1],
      ["", 4],
    ]);
    const id = await send("youtube", text);
    const { trial } = await database.execute(editor, getAudienceImport, { id });
    expect(trial).toMatchObject({ added: 2, corrected: 0, same: 0, totalLines: [2], refused: 3 });
    expect(trial?.faults.map(({ line }) => line)).toEqual([5, 6, 7]);
    expect(await figure("2024-03-01")).toBe(0);
    expect(await write(id)).toMatchObject({ ok: true, added: 2 });
    expect(await figure("2024-03-01")).toBe(425);
    expect(await write(id)).toMatchObject({ reason: "already_written" });

    const again = await send("youtube", text);
    expect(await write(again)).toMatchObject({ reason: "nothing_new" });
    expect(await figure("2024-03-01")).toBe(425);
    await database.execute(editor, undoAudienceImport, { id });
    expect(await figure("2024-03-01")).toBe(0);
    expect(await write(again)).toMatchObject({ ok: true, added: 2 });
    expect(await figure("2024-03-01")).toBe(425);
  });

  test("that comes down is written only when somebody says so", async () => {
    await write(
      await send(
        "youtube",
        studio("2024-04", [
          [BRAKES, 50],
          [CARGO, 8],
        ]),
      ),
    );
    const id = await send(
      "youtube",
      studio("2024-04", [
        [BRAKES, 40],
        [CARGO, 9],
      ]),
    );
    const { trial } = await database.execute(editor, getAudienceImport, { id });
    expect(trial).toMatchObject({ lower: 1, corrected: 1 });
    expect(await write(id)).toMatchObject({ ok: true, corrected: 1 });
    expect(await figure("2024-04-01")).toBe(59);
    const lower = await send("youtube", studio("2024-04", [[BRAKES, 40]]));
    expect(await write(lower, true)).toMatchObject({ ok: true, corrected: 1 });
    expect(await figure("2024-04-01")).toBe(49);
  });

  test("without a month waits for one, and its columns may be said by hand", async () => {
    const id = await send(
      "blog",
      "Nom;Combien\nRégler ses freins;12\nhttps://tube.coop/w/cargo;3\n",
    );
    const { trial, file } = await database.execute(editor, getAudienceImport, { id });
    expect(trial).toBeNull();
    expect(file.columns).toEqual({ piece: null, views: null, month: null });
    const columns = { piece: 0, views: 1, month: null };
    await database.execute(editor, chooseAudienceColumns, { id, columns, month: "2024-05-01" });
    expect(await write(id)).toMatchObject({ ok: true, added: 2 });
    expect(await figure("2024-05-01")).toBe(15);
  });

  test("any sequence of files with overlaps gives the plain sum, and each of them twice changes nothing", async () => {
    const month = fc.constantFrom("2023-01", "2023-02");
    const row = fc.record({
      id: fc.constantFrom(BRAKES, CARGO),
      views: fc.nat({ max: 500 }),
      month,
    });
    const file = fc.record({
      platform: fc.constantFrom("youtube" as const, "peertube" as const),
      rows: fc.uniqueArray(row, {
        selector: ({ id, month: on }) => `${id} ${on}`,
        minLength: 1,
        maxLength: 4,
      }),
    });
    const last = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
        for (const { platform, rows } of files) {
          const text = [
            "Content,Views,Month",
            ...rows.map((one) => `${watch(one.id)},${one.views},${one.month}`),
          ].join("\n");
          await write(await send(platform, text), true);
          for (const one of rows) last.set(`${platform} ${one.id} ${one.month}`, one.views);
          expect(await write(await send(platform, text), true)).toMatchObject({
            reason: "nothing_new",
          });
        }
        for (const on of ["2023-01", "2023-02"]) {
          const sum = [...last]
            .filter(([key]) => key.endsWith(on))
            .reduce((all, [, views]) => all + views, 0);
          expect(await figure(`${on}-01`)).toBe(sum);
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

describe("what machines read", () => {
  const house = () => houseActor(ours.organisationId, "00000000-0000-7000-8000-000000000001");
  const read = (url: string, day: string, total: number) =>
    database.executeJobs(house(), recordAudienceReading, {
      ...{ pieceId: url.endsWith("freins") ? brakes : cargo, url, day },
      answer: { ok: true, total },
    });

  test("the months of PeerTube are the differences of its readings, and a total that comes down is told", async () => {
    expect(
      (await database.executeJobs(house(), listPagesToRead, {})).map(({ url }) => url),
    ).toEqual(["https://tube.coop/w/cargo", "https://tube.coop/w/freins"]);
    const url = "https://tube.coop/w/freins";
    await read(url, "2026-01-12", 40);
    await read(url, "2026-02-01", 100);
    await read(url, "2026-02-09", 130);
    await read(url, "2026-02-09", 131);
    expect([await figure("2026-01-01"), await figure("2026-02-01")]).toEqual([100, 31]);
    expect(await read(url, "2026-02-16", 90)).toMatchObject({ isRead: false });
    const { unread } = await database.execute(editor, getAudience, { month: "2026-02-01" });
    expect(unread).toMatchObject([{ problem: "lower", announced: 90, title: "Régler ses freins" }]);
    expect(await figure("2026-02-01")).toBe(31);
    // Older than its first reading: nobody knows of which months.
    await read("https://tube.coop/w/cargo", "2026-02-09", 5000);
    await read("https://tube.coop/w/cargo", "2026-02-16", 5010);
    expect(await figure("2026-02-01")).toBe(41);
    const { readings } = await database.execute(editor, getPieceAudience, { pieceId: cargo });
    expect(readings).toMatchObject([{ before: 5000, intervals: [{ views: 10 }] }]);
  });

  test("what somebody said of a month stays over what a machine reads after it", async () => {
    await enter(brakes, "2026-02-01", "35");
    expect(await figure("2026-02-01")).toBe(45);
    await read("https://tube.coop/w/freins", "2026-02-23", 140);
    expect(await figure("2026-02-01")).toBe(45);
  });

  test("visits of the pages of texts and audios are counted on Essaim, those of a video's page are not", async () => {
    const article = await addPiece(database, ours, {
      title: "Texte",
      slug: "texte",
      kind: "article",
    });
    const { rows } = await sql<{ month: string }>`
      insert into visit_count (month, page, slug, visits)
      select date_trunc('month', today_in_paris())::date, 'piece', slug, 12 from unnest(array['texte', 'freins']) slug
      returning month::text`.execute(database.owner.db);
    const month = rows[0]?.month ?? "";
    const count = () => database.executeJobs(house(), countOwnVisits, {});
    expect(await count()).toMatchObject({ counted: 1 });
    expect(await count()).toMatchObject({ counted: 0 });
    expect(await figureOf(database, ours, "text_audio_visits", month)).toBe(12);
    await sql`update visit_count set visits = 20 where slug = 'texte'`.execute(database.owner.db);
    await count();
    expect(await figureOf(database, ours, "text_audio_visits", month)).toBe(20);
    const { said } = await database.execute(editor, getPieceAudience, { pieceId: article });
    expect(said).toMatchObject([{ platform: "essaim", origin: "own_counter", saidBy: null }]);
  });
});
