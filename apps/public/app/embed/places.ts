import type { OpenRecord } from "@essaim/directory/open-data/record.schema";

export type MapPlace = {
  code: string;
  name: string;
  activities: { slug: string; title: string }[];
  /** In the drawing; null when the register does not know the centre of the commune. */
  at: { x: number; y: number } | null;
};

/** Units of the drawing. */
export const size = { width: 600, height: 520, margin: 60 };

/** The communes where activities work, those of most activities first, placed in a drawing of `size`. */
export function placesOf(records: readonly OpenRecord[]): MapPlace[] {
  const places = new Map<string, MapPlace & { lon: number | null; lat: number | null }>();
  for (const record of records) {
    if (record.kind !== "activity") continue;
    for (const { commune } of record.locations) {
      const { code, name, lon, lat } = commune;
      const place = places.get(code) ?? { code, name, lon, lat, at: null, activities: [] };
      place.activities.push({ slug: record.slug, title: record.title });
      places.set(code, place);
    }
  }
  const known = [...places.values()].flatMap(({ lon, lat }) =>
    lon === null || lat === null ? [] : [{ lon, lat }],
  );
  const project = projectionOf(known);
  return [...places.values()]
    .map(({ lon, lat, ...place }) => ({
      ...place,
      at: lon === null || lat === null ? null : project(lon, lat),
    }))
    .sort(
      (a, b) => b.activities.length - a.activities.length || a.name.localeCompare(b.name, "fr"),
    );
}

/** Distances are true along both axes at the middle of the places, which fill the drawing without touching its edge. */
function projectionOf(points: readonly { lon: number; lat: number }[]) {
  const span = (values: number[]) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    // A single commune has a few kilometres around it.
    return { middle: (least + most) / 2, length: Math.max(most - least, 0.05) };
  };
  const lat = span(points.map((point) => point.lat));
  const lon = span(points.map((point) => point.lon));
  const shrink = Math.cos((lat.middle * Math.PI) / 180);
  const scale = Math.min(
    (size.width - 2 * size.margin) / (lon.length * shrink),
    (size.height - 2 * size.margin) / lat.length,
  );
  const round = (value: number) => Math.round(value * 10) / 10;
  return (x: number, y: number) => ({
    x: round(size.width / 2 + (x - lon.middle) * shrink * scale),
    y: round(size.height / 2 - (y - lat.middle) * scale),
  });
}
