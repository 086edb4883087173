import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type PublishedPiece, platforms } from "../piece/published-piece.schema.ts";
import { playersOf, sourceAt } from "./player.rules.ts";
import { audio, video } from "./testing-pieces.ts";

type Place = PublishedPiece["places"][number];
const place = (platform: Place["platform"], url: string): Place => ({
  platform,
  url,
  publishedOn: "2026-03-01",
  file: null,
});
/** The video of PeerTube and YouTube, and its sound elsewhere. */
const everywhere = { places: [...video.places, ...audio.places] };
const keysOf = (...places: Place[]) => playersOf({ places }).map(({ key }) => key);

describe("the players of a piece", () => {
  it("are PeerTube first, then a file, then YouTube, whatever the order of the places", () => {
    expect(playersOf(everywhere).map(({ key, host }) => [key, host])).toEqual([
      ["peertube", "tube.exemple.fr"],
      ["fichier", "sons.exemple.fr"],
      ["youtube", "www.youtube-nocookie.com"],
    ]);
  });

  it("begin where they are asked to, in whole seconds", () => {
    const [peertube, file, youtube] = playersOf(everywhere);
    if (!peertube || !file || !youtube) throw new Error("A player is missing");
    expect(sourceAt(peertube, 83.4)).toBe(
      "https://tube.exemple.fr/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?p2p=0&start=83",
    );
    expect(sourceAt(file, 83.4)).toBe("https://sons.exemple.fr/reparer.mp3#t=83");
    expect(sourceAt(youtube, 83.4)).toBe(
      "https://www.youtube-nocookie.com/embed/abcdefghijk?start=83",
    );
    expect(sourceAt(youtube, 0)).toBe("https://www.youtube-nocookie.com/embed/abcdefghijk");
  });

  it.each([
    "https://tube.exemple.fr/w/kkGMgK9ZtnKfYAgnEtQxbv",
    "https://tube.exemple.fr/videos/watch/52a10666-3a18-4e73-93da-e8d3c12c305a",
    "https://tube.exemple.fr/videos/embed/52a10666-3a18-4e73-93da-e8d3c12c305a?start=3s",
  ])("know %s as a video of PeerTube", (url) => {
    expect(keysOf(place("peertube", url))).toEqual(["peertube"]);
  });

  it.each([
    "https://youtu.be/abcdefghijk?t=3",
    "https://m.youtube.com/watch?v=abcdefghijk&list=x",
    "https://www.youtube.com/shorts/abcdefghijk",
    "https://www.youtube.com/live/abcdefghijk",
  ])("know %s as a video of YouTube", (url) => {
    expect(playersOf({ places: [place("youtube", url)] })[0]?.source).toBe(
      "https://www.youtube-nocookie.com/embed/abcdefghijk",
    );
  });

  it.each([
    ["peertube", "https://tube.exemple.fr/w/p/kkGMgK9ZtnKfYAgnEtQxbv"],
    ["peertube", "http://tube.exemple.fr/w/kkGMgK9ZtnKfYAgnEtQxbv"],
    ["peertube", "https://a;sandbox/w/kkGMgK9ZtnKfYAgnEtQxbv"],
    ["youtube", "https://ailleurs.exemple/watch?v=abcdefghijk"],
    ["youtube", "https://www.youtube.com/@atelier"],
    ["wiki", "https://wiki.exemple.fr/freins"],
  ] as const)("have none for a %s at %s", (platform, url) => {
    expect(keysOf(place(platform, url))).toEqual([]);
  });
});

test("nothing that a place says ends a directive of the security policy", () => {
  const url = fc.oneof(
    fc.webUrl(),
    fc.string().map((text) => `https://${text}/w/kkGMgK9ZtnKfYAgnEtQxbv`),
  );
  fc.assert(
    fc.property(fc.constantFrom(...platforms), url, url, (platform, written, fileUrl) => {
      const file = { url: fileUrl, mediaType: "audio/mpeg", bytes: 1 };
      for (const { origin } of playersOf({
        places: [{ platform, url: written, publishedOn: "2026-01-01", file }],
      }))
        expect(origin).toMatch(/^https:\/\/[a-z0-9.-]+(:\d+)?$/);
    }),
  );
});
