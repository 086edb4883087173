import { describeLicence } from "@essaim/directory/licence.rules";
import { playersOf } from "@essaim/media/library/player.rules";
import type { PieceView } from "@essaim/media/library/published-piece.queries";
import { audio, tutorial, video } from "@essaim/media/library/testing-pieces";
import type { PublishedPiece } from "@essaim/media/piece/published-piece.schema";
import { expect, test } from "vitest";
import { pieceThing } from "./piece-json-ld";

const address = "https://annuaire.example/mediatheque/x";

function thing(piece: PublishedPiece) {
  const view: PieceView = {
    ...piece,
    id: "0192f0c4-0000-7000-8000-000000000001",
    slug: "x",
    publishedAt: new Date("2026-03-01T08:00:00Z"),
    changedAt: new Date("2026-03-02T08:00:00Z"),
    organisation: { name: "Ruche", websiteUrl: null },
    licence: describeLicence(piece.licenceExpression),
    subtitles: [],
    activities: [],
    resources: [],
    found: [],
  };
  return JSON.parse(JSON.stringify(pieceThing(view, playersOf(piece), address)));
}

test("a video tells its player, how long it lasts and under which licence", () => {
  expect(thing(video)).toMatchObject({
    "@type": "VideoObject",
    name: video.title,
    inLanguage: "fr",
    license: "https://spdx.org/licenses/CC-BY-SA-4.0",
    uploadDate: "2026-03-01T08:00:00.000Z",
    duration: "PT614S",
    embedUrl: "https://tube.exemple.fr/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?p2p=0",
    isPartOf: { name: video.series.title },
  });
});

test("a programme tells its file, and no player that it has not", () => {
  const told = thing(audio);
  expect(told).toMatchObject({
    "@type": "AudioObject",
    contentUrl: "https://sons.exemple.fr/reparer.mp3",
    encodingFormat: "audio/mpeg",
  });
  expect(told).not.toHaveProperty("embedUrl");
});

test("a tutorial tells its steps as plain text, and nothing of a recording", () => {
  const told = thing({ ...tutorial, credits: [{ name: "Awa", role: "author" }] });
  expect(told).toMatchObject({
    "@type": "HowTo",
    author: [{ name: "Awa" }],
    step: [{ position: 1, name: "Wash the fabric", text: "Cold water, no soap." }, { position: 2 }],
  });
  for (const name of ["duration", "uploadDate", "contentUrl", "isPartOf"])
    expect(told).not.toHaveProperty(name);
});

test("an article has a headline, as search engines want it", () => {
  expect(thing({ ...tutorial, kind: "article", steps: [] })).toMatchObject({
    "@type": "Article",
    headline: tutorial.title,
  });
});
