import { inks } from "./drawn-inks.tsx";

/** Sizes of a drawing's text, in its own units: about a pixel each on a page. */
export const TEXT = 15;
export const SMALL = 13.5;
export const LINE = 19;

const narrow = /[iljtfrI .,;:!'’|()[\]\u00a0\u202f]/;
const broad = /[mwMWÆŒœæ@%€—…]/;
const wide = /[A-ZÀ-Ý0-9]/;

/** How wide a text is, at most, in the faces our pages use: the server has none to measure with. */
export function widthOf(text: string, size = TEXT): number {
  let ems = 0;
  for (const letter of text) {
    if (narrow.test(letter)) ems += 0.37;
    else if (broad.test(letter)) ems += 0.9;
    else if (wide.test(letter)) ems += 0.68;
    else ems += 0.63;
  }
  return ems * size;
}

/** A text in as many lines as its width asks: never cut, broken at plain spaces only. */
export function linesOf(text: string, width: number, size = TEXT): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Lines of text, the first on the baseline `y`. */
export function Lines({
  lines,
  x,
  y,
  size = TEXT,
  anchor = "start",
  isStrong = false,
  fill = inks.ink,
}: {
  lines: readonly string[];
  x: number;
  y: number;
  size?: number;
  anchor?: "start" | "middle" | "end";
  isStrong?: boolean;
  fill?: string;
}) {
  return (
    <>
      {lines.map((line, at) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text do not move.
          key={at}
          x={px(x)}
          y={px(y + at * LINE)}
          fontSize={size}
          fontWeight={isStrong ? 600 : undefined}
          textAnchor={anchor === "start" ? undefined : anchor}
          fill={fill}
        >
          {line}
        </text>
      ))}
    </>
  );
}

/** A length as a drawing writes it: a tenth of a pixel is enough for anybody. */
export const px = (length: number): number => Math.round(length * 10) / 10;

/** The baseline of a line of text whose middle is at `y`. */
export const baseline = (y: number, size = TEXT): number => y + size * 0.35;
