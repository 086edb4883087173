import { Feed, type Item } from "feed";
import { escaped, readable } from "./feed-text.ts";
import { dataLicence } from "./licence.schema.ts";
import type { OpenRecord } from "./record.schema.ts";

/** Entries of one feed. */
export const longestFeed = 50;

type Words = {
  title: string;
  /** Address of the feed itself, and of the page that shows the same. */
  self: string;
  page: string;
  /** How an experience is named: « Expérience de Malika : Livraison à vélo ». */
  experience: (name: string, activity: string) => string;
};

/** Records and experiences, the latest first, as an Atom feed (RFC 4287). */
export function atomOf(
  records: readonly OpenRecord[],
  { title, self, page, experience }: Words,
  publicUrl: string,
): string {
  const items = records
    .flatMap((record): Item[] => [
      entryOf(record),
      ...(record.kind === "activity"
        ? record.experiences.map((one) => ({
            title: experience(one.displayName, record.title),
            id: `urn:uuid:${one.id}`,
            link: `${record.url}#experience-${one.id}`,
            date: new Date(one.publishedAt),
            published: new Date(one.publishedAt),
            description: one.worked,
          }))
        : []),
    ])
    .sort((a, b) => b.date.getTime() - a.date.getTime())
    .slice(0, longestFeed);
  const feed = new Feed({
    id: self,
    title: readable(title),
    link: page,
    feedLinks: { atom: self },
    language: "fr",
    copyright: `${dataLicence.name} — ${dataLicence.url}`,
    author: { name: "Essaim", link: publicUrl },
    generator: "Essaim",
    updated: items[0]?.date ?? new Date(0),
  });
  for (const item of items) feed.addItem(asHtml(item));
  return feed.atom1();
}

/** The feed declares titles and summaries as HTML and writes them as they are: what people typed is plain text. */
function asHtml({ title, description, author, ...rest }: Item): Item {
  return {
    ...rest,
    title: escaped(title),
    description: description === undefined ? undefined : escaped(description),
    author: author?.map(({ name, link }) => ({ name: readable(name ?? ""), link })),
  };
}

function entryOf(record: OpenRecord): Item {
  return {
    title: record.kind === "activity" ? record.title : record.name,
    id: `urn:uuid:${record.id}`,
    link: record.url,
    date: new Date(record.changedAt),
    published: new Date(record.publishedAt),
    description: record.summary,
    author: [{ name: record.organisation.name, link: record.organisation.websiteUrl ?? undefined }],
    category: [{ name: record.kind === "activity" ? record.sector : record.resourceKind }],
  };
}
