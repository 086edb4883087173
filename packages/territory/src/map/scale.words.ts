import type { ScaleBar } from "./map.schema.ts";

/** The length of a scale as drawn, and on the ground: « 5 km », « 500 m ». */
export const scaleInWords = ({ length, metres }: ScaleBar) => ({
  length,
  words: metres >= 1000 ? `${metres / 1000}\u00a0km` : `${metres}\u00a0m`,
});
