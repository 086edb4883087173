import Flatbush from "flatbush";
import { boxAround, outlinesOf } from "./box.rules.ts";
import type { ContourNeighbourhood, Overlaps } from "./contours.schema.ts";
import type { Surveyor } from "./surface.ts";

/** Square metres: two drawings of a street of half a kilometre, two metres apart, share less. */
const LEAST = 1_000;
/** Pairs told: a file with more of them is looked at otherwise. */
const MOST_TOLD = 20;
/** Pairs whose boxes meet, looked at closely: many times those of all France, and a few seconds. */
const MOST_LOOKED_AT = 5_000;
/** Pairs looked at before others have their turn. */
const AT_ONCE = 50;

/**
 * Contours of one generation that share ground: the decrees draw none that do, but nothing forbids them in a file.
 * @param neighbourhoods with valid surfaces
 */
export async function overlapsOf(
  neighbourhoods: readonly Pick<ContourNeighbourhood, "code" | "geometry">[],
  surveyor: Pick<Surveyor, "sharedGround">,
): Promise<Overlaps> {
  const pairs: Overlaps["pairs"] = [];
  if (neighbourhoods.length === 0) return { pairs, isWhole: true };
  const boxes = neighbourhoods.map(({ geometry }) => boxAround(outlinesOf(geometry)));
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  let looked = 0;
  for (const [rank, one] of neighbourhoods.entries()) {
    const around = boxes[rank];
    if (!around) continue;
    for (const other of index.search(...around, (found) => found > rank)) {
      const second = neighbourhoods[other];
      if (!second) continue;
      if (looked === MOST_LOOKED_AT || pairs.length === MOST_TOLD) return { pairs, isWhole: false };
      looked += 1;
      if (looked % AT_ONCE === 0) await new Promise(setImmediate);
      const shared = surveyor.sharedGround(one.geometry.coordinates, second.geometry.coordinates);
      if (shared >= LEAST) pairs.push({ codes: [one.code, second.code], squareMetres: shared });
    }
  }
  return { pairs, isWhole: true };
}
