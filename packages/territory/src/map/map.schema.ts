import type { MultiPolygon } from "../contours/contours.schema.ts";

/** What a map is drawn from: a neighbourhood and its contours. */
export type ContourOnMap = { code: string; geometry: MultiPolygon };

/** A point of the drawing, from its top left corner. Its unit is a pixel of a narrow phone: see `frameWidth`. */
export type Spot = { x: number; y: number };

export type Box = { left: number; top: number; right: number; bottom: number };

export type DrawnContour = {
  code: string;
  /** Of an SVG path; null when it is too small to be seen, and drawn as a dot at `at`. */
  path: string | null;
  /** Inside or close to its largest part. */
  at: Spot;
  /** Boxes around its parts, the largest first, or around its dot, for letters to keep off them. */
  boxes: Box[];
  /** Too small for a finger: what can be touched is a circle around `at`. */
  isSmall: boolean;
};

/** A length on the ground, as drawn. */
export type ScaleBar = { length: number; metres: number };

export type DrawnMap = {
  width: number;
  height: number;
  contours: DrawnContour[];
  /** Of each place asked for; null outside of the frame. */
  places: (Spot | null)[];
  scale: ScaleBar;
};

/** What is written on a map, and where. `isWide`: there is room for it on a wide screen only. */
export type PlacedLabel = { text: string; at: Spot; isWide: boolean; isValue: boolean };
