import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatSeconds, parseSeconds } from "./time.rules.ts";
import { formatTranscript, parseTranscript, transcriptFromCues } from "./transcript.rules.ts";

const cue = (startSeconds: number, endSeconds: number, text: string, speaker = "") => ({
  startSeconds,
  endSeconds,
  speaker,
  text,
});

describe("a transcript made from subtitles", () => {
  test("joins what is said in one breath, and parts voices and silences", () => {
    expect(
      transcriptFromCues([
        cue(0, 2, "Bonjour,", "Nadia"),
        cue(2, 4, "on commence.", "Nadia"),
        cue(4, 5, "D’accord.", "Yanis"),
        cue(20, 22, "Après une pause.", "Yanis"),
      ]),
    ).toEqual([
      { startSeconds: 0, speaker: "Nadia", text: "Bonjour, on commence." },
      { startSeconds: 4, speaker: "Yanis", text: "D’accord." },
      { startSeconds: 20, speaker: "Yanis", text: "Après une pause." },
    ]);
  });

  test("says every word once, in its order", () => {
    const words = fc.array(fc.stringMatching(/^[a-z.]{1,12}$/), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(words, (said) => {
        const segments = transcriptFromCues(said.map((text, at) => cue(at * 2, at * 2 + 1, text)));
        expect(segments.map(({ text }) => text).join(" ")).toBe(said.join(" "));
      }),
    );
  });
});

describe("a transcript that is typed", () => {
  test("is a paragraph by line, or between empty lines", () => {
    expect(parseTranscript("Un\nDeux")).toHaveLength(2);
    expect(parseTranscript("Un\nsuite\n\nDeux").map(({ text }) => text)).toEqual([
      "Un suite",
      "Deux",
    ]);
    expect(parseTranscript(" \n\n ")).toEqual([]);
  });

  test("says who speaks and from when, between brackets", () => {
    expect(
      parseTranscript("[Nadia B. 1:02] Bonjour.\n\n[0:05] Suite.\n\n[Yanis] Oui.\n\nNon."),
    ).toEqual([
      { startSeconds: 62, speaker: "Nadia B.", text: "Bonjour." },
      { startSeconds: 5, speaker: "", text: "Suite." },
      { startSeconds: null, speaker: "Yanis", text: "Oui." },
      { startSeconds: null, speaker: "", text: "Non." },
    ]);
  });

  test("comes back from its form as it went", () => {
    const segment = fc.record({
      startSeconds: fc.option(fc.integer({ min: 0, max: 86_399 })),
      speaker: fc.oneof(
        fc.constant(""),
        fc.stringMatching(/^[A-Z][a-zé]{1,12}( [A-Z][a-z]{1,12})?$/),
      ),
      text: fc.stringMatching(/^[[\]a-zé,.]{1,12}( [a-z.[\]]{1,12}){0,6}$/),
    });
    fc.assert(
      fc.property(fc.array(segment, { minLength: 2, maxLength: 12 }), (segments) => {
        expect(parseTranscript(formatTranscript(segments))).toEqual(segments);
      }),
    );
  });
});

test("moments are written as they are read", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => {
      expect(parseSeconds(formatSeconds(seconds))).toBe(seconds);
    }),
  );
  for (const wrong of ["", "12", "1:60", "1:70:00", "1:2", "a:bc", "-1:00"]) {
    expect(parseSeconds(wrong)).toBeNull();
  }
});
