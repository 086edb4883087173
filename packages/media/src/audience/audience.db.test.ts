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
  const service = platform === "blog" ? "Le blog" : "";
  const input = { platform, service, fileName: "Table data.csv", table };
  const sent = await database.execute(editor, sendAudienceFile, input);
  if (!sent.ok) throw new Error(sent.reason);
  return sent.id;
}

const write = (id: string, acceptLower = false) =>
  database.execute(editor, writeAudienceImport, { id, acceptLower });

const enter = (
  pieceId: string,
  month: string,
  value: string,
  platform = "peertube",
  service = "Le blog",
) => {
  const said = { pieceId, platform, service, month, value, evidence: "Relevé du 2" };
  return database.execute(editor, enterAudience, enterAudienceSchema.parse(said));
};

/** Totals of whole platforms, declared by hand. */
const declare = (month: string, source: string, value: number, indicatorKey = "video_views") =>
  inOrganisation(database.owner.db, ours, async (db) => {
    const { rows } = await sql<{ id: string }>`
      insert into declared_figure (organisation_id, indicator_key, month, source, value, evidence)
      values (${ours.organisationId}, ${indicatorKey}, ${month}, ${source}, ${value}, 'Relevé') returning id`.execute(
      db,
    );
    return rows[0]?.id ?? "";
  });

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
    const declareSlowly = () =>
      inOrganisation(database.owner.db, ours, async (db) => {
        await sql`insert into declared_figure (organisation_id, indicator_key, month, source, value, evidence)
          values (${ours.organisationId}, 'video_views', ${month}, 'Chaîne PeerTube', 1000, 'Relevé')`.execute(
          db,
        );
        await sql`select pg_sleep(0.1)`.execute(db);
      });
    await Promise.all([declareSlowly(), enter(brakes, month, "7"), enter(cargo, month, "8")]);
    expect([15, 1000]).toContain(await figure(month));
  });

  test("a total declared by somebody stays over what machines read, before it or after", async () => {
    const house = houseActor(ours.organisationId, "00000000-0000-7000-8000-000000000001");
    const url = "https://tube.coop/w/seul";
    const piece = await addPiece(database, ours, {
      ...{ title: "Seul", slug: "seul" },
      places: [{ platform: "peertube", url, publishedOn: "2024-09-02" }],
    });
    const read = (day: string, total: number) =>
      database.executeJobs(house, recordAudienceReading, {
        ...{ pieceId: piece, url, day, answer: { ok: true, total, video: "seul" } },
      });
    await read("2024-09-09", 70);
    expect(await figure("2024-09-01")).toBe(70);
    await declare("2024-09-01", "PeerTube, la chaîne", 500);
    expect(await figure("2024-09-01")).toBe(500);
    await read("2024-09-16", 90);
    expect(await figure("2024-09-01")).toBe(500);
    // Somebody corrects one piece after that total: it was told first.
    await enter(piece, "2024-09-01", "95");
    expect(await figure("2024-09-01")).toBe(500);
    // Somebody's word of a piece, told before a total, is not displaced by it.
    await enter(piece, "2024-10-01", "12");
    await declare("2024-10-01", "PeerTube, la chaîne", 400);
    expect(await figure("2024-10-01")).toBe(12);
  });

  test("a total that did not count does again once it is of another indicator, or of another platform", async () => {
    await enter(brakes, "2024-11-01", "5");
    const id = await declare("2024-11-01", "PeerTube, la chaîne", 300);
    expect(await figure("2024-11-01")).toBe(5);
    const change = (set: { indicator_key?: string; source?: string }) =>
      inOrganisation(database.owner.db, ours, async (db) => {
        await db.updateTable("declared_figure").set(set).where("id", "=", id).execute();
        const { rows } = await sql<{ sum: number }>`
          select value as sum from figure_month where month = '2024-11-01'
            and indicator_key = (select indicator_key from declared_figure where id = ${id})`.execute(
          db,
        );
        return Number(rows[0]?.sum);
      });
    expect(await change({ indicator_key: "people_reached" })).toBe(300);
    expect(await change({ indicator_key: "video_views" })).toBe(5);
    expect(await change({ source: "YouTube, la chaîne" })).toBe(305);
  });

  test("two services of one platform are two sources, and another way of writing one is not", async () => {
    const month = "2024-12-01";
    await enter(brakes, month, "40", "podcast", "Ausha");
    await enter(brakes, month, "25", "podcast", "Spotify");
    expect(await figure(month)).toBe(65);
    await enter(brakes, month, "41", "podcast", "AUSHA ");
    expect(await figure(month)).toBe(66);
    const refused = enterAudienceSchema.safeParse({
      ...{ pieceId: brakes, platform: "podcast", service: " – ", month, value: "1", evidence: "x" },
    });
    expect(refused.error?.issues).toMatchObject([{ path: ["service"] }]);
    const one = enterAudienceSchema.parse({
      ...{ pieceId: brakes, platform: "youtube", service: "Ausha", month, value: "1" },
      evidence: "x",
    });
    expect(one.service).toBe("");
  });

  test("a source of two platforms is refused, since nobody knows what it stands beside", async () => {
    await expect(declare("2025-05-01", "YouTube et PeerTube", 10)).rejects.toMatchObject({
      constraint: "declared_figure_one_platform",
    });
    // Told before: it stays, is shown, and adding up pieces does not stumble on it.
    await sql`alter table declared_figure disable trigger one_platform`.execute(database.owner.db);
    const id = await declare("2025-05-01", "YouTube et PeerTube", 10);
    await sql`alter table declared_figure enable trigger one_platform`.execute(database.owner.db);
    await enter(brakes, "2025-05-01", "3");
    const { ofTwo } = await database.execute(editor, getAudience, { month: "2025-05-01" });
    expect(ofTwo).toEqual([{ id, month: "2025-05-01", source: "YouTube et PeerTube" }]);
    await sql`delete from declared_figure where id = ${id}`.execute(database.owner.db);
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
      ...{ pieceId: brakes, platform: "blog", service: "Le blog", month: "2024-01" },
      ...{ value: "1", evidence: "x" },
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
    expect(await write(id)).toEqual({ ok: false, reason: "comes_down" });
    expect(await figure("2024-04-01")).toBe(58);
    expect(await write(id, true)).toMatchObject({ ok: true, corrected: 2 });
    expect(await figure("2024-04-01")).toBe(49);
  });

  test("without a column of views writes nothing, and neither does one whose columns are elsewhere", async () => {
    const id = await send(
      "youtube",
      `Content,Video title,Engaged views,Mois\n${BRAKES},Un,7,2025-06\n`,
    );
    const { trial, file } = await database.execute(editor, getAudienceImport, { id });
    expect(trial).toBeNull();
    expect(file.columns).toEqual({ piece: 0, views: null, month: 3 });
    expect(await write(id)).toEqual({ ok: false, reason: "columns_unknown" });
    await database.execute(editor, chooseAudienceColumns, {
      ...{ id, columns: { piece: 0, views: 9, month: 3 }, month: null },
    });
    expect(await write(id)).toEqual({ ok: false, reason: "nothing_new" });
    const { trial: empty } = await database.execute(editor, getAudienceImport, { id });
    expect(empty).toMatchObject({ added: 0, faults: [{ line: 2, message: /manque/ }] });
    expect(await figure("2025-06-01")).toBe(0);
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
  const read = (url: string, day: string, total: number, video = url, pieceId?: string) =>
    database.executeJobs(house(), recordAudienceReading, {
      ...{ pieceId: pieceId ?? (url.endsWith("freins") ? brakes : cargo), url, day },
      answer: { ok: true, total, video },
    });
  const place = (pieceId: string, url: string, publishedOn: string) =>
    inOrganisation(database.owner.db, ours, async (db) => {
      await db
        .deleteFrom("piece_place")
        .where("piece_id", "=", pieceId)
        .where("platform", "=", "peertube")
        .execute();
      await db
        .insertInto("piece_place")
        .values({
          ...{ organisation_id: ours.organisationId, piece_id: pieceId, position: 1 },
          ...{ platform: "peertube", target_url: url, published_on: publishedOn },
        })
        .execute();
    });

  test("the months of PeerTube are the differences of its readings, and a total that comes down is told", async () => {
    expect(
      (await database.executeJobs(house(), listPagesToRead, {})).map(({ url }) => url),
    ).toEqual([
      "https://tube.coop/w/cargo",
      "https://tube.coop/w/freins",
      "https://tube.coop/w/seul",
    ]);
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

  test("an address that is corrected loses nothing, be it of the same video or of another", async () => {
    const moved = await addPiece(database, ours, {
      ...{ title: "Déménagé", slug: "demenage" },
      places: [
        { platform: "peertube", url: "https://tube.coop/w/avant", publishedOn: "2025-07-03" },
      ],
    });
    const readMoved = (name: string, day: string, total: number, video: string) =>
      read(`https://tube.coop/w/${name}`, day, total, video, moved);
    await readMoved("avant", "2025-07-07", 40, "video-1");
    await readMoved("avant", "2025-07-14", 60, "video-1");
    expect(await figure("2025-07-01")).toBe(60);
    await place(moved, "https://tube.coop/w/apres", "2025-07-03");
    await readMoved("apres", "2025-07-21", 75, "video-1");
    expect(await figure("2025-07-01")).toBe(75);
    await place(moved, "https://tube.coop/w/autre", "2025-01-01");
    await readMoved("autre", "2025-07-28", 900, "video-2");
    await readMoved("autre", "2025-08-01", 905, "video-2");
    expect(await figure("2025-07-01")).toBe(80);
    const { readings } = await database.execute(editor, getPieceAudience, { pieceId: moved });
    expect(readings.map(({ url }) => url)).toEqual(
      expect.arrayContaining([null, "https://tube.coop/w/autre"]),
    );
  });

  test("one video on two pieces counts once, and follows the piece that keeps it", async () => {
    const url = "https://tube.coop/videos/watch/partagee";
    const places = [{ platform: "peertube" as const, url, publishedOn: "2025-09-01" }];
    const first = await addPiece(database, ours, { title: "Un", slug: "partage-un", places });
    const second = await addPiece(database, ours, { title: "Deux", slug: "partage-deux", places });
    const readBoth = async (day: string, total: number) => [
      await read(url, day, total, "partagee", first),
      await read(url, day, total, "partagee", second),
    ];
    expect(await readBoth("2025-09-08", 30)).toMatchObject([{ isRead: true }, { isRead: false }]);
    expect(await figure("2025-09-01")).toBe(30);
    const { unread } = await database.execute(editor, getAudience, { month: "2025-09-01" });
    expect(unread).toContainEqual(expect.objectContaining({ title: "Deux", problem: "elsewhere" }));
    await place(first, "https://tube.coop/w/rien", "2025-09-01");
    await read(url, "2025-09-15", 42, "partagee", second);
    expect(await figure("2025-09-01")).toBe(42);
    const of = async (pieceId: string) =>
      (await database.execute(editor, getPieceAudience, { pieceId })).said.map((one) => one.value);
    expect([await of(first), await of(second)]).toEqual([[30], [12]]);
  });

  test("a reading by hand on the evening of a 1st leaves to the month that begins what it saw", async () => {
    const url = "https://tube.coop/w/soir";
    const places = [{ platform: "peertube" as const, url, publishedOn: "2025-10-05" }];
    const piece = await addPiece(database, ours, { title: "Soir", slug: "soir", places });
    await read(url, "2025-11-01", 100, "soir", piece);
    await read(url, "2025-11-01", 140, "soir", piece);
    expect(await figure("2025-10-01")).toBe(100);
    await read(url, "2025-11-03", 150, "soir", piece);
    expect([await figure("2025-10-01"), await figure("2025-11-01")]).toEqual([100, 50]);
    // Published on a 1st, it was not viewed in the month before.
    const born = "https://tube.coop/w/ne";
    const on1st = [{ platform: "peertube" as const, url: born, publishedOn: "2025-12-01" }];
    const other = await addPiece(database, ours, { title: "Né", slug: "ne", places: on1st });
    await read(born, "2025-12-01", 8, "ne", other);
    expect([await figure("2025-11-01"), await figure("2025-12-01")]).toEqual([50, 8]);
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
