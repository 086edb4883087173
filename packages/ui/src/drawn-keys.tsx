import { type Boxes, Full, Hidden, Missing, slantOf, Unanswered } from "./drawn-hatch.tsx";
import { chartInk } from "./drawn-inks.tsx";
import { LINE, Lines, linesOf, SMALL, widthOf } from "./drawn-text.tsx";

/** How a part looks: a class by its rank, or what is not known. */
export type Look = number | "unanswered" | "hidden" | "missing";
export type Key = { label: string; look: Look };
type PlacedKey = { look: Look; lines: string[]; x: number; y: number };

const SWATCH = 18;
const BESIDE = SWATCH + 8;

export function Part({ look, ...boxes }: Boxes & { look: Look }) {
  if (look === "hidden") return <Hidden {...boxes} />;
  if (look === "missing") return <Missing {...boxes} />;
  if (look === "unanswered") return <Unanswered {...boxes} />;
  return <Full {...boxes} fill={chartInk(look)} slant={slantOf(look)} />;
}

/** What the parts are, one after the other, on as many lines as the width asks. */
export function flowed(keys: readonly Key[], top: number, width: number): PlacedKey[] {
  let [x, y, below] = [0, top, top];
  return keys.map(({ label, look }) => {
    const lines = linesOf(label, width - BESIDE, SMALL);
    const room = BESIDE + Math.max(...lines.map((line) => widthOf(line, SMALL)));
    if (x > 0 && x + room > width) [x, y] = [0, below];
    const place = { look, lines, x, y };
    x += room + 18;
    below = Math.max(below, y + lines.length * LINE + 3);
    return place;
  });
}

/** Down to where keys go, from the top of the drawing. */
export const heightOf = (keys: readonly PlacedKey[]): number =>
  Math.max(0, ...keys.map(({ y, lines }) => y + lines.length * LINE));

export function Keys({ keys }: { keys: readonly PlacedKey[] }) {
  return (
    <>
      {keys.map(({ x, y, lines, look }) => (
        <g key={`${x}/${y}`}>
          <Part look={look} x={x + 0.5} y={y + 2.5} width={SWATCH} height={14} />
          <Lines lines={lines} x={x + BESIDE} y={y + 14} size={SMALL} />
        </g>
      ))}
    </>
  );
}
