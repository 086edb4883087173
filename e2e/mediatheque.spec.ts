import type { Page } from "@playwright/test";
import { organisationOf } from "./support/accounts.ts";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const main = (page: Page) => page.getByRole("main");
const tube = "https://tube.exemple.fr";

/** A video of a series, published, in which a word that nothing else says is said at 1:23. */
async function publishVideo() {
  const word = uniqueWord();
  const slug = word.toLowerCase();
  const content = {
    kind: "video",
    title: `Tendre un câble ${word}`,
    summary: "Dix minutes à l’atelier du samedi.",
    body: "Tourné un matin de marché.",
    language: "fr",
    licenceExpression: "CC-BY-SA-4.0",
    durationSeconds: 614,
    credits: [{ name: "Awa Diop", role: "voice" }],
    series: { slug: `serie-${slug}`, title: `Les mains ${word}`, episode: 1 },
    chapters: [
      { startSeconds: 0, title: "Avant de commencer" },
      { startSeconds: 83.4, title: "Tendre le câble" },
    ],
    subtitles: [{ language: "fr", vtt: "WEBVTT\n\n01:23.400 --> 01:28.000\nOn tend le câble.\n" }],
    transcript: [
      { startSeconds: 0, speaker: "Awa Diop", text: "Bonjour, on parle des freins." },
      { startSeconds: 83.4, speaker: "", text: `On tend le câble avec un tournevis${slug}.` },
    ],
    steps: [],
    images: [],
    posterId: null,
    places: [
      {
        platform: "peertube",
        url: `${tube}/w/kkGMgK9ZtnKfYAgnEtQxbv`,
        publishedOn: "2026-03-01",
        file: { url: `${tube}/static/${slug}.mp3`, mediaType: "audio/mpeg", bytes: 9_600_000 },
      },
    ],
    activityIds: [],
    resourceIds: [],
    questions: [{ text: "Où trouver des câbles d’occasion ?", url: null }],
  };
  await row(
    `with made as (
      insert into piece (organisation_id, kind, title, slug) values ($1, 'video', $2, $3)
      returning organisation_id, id)
    insert into published_piece (organisation_id, id, slug, content, published_at)
      select organisation_id, id, $3, $4::jsonb, now() from made returning id`,
    [await organisationOf("editor"), content.title, slug, JSON.stringify(content)],
  );
  return { title: content.title, said: `tournevis${slug}`, series: content.series, slug };
}

test("Un mot dit dans une vidéo mène à sa seconde, et rien ne vient d’ailleurs avant qu’on ouvre le lecteur", async ({
  newVisitor,
  request,
}) => {
  const { title, said, series, slug } = await publishVideo();
  const visitor = await newVisitor({ javaScriptEnabled: false });
  const elsewhere: string[] = [];
  visitor.on("request", (asked) => {
    if (!asked.url().startsWith(publicUrl)) elsewhere.push(asked.url());
  });
  await visitor.route(`${tube}/**`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<h1>Lecteur du tube</h1>" }),
  );

  await visitor.goto(publicUrl);
  await visitor
    .getByRole("navigation", { name: "Navigation principale" })
    .getByRole("link", { name: "Médiathèque" })
    .click();
  const moment = main(visitor).getByRole("article").filter({ hasText: title });
  await expect(async () => {
    await visitor.getByLabel("Chercher dans la médiathèque").fill(said);
    await visitor.getByRole("button", { name: "Rechercher" }).click();
    await expect(moment.getByText("On tend le câble")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await moment.getByRole("link", { name: title }).click();
  await expect(visitor.locator("iframe, audio, video, script:not([type])")).toHaveCount(0);
  expect(elsewhere).toEqual([]);

  await visitor.goBack();
  await moment.getByRole("link", { name: "1:23" }).click();
  await expect(visitor).toHaveURL(/lecture=peertube&t=83/);
  await expect(visitor.locator("iframe")).toHaveAttribute("src", /embed\/\w+\?p2p=0&start=83$/);
  await expect(
    visitor.frameLocator("iframe").getByRole("heading", { name: "Lecteur du tube" }),
  ).toBeVisible();
  expect(elsewhere).toHaveLength(1);
  await expect(main(visitor)).toContainText("Ce lecteur vient de tube.exemple.fr");
  // The word looked for is still there, with its passage.
  await expect(visitor.getByLabel("Chercher dans ce qui est dit")).toHaveValue(said);
  await visitor.getByRole("link", { name: "Fermer le lecteur" }).click();
  await expect(visitor.locator("iframe")).toHaveCount(0);
  await visitor.getByLabel("Chercher dans ce qui est dit").fill("moulin");
  await visitor.getByRole("button", { name: "Rechercher" }).click();
  await expect(main(visitor)).toContainText("n’y est pas dit");

  await visitor.getByRole("link", { name: "English" }).click();
  await expect(visitor).toHaveURL(`${publicUrl}/en/media-library/${slug}?q=moulin`);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveAttribute("lang", "fr");
  await main(visitor).getByRole("link", { name: series.title }).click();
  await expect(main(visitor)).toContainText("Listen in your podcast player");
  const feed = await request.get(`${publicUrl}/series/${series.slug}/podcast.rss`);
  expect(await feed.text()).toContain(`length="9600000"`);
  const subtitles = await request.get(`${publicUrl}/mediatheque/${slug}/sous-titres/fr.vtt`);
  expect(subtitles.headers()["content-type"]).toContain("text/vtt");
  expect(await subtitles.text()).toContain("On tend le câble.");
});

test("La médiathèque est accessible, lecteur fermé ou ouvert", async ({ newVisitor }) => {
  const { said, series, slug } = await publishVideo();
  const visitor = await newVisitor();
  await visitor.route(`${tube}/**`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Lecteur</title>" }),
  );
  const complaints: string[] = [];
  visitor.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  for (const path of [
    `/mediatheque?q=${said}`,
    `/mediatheque/${slug}?q=${said}`,
    `/mediatheque/${slug}?lecture=peertube&t=83`,
    `/en/series/${series.slug}`,
  ]) {
    await visitor.goto(publicUrl + path);
    await expectAccessible(visitor, path);
  }
  expect(complaints).toEqual([]);
});
