import type { MultiPolygon, Position } from "./contours.schema.ts";

/** West, south, east, north. */
export type Box = [number, number, number, number];

/** The box around some positions, longitude first. Around none, its west is beyond its east. */
export function boxAround(positions: Iterable<readonly number[]>): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = Number.NaN, y = Number.NaN] of positions) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** The positions of the outlines of a surface; holes are inside of them. */
export const outlinesOf = ({ coordinates }: MultiPolygon): Position[] =>
  coordinates.flatMap(([outline = []]) => outline);
