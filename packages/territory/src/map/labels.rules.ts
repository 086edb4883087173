import { frameWidth } from "./draw.ts";
import type { PlacedLabel, Spot } from "./map.schema.ts";

/** Heights of letters in units of the drawing: on a phone, and where it is twice as large and letters stay as they are. */
const sizes = { narrow: 11, wide: 6 };
/** Of one letter, by its height: a little more than the average of the font. */
const letterWidth = 0.58;

/** A value is written on its place, a name beside it. */
type Wanted = { text: string; at: Spot; isValue?: boolean };
type Box = { left: number; right: number; top: number; bottom: number };

/**
 * Which names can be written without touching another, nor a place to keep clear. The first ones of the list are
 * written first. A name that has room on a wide screen only is written there only.
 * @param kept clear, such as the dots that stand for small neighbourhoods
 */
export function placeLabels(
  wanted: readonly Wanted[],
  frame: { height: number },
  kept: readonly Spot[] = [],
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const narrow: Box[] = kept.map((spot) => around(spot, 2, 2));
  const wide: Box[] = [...narrow];
  const others = wanted.filter((label) => {
    const found = free(label, sizes.narrow, frame, narrow);
    if (!found) return true;
    placed.push(placedAt(label, found.at, false));
    narrow.push(found.box);
    wide.push(boxOf(label.text, found.at, sizes.wide));
    return false;
  });
  for (const label of others) {
    const found = free(label, sizes.wide, frame, wide);
    if (!found) continue;
    placed.push(placedAt(label, found.at, true));
    wide.push(found.box);
  }
  return placed;
}

const placedAt = ({ text, isValue = false }: Wanted, at: Spot, isWide: boolean): PlacedLabel => ({
  text,
  at,
  isWide,
  isValue,
});

/** `at` is the middle of the line on which letters stand. */
function free(
  { text, at, isValue }: Wanted,
  size: number,
  frame: { height: number },
  taken: Box[],
) {
  const lines = isValue ? [0.35] : [-0.6, 1.4, -1.9, 2.6];
  for (const line of lines) {
    const dy = line * size;
    const half = (text.length * letterWidth * size) / 2;
    const x = Math.min(Math.max(at.x, half + 2), frameWidth - half - 2);
    const spot = { x: tenth(x), y: tenth(at.y + dy) };
    const box = boxOf(text, spot, size);
    const isInside =
      box.left >= 0 && box.right <= frameWidth && box.top >= 0 && box.bottom <= frame.height;
    if (isInside && !taken.some((other) => touch(box, other))) return { at: spot, box };
  }
  return null;
}

function boxOf(text: string, { x, y }: Spot, size: number): Box {
  const half = (text.length * letterWidth * size) / 2;
  return { left: x - half, right: x + half, top: y - size * 0.85, bottom: y + size * 0.3 };
}

const around = ({ x, y }: Spot, halfWidth: number, halfHeight: number): Box => ({
  left: x - halfWidth,
  right: x + halfWidth,
  top: y - halfHeight,
  bottom: y + halfHeight,
});

const touch = (one: Box, other: Box) =>
  one.left < other.right &&
  other.left < one.right &&
  one.top < other.bottom &&
  other.top < one.bottom;

const tenth = (value: number) => Math.round(value * 10) / 10;
