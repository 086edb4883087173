import type { Cut } from "./breakdown.rules.ts";
import type { PeopleClass } from "./release.schema.ts";

/** Why a figure may not be shown: too few people, or too few more, or fewer, than one shown before. */
export type Refused = "small" | "close";

/** How many people a class has to have, and to differ by. In a merged class, each cell may then hold any small number. */
export const leastOf = (cells: readonly string[], threshold: number): number =>
  cells.length === 1 ? threshold : 2 * threshold - 1;

export function refuse(people: number, before: readonly number[], least: number): Refused | null {
  if (people < least) return "small";
  return before.some((one) => Math.abs(people - one) < least) ? "close" : null;
}

/** What was shown of a class before, where classes that were shown add up to it. */
export const formerOf = (
  former: readonly (readonly PeopleClass[] | null)[],
  cells: readonly string[],
): number[] => former.flatMap((classes) => peopleOf(classes, cells) ?? []);

/** People of these cells together, when classes that were shown add up to them. */
export function peopleOf(
  classes: readonly PeopleClass[] | null,
  cells: readonly string[],
): number | null {
  const inside = (classes ?? []).filter((one) => one.cells.every((cell) => cells.includes(cell)));
  const covered = inside.reduce((sum, one) => sum + one.cells.length, 0);
  return covered === cells.length ? inside.reduce((sum, { people }) => sum + people, 0) : null;
}

export const classesOf = (cut: Cut, counts: Readonly<Record<string, number>>): PeopleClass[] =>
  cut.map((cells) => ({
    cells,
    people: cells.reduce((total, cell) => total + (counts[cell] ?? 0), 0),
  }));
