import { classesOf, type MapTone, toneOf } from "@essaim/territory/map/classes.rules";
import { drawMap } from "@essaim/territory/map/draw";
import { placeLabels } from "@essaim/territory/map/labels.rules";
import type { Spot } from "@essaim/territory/map/map.schema";
import { scaleInWords } from "@essaim/territory/map/scale.words";
import { plural } from "@essaim/ui/format";
import type { MapArea, MapKey } from "@essaim/ui/map";
import { paths } from "~/paths";
import { classWords, toneWords, writeCell } from "./measure-words";
import { rowSentence, type Territory } from "./territory.server";

/** The drawing of a territory, ready for the page: paths, shades, letters and legend. */
export function drawTerritory(territory: Territory, query: Record<string, string | undefined>) {
  const { rows, neighbourhoods, measure } = territory;
  const communes = communesOf(territory);
  const map = drawMap(neighbourhoods, {
    places: communes.map(({ lon, lat }) => [lon ?? 0, lat ?? 0]),
  });
  const drawn = new Map(map.contours.map((contour) => [contour.code, contour]));
  const classes = classesOf(rows.map(({ shade }) => shade));
  const areas = rows.flatMap((row): MapArea[] => {
    const contour = drawn.get(row.code);
    if (!contour) return [];
    const { boxes: _, ...shape } = contour;
    return [
      {
        ...shape,
        name: rowSentence(measure, row),
        href: paths.neighbourhood(row.code, query),
        tone: toneOf(row.shade, classes),
      },
    ];
  });
  const values =
    measure.kind === "none"
      ? []
      : rows.flatMap(({ code, shade }) => {
          const contour = drawn.get(code);
          return contour && typeof shade === "object" && shade.value !== 0
            ? [
                {
                  text: writeCell(measure, shade),
                  around: contour.boxes,
                  isLong: measure.kind === "indicator",
                },
              ]
            : [];
        });
  const names = communes.flatMap(({ code, name, lon }, index) => {
    const inside = rowsIn(territory, code).flatMap((one) => drawn.get(one.code)?.at ?? []);
    const at = lon === null ? middle(inside) : map.places[index];
    return at ? [{ text: name, at }] : [];
  });
  return {
    width: map.width,
    height: map.height,
    areas,
    labels: placeLabels(
      [...values, ...names],
      map,
      map.contours.flatMap(({ boxes }) => boxes),
    ),
    scale: scaleInWords(map.scale),
    keys: keysOf(),
  };

  function keysOf(): MapKey[] {
    const count = (tone: MapTone) => areas.filter((area) => area.tone === tone).length;
    const quarters = (tone: MapTone) => plural(count(tone), "quartier", "quartiers");
    const others = (["none", "secret", "unknown"] as const).filter((tone) => count(tone) > 0);
    return [
      ...[...classes].reverse().map((one) => ({
        tone: one.tone,
        words: classWords(measure, one),
        count: quarters(one.tone),
      })),
      ...others.map((tone) => ({ tone, words: toneWords(measure, tone), count: quarters(tone) })),
    ];
  }
}

/** The communes of the map, those with the most neighbourhoods first: their names are written first. */
function communesOf(territory: Territory) {
  const all = new Map(
    territory.neighbourhoods.flatMap(({ communes }) => communes.map((one) => [one.code, one])),
  );
  const size = (code: string) => rowsIn(territory, code).length;
  return [...all.values()].sort((a, b) => size(b.code) - size(a.code));
}

/** The neighbourhoods of one commune alone: those that spread over several do not say where it is. */
const rowsIn = ({ neighbourhoods }: Territory, communeCode: string) =>
  neighbourhoods.filter(
    ({ communes }) => communes.length === 1 && communes[0]?.code === communeCode,
  );

/** Of some places; null of none. */
const middle = (spots: readonly Spot[]): Spot | null =>
  spots.length === 0
    ? null
    : {
        x: spots.reduce((sum, { x }) => sum + x, 0) / spots.length,
        y: spots.reduce((sum, { y }) => sum + y, 0) / spots.length,
      };
