import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choicesOf, guessAuthor, whoIs } from "./author.rules.ts";
import { describeGroup, groupItems, type OwnItem, standingOfRequests } from "./group.rules.ts";

const item = (change: Partial<OwnItem> = {}): OwnItem => ({
  kind: "commit",
  key: "a",
  alias: "lea@exemple.fr",
  authorName: "Léa",
  repository: "github.com/coop/tournees",
  happenedOn: "2026-03-10",
  title: "Corrige",
  pageUrl: "https://github.com/coop/tournees/commit/a",
  linesAdded: 1,
  linesRemoved: 0,
  amountCents: null,
  request: null,
  workerId: "1",
  ...change,
});

describe("items make contributions", () => {
  test("by author, month, repository and what they are", () => {
    const groups = groupItems([
      item(),
      item({ kind: "request", key: "r1" }),
      item({ key: "b", happenedOn: "2026-04-01" }),
      item({ key: "c", workerId: null }),
      item({ key: "d", repository: "github.com/coop/autre" }),
      item({ kind: "issue", key: "i1" }),
    ]);
    expect(groups.map(({ items }) => items.length).sort()).toEqual([1, 1, 1, 1, 2]);
    const both = groups.find(({ items }) => items.length === 2);
    expect(
      both &&
        describeGroup(
          both,
          both.items.map(({ kind }) => kind),
        ),
    ).toBe("1 commit et 1 demande d’intégration, github.com/coop/tournees, mars 2026");
  });

  test("somebody named twice in a commit did it once, and two people once each", () => {
    const [one] = groupItems([item(), item({ key: "a#1", alias: "lea@autre.fr" })]);
    expect(one?.items).toHaveLength(1);
    expect(groupItems([item(), item({ key: "a#1", workerId: "2" })])).toHaveLength(2);
  });

  test("whatever the order of the file, the same contributions", () => {
    const items = fc.array(
      fc.record({
        key: fc.constantFrom("a", "b", "c", "d"),
        kind: fc.constantFrom("commit" as const, "issue" as const),
        happenedOn: fc.constantFrom("2026-03-10", "2026-04-01"),
        workerId: fc.constantFrom("1", "2", null),
      }),
    );
    fc.assert(
      fc.property(items, (changes) => {
        const told = (list: typeof changes) =>
          groupItems(
            list.map((change) =>
              item({ ...change, happenedOn: `2026-0${change.key < "c" ? 3 : 4}-10` }),
            ),
          ).map((group) => [
            group.workerId,
            group.month,
            group.family,
            group.items.map(({ key }) => key).sort(),
          ]);
        expect(told([...changes].reverse())).toEqual(told(changes));
      }),
    );
  });
});

test.each([
  [["proposed 2026-03-01", "merged 2026-03-05"], "proposed 2026-03-01"],
  [["declined 2026-03-09", "merged 2026-03-05", "merged 2026-03-02"], "merged 2026-03-05"],
  [["declined 2026-03-09"], "declined 2026-03-09"],
  [[], null],
])("requests that are %j stand together %s", (states, expected) => {
  const requests = states.map((one) => {
    const [state, on = ""] = one.split(" ");
    return { request: { state: state as "merged", on } };
  });
  const standing = standingOfRequests([...requests, { request: null }]);
  expect(standing && `${standing.state} ${standing.on}`).toBe(expected);
});

describe("authors", () => {
  const candidates = [
    { id: "1", name: "Léa Martin", email: "lea@exemple.fr", since: "2024-03-01" },
    { id: "2", name: "Sami Diallo", email: null, since: "2024-03-01" },
    { id: "3", name: "Sami Diallo", email: null, since: "2025-01-01" },
    { id: "4", name: "Sami Diallo", email: null, since: "2025-01-01" },
  ];

  test("are guessed by their mail or their name, and never between two people", () => {
    const guess = (alias: string, name: string) => guessAuthor({ alias, name }, candidates)?.id;
    expect(guess("lea@exemple.fr", "anonyme")).toBe("1");
    expect(guess("x@y.fr", "MARTIN Lea")).toBe("1");
    expect(guess("x@y.fr", "Sami Diallo")).toBeUndefined();
  });

  test("are chosen by a name that is one person's", () => {
    const choices = choicesOf(candidates);
    expect([...choices.values()]).toEqual(["1", "2", "3", "4"]);
    for (const [choice, id] of choices) expect(whoIs(choice, choices)).toBe(id);
    expect(whoIs("lea martin", choices)).toBe("1");
    expect(whoIs("Sami Diallo", choices)).toBeUndefined();
    expect(whoIs("la coopérative", choices)).toBeNull();
  });
});
