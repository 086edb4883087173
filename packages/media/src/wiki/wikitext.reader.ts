import type { Element, Root as HtmlRoot } from "hast";
import type { FootnoteDefinition, PhrasingContent, Root } from "mdast";
import rehypeParse from "rehype-parse";
import rehypeRemark from "rehype-remark";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";
import Parser from "wikiparser-node";

export type Converted = {
  markdown: string;
  /** What Markdown cannot say, as the wiki wrote it: each is kept in the text as code, where it stood. */
  unconverted: string[];
};

/** Characters of a page read at most: far more than a sheet may hold. */
const longestWikitext = 400_000;

/**
 * A page of a wiki in Markdown. What has no equal (templates, formulas, galleries…) stays in the text as code, and
 * is said beside it: nothing is lost in silence. Read by wikiparser-node, then by the tools of remark from its HTML.
 * @param pageUrl the address of a page of that wiki
 * @throws RangeError for a page that is too long
 */
export function markdownOf(wikitext: string, pageUrl: (title: string) => string): Converted {
  if (wikitext.length > longestWikitext) throw new RangeError("The page is too long");
  const reading: Reading = { pageUrl, unconverted: [], notes: new Map(), called: new Set() };
  const tree = treeOf(wikitext.replaceAll(mark, "").replace(/\r\n?/g, "\n"), reading);
  const text = unified()
    .use(remarkGfm)
    .use(remarkStringify, { bullet: "-", emphasis: "*", rule: "-", fences: true })
    .stringify({ ...tree, children: [...tree.children, ...footnotes(reading)] });
  // Markdown shows no note that nothing calls.
  for (const [name, note] of reading.notes) if (!reading.called.has(name)) say(note, reading);
  return { markdown: text.trim(), unconverted: reading.unconverted };
}

type Token = ReturnType<typeof Parser.parse>;

type Reading = {
  pageUrl: (title: string) => string;
  unconverted: string[];
  /** Wikitext of each note, by its name. */
  notes: Map<string, string>;
  /** Names of those that the text calls. */
  called: Set<string>;
};

/** A piece of the text that is put back once it is a tree. */
type Piece =
  | { kind: "code"; value: string; lang: string | null }
  | { kind: "note"; number: number };

/** Of the private use area: no text holds it, and no wiki reads it as syntax. */
const mark = "\uE0F1";
const marked = new RegExp(`${mark}(\\d+)${mark}`, "g");

function treeOf(wikitext: string, reading: Reading): Root {
  const pieces: Piece[] = [];
  const root = Parser.parse(wikitext, false);
  for (const token of toReplace(root)) {
    const said = replacement(token, reading);
    if (typeof said === "string") {
      token.replaceWith(said);
      continue;
    }
    const stand = `${mark}${pieces.push(said) - 1}${mark}`;
    token.replaceWith(isBlock(said, token) ? `\n\n${stand}\n\n` : stand);
  }
  sayLostStyles(root, reading);
  const html = unified()
    .use(rehypeParse, { fragment: true })
    .parse(Parser.parse(String(root), false).toHtml());
  liftCaptions(html);
  resolveLinks(html, reading.pageUrl);
  const tree = unified().use(rehypeRemark).runSync(html) as Root;
  putBack(tree, pieces);
  return tree;
}

/** Tokens that Markdown says otherwise, or not at all; those inside them go with them. */
const replaced = new Set<string>([
  ...["template", "magic-word", "arg", "ext", "file", "gallery-image", "category"],
  ...["double-underscore", "redirect", "redirect-target", "comment", "include", "onlyinclude"],
]);
/** The parser knows the words of English wikis. */
const frenchTarget = /^\[\[\s*(fichier|image|file|media|média|cat[ée]gorie|category)\s*:/i;

function toReplace(root: Token): Token[] {
  const found: Token[] = [];
  const walk = (token: Token) => {
    for (const child of token.childNodes as unknown as Token[]) {
      const type: string = child.type;
      if (type === "text") continue;
      if (replaced.has(type) || (type === "link" && frenchTarget.test(String(child)))) {
        found.push(child);
      } else walk(child);
    }
  };
  walk(root);
  return found;
}

/** Switches of a page's layout, which say nothing. */
const silentSwitches =
  /^(toc|notoc|forcetoc|noeditsection|newsectionlink|index|noindex|nogallery)$/i;

function replacement(token: Token, reading: Reading): string | Piece {
  const text = String(token);
  const type: string = token.type;
  const name = String((token as { name?: string }).name ?? "").toLowerCase();
  if (type === "double-underscore" && silentSwitches.test(name)) return "";
  if (type === "comment") {
    say(text, reading);
    return "";
  }
  if (type === "ext") {
    if (name === "nowiki" || name === "pre") return text;
    if (name === "references") return listedNotes(text, reading);
    if (name === "ref") return noteCall(text, reading);
    if (name === "syntaxhighlight" || name === "source") return sourceCode(text);
  }
  const file = type === "file" || type === "link" ? fileLink(text) : null;
  if (file) return file;
  say(text, reading);
  return { kind: "code", value: text, lang: null };
}

/** A wiki shows code of a language apart from the words around it, unless it is told to leave it among them. */
const isBlock = (piece: Piece, token: Token) =>
  piece.kind === "code" && /^<(syntaxhighlight|source)(?![^>]*\sinline)/i.test(String(token));

function say(text: string, { unconverted }: Reading): void {
  const told = text.replace(/\s+/g, " ").trim();
  unconverted.push(told.length > 200 ? `${told.slice(0, 200)}…` : told);
}

function sourceCode(text: string): Piece {
  const [, attributes = "", code = ""] = /^<\w+([^>]*)>([\s\S]*?)(?:<\/\w+\s*>)?$/.exec(text) ?? [];
  const lang = /\blang\s*=\s*["']?([\w+#-]+)/i.exec(attributes)?.[1] ?? null;
  return { kind: "code", value: code.replace(/^\n|\n$/g, ""), lang };
}

/** A picture becomes a link to its page, with the words under it; words with links of their own are not told apart. */
function fileLink(text: string): string | null {
  const [target = "", ...parts] = text.slice(2, -2).split("|");
  if (/^\s*cat/i.test(target) || /\[\[|\{\{/.test(parts.join("|"))) return null;
  const words = parts
    .filter((part) => !pictureOption.test(part.trim()))
    .at(-1)
    ?.trim();
  return `[[:${target.trim()}|${words || target.trim()}]]`;
}
const pictureOption =
  /^(\d*x?\d+ ?px|upright.*|redresse.*|thumb(nail)?|vignette|frame(d|less)?|cadre|sans[ _]cadre|encadré|border|bordure|left|right|center|centre|none|gauche|droite|centré|néant|baseline|middle|top|bottom|(alt|link|lien|page|lang|class)=.*)$/i;

/** A note is written where it is called first, or in the list of them; other calls give its name alone. */
function noteCall(text: string, { notes, called }: Reading): Piece {
  const [, attributes = "", inner = ""] =
    /^<ref([^>]*?)(?:\/>|>([\s\S]*)<\/ref\s*>)$/i.exec(text) ?? [];
  const name = noteName(attributes) ?? `\u0000${notes.size}`;
  if (inner.trim() !== "" || !notes.has(name)) notes.set(name, inner.trim());
  called.add(name);
  return { kind: "note", number: [...notes.keys()].indexOf(name) + 1 };
}

/** Two groups may each have a note of one name. */
function noteName(attributes: string): string | null {
  const said = (key: string) => {
    const found = new RegExp(`\\b${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s/>]+))`, "i").exec(
      attributes,
    );
    return found?.[1] ?? found?.[2] ?? found?.[3];
  };
  const name = said("name");
  const group = said("group");
  return name === undefined ? null : group === undefined ? name : `${group}\u0000${name}`;
}

/** The list of notes shows them; it may also hold the words of those that the text calls by name. */
function listedNotes(text: string, reading: Reading): string {
  const [, own = "", inner = ""] =
    /^<references([^>]*?)(?:\/>|>([\s\S]*)<\/references\s*>)$/i.exec(text) ?? [];
  const rest = inner.replace(
    /<ref\b([^>]*?)>([\s\S]*?)<\/ref\s*>/gi,
    (whole, attributes: string, words: string) => {
      // A list of one group says it once for all its notes.
      const isGrouped = /\bgroup\s*=/i.test(attributes);
      const name = noteName(isGrouped ? attributes : `${attributes} ${own}`);
      if (name === null) say(whole, reading);
      else if (words.trim() !== "") reading.notes.set(name, words.trim());
      return "";
    },
  );
  if (rest.replace(/<ref\b[^>]*\/>/gi, "").trim() !== "") say(rest, reading);
  return "";
}

function footnotes(reading: Reading): FootnoteDefinition[] {
  const written: FootnoteDefinition[] = [];
  // A note may call another one, which then comes last.
  for (let at = 0; at < reading.notes.size; at += 1) {
    const [name, inner] = [...reading.notes.entries()][at] ?? ["", ""];
    if (!reading.called.has(name)) continue;
    const { children } = treeOf(inner, reading);
    written.push({
      type: "footnoteDefinition",
      identifier: String(at + 1),
      label: String(at + 1),
      children: children as FootnoteDefinition["children"],
    });
  }
  return written;
}

/** Ways to write a word that Markdown has not; the word itself stays. */
const lostStyles = new Set(["sub", "sup", "u", "ins", "ruby", "rt", "bdo"]);

function sayLostStyles(root: Token, { unconverted }: Reading): void {
  const found = new Set<string>();
  for (const token of root.querySelectorAll("html") as unknown as { name: string }[]) {
    if (lostStyles.has(token.name)) found.add(token.name);
  }
  for (const name of found) unconverted.push(`<${name}>`);
}

/** Markdown has no words above a table: they become a paragraph before it. */
function liftCaptions(html: HtmlRoot): void {
  visit(html, "element", (node, index, parent) => {
    if (node.tagName !== "table" || !parent || index === undefined) return undefined;
    const captions: Element[] = [];
    visit(node, "element", (part, at, holder) => {
      if (part.tagName !== "caption" || !holder || at === undefined) return undefined;
      captions.push(part);
      holder.children.splice(at, 1);
      return [SKIP, at];
    });
    // Those that stood between the rows leave an empty one.
    visit(node, "element", (row, at, holder) => {
      const isEmpty = !row.children.some((cell) => cell.type === "element");
      if (row.tagName !== "tr" || !isEmpty || !holder || at === undefined) return undefined;
      holder.children.splice(at, 1);
      return [SKIP, at];
    });
    const paragraphs = captions.map((caption): Element => ({ ...caption, tagName: "p" }));
    parent.children.splice(index, 0, ...paragraphs);
    return [SKIP, index + paragraphs.length + 1];
  });
}

/** The parser's links are those of a wiki without an address. */
function resolveLinks(html: HtmlRoot, pageUrl: (title: string) => string): void {
  visit(html, "element", (node) => {
    const { href } = node.properties;
    if (node.tagName !== "a" || typeof href !== "string") return;
    node.properties = { href };
    if (href.startsWith("/wiki/")) {
      const [path = "", anchor] = href.slice("/wiki/".length).split("#");
      const title = decodeURIComponent(path.replace(/\?.*$/, "")).replaceAll("_", " ");
      node.properties.href = pageUrl(title) + (anchor ? `#${anchor}` : "");
    }
  });
}

function putBack(tree: Root, pieces: readonly Piece[]): void {
  visit(tree, (node, index, parent) => {
    if (!parent || index === undefined) return;
    if (node.type === "paragraph") {
      const [only] = node.children;
      const alone = node.children.length === 1 && only?.type === "text" ? only.value.trim() : "";
      const piece = pieces[Number(new RegExp(`^${mark}(\\d+)${mark}$`).exec(alone)?.[1] ?? -1)];
      if (piece?.kind === "code" && (piece.lang !== null || piece.value.includes("\n"))) {
        parent.children[index] = { type: "code", value: piece.value, lang: piece.lang };
      }
      return;
    }
    if (node.type === "text" && node.value.includes(mark)) {
      const parts = phrases(node.value, pieces);
      parent.children.splice(index, 1, ...(parts as typeof parent.children));
    } else if (node.type === "inlineCode" || node.type === "code") {
      node.value = inWords(node.value, pieces);
    } else if (node.type === "link" || node.type === "image") {
      node.url = inWords(node.url, pieces);
    }
  });
}

function phrases(value: string, pieces: readonly Piece[]): PhrasingContent[] {
  return value.split(marked).flatMap((part, at): PhrasingContent[] => {
    if (at % 2 === 0) return part === "" ? [] : [{ type: "text", value: part }];
    const piece = pieces[Number(part)];
    if (!piece) return [];
    return piece.kind === "note"
      ? [
          {
            type: "footnoteReference",
            identifier: String(piece.number),
            label: String(piece.number),
          },
        ]
      : [{ type: "inlineCode", value: piece.value.replace(/\s+/g, " ").trim() }];
  });
}

const inWords = (value: string, pieces: readonly Piece[]) =>
  value.replace(marked, (_, at: string) => {
    const piece = pieces[Number(at)];
    return piece?.kind === "code" ? piece.value : "";
  });
