import { escaped, readable } from "@essaim/directory/open-data/feed-text";
import { Feed } from "feed";
import type { PieceKind } from "../piece/published-piece.schema.ts";

/** Entries of the feed. */
export const longestLibraryFeed = 50;

export type FeedPiece = {
  id: string;
  title: string;
  summary: string;
  kind: PieceKind;
  /** Of its page. */
  url: string;
  publishedAt: Date;
  changedAt: Date;
  organisation: { name: string; websiteUrl: string | null };
};

/**
 * The latest pieces as an Atom feed (RFC 4287).
 * @param where addresses of the feed itself and of the library, and the title of the feed
 */
export function libraryFeedOf(
  pieces: readonly FeedPiece[],
  where: { title: string; self: string; page: string },
): string {
  const feed = new Feed({
    id: where.self,
    title: readable(where.title),
    link: where.page,
    feedLinks: { atom: where.self },
    generator: "Essaim",
    updated: pieces[0]?.changedAt ?? new Date(0),
  });
  for (const { id, title, summary, kind, url, publishedAt, changedAt, organisation } of pieces) {
    feed.addItem({
      id: `urn:uuid:${id}`,
      title: escaped(title),
      description: escaped(summary),
      link: url,
      date: changedAt,
      published: publishedAt,
      author: [{ name: readable(organisation.name), link: organisation.websiteUrl ?? undefined }],
      category: [{ name: kind }],
    });
  }
  return feed.atom1();
}
