import type { licenceOfData } from "./licence.schema.ts";
import type { OpenRecord } from "./record.schema.ts";

type Head = { licence: ReturnType<typeof licenceOfData>; position: number };

/** All the records as one JSON document, written as they are read. */
export async function* jsonOf(
  head: Head,
  pages: AsyncIterable<readonly OpenRecord[]>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"records":[`;
  let isFirst = true;
  for await (const records of pages) {
    for (const record of records) {
      yield `${isFirst ? "\n" : ",\n"}${JSON.stringify(record)}`;
      isFirst = false;
    }
  }
  yield "\n]}\n";
}

/**
 * Where activities work, as GeoJSON (RFC 7946): a point at the centre of each commune, or no geometry where the
 * register does not know it.
 */
export async function* geoJsonOf(
  head: Head,
  pages: AsyncIterable<readonly OpenRecord[]>,
): AsyncGenerator<string> {
  yield `{"type":"FeatureCollection",${JSON.stringify(head).slice(1, -1)},"features":[`;
  let isFirst = true;
  for await (const records of pages) {
    for (const feature of records.flatMap(featuresOf)) {
      yield `${isFirst ? "\n" : ",\n"}${JSON.stringify(feature)}`;
      isFirst = false;
    }
  }
  yield "\n]}\n";
}

function featuresOf(record: OpenRecord): object[] {
  if (record.kind !== "activity") return [];
  return record.locations.map(({ commune, sinceYear, transferredFrom }) => ({
    type: "Feature",
    id: `${record.id}/${commune.code}`,
    geometry:
      commune.lon === null || commune.lat === null
        ? null
        : { type: "Point", coordinates: [commune.lon, commune.lat] },
    properties: {
      activity: record.slug,
      title: record.title,
      url: record.url,
      sector: record.sector,
      communeCode: commune.code,
      communeName: commune.name,
      sinceYear,
      transferredFrom: transferredFrom?.code ?? null,
    },
  }));
}
