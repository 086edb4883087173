import { frameWidth } from "./draw.ts";
import type { Box, PlacedLabel, Spot } from "./map.schema.ts";

/** Heights of letters in units of the drawing: on a phone, and where it is twice as large and letters stay as they are. */
const sizes = { narrow: 11, wide: 6 };
/** Of one letter, by its height: a little more than the average of the font. */
const letterWidth = 0.56;

type Wanted = {
  text: string;
  /** Too long for a phone. */
  isLong?: boolean;
} & (
  | { at: Spot; around?: undefined }
  /** A value, written on a part of its contour that is large enough for it, else beside one: their boxes, best first. */
  | { around: readonly Box[] }
);

/** Where the middle of a line may be; `on`: inside of that box. */
type Try = Spot & { on?: Box };

/**
 * What can be written without touching other letters, nor what must stay in sight. What comes first in the list is written
 * first; what has room on a wide screen only is written there only.
 * @param kept in sight: the contours
 */
export function placeLabels(
  wanted: readonly Wanted[],
  frame: { height: number },
  kept: readonly Box[] = [],
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  // The scale is written in that corner.
  const scale = { left: 0, top: frame.height - 26, right: frameWidth / 3, bottom: frame.height };
  const narrow: Box[] = [...kept, scale];
  const wide: Box[] = [...kept, scale];
  const others = wanted.filter((label) => {
    // A number would hide the small contours of a phone.
    const found = label.isLong || label.around ? null : free(label, sizes.narrow, frame, narrow);
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

const placedAt = ({ text, around }: Wanted, at: Spot, isWide: boolean): PlacedLabel => ({
  text,
  at,
  isWide,
  isValue: around !== undefined,
});

function free(label: Wanted, size: number, frame: { height: number }, taken: readonly Box[]) {
  for (const spot of label.around ? beside(label.text, label.around, size) : near(label.at, size)) {
    const half = (label.text.length * letterWidth * size) / 2;
    const at = {
      x: tenth(label.around ? spot.x : Math.min(Math.max(spot.x, half + 2), frameWidth - half - 2)),
      y: tenth(spot.y),
    };
    const box = boxOf(label.text, at, size);
    const isInside =
      box.left >= 0 && box.right <= frameWidth && box.top >= 0 && box.bottom <= frame.height;
    const others = spot.on ? taken.filter((one) => one !== spot.on) : taken;
    if (isInside && !others.some((other) => touch(box, other))) return { at, box };
  }
  return null;
}

/** On a part of a contour, or else to the right, left, below or above one. */
function* beside(text: string, parts: readonly Box[], size: number): Generator<Try> {
  const half = (text.length * letterWidth * size) / 2;
  for (const part of parts) {
    const { left, top, right, bottom } = part;
    const hasRoom = right - left > 2 * half + 3 && bottom - top > size * 1.2;
    if (hasRoom) yield { ...middleOf(part, size), on: part };
  }
  for (const part of parts) {
    const { left, top, right, bottom } = part;
    const { x, y } = middleOf(part, size);
    yield { x: right + half + 1, y };
    yield { x: left - half - 1, y };
    yield { x, y: bottom + size * 0.95 };
    yield { x, y: top - size * 0.4 };
  }
}

/** Where a line of letters is in the middle of a box. */
const middleOf = ({ left, top, right, bottom }: Box, size: number): Spot => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2 + size * 0.35,
});

/** At a place, or as near as can be. */
function* near({ x, y }: Spot, size: number): Generator<Try> {
  for (const [column, line] of steps) {
    yield { x: x + column * size, y: y + line * size };
  }
}

/** From the nearest to the furthest, in heights of letters. */
const steps = [0, 2, -2, 4, -4]
  .flatMap((column) => [0.35, -1, 1.6, -2.2, 2.8, -3.4].map((line) => [column, line] as const))
  .sort(([x1, y1], [x2, y2]) => Math.hypot(x1, y1) - Math.hypot(x2, y2));

function boxOf(text: string, { x, y }: Spot, size: number): Box {
  const half = (text.length * letterWidth * size) / 2;
  return { left: x - half, right: x + half, top: y - size * 0.8, bottom: y + size * 0.25 };
}

const touch = (one: Box, other: Box) =>
  one.left < other.right &&
  other.left < one.right &&
  one.top < other.bottom &&
  other.top < one.bottom;

const tenth = (value: number) => Math.round(value * 10) / 10;
