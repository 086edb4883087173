import { expect, test } from "vitest";
import { libraryFeedOf } from "./library-feed.ts";

test("each piece is an entry, with its own address and days, and what people typed stays text", () => {
  const feed = libraryFeedOf(
    [
      {
        id: "0192f0c4-0000-7000-8000-000000000001",
        title: "A ]]> <b>",
        summary: "1 < 2",
        kind: "article",
        url: "https://annuaire.example/mediatheque/a",
        publishedAt: new Date("2026-01-02T03:04:05Z"),
        changedAt: new Date("2026-02-02T03:04:05Z"),
        organisation: { name: "Ruche & fils", websiteUrl: null },
      },
    ],
    {
      title: "Essaim – Médiathèque",
      self: "https://annuaire.example/mediatheque/flux.atom",
      page: "https://annuaire.example/mediatheque",
    },
  );
  expect(feed).toContain("<id>urn:uuid:0192f0c4-0000-7000-8000-000000000001</id>");
  expect(feed).toContain("<![CDATA[A ]]&gt; &lt;b&gt;]]>");
  expect(feed).toContain("<published>2026-01-02T03:04:05.000Z</published>");
  expect(feed.match(/<updated>2026-02-02T03:04:05.000Z<\/updated>/g)).toHaveLength(2);
  expect(feed).toContain("<name>Ruche &amp; fils</name>");
});
