import type { Element, ElementContent, Root } from "hast";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { type Letter, leaveMark, type Sender, whyReceived, withoutLeave } from "./letter.ts";
import type { LetterItem } from "./newsletter.schema.ts";

/**
 * How its parts look. In a mail, each part bears its own look, since mail programmes drop style sheets; on our own
 * pages, whose policy refuses that, a style sheet says the same by class.
 */
const looks = {
  body: "margin:0;padding:16px;background:#ffffff;color:#1f2328;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif",
  page: "max-width:640px;margin:0 auto;overflow-wrap:anywhere",
  h1: "margin:0 0 20px;font-size:26px;line-height:1.25",
  h2: "margin:28px 0 8px;font-size:20px;line-height:1.3",
  h3: "margin:20px 0 8px;font-size:17px;line-height:1.35",
  p: "margin:0 0 14px",
  ul: "margin:0 0 14px;padding-left:22px",
  ol: "margin:0 0 14px;padding-left:22px",
  li: "margin:0 0 6px",
  blockquote: "margin:0 0 14px;padding-left:14px;border-left:3px solid #8b949e",
  pre: "margin:0 0 14px;padding:10px;background:#f3f4f6;white-space:pre-wrap",
  table: "margin:0 0 14px;border-collapse:collapse",
  th: "padding:4px 8px;border:1px solid #8b949e;text-align:left",
  td: "padding:4px 8px;border:1px solid #8b949e",
  hr: "margin:24px 0;border:0;border-top:1px solid #8b949e",
  a: "color:#0b5cad",
  item: "margin:0 0 22px;padding-top:18px;border-top:1px solid #d0d7de",
  label: "margin:0;font-size:14px;color:#57606a",
  foot: "margin-top:32px;padding-top:16px;border-top:1px solid #d0d7de;font-size:14px;color:#57606a",
} as const;
type Look = keyof typeof looks;

export type HtmlOptions = {
  /** Leaves a mark where the address to take leave goes; without it, the letter says to write instead. */
  canLeave: boolean;
  /** Of our own policy, for a page of ours. Without it, the letter is a mail, or a file that stands by itself. */
  nonce?: string;
};

/** A letter as one page: no image, no script, nothing that tells who reads. Raw HTML of its text is left out. */
export function letterHtml(letter: Letter, sender: Sender, options: HtmlOptions): string {
  const look = (name: Look) =>
    options.nonce ? ` class="l-${name}"` : ` style="${escaped(looks[name])}"`;
  const sheet = options.nonce
    ? `<style nonce="${escaped(options.nonce)}">${Object.entries(looks)
        .map(([name, said]) => `.l-${name}{${said}}`)
        .join("")}</style>\n`
    : "";
  const link = (href: string, words: string) =>
    `<a href="${escaped(href)}"${look("a")}>${escaped(words)}</a>`;
  const items = letter.items
    .map(
      (item) => `<article${look("item")}>
<p${look("label")}>${escaped(item.label)}</p>
<h2${look("h2")}>${link(sender.publicUrl + item.path, item.title)}</h2>
${wordsOf(item)
  .map((words) => `<p${look("p")}>${escaped(words)}</p>`)
  .join("\n")}
</article>`,
    )
    .join("\n");
  const site = sender.websiteUrl
    ? link(sender.websiteUrl, sender.organisation)
    : escaped(sender.organisation);
  const leave = options.canLeave
    ? `<a href="${leaveMark}"${look("a")}>Ne plus recevoir ces lettres</a>`
    : escaped(withoutLeave(sender));
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(letter.subject)}</title>
${sheet}</head>
<body${look("body")}>
<main${look("page")}>
<h1${look("h1")}>${escaped(letter.subject)}</h1>
${markdownHtml(letter.introduction, sender.publicUrl, options.nonce !== undefined)}
${items}
<footer${look("foot")}>
<p${look("p")}>${site}</p>
<p${look("p")}>${escaped(whyReceived(sender))}</p>
<p${look("p")}>${leave}</p>
</footer>
</main>
</body>
</html>
`;
}

/** What is said of something: its editor's words, otherwise its summary, by paragraphs. */
export const wordsOf = ({ words, summary }: Pick<LetterItem, "words" | "summary">): string[] =>
  (words || summary).split(/\n{2,}/).filter((one) => one.trim() !== "");

const toHast = unified().use(remarkParse).use(remarkGfm).use(remarkRehype);
const toText = unified().use(rehypeStringify);

/** Elements that a mail shows alike everywhere; others give way to what they hold. */
const kept = new Set(
  "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del br hr a table thead tbody tr th td".split(
    " ",
  ),
);

function markdownHtml(markdown: string, publicUrl: string, isPage: boolean): string {
  const tree = toHast.runSync(toHast.parse(markdown)) as Root;
  visit(tree, "element", (element, index, parent) => {
    if (!parent || index === undefined) return;
    const put = (...content: ElementContent[]) => {
      parent.children.splice(index, 1, ...content);
      return index;
    };
    const { tagName, properties } = element;
    if (tagName === "img") {
      // A picture from elsewhere would tell another server who reads: its words stay.
      const words = String(properties.alt ?? "") || String(properties.src ?? "");
      return put(anchor(String(properties.src ?? ""), words));
    }
    if (tagName === "input") {
      return put({ type: "text", value: properties.checked ? "☑" : "☐" });
    }
    if (!kept.has(tagName)) return put(...element.children);
    const href = tagName === "a" ? address(String(properties.href ?? ""), publicUrl) : null;
    // An address that leads nowhere, or worse, leaves its words.
    if (tagName === "a" && !href) return put(...element.children);
    element.tagName = tagName.replace(/^h[1-6]$/, headingOf);
    const look = element.tagName in looks ? (element.tagName as Look) : null;
    element.properties = {
      ...(href && { href }),
      ...(typeof properties.start === "number" && { start: properties.start }),
      ...(look && (isPage ? { className: [`l-${look}`] } : { style: looks[look] })),
    };
    return undefined;
  });
  return toText.stringify(tree);
}

/** The letter has its title already. */
const headingOf = (name: string) => (name === "h1" || name === "h2" ? "h2" : "h3");

const anchor = (href: string, words: string): Element => ({
  type: "element",
  tagName: "a",
  properties: { href },
  children: [{ type: "text", value: words }],
});

/** A full address of the web, of a mailbox or of a telephone; null for any other. */
export function address(href: string, publicUrl: string): string | null {
  const full = /^\/(?!\/)/.test(href) ? publicUrl + href : href;
  return /^(https?:\/\/|mailto:|tel:)/i.test(full) && URL.canParse(full) ? full : null;
}

export const escaped = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
