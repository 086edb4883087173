import { parseFeed } from "podcast-partytime";
import { describe, expect, it } from "vitest";
import { type Episode, type Podcast, podcastOf } from "./podcast.ts";

const episode: Episode = {
  id: "0192f0c4-0000-7000-8000-000000000001",
  title: "Tendre le câble ]]> & <recommencer>",
  summary: `Trois < quatre & la suite${String.fromCharCode(1)}`,
  url: "https://annuaire.example/mediatheque/cable",
  publishedAt: new Date("2026-03-01T08:05:09.123Z"),
  durationSeconds: 1834,
  number: 2,
  file: {
    url: "https://sons.example/cable.mp3?a=1&b=2",
    mediaType: "audio/mpeg",
    bytes: 29_344_000,
  },
  transcripts: [
    { url: "https://annuaire.example/mediatheque/cable/fr.vtt", type: "text/vtt", language: "fr" },
    { url: "https://annuaire.example/mediatheque/cable.txt", type: "text/plain", language: "fr" },
  ],
};
const podcast: Podcast = {
  title: "Les mains & le cambouis",
  description: "Ce que disent ceux qui réparent.",
  language: "fr",
  author: "La Ruche",
  page: "https://annuaire.example/series/cambouis",
  self: "https://annuaire.example/series/cambouis/podcast.rss",
  cover: "https://annuaire.example/podcast.png",
  episodes: [
    episode,
    {
      ...episode,
      id: "0192f0c4-0000-7000-8000-000000000002",
      durationSeconds: null,
      number: null,
      transcripts: [],
    },
  ],
};

describe("the feed of a series", () => {
  it("is not ended by a title that ends its section twice", () => {
    const title = "A ]]> B ]]></title><link>https://ailleurs.example</link>";
    const feed = podcastOf({ ...podcast, title, episodes: [{ ...episode, title }] });
    const read = parseFeed(feed);
    expect([read?.link, read?.items[0]?.link]).toEqual([podcast.page, episode.url]);
    expect(read?.title).toContain("https://ailleurs.example");
  });

  it("is read by the parser of the Podcast Index as what was said", () => {
    const read = parseFeed(podcastOf(podcast));
    expect(read).toMatchObject({
      title: podcast.title,
      description: podcast.description,
      link: podcast.page,
      language: "fr",
      author: "La Ruche",
      explicit: false,
      itunesImage: podcast.cover,
      itunesCategory: ["Education"],
      pubsub: { self: podcast.self },
    });
    expect(read?.items).toHaveLength(2);
    expect(read?.items[0]).toMatchObject({
      guid: `urn:uuid:${episode.id}`,
      title: episode.title,
      link: episode.url,
      duration: 1834,
      explicit: false,
      enclosure: { url: episode.file.url, type: "audio/mpeg", length: 29_344_000 },
      podcastTranscripts: [
        { url: episode.transcripts[0]?.url, type: "text/vtt", language: "fr", rel: "captions" },
        { url: episode.transcripts[1]?.url, type: "text/plain", language: "fr" },
      ],
    });
    expect(read?.items[0]?.pubDate).toEqual(new Date("2026-03-01T08:05:09Z"));
  });

  /** Apple's « required tags » and those of RSS 2.0, each once in its channel or item. */
  it("holds each tag that Apple and RSS 2.0 ask for", () => {
    const feed = podcastOf(podcast);
    const [channel = "", ...items] = feed
      .split(/<item>/)
      .map((part) => part.replace(/[\s\S]*<channel>/, ""));
    const head = channel + (items.at(-1)?.split("</item>")[1] ?? "");
    for (const tag of [
      "<title>",
      "<link>",
      "<description>",
      "<language>fr</language>",
      `<itunes:image href="${podcast.cover}"/>`,
      '<itunes:category text="Education"/>',
      "<itunes:explicit>false</itunes:explicit>",
      "<itunes:author>",
      "<itunes:type>episodic</itunes:type>",
    ])
      expect(head, tag).toContain(tag);
    expect(head).toMatch(/<atom:link [^>]*rel="self"/);
    expect(items).toHaveLength(2);
    for (const item of items) {
      for (const tag of ["<title>", "<enclosure ", '<guid isPermaLink="false">', "<pubDate>"])
        expect(item.split(tag), tag).toHaveLength(2);
      // RFC 2822.
      expect(item).toContain("<pubDate>Sun, 01 Mar 2026 08:05:09 GMT</pubDate>");
      // A length of 0 says that nobody knows: the file is told by whoever put it there.
      expect(item).toMatch(/<enclosure [^>]*length="29344000"/);
    }
    expect(items[0]).toContain("<itunes:duration>1834</itunes:duration>");
    expect(items[1]).not.toMatch(/itunes:duration|itunes:episode|podcast:transcript/);
  });

  it("keeps what people typed as text", () => {
    const feed = podcastOf(podcast);
    expect(feed).toContain("<![CDATA[Trois &lt; quatre &amp; la suite]]>");
    expect(feed).not.toContain("<recommencer>]]></itunes:title>");
  });

  it("is told as a story to hear in order once every episode is numbered", () => {
    const numbered = podcast.episodes.map((one, at) => ({ ...one, number: at + 1 }));
    expect(podcastOf({ ...podcast, episodes: numbered })).toContain(
      "<itunes:type>serial</itunes:type>",
    );
  });
});
