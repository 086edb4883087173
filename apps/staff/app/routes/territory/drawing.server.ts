import { classesOf, type MapTone, toneOf } from "@essaim/territory/map/classes.rules";
import { drawMap } from "@essaim/territory/map/draw";
import { placeLabels } from "@essaim/territory/map/labels.rules";
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
    return [
      {
        ...contour,
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
          const at = drawn.get(code)?.at;
          return at && typeof shade === "object" && shade.value !== 0
            ? [{ text: writeCell(measure, shade), at, isValue: true }]
            : [];
        });
  const names = communes.flatMap(({ code, name }, index) => {
    const inside = rowsIn(territory, code).flatMap((one) => drawn.get(one.code)?.at ?? []);
    const [first] = inside;
    if (!first) return [];
    const at = map.places[index] ?? {
      x: inside.reduce((sum, { x }) => sum + x, 0) / inside.length,
      y: Math.min(...inside.map(({ y }) => y)) - 6,
    };
    return [{ text: name, at }];
  });
  const spots = map.contours.filter(({ path }) => path === null).map(({ at }) => at);
  return {
    width: map.width,
    height: map.height,
    areas,
    labels: placeLabels([...values, ...names], map, spots),
    scale: { length: map.scale.length, words: distance(map.scale.metres) },
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

const rowsIn = ({ neighbourhoods }: Territory, communeCode: string) =>
  neighbourhoods.filter(({ communes }) => communes[0]?.code === communeCode);

/** « 5 km », « 500 m ». */
export const distance = (metres: number) =>
  metres >= 1000 ? `${metres / 1000}\u00a0km` : `${metres}\u00a0m`;
