import type {
  Definition,
  FootnoteDefinition,
  List,
  ListItem,
  Nodes,
  PhrasingContent,
  Root,
  RootContent,
  Table,
} from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { treeOf } from "./markdown-tree.ts";

type Options = {
  /** The title of the page of the same wiki that an address leads to; null for any other address. */
  pageOf?: (url: string) => string | null;
};

type Writing = Required<Options> & {
  definitions: Map<string, Definition>;
  footnotes: Map<string, FootnoteDefinition>;
  /** Notes already written: those called again are only named. */
  written: Set<string>;
  /** Added to the level of each title: a page has one title « = », which is its own. */
  deeper: number;
  /** A link's words hold no other link. */
  isInLink: boolean;
};

/**
 * A text in Markdown as MediaWiki writes it: headings, nested lists, links, tables, emphasis, code, images and notes.
 * Whatever a wiki would read as its own syntax in the words of the text is escaped. Raw HTML is left out, as our pages
 * leave it out.
 */
export function wikitextOf(markdown: string, { pageOf = () => null }: Options = {}): string {
  const tree = treeOf(markdown);
  const hasFirstLevel = tree.children.some((node) => node.type === "heading" && node.depth === 1);
  const writing: Writing = {
    ...{ pageOf, ...namedParts(tree), written: new Set() },
    ...{ deeper: hasFirstLevel ? 1 : 0, isInLink: false },
  };
  const text = blocks(tree.children, writing);
  const notes = writing.written.size > 0 ? "\n\n<references />" : "";
  return `${text}${notes}`.trim();
}

function namedParts(tree: Root) {
  const definitions = new Map<string, Definition>();
  const footnotes = new Map<string, FootnoteDefinition>();
  visit(tree, (node) => {
    // The first one of a name is the one that Markdown follows.
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
    if (node.type === "footnoteDefinition" && !footnotes.has(node.identifier))
      footnotes.set(node.identifier, node);
  });
  return { definitions, footnotes };
}

function blocks(nodes: readonly RootContent[], writing: Writing): string {
  return nodes
    .map((node) => block(node, writing))
    .filter((text) => text !== "")
    .join("\n\n");
}

function block(node: RootContent, writing: Writing): string {
  switch (node.type) {
    case "heading": {
      const signs = "=".repeat(Math.min(6, node.depth + writing.deeper));
      const words = line(node.children, writing).replace(/^=+|=+$/g, asEntities);
      return words === "" ? "" : `${signs} ${words} ${signs}`;
    }
    case "paragraph":
      return paragraph(node.children, writing);
    case "list":
      return list(node, "", writing);
    case "blockquote":
      return `<blockquote>\n${blocks(node.children, writing)}\n</blockquote>`;
    case "code":
      return code(node.value, node.lang ?? null);
    case "thematicBreak":
      return "----";
    case "table":
      return table(node, writing);
    // Told where they are called, or nowhere.
    case "definition":
    case "footnoteDefinition":
    case "html":
    case "yaml":
      return "";
    default:
      return paragraph([node as PhrasingContent], writing);
  }
}

/** On one line: a new line would end it, or begin a paragraph. */
const line = (nodes: readonly PhrasingContent[], writing: Writing) =>
  inline(nodes, writing)
    .replace(/\s*\n\s*/g, " ")
    .trim();

function paragraph(nodes: readonly PhrasingContent[], writing: Writing): string {
  return inline(nodes, writing)
    .split("\n")
    .map((one) => sheltered(one.trim()))
    .join("\n")
    .trim();
}

/** A line that begins as a list, a title, a table or a fixed text would be read as one. */
function sheltered(text: string): string {
  return /^[*#:;=|!{ ]|^----|^\{\||^__/.test(text) ? `<nowiki/>${text}` : text;
}

function list(node: List, marks: string, writing: Writing): string {
  const own = marks + (node.ordered ? "#" : "*");
  return node.children.map((item) => listItem(item, own, writing)).join("\n");
}

/** A wiki's item is one line: its other paragraphs follow on the same line, and what is no text closes it. */
function listItem(item: ListItem, marks: string, writing: Writing): string {
  const lines: string[] = [];
  let words: string[] = [];
  const box = item.checked === true ? "☑ " : item.checked === false ? "☐ " : "";
  const say = () => {
    if (words.length === 0 && lines.length > 0) return;
    lines.push(`${marks} ${lines.length === 0 ? box : ""}${words.join("<br />")}`.trimEnd());
    words = [];
  };
  for (const child of item.children) {
    if (child.type === "paragraph") words.push(line(child.children, writing));
    else if (child.type === "heading") words.push(`'''${line(child.children, writing)}'''`);
    else if (child.type === "code") words.push(codeInLine(child.value));
    else if (child.type === "list") {
      say();
      lines.push(list(child, marks, writing));
    } else {
      const text = block(child as RootContent, writing);
      if (text !== "") words.push(text.replace(/\n+/g, " "));
    }
  }
  if (words.length > 0 || lines.length === 0) say();
  return lines.join("\n");
}

function code(value: string, language: string | null): string {
  const words = value.replace(/<\/(syntaxhighlight|pre)/gi, "&lt;/$1");
  return language && /^[\w+#-]{1,40}$/.test(language)
    ? `<syntaxhighlight lang="${language}">\n${words}\n</syntaxhighlight>`
    : `<pre>\n${escapedEntities(words)}\n</pre>`;
}

/** In a list nothing may hold a new line. */
const codeInLine = (value: string) =>
  value
    .split("\n")
    .map((one) => `<code>${nowiki(one)}</code>`)
    .join("<br />");

function table(node: Table, writing: Writing): string {
  const [head, ...rows] = node.children;
  const cell = (cells: (typeof node.children)[number]["children"], mark: string) =>
    cells.map((one) => `${mark} ${line(one.children, writing)}`.trimEnd()).join("\n");
  return [
    '{| class="wikitable"',
    ...(head ? [cell(head.children, "!")] : []),
    ...rows.flatMap((row) => ["|-", cell(row.children, "|")]),
    "|}",
  ].join("\n");
}

function inline(nodes: readonly PhrasingContent[], writing: Writing): string {
  return nodes.map((node) => phrase(node, writing)).join("");
}

function phrase(node: Nodes, writing: Writing): string {
  switch (node.type) {
    case "text":
      return escapedText(node.value, writing);
    case "emphasis":
      return marked("i", inline(node.children, writing));
    case "strong":
      return marked("b", inline(node.children, writing));
    case "delete":
      return marked("s", inline(node.children, writing));
    case "inlineCode":
      return `<code>${nowiki(node.value)}</code>`;
    case "break":
      return "<br />\n";
    case "link":
      return link(node.url, linkWords(node.children, writing), textOf(node), writing);
    case "linkReference": {
      const url = writing.definitions.get(node.identifier)?.url;
      return url === undefined
        ? inline(node.children, writing)
        : link(url, linkWords(node.children, writing), textOf(node), writing);
    }
    case "image":
      return image(node.url, node.alt, writing);
    case "imageReference": {
      const url = writing.definitions.get(node.identifier)?.url;
      return url === undefined
        ? escapedText(node.alt ?? "", writing)
        : image(url, node.alt, writing);
    }
    case "footnoteReference":
      return note(node.identifier, writing);
    default:
      return "";
  }
}

/** Signs (« '' ») join with the apostrophes of French beside them: tags do not. */
const marked = (tag: string, words: string) =>
  words.trim() === "" ? words : `<${tag}>${words}</${tag}>`;

const linkWords = (nodes: readonly PhrasingContent[], writing: Writing) =>
  line(nodes, { ...writing, isInLink: true });

function link(url: string, words: string, plain: string, writing: Writing): string {
  const page = writing.pageOf(url);
  if (page !== null) return words === "" ? `[[:${page}]]` : `[[:${page}|${words}]]`;
  if (!/^(https?:\/\/|mailto:|ftp:\/\/)/i.test(url)) return words;
  return `[${encodedUrl(url)} ${plain.trim() === "" ? escapedText(url, { isInLink: true }) : words}]`;
}

/** A picture of another site: wikis show those that were sent to them, so that it is a link with its words. */
function image(url: string, alt: string | null | undefined, writing: Writing): string {
  const plain = alt?.trim() || url;
  const words = escapedText(plain, { isInLink: true }).replace(/\s+/g, " ");
  return writing.isInLink ? words : link(url, words, plain, writing);
}

function note(identifier: string, writing: Writing): string {
  const found = writing.footnotes.get(identifier);
  if (!found) return "";
  const name = `note-${identifier.replace(/[^\p{L}\p{N}]+/gu, "-")}`;
  if (writing.written.has(identifier)) return `<ref name="${name}" />`;
  // Before its words are written: a note that calls itself would never end.
  writing.written.add(identifier);
  const words = blocks(found.children, writing).replace(/\n+/g, " ");
  return `<ref name="${name}">${words}</ref>`;
}

/** What of an address would end a link, or be a signature or a switch inside it. */
const encodedUrl = (url: string) =>
  url.replace(/[\s[\]<>"{|}'^`\\]|~~~+|__+/g, (signs) =>
    Array.from(
      signs,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
    ).join(""),
  );

const escapedEntities = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** Kept as it is written, whatever it holds. */
const nowiki = (text: string) =>
  /^[\p{L}\p{N} .,()/-]*$/u.test(text)
    ? text
    : `<nowiki>${escapedEntities(text).replace(/\n/g, " ")}</nowiki>`;

/** Signs that begin a link, a template, a tag, an emphasis, an entity, a cell, a signature or a switch. */
const signs = /&|<|>|\[|\]|\{|\}|\||''+|~~~+|!!+|__+/g;
/** What becomes a link by itself; not among the words of a link. */
const selfLinks = /https?:\/\/|ftp:\/\/|mailto:|\b(?:ISBN|RFC|PMID)(?=\s)/gi;

function escapedText(text: string, { isInLink }: Pick<Writing, "isInLink">): string {
  const escaped = text.replace(signs, asEntities);
  return isInLink ? escaped : escaped.replace(selfLinks, "<nowiki>$&</nowiki>");
}

const asEntities = (text: string) =>
  Array.from(text, (sign) => `&#${sign.charCodeAt(0)};`).join("");
