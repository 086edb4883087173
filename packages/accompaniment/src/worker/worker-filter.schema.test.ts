import { expect, test } from "vitest";
import { filterQuery, filterWords, noFilter, workerFilterSchema } from "./worker-filter.schema.ts";

test("an address says a filter in French and is read back", () => {
  const filter = workerFilterSchema.parse({
    q: "léa",
    profil: "commun",
    accompagnement: "moi",
    lieu: "quartier-prioritaire",
    commune: "59350",
    suivi: "tous",
    tri: "-rencontre",
    etat: "a-revoir",
    page: "3",
  });
  expect(filter).toEqual({
    search: "léa",
    kind: "commons_contributor",
    coach: "me",
    residence: "priority",
    communeCode: "59350",
    support: "all",
    sort: "lastMeeting",
    descending: true,
    need: "review",
    page: 3,
  });
  expect(workerFilterSchema.parse(filterWords(filter))).toEqual(filter);
});

test("what goes without saying stays out of the address", () => {
  expect(filterQuery(noFilter)).toBe("");
  expect(filterQuery(noFilter, { page: 2 })).toBe("?page=2");
});

test("changing the filter goes back to the first page", () => {
  expect(filterQuery({ ...noFilter, page: 4 }, { kind: "both" })).toBe(
    "?profil=plateforme-et-commun",
  );
});
