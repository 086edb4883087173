const NO_BREAK = "\u00a0";
const NARROW_NO_BREAK = "\u202f";

/**
 * French text written with the keys of a keyboard and given its typography: `’`, narrow no-break spaces
 * inside « » and before ; : ! ?, no-break spaces inside amounts. The margin of the first line is taken off
 * every line, so that Markdown can be indented with the code.
 */
export function fr(strings: TemplateStringsArray, ...values: unknown[]): string {
  const text = strings.reduce((before, part, index) => before + String(values[index - 1]) + part);
  return typeset(withoutMargin(text));
}

export function typeset(text: string): string {
  return text
    .replaceAll("'", "’")
    .replace(/« ?/g, `«${NARROW_NO_BREAK}`)
    .replace(/ ?»/g, `${NARROW_NO_BREAK}»`)
    .replace(/ ([;:!?])/g, `${NARROW_NO_BREAK}$1`)
    .replace(/(\d) (\d{3})(?!\d)/g, `$1${NARROW_NO_BREAK}$2`)
    .replace(
      /(\d) (€|%|kg|km|m²|h|ans|mois|litres|minutes|heures|personnes)(?![\p{L}])/gu,
      `$1${NO_BREAK}$2`,
    );
}

function withoutMargin(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const margin = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  return lines
    .map((line) => line.slice(Math.min(margin, line.length - line.trimStart().length)))
    .join("\n")
    .trim();
}
