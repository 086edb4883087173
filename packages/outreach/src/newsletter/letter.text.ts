import type { List, ListItem, Nodes, Root, Table } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { address, wordsOf } from "./letter.html.ts";
import { type Letter, leaveMark, type Sender, whyReceived, withoutLeave } from "./letter.ts";

const parser = unified().use(remarkParse).use(remarkGfm);

/** A letter in words alone, for whoever reads mail without HTML, or by ear. */
export function letterText(letter: Letter, sender: Sender, canLeave: boolean): string {
  const parts = [
    `${letter.subject}\n${"=".repeat(Math.min(letter.subject.length, 70))}`,
    markdownText(letter.introduction, sender.publicUrl),
    ...letter.items.map((item) =>
      [`${item.title} (${item.label})`, ...wordsOf(item), sender.publicUrl + item.path].join("\n"),
    ),
    [
      "--",
      sender.organisation,
      ...(sender.websiteUrl ? [sender.websiteUrl] : []),
      whyReceived(sender),
      canLeave ? `Ne plus recevoir ces lettres\u202f: ${leaveMark}` : withoutLeave(sender),
    ].join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The words of a text in Markdown, with the addresses of its links. Raw HTML is left out. */
export function markdownText(markdown: string, publicUrl: string): string {
  return blocks((parser.parse(markdown) as Root).children, publicUrl);
}

const blocks = (nodes: readonly Nodes[], publicUrl: string, between = "\n\n") =>
  nodes
    .map((node) => block(node, publicUrl))
    .filter((text) => text !== "")
    .join(between);

function block(node: Nodes, publicUrl: string): string {
  switch (node.type) {
    case "heading": {
      const words = inline(node.children, publicUrl);
      return `${words}\n${"-".repeat(Math.min(words.length, 70))}`;
    }
    case "paragraph":
      return inline(node.children, publicUrl);
    case "blockquote":
      return blocks(node.children, publicUrl).replace(/^/gm, "> ");
    case "list":
      return list(node, publicUrl);
    case "code":
      return node.value.replace(/^/gm, "    ");
    case "thematicBreak":
      return "* * *";
    case "table":
      return table(node, publicUrl);
    case "footnoteDefinition":
      return `[${node.identifier}] ${blocks(node.children, publicUrl)}`;
    default:
      return "";
  }
}

function list(node: List, publicUrl: string): string {
  const first = node.start ?? 1;
  return node.children
    .map((item: ListItem, index) => {
      const box = item.checked === true ? "☑ " : item.checked === false ? "☐ " : "";
      const mark = node.ordered ? `${first + index}. ` : "- ";
      const text = blocks(item.children, publicUrl, node.spread ? "\n\n" : "\n");
      return mark + box + text.replace(/\n(?=.)/g, `\n${" ".repeat(mark.length)}`);
    })
    .join("\n");
}

const table = (node: Table, publicUrl: string) =>
  node.children
    .map((row) => row.children.map((cell) => inline(cell.children, publicUrl)).join(" | "))
    .join("\n");

const inline = (nodes: readonly Nodes[], publicUrl: string): string =>
  nodes.map((node) => words(node, publicUrl)).join("");

function words(node: Nodes, publicUrl: string): string {
  switch (node.type) {
    case "text":
    case "inlineCode":
      return node.value.replace(/\s*\n\s*/g, " ");
    case "break":
      return "\n";
    case "link":
      return linked(inline(node.children, publicUrl), node.url, publicUrl);
    case "image":
      return linked(node.alt ?? "", node.url, publicUrl);
    case "footnoteReference":
      return ` [${node.identifier}]`;
    case "html":
      return "";
    default:
      return "children" in node ? inline(node.children as Nodes[], publicUrl) : "";
  }
}

function linked(text: string, url: string, publicUrl: string): string {
  const full = address(url, publicUrl);
  if (!full || full === text || full === `mailto:${text}`) return text;
  return text === "" ? full : `${text} (${full})`;
}
