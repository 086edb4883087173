/** What is known of one place: a number, or why there is none. */
export type Shade = { value: number } | "secret" | "unknown";

/** Values from `from` to `to`, both among them, as the map shades them: 1 is the lightest. */
export type ValueClass = { tone: Tone; from: number; to: number };
export type Tone = 1 | 2 | 3 | 4 | 5;

/** How a place is drawn. None, unknown and secret are each apart: none of them is a small number. */
export type MapTone = Tone | "none" | "unknown" | "secret";

const MOST_CLASSES = 5;

/**
 * Classes of a choropleth: one for each value when they are few, else as many places in each as equal values allow
 * (quantiles). Zero is no class: it is said apart.
 * @returns from the smallest values to the largest; empty when there is no value but zero
 */
export function classesOf(shades: Iterable<Shade>): ValueClass[] {
  const values = [...shades]
    .flatMap((shade) => (typeof shade === "object" ? [shade.value] : []))
    .filter((value) => value !== 0)
    .sort((a, b) => a - b);
  const distinct = [...new Set(values)];
  const starts =
    distinct.length <= MOST_CLASSES
      ? distinct
      : [
          ...new Set(
            Array.from(
              { length: MOST_CLASSES },
              (_, index) => values[Math.floor((index * values.length) / MOST_CLASSES)] ?? 0,
            ),
          ),
        ];
  const tones = tonesFor(starts.length);
  return starts.map((from, index) => {
    const next = starts[index + 1] ?? Number.POSITIVE_INFINITY;
    const inside = values.filter((value) => value >= from && value < next);
    return { tone: tones[index] ?? 5, from, to: inside.at(-1) ?? from };
  });
}

/** Few classes are spread over the whole range, so that they are told apart at a glance. */
function tonesFor(count: number): Tone[] {
  const spread: Record<number, Tone[]> = {
    1: [3],
    2: [2, 4],
    3: [1, 3, 5],
    4: [1, 2, 4, 5],
  };
  return spread[count] ?? [1, 2, 3, 4, 5];
}

/** The one way to draw a place. */
export function toneOf(shade: Shade, classes: readonly ValueClass[]): MapTone {
  if (typeof shade !== "object") return shade;
  if (shade.value === 0) return "none";
  return classes.find(({ to }) => shade.value <= to)?.tone ?? 5;
}
