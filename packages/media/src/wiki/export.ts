import { strToU8, zipSync } from "fflate";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import type { PublicSheetText } from "../sheet/published-sheet.queries.ts";
import type { ExportFormat } from "./export.schema.ts";
import { withFullAddresses } from "./full-addresses.ts";
import { wikitextOf } from "./wikitext.writer.ts";

const extensions: Record<ExportFormat, string> = { markdown: "md", wikitext: "wiki", html: "html" };
const contentTypes: Record<ExportFormat, string> = {
  markdown: "text/markdown; charset=utf-8",
  wikitext: "text/plain; charset=utf-8",
  html: "text/html; charset=utf-8",
};

/** Where a sheet comes from, which its licence wants said: its public address, and whose it is. */
export type Origin = {
  organisation: string;
  addressOf: (path: string) => string;
  /** Has the addresses of a text lead to the files beside it. */
  linkIn?: (markdown: string) => string;
};

/**
 * Sheets as one file: their text when there is one, otherwise an archive (ZIP) in the folders of the tree.
 * @param sheets those of a branch, the first being the one that gives its name
 * @returns the file's name, its type and its bytes
 */
export function exportSheets(
  sheets: readonly PublicSheetText[],
  format: ExportFormat,
  origin: Origin,
): { name: string; contentType: string; body: Uint8Array } {
  const [first] = sheets;
  if (!first) throw new Error("Nothing to export");
  const name = first.path.split("/").at(-1) ?? first.path;
  if (sheets.length === 1) {
    const body = strToU8(exported(first, format, origin));
    return { name: `${name}.${extensions[format]}`, contentType: contentTypes[format], body };
  }
  const files = Object.fromEntries(
    sheets.map((sheet) => [
      `${sheet.path}.${extensions[format]}`,
      strToU8(exported(sheet, format, origin)),
    ]),
  );
  const isTree = sheets.some((one) => one.depth === first.depth && one.path !== first.path);
  return {
    name: `${isTree ? "fiches" : name}-${extensions[format]}.zip`,
    contentType: "application/zip",
    body: zipSync(files),
  };
}

/** One sheet, with where it comes from under it. */
export function exported(sheet: PublicSheetText, format: ExportFormat, origin: Origin): string {
  const from = `${sheet.title}, ${origin.organisation}, ${origin.addressOf(sheet.path)}, licence ${sheet.licenceExpression}`;
  const full = withFullAddresses(sheet.body, origin);
  const body = origin.linkIn?.(full) ?? full;
  if (format === "markdown") return `# ${sheet.title}\n\n${body}\n\n---\n\n${from}\n`;
  if (format === "wikitext") return `${wikitextOf(body)}\n\n----\n${wikitextOf(from)}\n`;
  return page(sheet, body, from);
}

/** The ids of notes are those that remark gives them already, which none of the page's own can be. */
const allowed = { ...defaultSchema, clobberPrefix: "", clobber: [] };
const toHtml = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeSanitize, allowed)
  .use(rehypeStringify);

/**
 * A page that stands by itself. Raw HTML of the text is left out, as our pages leave it out, and so are the addresses
 * that would run something (javascript:, data:).
 */
function page({ title, language }: PublicSheetText, body: string, from: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${toHtml.processSync(body)}
</main>
<footer><p>${escaped(from)}</p></footer>
</body>
</html>
`;
}

const style =
  "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}" +
  "table{border-collapse:collapse;display:block;overflow-x:auto}th,td{border:1px solid;padding:.3rem .6rem;text-align:left}" +
  "footer{margin-top:3rem;border-top:1px solid;font-size:.9rem}:root{color-scheme:light dark}";

const escaped = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
