import { day } from "@essaim/funding/spending/spending.words";
import { classesOf, toneOf } from "@essaim/territory/map/classes.rules";
import { drawMap } from "@essaim/territory/map/draw";
import { placeLabels } from "@essaim/territory/map/labels.rules";
import type { Spot } from "@essaim/territory/map/map.schema";
import type { NeighbourhoodOnMap } from "@essaim/territory/map/neighbourhood-map.queries";
import { scaleInWords } from "@essaim/territory/map/scale.words";
import type { ReleaseContent } from "../release/release.schema.ts";
import { writeValue } from "./report.words.ts";
import type { MapPart } from "./sealed-report.ts";

type Shown = NonNullable<ReleaseContent["people"]["neighbourhoods"]>;

/**
 * The neighbourhoods that a release shows, shaded, among the others of their places, all hatched alike: which ones are
 * drawn follows from those that are shown and from the register, never from where people live.
 * @returns nothing when no contour of a neighbourhood that is shown is known
 */
export function mapOf(
  title: string,
  { people, names }: Shown,
  contours: readonly NeighbourhoodOnMap[],
): MapPart[] {
  const values = new Map(Object.entries(people));
  const shown = contours.flatMap(({ code }) => values.get(code) ?? []);
  if (shown.length === 0) return [];
  const communes = communesOf(contours);
  const map = drawMap(contours, { tallest: 0.8, places: communes.map(({ at }) => at) });
  const classes = classesOf(shown.map((value) => ({ value })));
  const labels = [
    ...map.contours.flatMap(({ code, boxes }) => {
      const value = values.get(code);
      return value === undefined ? [] : [{ text: writeValue(value, "number"), around: boxes }];
    }),
    ...communes.flatMap(({ name }, index) => {
      const at = map.places[index];
      return at ? [{ text: name, at }] : [];
    }),
  ];
  return [
    {
      kind: "map",
      title,
      note: noteOf(contours, values),
      width: map.width,
      height: map.height,
      shapes: map.contours.map(({ code, path, at }) => {
        const value = values.get(code) ?? null;
        const tone = toneOf(value === null ? "secret" : { value }, classes);
        return {
          path: path ?? dot(at),
          name: value === null ? null : (names[code] ?? code),
          value,
          tone: typeof tone === "number" ? tone : null,
        };
      }),
      labels: placeLabels(
        labels,
        map,
        map.contours.flatMap(({ boxes }) => boxes),
      ),
      keys: [
        ...[...classes].reverse().map(({ tone, from, to }) => ({
          tone,
          words:
            from === to
              ? `${writeValue(to, "number")} personnes`
              : `de ${writeValue(from, "number")} à ${writeValue(to, "number")} personnes`,
        })),
        ...(contours.length > shown.length ? [{ tone: null, words: "vide ou masqué" }] : []),
      ],
      scale: scaleInWords(map.scale),
    },
  ];
}

/** The communes of the map, those with the most neighbourhoods first: their names are written first. */
function communesOf(contours: readonly NeighbourhoodOnMap[]) {
  const found = new Map<string, { name: string; at: [number, number]; size: number }>();
  for (const { code, name, lon, lat } of contours.flatMap(({ communes }) => communes)) {
    if (lon === null || lat === null) continue;
    found.set(code, { name, at: [lon, lat], size: (found.get(code)?.size ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.size - a.size || a.name.localeCompare(b.name, "fr"));
}

/** What is too small to be seen, as a path like the others. */
const dot = ({ x, y }: Spot): string =>
  `M${Array.from({ length: 12 }, (_, at) => {
    const turn = (at * Math.PI) / 6;
    return `${tenth(x + 3 * Math.cos(turn))},${tenth(y + 3 * Math.sin(turn))}`;
  }).join("L")}Z`;

const tenth = (value: number) => Math.round(value * 10) / 10 + 0;

function noteOf(contours: readonly NeighbourhoodOnMap[], shown: ReadonlyMap<string, number>) {
  const files = contours.filter(({ isApproximate }) => !isApproximate);
  const lastOn = files
    .map(({ importedOn }) => importedOn)
    .sort()
    .at(-1);
  const drawn = new Set(contours.map(({ code }) => code));
  return [
    lastOn ? `Contours importés le ${day(lastOn)}.` : "",
    files.length < contours.length
      ? `${lastOn ? "Certains sont" : "Contours"} approximatifs, inventés pour la démonstration.`
      : "",
    [...shown.keys()].some((code) => !drawn.has(code))
      ? "Le tableau montre aussi des quartiers sans contour."
      : "",
  ]
    .filter((one) => one !== "")
    .join(" ");
}
