import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  filterParameters,
  filterQuery,
  isNarrowed,
  noFilter,
  readFilter,
  type WorkerFilter,
} from "./worker-filter.schema.ts";
import {
  type Condition,
  type CriterionKey,
  criteria,
  criterionKeys,
  criterionOf,
  filterLimits,
  readGroups,
  UNKNOWN,
  writeGroup,
} from "./worker-filter-condition.schema.ts";
import { columnKeys } from "./worker-list-columns.schema.ts";

const read = (query: string) => readFilter(new URLSearchParams(query));

test("an address says a filter in French and is read back", () => {
  const query =
    "?q=l%C3%A9a&profil=commun&accompagnement=moi&lieu=quartier-prioritaire&commune=59350&etat=a-revoir" +
    "&suivi=tous&entre=ou&colonnes=etape.telephone&tri=-rencontre&page=3" +
    "&groupe=etape.cape.cape-renouvele_sauf-accompagnement.non-renseigne" +
    "&groupe=ou_contrat-finit-avant.dans-90-jours_arrivee..2026-01-31";
  const filter = read(query);
  expect(filter).toEqual({
    search: "léa",
    kind: "commons_contributor",
    coach: "me",
    residence: "priority",
    communeCode: "59350",
    support: "all",
    groups: [
      {
        needs: "all",
        conditions: [
          { about: "stage", not: false, values: ["cape", "cape_renewal"] },
          { about: "coach", not: true, values: [UNKNOWN] },
        ],
      },
      {
        needs: "any",
        conditions: [
          { about: "contractEnds", not: false, values: ["dans-90-jours"] },
          { about: "arrived", not: false, values: ["", "2026-01-31"] },
        ],
      },
    ],
    between: "any",
    columns: ["stage", "phone"],
    sort: "lastMeeting",
    descending: true,
    need: "review",
    page: 3,
  });
  expect(`?${new URLSearchParams(filterParameters(filter))}`).toBe(query);
});

test("what goes without saying stays out of the address", () => {
  expect(filterQuery(noFilter)).toBe("");
  expect(filterQuery(noFilter, { page: 2 })).toBe("?page=2");
  expect(isNarrowed({ ...noFilter, page: 2, sort: "start", columns: ["phone"] })).toBe(false);
  expect(isNarrowed({ ...noFilter, support: "all" })).toBe(true);
});

test("changing the filter goes back to the first page", () => {
  expect(filterQuery({ ...noFilter, page: 4 }, { kind: "both" })).toBe(
    "?profil=plateforme-et-commun",
  );
});

test.each([
  ["etape", []],
  ["etape.astronaute", []],
  ["inconnu.cape_etape.cape", [{ about: "stage", not: false, values: ["cape"] }]],
  ["etape.cape.rien.cape", [{ about: "stage", not: false, values: ["cape"] }]],
  ["a-revoir.quelque-chose", [{ about: "toReview", not: false, values: [] }]],
  ["arrivee.2026-02-30.", []],
  [
    "contrat-finit-avant.2026-01-01.2027-01-01",
    [{ about: "contractEnds", not: false, values: ["2026-01-01"] }],
  ],
  ["quartier.non-renseigne", []],
  ["accompagnement.moi", [{ about: "coach", not: false, values: ["me"] }]],
])("%s: words that mean nothing are left out", (text, conditions) => {
  expect(readGroups([text]).flatMap((group) => group.conditions)).toEqual(conditions);
});

test("the page of conditions keeps those that have no answer yet", () => {
  expect(readGroups(["etape"], { keepIncomplete: true })).toEqual([
    { needs: "all", conditions: [{ about: "stage", not: false, values: [] }] },
  ]);
});

test("a filter has its limits", () => {
  const many = Array.from({ length: 30 }, () => "a-revoir").join("_");
  expect(readGroups([many])[0]?.conditions).toHaveLength(filterLimits.conditions);
  expect(readGroups(Array.from({ length: 30 }, () => "a-revoir"))).toHaveLength(
    filterLimits.groups,
  );
  const communes = Array.from({ length: 90 }, (_, index) => `59${String(index).padStart(3, "0")}`);
  const values = readGroups([`commune.${communes.join(".")}`])[0]?.conditions[0]?.values;
  expect(values).toHaveLength(filterLimits.values);
});

test("each word of the address means one thing", () => {
  const words = criterionKeys.map((key) => criteria[key].word);
  expect(new Set(words).size).toBe(words.length);
  expect(words.filter((word) => /[._]/.test(word) || /^(ou$|sauf-)/.test(word))).toEqual([]);
});

const uuids = fc.uuid();
const day = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const moment = fc.oneof(
  day,
  fc.constant("aujourdhui"),
  fc
    .tuple(
      fc.constantFrom("dans", "il-y-a"),
      fc.integer({ min: 1, max: 999 }),
      fc.constantFrom("jours", "semaines", "mois"),
    )
    .map((parts) => parts.join("-")),
);

function valuesFor(about: CriterionKey): fc.Arbitrary<string[]> {
  const criterion = criterionOf(about);
  const several = (one: fc.Arbitrary<string>) =>
    fc.uniqueArray(criterion.unknownLabel ? fc.oneof(one, fc.constant(UNKNOWN)) : one, {
      minLength: 1,
      maxLength: 4,
    });
  switch (criterion.type) {
    case "flag":
      return fc.constant([]);
    case "moment":
      return moment.map((one) => [one]);
    case "period":
      return fc
        .tuple(fc.option(moment, { nil: "" }), fc.option(moment, { nil: "" }))
        .filter((days) => days.some(Boolean));
    case "choice":
      return several(fc.constantFrom(...Object.keys(criterion.words)));
    case "coach":
      return several(fc.oneof(fc.constant("me"), uuids));
    case "commune":
      return several(fc.constantFrom("59350", "2A004", "97411", "59512"));
    case "neighbourhood":
      return several(fc.constantFrom("QN05972M", "QP059012", "QN05981M"));
    default:
      return several(uuids);
  }
}

const condition: fc.Arbitrary<Condition> = fc
  .constantFrom(...criterionKeys)
  .chain((about) =>
    fc.record({ about: fc.constant(about), not: fc.boolean(), values: valuesFor(about) }),
  );

const groups = fc.array(
  fc.record({
    needs: fc.constantFrom("all" as const, "any" as const),
    conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 3 },
);

const anyFilter: fc.Arbitrary<WorkerFilter> = fc
  .record({
    search: fc.string({ maxLength: 30 }).map((text) => text.trim()),
    kind: fc.constantFrom(undefined, "platform_worker" as const, "both" as const),
    coach: fc.oneof(fc.constantFrom(undefined, "me", "none"), uuids),
    residence: fc.constantFrom(undefined, "priority" as const, "unknown" as const),
    communeCode: fc.constantFrom(undefined, "59350", "2B033"),
    need: fc.constantFrom(undefined, "review" as const, "overdue" as const),
    support: fc.constantFrom("current" as const, "ended" as const, "all" as const),
    groups,
    between: fc.constantFrom("all" as const, "any" as const),
    columns: fc
      .uniqueArray(fc.constantFrom(...columnKeys), { minLength: 1 })
      .map((chosen) => columnKeys.filter((key) => chosen.includes(key))),
    sort: fc.constantFrom("name" as const, "lastMeeting" as const, "start" as const),
    descending: fc.boolean(),
    page: fc.integer({ min: 1, max: 5000 }),
  })
  .map((filter) => ({ ...filter, between: filter.groups.length > 1 ? filter.between : "all" }));

test("any filter is read back from its address", () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(read(`${new URLSearchParams(filterParameters(filter))}`)).toEqual(filter);
    }),
  );
});

test.each([
  "profil=rien&accompagnement=x&lieu=y&commune=1&etat=z&suivi=w&entre=v&colonnes=u&tri=t&page=0",
  "page=abc&tri=&profil=&colonnes=&groupe=",
  `q=${"x".repeat(101)}&page=9999999`,
])("%s asks for nothing", (query) => {
  expect(read(query)).toEqual(noFilter);
});

test("any words at all are read without a fault, and what is read is read again the same", () => {
  const words = fc
    .array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 12 }),
        fc.constantFrom("etape", "cape", "sauf-", "ou", "_", ".", "non-renseigne", "arrivee"),
      ),
      { maxLength: 12 },
    )
    .chain((parts) => fc.constantFrom(parts.join("."), parts.join("_"), parts.join("")));
  fc.assert(
    fc.property(fc.array(words, { maxLength: 10 }), (texts) => {
      const once = readGroups(texts);
      expect(readGroups(once.map(writeGroup))).toEqual(once);
    }),
  );
});
