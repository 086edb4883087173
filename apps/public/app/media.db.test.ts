import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { audio, tutorial, video } from "@essaim/media/library/testing-pieces";
import { publishPieces } from "@essaim/media/library/testing-published";
import { parseFeed } from "podcast-partytime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDirectory } from "./testing-server.ts";

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startDirectory>>;
let ours: Rows;
const series = video.series.slug;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  const { organisationId, activityId, resourceId } = ours;
  await database.owner.db.transaction().execute(async (tx) => {
    await publishRows(tx, ours);
    await publishPieces(tx, organisationId, {
      reparer: audio,
      freins: { ...video, activityIds: [activityId], resourceIds: [resourceId] },
      sacoche: { ...tutorial, series: { slug: "coutures", title: "Sewing", episode: null } },
    });
  });
  server = await startDirectory(database);
  // The first page reads the sources of them all, which takes longer than a test.
  await read("/mediatheque/freins");
}, 120_000);
afterAll(async () => {
  await server.close();
  await database.close();
});

const ask = (path: string) => fetch(server.url + path);
const read = async (path: string) => (await ask(path)).text();
const policyOf = async (path: string) =>
  (await ask(path)).headers.get("content-security-policy") ?? "";

describe("a player", () => {
  it("is not there until somebody asks for it, and nothing of its site either", async () => {
    for (const path of [
      "/mediatheque/freins",
      "/mediatheque/freins?t=83",
      "/mediatheque/freins?lecture=x",
    ]) {
      const page = await read(path);
      expect(page, path).not.toMatch(/<(iframe|video|audio|script(?! type="application\/ld))/);
      expect(page, path).toContain('href="/mediatheque/freins?lecture=peertube#lecteur"');
      expect(await policyOf(path), path).not.toMatch(/frame-src|media-src|tube\.exemple/);
    }
  });

  it("opens at the second asked for, from its own site alone", async () => {
    const path = "/en/media-library/freins?lecture=peertube&t=83";
    const page = await read(path);
    expect(page).toContain(
      'src="https://tube.exemple.fr/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?p2p=0&amp;start=83"',
    );
    expect(page).toContain("This player comes from tube.exemple.fr");
    expect(page).toContain('<meta name="robots" content="noindex, follow"');
    const policy = await policyOf(path);
    expect(policy).toMatch(/;frame-src https:\/\/tube\.exemple\.fr$/);
    expect(policy).toContain("default-src 'self'");
    expect(policy.match(/frame-src/g)).toHaveLength(1);
  });

  it("is the browser’s own for a file", async () => {
    const page = await read("/mediatheque/reparer?lecture=fichier&t=1800");
    expect(page).toContain('<audio src="https://sons.exemple.fr/reparer.mp3#t=1800" controls');
    expect(await policyOf("/mediatheque/reparer?lecture=fichier")).toMatch(
      /;media-src 'self' https:\/\/sons\.exemple\.fr$/,
    );
    // The piece has no video of YouTube.
    expect(await policyOf("/mediatheque/reparer?lecture=youtube")).not.toContain("frame-src");
  });
});

describe("what is said", () => {
  it("is searched in its page, each passage opening the player at its second", async () => {
    const page = await read("/mediatheque/reparer?q=gaine");
    expect(page).toContain("1 passage");
    expect(page).toContain("<mark>gaines</mark>");
    expect(page).toContain(
      'href="/mediatheque/reparer?lecture=fichier&amp;t=1835&amp;q=gaine#lecteur"',
    );
    expect(await read("/mediatheque/reparer?q=turbine")).toContain("n’y est pas dit");
  });

  it("is found from the library, with its second", async () => {
    const page = await read("/mediatheque?q=gaine");
    expect(page).toContain(
      'href="/mediatheque/reparer?lecture=fichier&amp;t=1835&amp;q=gaine#lecteur"',
    );
    expect(page).not.toContain('href="/mediatheque/freins"');
    expect(await read("/recherche?q=gaine")).toContain(
      'href="/mediatheque/reparer?lecture=fichier&amp;t=1835&amp;q=gaine#lecteur"',
    );
  });

  it("is handed over to players of other sites, as files", async () => {
    const subtitles = await ask("/mediatheque/freins/sous-titres/fr.vtt");
    expect(subtitles.headers.get("content-type")).toBe("text/vtt; charset=utf-8");
    expect(subtitles.headers.get("access-control-allow-origin")).toBe("*");
    expect(await subtitles.text()).toBe(video.subtitles[0]?.vtt);
    const text = await ask("/mediatheque/freins/transcription.txt");
    expect(text.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await text.text()).toContain("[1:23] On tend le câble à la main.");
    for (const path of [
      "/mediatheque/freins/sous-titres/en.vtt",
      "/mediatheque/freins/sous-titres/fr.srt",
      "/mediatheque/sacoche/transcription.txt",
      "/mediatheque/aucune/transcription.txt",
    ])
      expect((await ask(path)).status, path).toBe(404);
  });
});

describe("a series", () => {
  it("is a podcast whose files and transcripts are where it says", async () => {
    const answer = await ask(`/series/${series}/podcast.rss`);
    expect(answer.headers.get("content-type")).toBe("application/rss+xml; charset=utf-8");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    const feed = parseFeed(await answer.text());
    expect(feed).toMatchObject({ title: video.series.title, author: "Ruche", language: "fr" });
    expect(feed?.items.map(({ title }) => title)).toEqual([video.title, audio.title]);
    const own = (url: string | undefined) => url?.replace("https://annuaire.example", "") ?? "";
    const told = feed?.items.flatMap(({ podcastTranscripts = [], link }) => [
      link,
      ...podcastTranscripts.map(({ url }) => url),
    ]);
    expect(told).toHaveLength(5);
    for (const url of [...(told ?? []), feed?.itunesImage])
      expect((await ask(own(url))).status, url).toBe(200);
  });

  it("has no feed when it has nothing to hear", async () => {
    expect(await read("/en/series/coutures")).toContain("Build a saddle bag");
    expect(await read("/en/series/coutures")).not.toContain("podcast.rss");
    expect((await ask("/series/coutures/podcast.rss")).status).toBe(404);
    expect((await ask("/series/aucune")).status).toBe(404);
  });
});

describe("the library", () => {
  it("is told by the front page, the site map, its feed and the records that it serves", async () => {
    const title = video.title;
    for (const path of ["/", "/mediatheque", "/mediatheque/flux.atom", "/activites/act-ruche"])
      expect(await read(path), path).toContain(title);
    const map = await read("/sitemaps/1.xml");
    for (const path of ["/mediatheque/freins", "/en/media-library/freins", `/series/${series}`])
      expect(map).toContain(`https://annuaire.example${path}</loc>`);
  });

  it("says the language of a piece that is not that of the page", async () => {
    expect(await read("/mediatheque/sacoche")).toMatch(/<h1 lang="en"[^>]*>Build/);
    expect(await read("/en/media-library/sacoche")).toMatch(/<h1 class[^>]*>Build/);
    expect(await read("/en/media-library/freins")).toMatch(/<h1 lang="fr"[^>]*>Régler/);
  });

  it("keeps what was typed, and leaves aside what it does not know", async () => {
    const page = await read("/mediatheque?q=%22%3Cb%3E&nature=film&langue=fr&page=zéro");
    expect(page).toContain('value="&quot;&lt;b&gt;"');
    expect(page).toContain("Rien ne répond à cette recherche");
  });
});
