import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import type { Part } from "@essaim/directory/published.rules";
import { publicActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  listLatestPieces,
  listLibraryAddresses,
  listLibraryChoices,
  searchLibrary,
} from "./library.queries.ts";
import { librarySchema } from "./library.schema.ts";
import {
  getPieceDocument,
  getPublishedPiece,
  listPiecesServing,
} from "./published-piece.queries.ts";
import { getPublishedSeries } from "./published-series.queries.ts";
import { audio, tutorial, video } from "./testing-pieces.ts";
import { publishPieces } from "./testing-published.ts";

let database: TestDatabase;
let ours: Rows;
const actor = publicActor("test");
const cambouis = video.series.slug;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database.owner;
  ours = await populate(db, "Ruche");
  const { organisationId, activityId, resourceId } = ours;
  await db.transaction().execute(async (tx) => {
    await publishRows(tx, ours);
    await publishPieces(tx, organisationId, {
      reparer: audio,
      freins: { ...video, activityIds: [activityId], resourceIds: [resourceId] },
      sacoche: tutorial,
    });
  });
});
afterAll(() => database.close());

const search = (asked: object) =>
  database.executePublic(actor, searchLibrary, librarySchema.parse(asked));
const slugs = async (asked: object) => (await search(asked)).pieces.map(({ slug }) => slug);
const words = (parts: readonly Part[]) => parts.flatMap(({ found, text }) => (found ? text : []));

describe("the library", () => {
  it("shows the latest first, page after page, with what there is to choose from", async () => {
    const all = await search({});
    expect(all.pieces.map(({ slug }) => slug)).toEqual(["sacoche", "freins", "reparer"]);
    expect(all.count).toBe(3);
    expect(await database.executePublic(actor, listLibraryChoices, {})).toEqual({
      kinds: ["video", "audio", "tutorial"],
      languages: ["en", "fr"],
      series: [{ slug: cambouis, title: video.series.title }],
    });
    expect(all.pieces[1]).toMatchObject({
      kind: "video",
      durationSeconds: 614,
      series: video.series,
      player: "peertube",
      moments: [],
    });
    expect(all.pieces[0]).toMatchObject({ durationSeconds: null, series: null, player: null });
    expect(await search({ limit: 2, page: 2 })).toMatchObject({ count: 3, pieces: [{}] });
  });

  it("is narrowed by kind, language and series", async () => {
    expect(await slugs({ kind: "audio" })).toEqual(["reparer"]);
    expect(await slugs({ language: "en" })).toEqual(["sacoche"]);
    expect(await slugs({ series: cambouis, kind: "video" })).toEqual(["freins"]);
    expect(await slugs({ series: "aucune" })).toEqual([]);
  });

  it("finds in the title, the summary, the steps and what is said, with the second", async () => {
    expect(await slugs({ q: "sacoche" })).toEqual([]);
    expect(await slugs({ q: "seams" })).toEqual(["sacoche"]);
    const { pieces } = await search({ q: "cable" });
    expect(pieces.map(({ slug }) => slug).sort()).toEqual(["freins", "reparer"]);
    const heard = pieces.find(({ slug }) => slug === "reparer");
    // Four of its parts say it: the three that say it most, in the order of time.
    expect(heard?.moments).toHaveLength(3);
    expect(heard?.moments.map(({ startSeconds }) => startSeconds)).toEqual(
      heard?.moments.map(({ startSeconds }) => Number(startSeconds)).toSorted((a, b) => a - b),
    );
    for (const { parts } of heard?.moments ?? [])
      expect(words(parts).join(" ")).toMatch(/^câbles?$/);
    expect(pieces.find(({ slug }) => slug === "freins")?.moments).toMatchObject([
      { at: 1, startSeconds: 83.4, speaker: "" },
    ]);
  });

  it("marks what was found in titles written with curved apostrophes", async () => {
    const { pieces } = await search({ q: "atelier" });
    const [found] = pieces.filter(({ slug }) => slug === "freins");
    expect(words(found?.title ?? [])).toEqual(["atelier"]);
  });

  it("never fails on what is typed, and finds no moment for what is left out", async () => {
    for (const q of ["", "le", "-", '"', "& | ! <->", "a:* \\ '", "-cable", "\ue000", "🚲"])
      await expect(search({ q }), q).resolves.toBeDefined();
    const { pieces } = await search({ q: "bonjour -antenne" });
    expect(pieces.map(({ slug, moments }) => [slug, moments.map(({ at }) => at)])).toEqual([
      ["freins", [0]],
    ]);
  });

  it("gives its feed and its site map what they tell", async () => {
    const latest = await database.executePublic(actor, listLatestPieces, { limit: 2 });
    expect(latest).toMatchObject([
      { slug: "sacoche", title: tutorial.title, organisation: { name: "Ruche" } },
      { slug: "freins" },
    ]);
    expect(await database.executePublic(actor, listLibraryAddresses, {})).toMatchObject({
      pieces: [{ slug: "reparer" }, { slug: "freins" }, { slug: "sacoche" }],
      series: [cambouis],
    });
  });
});

describe("a piece", () => {
  const read = (slug: string, q = "") =>
    database.executePublic(actor, getPublishedPiece, { slug, q });

  it("tells its document, its licence and what it serves that is public", async () => {
    const piece = await read("freins");
    expect(piece).toMatchObject({
      title: video.title,
      chapters: video.chapters,
      licence: { status: "free" },
      subtitles: ["fr"],
      activities: [{ slug: "act-ruche" }],
      resources: [{ slug: expect.any(String), name: expect.any(String) }],
      organisation: { name: "Ruche" },
      found: [],
    });
    // Of another organisation, or withdrawn since: nothing is said of it.
    await sql`update published_piece set content = content || ${JSON.stringify({ activityIds: ["0192f0c4-0000-7000-8000-000000000001"] })}::jsonb where slug = 'reparer'`.execute(
      database.owner.db,
    );
    expect(await read("reparer")).toMatchObject({ activities: [], resources: [] });
  });

  it("says whole the parts where something was looked for", async () => {
    const { found } = await read("reparer", "gaine frein");
    expect(found.map(({ at, parts }) => [at, parts.map(({ text }) => text).join("")])).toEqual([
      [0, "Un vélo qui freine, c'est un vélo qui roule."],
      [2, "Alors on garde les câbles, et les gaines."],
      [3, "Un câble de frein se change en dix minutes."],
      [4, "Sans câble, pas de frein."],
    ]);
    expect(found.flatMap(({ parts }) => words(parts))).toEqual([
      "freine",
      "gaines",
      "frein",
      "frein",
    ]);
  });

  it("is unknown when it is not public", async () => {
    for (const slug of ["aucune", "\0", ""]) {
      await expect(read(slug)).rejects.toMatchObject({ code: "not_found" });
      await expect(database.executePublic(actor, getPieceDocument, { slug })).rejects.toMatchObject(
        { code: "not_found" },
      );
    }
  });

  it("is found from each record that it serves", async () => {
    for (const recordId of [ours.activityId, ours.resourceId]) {
      const pieces = await database.executePublic(actor, listPiecesServing, { recordId });
      expect(pieces.map(({ slug }) => slug)).toEqual(["freins"]);
    }
    const recordId = "0192f0c4-0000-7000-8000-0000000000ff";
    expect(await database.executePublic(actor, listPiecesServing, { recordId })).toEqual([]);
  });
});

describe("a series", () => {
  it("tells its pieces in their order, and those that a podcast plays from the latest", async () => {
    const series = await database.executePublic(actor, getPublishedSeries, { slug: cambouis });
    expect(series).toMatchObject({
      title: video.series.title,
      language: "fr",
      organisation: { name: "Ruche" },
      pieces: [{ slug: "reparer" }, { slug: "freins" }],
      episodes: [
        { slug: "freins", file: { mediaType: "video/mp4" } },
        { slug: "reparer", file: { mediaType: "audio/mpeg" } },
      ],
    });
  });

  it("is unknown when nothing of it is public", async () => {
    await expect(
      database.executePublic(actor, getPublishedSeries, { slug: "aucune" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
