import type { SourceItem } from "./source.schema.ts";

/** Somebody of a file, before it is said who they are. */
export type Author = {
  alias: string;
  name: string;
  count: number;
  firstOn: string;
  lastOn: string;
};

/** Authors of a file, those who did the most first. */
export function authorsOf(items: readonly SourceItem[]): Author[] {
  const authors = new Map<string, Author>();
  for (const { alias, authorName, happenedOn } of items) {
    const known = authors.get(alias);
    if (!known) {
      authors.set(alias, {
        alias,
        name: authorName,
        count: 1,
        firstOn: happenedOn,
        lastOn: happenedOn,
      });
      continue;
    }
    known.count += 1;
    if (happenedOn < known.firstOn) known.firstOn = happenedOn;
    if (happenedOn > known.lastOn) known.lastOn = happenedOn;
  }
  return [...authors.values()].sort((a, b) => b.count - a.count || (a.alias < b.alias ? -1 : 1));
}

const fold = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** A person accompanied, as a form offers them. */
export type Candidate = { id: string; name: string; email: string | null; since: string };

/** What the cooperative is called in the list of who an author may be. */
export const COOPERATIVE = "La coopérative";

/** Names to choose from, each once: people of one name are told apart by when they came, then by a number. */
export function choicesOf(candidates: readonly Candidate[]): Map<string, string> {
  const choices = new Map<string, string>();
  const names = new Map<string, number>();
  for (const { name } of candidates) names.set(fold(name), (names.get(fold(name)) ?? 0) + 1);
  for (const { id, name, since } of candidates) {
    const isAlone = names.get(fold(name)) === 1 && fold(name) !== fold(COOPERATIVE);
    const label = isAlone ? name : `${name} (depuis le ${since.split("-").reverse().join("/")})`;
    let choice = label;
    for (let number = 2; choices.has(choice); number += 1) choice = `${label} n° ${number}`;
    choices.set(choice, id);
  }
  return choices;
}

/**
 * Who a typed name is.
 * @returns the worker's id, null for the cooperative, undefined when nobody bears that name
 */
export function whoIs(
  typed: string,
  choices: ReadonlyMap<string, string>,
): string | null | undefined {
  if (fold(typed) === fold(COOPERATIVE)) return null;
  const exact = choices.get(typed.trim());
  if (exact) return exact;
  const alike = [...choices].filter(([choice]) => fold(choice) === fold(typed));
  return alike.length === 1 ? alike[0]?.[1] : undefined;
}

/**
 * Who an author is likely to be, proposed and never decided: the same mail, or the same name in any order, when one
 * person only answers to it.
 */
export function guessAuthor(
  author: Pick<Author, "alias" | "name">,
  candidates: readonly Candidate[],
) {
  const sorted = (name: string) => fold(name).split(" ").sort().join(" ");
  const byMail = candidates.filter(
    ({ email }) => email && email.trim().toLowerCase() === author.alias,
  );
  const likely =
    byMail.length > 0
      ? byMail
      : candidates.filter(({ name }) => sorted(name) === sorted(author.name));
  return likely.length === 1 ? (likely[0] as Candidate) : null;
}
