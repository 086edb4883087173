import type { ReportSource } from "./report-chapters.rules.ts";
import type { PlacedText } from "./report-texts.rules.ts";

const letters = new Map([
  ["un", 1],
  ["une", 1],
  ["deux", 2],
  ["trois", 3],
  ["quatre", 4],
]);
const someone =
  "personnes?|gens|femmes?|hommes?|jeunes?|mères?|pères?|parents?|seniors?|habitant(?:·e|e)?s?|bénéficiaires?|salarié(?:·e|e)?s?|travailleu(?:r|se|r·se)s?|livreu(?:r|se|r·se)s?|chauffeu(?:r|se|r·se)s?|entrepreneu(?:r|se|r·se)s?|demandeu(?:r|se|r·se)s?";
/** « 2 femmes », « trois autres jeunes », « 1 204 personnes ». */
const told = new RegExp(
  `(?<![\\p{L}\\d,.])(\\d{1,3}(?:[\\s\\u00a0\\u202f]\\d{3})+|\\d+|${[...letters.keys()].join("|")})\\s+(?:(?:autres?|seule?s?|jeunes)\\s+)?(?:${someone})(?![\\p{L}·])`,
  "giu",
);

/**
 * Numbers of people that somebody typed and that no figure says: two women of a neighbourhood are as easily found in a
 * sentence as in a table. Which are safe, only whoever wrote them can tell.
 */
export function peopleNumbers(
  texts: readonly PlacedText[],
  released: ReportSource["released"],
): { words: string; place: string }[] {
  const known = knownNumbers(released);
  return texts.flatMap(({ text, place }) =>
    [...text.matchAll(told)].flatMap(([words, number = ""]) => {
      const value = letters.get(number.toLowerCase()) ?? Number(number.replace(/\D/g, ""));
      return known.has(value) ? [] : [{ words, place }];
    }),
  );
}

/** Numbers of people that the release says, and those that were promised. */
function knownNumbers(released: ReportSource["released"]): ReadonlySet<number> {
  if (!released) return new Set();
  const { people, figures } = released.content;
  const counted = [...figures, ...released.details.figures].filter(
    (one) => one.counted === "people",
  );
  return new Set(
    [
      people.total?.people,
      ...Object.values(people.tables).flatMap(({ classes }) => classes.map((one) => one.people)),
      ...Object.values(people.neighbourhoods?.people ?? {}),
      ...counted.flatMap(({ value, target, milestones }) => [
        value,
        target,
        ...milestones.map((one) => one.value),
      ]),
    ].filter((one) => typeof one === "number"),
  );
}
