import { readable as asXml, escaped } from "@essaim/directory/open-data/feed-text";
import { Feed } from "feed";
import type { PublishedPiece } from "../piece/published-piece.schema.ts";

/** What is written of the XML closes the first end of a section that a text holds: another one would end it. */
function readable(text: string): string {
  const [first = "", ...others] = asXml(text).split("]]>");
  return others.length > 1 ? `${first}]]>${others.join("]] >")}` : asXml(text);
}

/** Episodes of one feed. */
export const longestPodcast = 300;

/** An episode: a piece of the series of which there is a file to play. */
export type Episode = {
  id: string;
  title: string;
  summary: string;
  /** Of the page of the piece. */
  url: string;
  publishedAt: Date;
  durationSeconds: number | null;
  number: number | null;
  file: NonNullable<PublishedPiece["places"][number]["file"]>;
  /** What is said, in files: addresses and media types. */
  transcripts: { url: string; type: "text/vtt" | "text/plain"; language: string }[];
};

export type Podcast = {
  title: string;
  description: string;
  /** BCP 47, of most episodes. */
  language: string;
  /** The cooperative that makes it. */
  author: string;
  /** Addresses of the page of the series, of the feed itself, and of its cover. */
  page: string;
  self: string;
  /** JPEG or PNG, from 1400 to 3000 pixels wide and high. */
  cover: string;
  /** The latest first. */
  episodes: readonly Episode[];
};

/** A tag that the feed writes as it is given. */
const tag = (name: string, text: string) => ({ name, objects: { _text: text } });

/**
 * A series to follow in any podcast player: RSS 2.0 with what Apple asks for and with the transcripts of the podcast
 * namespace.
 * @see https://help.apple.com/itc/podcasts_connect/#/itcb54353390 for what is required
 * @see https://github.com/Podcastindex-org/podcast-namespace for `podcast:transcript`
 */
export function podcastOf(podcast: Podcast): string {
  const { title, description, language, author, page, self, cover, episodes } = podcast;
  const feed = new Feed({
    title: readable(title),
    description: readable(description),
    link: page,
    feedLinks: { rss: self },
    language,
    author: { name: readable(author) },
    image: cover,
    generator: "Essaim",
    updated: episodes[0]?.publishedAt ?? new Date(0),
    podcast: true,
  });
  feed.addExtension({ name: "itunes:image", objects: { _attributes: { href: cover } } });
  // Of Apple's list.
  feed.addExtension({ name: "itunes:category", objects: { _attributes: { text: "Education" } } });
  feed.addExtension(tag("itunes:explicit", "false"));
  const isNumbered = episodes.length > 0 && episodes.every(({ number }) => number !== null);
  feed.addExtension(tag("itunes:type", isNumbered ? "serial" : "episodic"));
  for (const episode of episodes) {
    const { url, mediaType: type, bytes: length } = episode.file;
    feed.addItem({
      id: `urn:uuid:${episode.id}`,
      title: readable(episode.title),
      description: escaped(episode.summary),
      link: episode.url,
      date: episode.publishedAt,
      enclosure: { url, type, length },
      extensions: [
        tag("itunes:title", readable(episode.title)),
        tag("itunes:explicit", "false"),
        ...(episode.durationSeconds === null
          ? []
          : [tag("itunes:duration", String(episode.durationSeconds))]),
        ...(episode.number === null ? [] : [tag("itunes:episode", String(episode.number))]),
        { name: "podcast:transcript", objects: transcriptTags(episode) },
      ],
    });
  }
  return feed.rss2();
}

/** The library of feeds declares no namespace of ours: each tag declares its own. */
function transcriptTags({ transcripts }: Episode): Record<string, unknown> {
  const xmlns = "https://podcastindex.org/namespace/1.0";
  const tags = transcripts.map(({ type, ...told }) => ({
    _attributes: {
      "xmlns:podcast": xmlns,
      ...told,
      type,
      ...(type === "text/vtt" && { rel: "captions" }),
    },
  }));
  // A list writes a tag for each; the types of the library know one only.
  return tags as unknown as Record<string, unknown>;
}
