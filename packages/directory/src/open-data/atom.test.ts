import { expect, test } from "vitest";
import { atomOf } from "./atom.ts";
import type { OpenRecord } from "./record.schema.ts";

const words = {
  title: "Essaim",
  self: "https://annuaire.example/donnees/flux.atom",
  page: "https://annuaire.example/recherche",
  experience: (name: string, activity: string) => `Expérience de ${name} : ${activity}`,
};

const activity = (said: { title: string; summary: string; worked: string }) =>
  ({
    kind: "activity",
    id: "0192f0c4-0000-7000-8000-000000000001",
    url: "https://annuaire.example/activites/cafe",
    title: said.title,
    summary: said.summary,
    sector: "food",
    publishedAt: "2026-01-02T03:04:05.000Z",
    changedAt: "2026-01-02T03:04:05.000Z",
    organisation: { name: `Ruche${String.fromCharCode(1)} & fils`, websiteUrl: null },
    experiences: [
      {
        id: "0192f0c4-0000-7000-8000-000000000002",
        displayName: "Malika",
        worked: said.worked,
        publishedAt: "2026-01-03T03:04:05.000Z",
      },
    ],
  }) as unknown as OpenRecord;

test("what people typed stays the text of its entry, and one record never breaks the feed", () => {
  const feed = atomOf(
    [
      activity({
        title: "A ]]> B ]]></title><x/>",
        summary: "=1 < 2 & <b>gras</b>",
        worked: `Bien${String.fromCharCode(0, 8, 0xfffe, 0xd800)} sûr 😀`,
      }),
    ],
    words,
    "https://annuaire.example",
  );
  const entries = [...feed.matchAll(/<(title|summary) type="html"><!\[CDATA\[(.*?)\]\]><\/\1>/gs)];
  expect(entries.map(([, name, text]) => [name, text])).toEqual([
    ["title", "Expérience de Malika : A ]]&gt; B ]]&gt;&lt;/title&gt;&lt;x/&gt;"],
    ["summary", "Bien sûr 😀"],
    ["title", "A ]]&gt; B ]]&gt;&lt;/title&gt;&lt;x/&gt;"],
    ["summary", "=1 &lt; 2 &amp; &lt;b&gt;gras&lt;/b&gt;"],
  ]);
  expect(feed).toContain("<name>Ruche &amp; fils</name>");
  expect(feed).not.toContain("<x/>");
});
