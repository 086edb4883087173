import { ContoursRefused } from "./contours.schema.ts";

/** An element of the file: its rank from 1, and what is known of it, such as its code. */
export type Place = { rank: number; label: string };

const quoted = 3;
const and = new Intl.ListFormat("fr", { type: "conjunction" });

/** Gathers what is wrong with a file: a sentence for each kind, with how often, and where first. */
export class Problems {
  readonly #kinds = new Map<string, { places: Place[]; count: number; advice: string }>();

  /**
   * @param what a French sentence without its full stop
   * @param advice a whole sentence, said once after it
   */
  add(what: string, place: Place, advice = ""): void {
    const kind = this.#kinds.get(what) ?? { places: [], count: 0, advice };
    kind.count += 1;
    if (kind.places.length < quoted) kind.places.push(place);
    this.#kinds.set(what, kind);
  }

  /** @throws ContoursRefused */
  refuseIfAny(): void {
    const kinds = [...this.#kinds].map(([what, kind]) => sentence(what, kind));
    if (kinds.length > 0) throw new ContoursRefused(kinds);
  }
}

function sentence(
  what: string,
  { places, count, advice }: { places: Place[]; count: number; advice: string },
): string {
  const listed = and.format(
    places.map(({ rank, label }) => (label ? `${rank} (${label})` : `${rank}`)),
  );
  const where =
    count > places.length
      ? `${count.toLocaleString("fr-FR")} éléments, dont ${listed}`
      : `${count > 1 ? "éléments" : "élément"} ${listed}`;
  return `${what}\u202f: ${where}.${advice ? ` ${advice}` : ""}`;
}
