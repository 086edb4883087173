import type { RecordImage } from "./content.schema.ts";

/** A form tells, orders and takes out the images of its record; it brings no other. */
export function knownImages(
  asked: readonly RecordImage[],
  held: readonly RecordImage[],
): RecordImage[] {
  const ids = new Set(held.map((image) => image.id));
  return asked.filter((image) => ids.delete(image.id));
}
