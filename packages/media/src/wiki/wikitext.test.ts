import fc from "fast-check";
import type {
  BlockContent,
  Heading,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Root,
  Table,
} from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { describe, expect, test } from "vitest";
import wtf from "wtf_wikipedia";
import { treeOf } from "./markdown-tree.ts";
import { markdownOf } from "./wikitext.reader.ts";
import { wikitextOf } from "./wikitext.writer.ts";

const pageUrl = (title: string) => `https://wiki.exemple.fr/${encodeURIComponent(title)}`;

/** Signs that wikis and Markdown read as their own. */
const signs =
  "* # = | ! ; : {{x}} [[y]] '' ''' ~~~~ __TOC__ <b> &amp; [z] {| |} == 2<3 a_b `c` -- ---- !! ISBN".split(
    " ",
  );
const letters = fc.stringMatching(/^[a-zéèàçœ]{1,9}$/);
const sentenceOf = (word: fc.Arbitrary<string>) =>
  fc.array(word, { minLength: 1, maxLength: 5 }).map((some) => some.join(" "));
const plainWords = sentenceOf(letters);
const anyWords = sentenceOf(
  fc.oneof(
    { weight: 6, arbitrary: letters },
    { weight: 1, arbitrary: fc.constantFrom(...signs, "l’ami", "l'ami") },
  ),
);
const url = fc.stringMatching(/^https:\/\/exemple\.fr\/[a-z0-9]{1,8}(\?a=[a-z|[\]']{1,4})?$/);

const templates = plainWords.map((value) => `{{${value}|[[a]]}}`);

const said = (value: string): PhrasingContent => ({ type: "text", value });
/** Between two parts of a sentence, so that no two of one kind touch and become one. */
const gap = said(" x ");

/** Documents in Markdown whose sentences are made of these words, with code among them where there is some. */
function documentsOf(words: fc.Arbitrary<string>, code?: fc.Arbitrary<string>) {
  const phrase: fc.Arbitrary<PhrasingContent> = fc.oneof(
    { weight: 4, arbitrary: words.map(said) },
    plainWords.map((value): PhrasingContent => ({ type: "strong", children: [said(value)] })),
    plainWords.map((value): PhrasingContent => ({ type: "emphasis", children: [said(value)] })),
    ...(code ? [code.map((value): PhrasingContent => ({ type: "inlineCode", value }))] : []),
    fc
      .tuple(url, plainWords)
      .map(([to, value]): PhrasingContent => ({ type: "link", url: to, children: [said(value)] })),
  );
  const line = fc
    .array(phrase, { minLength: 1, maxLength: 4 })
    .map((parts) => parts.flatMap((part, at) => (at === 0 ? [part] : [gap, part])));
  const heading = fc
    .tuple(fc.constantFrom(2 as const, 3 as const, 4 as const), words)
    .map(([depth, value]): Heading => ({ type: "heading", depth, children: [said(value)] }));
  const paragraph = line.map((children): Paragraph => ({ type: "paragraph", children }));
  const item = (levels: number): fc.Arbitrary<ListItem> =>
    fc
      .tuple(paragraph, levels > 1 ? fc.option(list(levels - 1)) : fc.constant(null))
      .map(([first, below]) => ({
        type: "listItem",
        spread: false,
        children: below ? [first, below] : [first],
      }));
  const list = (levels: number): fc.Arbitrary<List> =>
    fc
      .tuple(fc.boolean(), fc.array(item(levels), { minLength: 1, maxLength: 3 }))
      .map(([ordered, children]) => ({ type: "list", ordered, spread: false, children }));
  const table = fc.integer({ min: 1, max: 3 }).chain((width) =>
    fc
      .tuple(
        fc.array(words, { minLength: width, maxLength: width }),
        fc.array(fc.array(line, { minLength: width, maxLength: width }), {
          minLength: 1,
          maxLength: 3,
        }),
      )
      .map(
        ([head, rows]): Table => ({
          type: "table",
          // wtf_wikipedia gives the cells of a row by their column: no two have one name.
          children: [head.map((value, at) => [said(`${value} ${at}`)]), ...rows].map((cells) => ({
            type: "tableRow",
            children: cells.map((children) => ({ type: "tableCell", children })),
          })),
        }),
      ),
  );
  const codeBlock = plainWords.map(
    (value): BlockContent => ({ type: "code", lang: "js", value: `${value}\n  [[${value}]]` }),
  );
  return fc
    .array(fc.oneof(heading, paragraph, list(3), table, codeBlock), { minLength: 1, maxLength: 6 })
    .map((blocks) => {
      // Two lists side by side would be one: a paragraph stands between.
      const children = blocks.flatMap((block) => [
        block,
        { type: "paragraph", children: [said("Puis")] } satisfies Paragraph,
      ]);
      return unified().use(remarkGfm).use(remarkStringify).stringify({ type: "root", children });
    });
}

/** What a document is made of, however it is written. */
function shapeOf(tree: Root) {
  const headings: string[] = [];
  const items: string[] = [];
  const links: string[] = [];
  const heads: string[] = [];
  const cells: string[] = [];
  const rows: number[] = [];
  const itemsOf = (list: List, marks: string) => {
    const own = `${marks}${list.ordered ? "#" : "*"}`;
    for (const item of list.children) {
      items.push(`${own} ${plain(textOf(item.children[0]))}`);
      for (const below of item.children) if (below.type === "list") itemsOf(below, own);
    }
  };
  for (const node of tree.children) if (node.type === "list") itemsOf(node, "");
  visit(tree, (node) => {
    if (node.type === "heading") headings.push(`${node.depth} ${plain(textOf(node))}`);
    if (node.type === "link") links.push(`${encoded(node.url)} ${plain(textOf(node))}`);
    if (node.type === "table") {
      rows.push(node.children.length - 1);
      const [head, ...body] = node.children.map((row) =>
        row.children.map((one) => plain(textOf(one))),
      );
      heads.push(...(head ?? []));
      cells.push(...body.flat());
    }
  });
  return { headings, items, links, heads, cells, rows };
}
const plain = (value: string) => value.replace(/\s+/g, " ").trim();
/** wtf_wikipedia leaves the number of an item, and the marks of a list in one of another kind. */
const unnumbered = (item: string) => plain(item).replace(/^(\d+\) )?([*#]+ )?/, "");
const encoded = (address: string) =>
  address.replace(/[[\]|']/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

describe("a text in Markdown, written for a wiki", () => {
  // It leaves code out of every sentence: documents for it hold none.
  test("is read back by wtf_wikipedia with the same titles, lists, links and tables", () => {
    fc.assert(
      fc.property(documentsOf(plainWords), (markdown) => {
        const shape = shapeOf(treeOf(markdown));
        const page = wtf(wikitextOf(markdown));
        const titles = page.sections().filter((section) => section.title() !== "");
        expect(titles.map((one) => `${one.depth() + 2} ${one.title()}`)).toEqual(shape.headings);
        const links = (page.links() as unknown as { json(): object }[]).map((one) => {
          const { site, text } = one.json() as { site: string; text: string };
          return `${site} ${plain(text)}`;
        });
        expect(links.sort()).toEqual(shape.links.sort());
        const items = page
          .lists()
          .flatMap((one) =>
            (one.lines() as { text(): string }[]).map((line) => unnumbered(line.text())),
          );
        expect(items.sort()).toEqual(shape.items.map((one) => one.replace(/^[*#]+ /, "")).sort());
        const tables = page.tables().map((one) => one.json() as Record<string, { text: string }>[]);
        expect(tables.map((rows) => rows.length)).toEqual(shape.rows);
        const cells = tables.flatMap((rows) =>
          rows.flatMap((row) => Object.values(row).map(({ text }) => plain(text))),
        );
        expect(cells).toEqual(shape.cells);
      }),
      { numRuns: 60 },
    );
  });

  test("leads wtf_wikipedia to the pages of the same wiki, whatever their titles", () => {
    const pageOf = (address: string) =>
      address.includes("?") ? null : `Été d’ici/${address.slice(-4)} & l’atelier`;
    fc.assert(
      fc.property(documentsOf(plainWords), (markdown) => {
        const links: string[] = [];
        visit(treeOf(markdown), "link", (node) => {
          links.push(`${pageOf(node.url) ?? encoded(node.url)} ${plain(textOf(node))}`);
        });
        const read = wtf(wikitextOf(markdown, { pageOf })).links() as unknown as {
          json(): { page?: string; site?: string; text: string };
        }[];
        const found = read.map((one) => {
          const { page, site, text } = one.json();
          return `${page?.replace(/^:/, "") ?? site} ${plain(text)}`;
        });
        expect(found.sort()).toEqual(links.sort());
      }),
      { numRuns: 60 },
    );
  });

  test("of whatever form is written without a fault, and starts nothing on the wiki", () => {
    const bits = fc.constantFrom(
      ..."# ## - 1. > ``` ` | |---| [a](b) [a]( ![ ]: [^1] [^1]: <b> <script> </div> <!-- {{a}} [[b]] ~~~~ __TOC__ é \\ *** &#123; &lbrace; :: '' {| |} https://x.fr"
        .split(" ")
        .concat("[x](javascript:alert(1))", "[x](data:text/html,a)", "\n", "\n\n", "    ", "\t"),
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 30 }), (some) => {
        const wikitext = wikitextOf(some.join(""));
        wtf(wikitext);
        const live = wikitext.replace(/<(nowiki|pre|syntaxhighlight)\b[^>]*>[\s\S]*?<\/\1>/g, "");
        expect(live).not.toMatch(/\{\{|\[\[|~~~|__TOC__|<script|<div|<!--/);
        expect(wikitext).not.toMatch(/\[(javascript|data):/i);
      }),
      { numRuns: 300 },
    );
  });

  test("keeps lists in lists, pipes and links in cells, accents and code, one by one", () => {
    const markdown = [
      "## Été à l’œuvre",
      "- un\n  1. deux\n     - trois [ici](https://exemple.fr/é)\n- `a | [[b]]`",
      "| Où | Quoi |\n|---|---|\n| a \\| b | [c \\| d](https://exemple.fr/?x=1\\|2) |",
      "```sh\nls | wc {{x}}\n```",
    ].join("\n\n");
    expect(wikitextOf(markdown).split("\n\n")).toEqual([
      "== Été à l’œuvre ==",
      "* un\n*# deux\n*#* trois [https://exemple.fr/é ici]\n* <code><nowiki>a | [[b]]</nowiki></code>",
      '{| class="wikitable"\n! Où\n! Quoi\n|-\n| a &#124; b\n| [https://exemple.fr/?x=1%7C2 c &#124; d]\n|}',
      '<syntaxhighlight lang="sh">\nls | wc {{x}}\n</syntaxhighlight>',
    ]);
    expect(shapeOf(treeOf(markdownOf(wikitextOf(markdown), pageUrl).markdown)).items).toEqual([
      "* un",
      "*# deux",
      "*#* trois ici",
      "* a | [[b]]",
    ]);
  });

  test("comes back from the wiki as it was: titles, items, links, cells and every word", () => {
    fc.assert(
      fc.property(documentsOf(anyWords, templates), (markdown) => {
        const back = markdownOf(wikitextOf(markdown), pageUrl);
        expect(back.unconverted).toEqual([]);
        const [before, after] = [treeOf(markdown), treeOf(back.markdown)];
        expect(shapeOf(after)).toEqual(shapeOf(before));
        expect(plain(textOf(after))).toBe(plain(textOf(before)));
      }),
      { numRuns: 60 },
    );
  });

  test("keeps notes, pictures, boxes to tick, and several paragraphs in an item", () => {
    const markdown = [
      "# Atelier",
      "## Avant",
      "- [x] vélo",
      "- pneus\n\n  neufs",
      "",
      "![Un vélo](https://exemple.fr/v.jpg) lu[^1], relu[^1].",
      "",
      "[^1]: Par *tous*.",
    ].join("\n");
    expect(wikitextOf(markdown).split("\n\n")).toEqual([
      "== Atelier ==",
      "=== Avant ===",
      "* ☑ vélo\n* pneus<br />neufs",
      '[https://exemple.fr/v.jpg Un vélo] lu<ref name="note-1">Par <i>tous</i>.</ref>, relu<ref name="note-1" />.',
      "<references />",
    ]);
  });

  test("leads to pages of the same wiki where an address is that of one", () => {
    const pageOf = (address: string) => (address === "/fiches/a" ? "Essaim/A" : null);
    expect(wikitextOf("[la suite](/fiches/a) et [ailleurs](/fiches/b)", { pageOf })).toBe(
      "[[:Essaim/A|la suite]] et ailleurs",
    );
  });
});

describe("a page of a wiki, in Markdown", () => {
  test("says as Markdown does what Markdown can say", () => {
    const page = [
      "Un [[Vélo cargo|vélo]], '''deux''' ''roues''.<ref name=a>Vu ''ici''</ref><ref name=a />",
      "== Outils ==",
      "* clé",
      "*# de 15",
      '{| class="wikitable"\n|+ Prix\n! Quoi !! Combien\n|-\n| Pneu || 20\n|}',
      '<syntaxhighlight lang="sh">\nls\n</syntaxhighlight>',
      "[[Fichier:Roue.jpg|vignette|Une roue]]",
      "__NOTOC__<references />",
    ].join("\n");
    const { markdown, unconverted } = markdownOf(page, pageUrl);
    expect(unconverted).toEqual([]);
    expect(markdown.split("\n\n")).toEqual([
      "Un [vélo](https://wiki.exemple.fr/V%C3%A9lo%20cargo), **deux** *roues*.[^1][^1]",
      "## Outils",
      "- clé\n  1. de 15",
      "Prix",
      "| Quoi | Combien |\n| ---- | ------- |\n| Pneu | 20      |",
      "```sh\nls\n```",
      "[Une roue](https://wiki.exemple.fr/Fichier%3ARoue.jpg)",
      "[^1]: Vu *ici*",
    ]);
  });

  test("takes the words of notes from their list, group by group, and says those that nothing calls", () => {
    const page = [
      'Un<ref name="a" /> et deux<ref name="a" group="n" />.',
      "<references><ref name=\"a\">Le ''premier''.</ref><ref name=\"seul\">Perdu.</ref></references>",
      '<references group="n"><ref name="a">Le second.</ref></references>',
    ].join("\n");
    expect(markdownOf(page, pageUrl)).toEqual({
      markdown: "Un[^1] et deux[^2].\n\n[^1]: Le *premier*.\n\n[^2]: Le second.",
      unconverted: ["Perdu."],
    });
  });

  test("keeps as code, and says, what Markdown cannot", () => {
    const page =
      "{{Bandeau|a=1}} H<sub>2</sub>O <math>x^2</math><!-- à revoir -->\n\n[[Catégorie:Vélo]]";
    expect(markdownOf(page, pageUrl)).toEqual({
      markdown: "`{{Bandeau|a=1}}` H2O `<math>x^2</math>`\n\n`[[Catégorie:Vélo]]`",
      unconverted: [
        "{{Bandeau|a=1}}",
        "<math>x^2</math>",
        "<!-- à revoir -->",
        "[[Catégorie:Vélo]]",
        "<sub>",
      ],
    });
  });

  test("of whatever form is read without a fault, up to a length", () => {
    const bits = fc.constantFrom(
      ..."{{a}} [[b|c]] '' ''' == * # {| |} |- <ref> </ref> <pre> </pre> é <b> [https://x.fr y] ----".split(
        " ",
      ),
      "\n",
      " ",
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 30 }), (some) => {
        expect(markdownOf(some.join(""), pageUrl).markdown).not.toMatch(/\uE0F1/);
      }),
      { numRuns: 100 },
    );
    expect(() => markdownOf("x".repeat(400_001), pageUrl)).toThrow(RangeError);
  });
});
