import { expect, test } from "vitest";
import { video } from "./testing-pieces.ts";
import { transcriptText } from "./transcript-text.ts";

test("a transcript stands by itself, and invents neither a moment nor a speaker", () => {
  expect(
    transcriptText({
      title: video.title,
      transcript: [...video.transcript, { startSeconds: null, speaker: "Awa", text: "Voilà." }],
    }),
  ).toBe(
    "Régler ses freins à l’atelier\n\n[0:00] Awa Diop : Bonjour, on parle des freins.\n\n" +
      "[1:23] On tend le câble à la main.\n\nAwa : Voilà.\n",
  );
});
