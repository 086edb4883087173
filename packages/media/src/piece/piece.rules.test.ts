import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideMove, stepsFrom } from "./desk.rules.ts";
import {
  decidePiecePublication,
  decideWithdrawal,
  missingFromPiece,
  type Publishable,
} from "./piece.rules.ts";
import { stages } from "./piece.schema.ts";
import { editPieceSchema } from "./piece-form.schema.ts";
import { pieceKinds } from "./published-piece.schema.ts";
import { countSyllables, readabilityOf } from "./readability.rules.ts";

const video: Publishable = {
  kind: "video",
  summary: "Régler ses freins soi-même.",
  body: "",
  licenceExpression: "CC-BY-SA-4.0",
  durationSeconds: 600,
  steps: [],
  transcript: [{}],
  subtitles: [{}],
  places: [{}],
  images: [],
  credits: [{ name: "Nadia", role: "filmed", isInForce: true, isAnonymous: false }],
  namesTold: [],
  checks: ["music_licence", "image_licence", "plain_language"],
};

describe("the steps of the desk", () => {
  test("lead everywhere and back, and only publication makes public", () => {
    for (const kind of pieceKinds) {
      const reached = new Set<string>(["pitch"]);
      for (let turn = 0; turn < stages.length; turn += 1) {
        for (const stage of stages.filter((one) => reached.has(one))) {
          for (const step of stepsFrom(kind, stage)) reached.add(step.stage);
        }
      }
      expect(reached.has("review")).toBe(true);
      expect(reached.has("published")).toBe(false);
      expect(reached.has("shooting")).toBe(kind !== "article");
    }
  });

  test("are the only moves there are", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...pieceKinds),
        fc.constantFrom(...stages),
        fc.constantFrom(...stages),
        (kind, from, to) => {
          const named = stepsFrom(kind, from).map(({ stage }) => stage);
          expect(decideMove(kind, from, to).ok).toBe(named.includes(to));
        },
      ),
    );
    expect(decideMove("video", "pitch", "review").ok).toBe(false);
  });
});

describe("publication", () => {
  test("wants a complete piece that somebody reread", () => {
    expect(decidePiecePublication({ ...video, stage: "review" })).toEqual({ ok: true });
    expect(decidePiecePublication({ ...video, stage: "editing" })).toMatchObject({
      reason: "not_reviewed",
    });
    expect(decidePiecePublication({ ...video, summary: "", stage: "review" })).toMatchObject({
      reason: "incomplete",
    });
  });

  test.each<[string, Partial<Publishable>, string]>([
    ["a transcript", { transcript: [] }, "subtitles"],
    ["subtitles", { subtitles: [] }, "subtitles"],
    [
      "the consent of whoever is filmed",
      { credits: [{ name: "Nadia", role: "filmed", isInForce: false, isAnonymous: false }] },
      "people",
    ],
    ["somebody who made it", { credits: [] }, "people"],
    ["no name kept back in its texts", { namesTold: ["Nadia"] }, "people"],
    ["a licence that is known", { licenceExpression: "à voir" }, "text"],
    ["words for each image", { images: [{ alt: " " }] }, "images"],
    ["what is checked by hand", { checks: ["music_licence", "image_licence"] }, "checks"],
    ["its duration", { durationSeconds: null }, "text"],
    ["a place", { places: [] }, "text"],
  ])("wants %s", (_, without, part) => {
    expect(missingFromPiece({ ...video, ...without }).map((one) => one.part)).toEqual([part]);
  });

  test("wants of each kind what it is made of", () => {
    const written = { ...video, transcript: [], subtitles: [], places: [], durationSeconds: null };
    expect(missingFromPiece({ ...written, kind: "article" })).toHaveLength(1);
    expect(missingFromPiece({ ...written, kind: "article", body: "Texte" })).toEqual([]);
    expect(missingFromPiece({ ...written, kind: "tutorial" })).toHaveLength(1);
    expect(missingFromPiece({ ...written, kind: "tutorial", steps: [{}] })).toEqual([]);
    expect(missingFromPiece({ ...written, kind: "testimony", transcript: [{}] })).toEqual([]);
  });
});

test("a consent taken back costs the piece to whoever is seen, heard or named elsewhere", () => {
  expect(decideWithdrawal({ role: "filmed" }, { tellsName: false })).toBe("piece");
  expect(decideWithdrawal({ role: "voice" }, { tellsName: false })).toBe("piece");
  expect(decideWithdrawal({ role: "author" }, { tellsName: true })).toBe("piece");
  expect(decideWithdrawal({ role: "author" }, { tellsName: false })).toBe("credit");
  expect(decideWithdrawal({ role: "filmed" }, null)).toBeNull();
});

describe("how a text reads", () => {
  test("counts the syllables that are said", () => {
    const said = { chat: 1, vélo: 2, porte: 1, numérique: 3, été: 2, eau: 1, le: 1 };
    for (const [word, count] of Object.entries(said))
      expect([word, countSyllables(word)]).toEqual([word, count]);
  });

  test("is easier in short words and sentences, and untold of a few words", () => {
    const easy = "Le chat dort. Il a bu son lait. ".repeat(20);
    const hard =
      "L’institutionnalisation progressive des dispositifs coopératifs territorialisés nécessite une contractualisation pluriannuelle particulièrement exigeante ".repeat(
        12,
      );
    expect(readabilityOf("Deux mots.")).toBeNull();
    expect(readabilityOf(easy)?.score).toBeGreaterThan(90);
    expect(readabilityOf(hard)?.score).toBeLessThan(10);
  });
});

describe("the form of a piece", () => {
  const form = {
    id: "01890000-0000-7000-8000-000000000001",
    version: "1",
    title: "Freins",
    language: "fr",
    licenceExpression: "cc-by-sa-4.0",
  };
  const errors = (change: Record<string, string>) => {
    const parsed = editPieceSchema.safeParse({ ...form, ...change });
    return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("."));
  };

  test("reads times, and writes the licence as SPDX does", () => {
    const parsed = editPieceSchema.parse({
      ...form,
      durationSeconds: "12:30",
      "chapters.0.startSeconds": "0:00",
      "chapters.0.title": "Début",
    });
    expect(parsed).toMatchObject({
      licenceExpression: "CC-BY-SA-4.0",
      durationSeconds: 750,
      chapters: [{ startSeconds: 0, title: "Début" }],
    });
  });

  test("refuses each fault beside its field", () => {
    const place = {
      "places.0.platform": "podcast",
      "places.0.url": "https://exemple.fr/1",
      "places.0.publishedOn": "2026-01-01",
    };
    expect(errors({ durationSeconds: "12" })).toEqual(["durationSeconds"]);
    expect(errors({ licenceExpression: "Libre" })).toEqual(["licenceExpression"]);
    expect(errors({ episode: "3" })).toEqual(["episode"]);
    expect(
      errors({
        "chapters.0.startSeconds": "2:00",
        "chapters.0.title": "B",
        "chapters.1.startSeconds": "1:00",
        "chapters.1.title": "A",
      }),
    ).toEqual(["chapters.1.startSeconds"]);
    expect(errors({ ...place, "places.0.fileUrl": "https://exemple.fr/1.mp3" })).toEqual([
      "places.0.mediaType",
    ]);
    expect(
      errors({
        ...place,
        "places.1.platform": "blog",
        "places.1.url": "https://exemple.fr/1",
        "places.1.publishedOn": "2026-01-01",
      }),
    ).toEqual(["places.1.url"]);
    expect(
      errors({
        "places.0.platform": "blog",
        "places.0.url": "javascript:alert(1)",
        "places.0.publishedOn": "2026-01-01",
      }),
    ).toEqual(["places.0.url"]);
  });
});
