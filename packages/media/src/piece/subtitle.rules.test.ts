import fc from "fast-check";
import { encode } from "iconv-lite";
import { describe, expect, test } from "vitest";
import { largestSubtitles, readSubtitles } from "./subtitle.rules.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const good = `WEBVTT

00:00:01.000 --> 00:00:04.000
<v Nadia>Bonjour à tous

00:00:05.000 --> 00:00:07.500 align:start
On règle les <i>freins</i>.
`;

describe("subtitles that a player will read", () => {
  test("keep their times, who speaks and what is said", () => {
    const read = readSubtitles(bytes(good));
    expect(read).toEqual({
      ok: true,
      vtt: good,
      cues: [
        { startSeconds: 1, endSeconds: 4, speaker: "Nadia", text: "Bonjour à tous" },
        { startSeconds: 5, endSeconds: 7.5, speaker: "", text: "On règle les freins." },
      ],
    });
  });

  test("are understood in the encodings that machines write", () => {
    const expected = readSubtitles(bytes(good));
    const bom = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(good)]);
    const crlf = bytes(good.replaceAll("\n", "\r\n"));
    for (const file of [
      encode(good, "windows1252"),
      encode(good, "utf16le", { addBOM: true }),
      bom,
      crlf,
    ]) {
      expect(readSubtitles(file)).toEqual(expected);
    }
  });

  test("made of SubRip become WebVTT", () => {
    const read = readSubtitles(
      bytes(
        "1\n00:00:01,000 --> 00:00:04,000\nBonjour, à 10,5 km\n\n2\n00:00:05,000 --> 00:00:06,000\nSuite\n",
      ),
    );
    expect(read).toMatchObject({
      ok: true,
      vtt: expect.stringMatching(
        /^WEBVTT\n\n1\n00:00:01\.000 --> 00:00:04\.000\nBonjour, à 10,5 km/,
      ),
    });
  });

  test("whatever their times, in order, give as many cues", () => {
    const gap = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(gap, gap), { minLength: 1, maxLength: 30 }), (gaps) => {
        let at = 0;
        const cues = gaps.map(([silence, length]) => {
          const start = at + silence;
          at = start + length;
          return `${clock(start)} --> ${clock(at)}\nMots`;
        });
        const read = readSubtitles(bytes(`WEBVTT\n\n${cues.join("\n\n")}\n`));
        expect(read.ok && read.cues.length).toBe(gaps.length);
      }),
    );
  });
});

/** Milliseconds as WebVTT writes them. */
const clock = (ms: number) => new Date(ms).toISOString().slice(11, 23);

describe("subtitles that are refused say which line", () => {
  const message = (file: string | Uint8Array) => {
    const read = readSubtitles(typeof file === "string" ? bytes(file) : file);
    return read.ok ? null : read.message;
  };

  test.each([
    [
      "a missing heading",
      "00:01.000 --> 00:02.000\nMots\n",
      /^Ligne 1\u202f: le fichier doit commencer/,
    ],
    [
      "an end before its start",
      "WEBVTT\n\n00:05.000 --> 00:04.000\nMots\n",
      /^Ligne 3\u202f: ce sous-titre finit avant/,
    ],
    [
      "cues out of order",
      "WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB\n",
      /^Ligne 6\u202f: ce sous-titre commence avant/,
    ],
    ["times that are none", "WEBVTT\n\n00:05,000 --> 00:06,000\nA\n", /^Ligne 3\u202f: ces temps/],
    ["a broken arrow", "WEBVTT\n\n00:05.000 -> 00:06.000\nA\n", /^Ligne \d\u202f: on attend ici/],
    [
      "an SRT out of order",
      "1\n00:00:05,000 --> 00:00:06,000\nA\n\n2\n00:00:01,000 --> 00:00:02,000\nB\n",
      /^Ligne 6\u202f: ce sous-titre commence avant/,
    ],
    ["nothing at all", "WEBVTT\n", /aucun sous-titre/],
  ])("%s", (_, file, expected) => {
    expect(message(file)).toMatch(expected);
  });

  test("letters lost on the way, a film, a file too large", () => {
    const damaged = Buffer.concat([
      Buffer.from("WEBVTT\n\n00:01.000 --> 00:02.000\nété, café, à côté, né"),
      Buffer.from([0xff, 0x0a]),
    ]);
    expect(message(damaged)).toMatch(/^Ligne 4\u202f: des lettres/);
    expect(message(new Uint8Array(1000).map((_, at) => (at * 7919) % 251))).not.toBeNull();
    expect(message("a".repeat(largestSubtitles + 1))).toMatch(/trop grand/);
  });

  test("anything else is read or refused, never an error", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => bytes(`WEBVTT\n\n${text}`)),
        ),
        (file) => {
          expect(typeof readSubtitles(file).ok).toBe("boolean");
        },
      ),
    );
  });
});
