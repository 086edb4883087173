import type { Block, Chapter, FigureBlock, Paper, TableBlock } from "./block.ts";
import { style } from "./html.css.ts";

/**
 * A document as one page that stands by itself: opened from a disk or a message, it asks nothing of anybody and runs
 * no script. It follows the reader's theme, and prints.
 */
export function drawHtml(paper: Paper): string {
  const { title, lead, author, documentTitle, footer, chapters } = paper;
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="author" content="${escaped(author)}">
<title>${escaped(documentTitle)}</title>
<style>
${style}
</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p class="lead">${escaped(lead)}</p>
${chapters.length > 2 ? contents(chapters) : ""}${chapters.map(section).join("\n")}
</main>
<footer>${escaped(footer)}</footer>
</body>
</html>
`;
}

/** Characters that no document can hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const unwritten = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text
    .replace(unwritten, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const lines = (text: string): string => escaped(text).replaceAll("\n", "<br>");

const contents = (chapters: readonly Chapter[]): string =>
  `<nav aria-label="Sommaire"><ul>${chapters
    .map(({ title }, at) => `<li><a href="#chapitre-${at + 1}">${escaped(title)}</a></li>`)
    .join("")}</ul></nav>\n`;

const section = ({ title, blocks }: Chapter, at: number): string =>
  `<section aria-labelledby="chapitre-${at + 1}">
<h2 id="chapitre-${at + 1}">${escaped(title)}</h2>
${blocks.map(written).join("\n")}
</section>`;

function written(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h3>${escaped(block.text)}</h3>`;
    case "text":
      return `<p>${lines(block.text)}</p>`;
    case "quote":
      return `<blockquote>${block.text
        .split(/\n{2,}/)
        .filter((one) => one.trim() !== "")
        .map((one) => `<p>${lines(one)}</p>`)
        .join("")}</blockquote>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${lines(item)}</li>`).join("")}</ul>`;
    case "facts":
      return `<dl>${block.facts
        .map(([term, value]) => `<div><dt>${escaped(term)}</dt><dd>${escaped(value)}</dd></div>`)
        .join("")}</dl>`;
    case "signature":
      return `<div class="signature">${block.paragraphs.map((one) => `<p>${lines(one)}</p>`).join("")}</div>`;
    case "figure":
      return figure(block);
    case "table":
      return table(block);
  }
}

/** A drawing keeps its tokens here, so that it follows the theme too; a phone gets its own, made for its width. */
function figure({ svg, phoneSvg, alt, caption }: FigureBlock): string {
  const named = (drawing: string, name: string) =>
    drawing.replace("<svg ", `<svg class="${name}" aria-label="${escaped(alt)}" `);
  return `<figure><figcaption>${escaped(caption)}</figcaption>${
    phoneSvg ? named(phoneSvg, "phone") : ""
  }${named(svg, "wide")}</figure>`;
}

function table({ caption, header, rows, numeric = [], totals = [] }: TableBlock): string {
  const look = (column: number) => (numeric.includes(column) ? ' class="figure"' : "");
  const head = header
    .map((title, column) => `<th scope="col"${look(column)}>${escaped(title)}</th>`)
    .join("");
  const body = rows
    .map((row, at) => {
      const cells = row.map((cell, column) =>
        column === 0
          ? `<th scope="row">${lines(cell)}</th>`
          : `<td${look(column)} data-column="${escaped(header[column] ?? "")}">${lines(cell)}</td>`,
      );
      return `<tr${totals.includes(at) ? ' class="total"' : ""}>${cells.join("")}</tr>`;
    })
    .join("\n");
  // On a phone each row is a block of its own, each of its cells below or beside the name of its column.
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(caption)}"><table>
<caption>${escaped(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>
</table></div>`;
}
