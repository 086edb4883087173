import { daysAfter } from "@essaim/database/today";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COHORT_MONTHS, cohortsOf, fateOf, gatheredByYear } from "./cohort.rules.ts";
import { kindOfDeadline } from "./delay.rules.ts";
import { funnelOf, funnelSteps } from "./funnel.rules.ts";
import { missingFigures } from "./missing-figures.rules.ts";
import {
  daysOfHalf,
  halfOf,
  halvesOf,
  periodOf,
  twelveMonths,
  wholeMonths,
} from "./period.rules.ts";
import {
  kindOfWord,
  missingKinds,
  teamFilterSchema,
  teamFilterWords,
} from "./team-filter.schema.ts";
import { addWork, workloadOf } from "./workload.rules.ts";

const aDay = fc.integer({ min: 0, max: 12_000 }).map((days) => daysAfter("2000-01-01", days));
const aPeriod = fc
  .tuple(aDay, fc.integer({ min: 0, max: 1500 }))
  .map(([from, days]) => ({ from, to: daysAfter(from, days) }));

describe("a period", () => {
  const usual = { from: "2025-12-01", to: "2026-11-30" };
  test.each([
    [{}, usual],
    [{ from: "2026-01-01" }, { from: "2026-01-01", to: "2026-11-30" }],
    [{ from: "2027-03-01" }, { from: "2027-03-01", to: "2027-03-01" }],
    [{ to: "2024-02-29" }, { from: "2023-03-01", to: "2024-02-29" }],
    [
      { from: "2024-01-01", to: "2024-06-30" },
      { from: "2024-01-01", to: "2024-06-30" },
    ],
  ])("asked for as %j is %j", (asked, period) => {
    expect(periodOf(asked, usual)).toEqual(period);
  });

  test("is of twelve months, whose last is the one asked for", () => {
    expect(twelveMonths("2026-02-17")).toEqual([
      ...["2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01", "2025-07-01", "2025-08-01"],
      ...["2025-09-01", "2025-10-01", "2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"],
    ]);
  });

  test("is cut by half-years, each day in one", () => {
    expect(halvesOf({ from: "2024-06-30", to: "2025-07-01" })).toEqual([
      ...["2024-1", "2024-2", "2025-1", "2025-2"],
    ]);
    fc.assert(
      fc.property(aDay, (day) => {
        const { from, to } = daysOfHalf(halfOf(day));
        expect(from <= day && day <= to).toBe(true);
      }),
    );
  });

  test("is its whole months and the days around them, each once", () => {
    const daysIn = (from: string, to: string) =>
      (Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000 + 1;
    fc.assert(
      fc.property(aPeriod, (period) => {
        const { months, edges } = wholeMonths(period);
        const parts = [
          ...edges,
          // Until the last day of its last month.
          ...(months
            ? [
                {
                  from: months.from,
                  to: daysAfter(`${daysAfter(months.to, 31).slice(0, 7)}-01`, -1),
                },
              ]
            : []),
        ].sort((a, b) => a.from.localeCompare(b.from));
        expect(parts[0]?.from).toBe(period.from);
        expect(parts.at(-1)?.to).toBe(period.to);
        for (const [index, part] of parts.entries()) {
          expect(part.from <= part.to).toBe(true);
          if (index > 0) expect(part.from).toBe(daysAfter(parts[index - 1]?.to ?? "", 1));
        }
        for (const edge of edges) expect(daysIn(edge.from, edge.to)).toBeLessThan(62);
      }),
    );
  });
});

describe("the filter of a dashboard", () => {
  const coachId = "0190a1b2-0000-7000-8000-000000000001";
  test("is read from its address and written back", () => {
    const words = { du: "2026-01-01", au: "2026-06-30", accompagnement: "moi" };
    const filter = teamFilterSchema.parse(words);
    expect(filter).toMatchObject({ from: "2026-01-01", to: "2026-06-30", coach: "me", page: 1 });
    expect(teamFilterWords(filter)).toEqual(words);
    for (const accompagnement of ["personne", coachId]) {
      expect(teamFilterWords(teamFilterSchema.parse({ accompagnement }))).toEqual({
        accompagnement,
      });
    }
    expect(teamFilterWords(teamFilterSchema.parse({}))).toEqual({});
  });

  test.each([
    [{ du: "2026-06-30", au: "2026-06-29" }, "au", /se termine avant de commencer/],
    [{ du: "30/06/2026" }, "du", /date valable/],
    [{ au: "0026-06-30" }, "au", /année/],
    [{ financement: coachId, du: "2026-01-01" }, "financement", /pas les deux/],
    [{ financement: "x" }, "financement", /financement de la liste/],
    [{ accompagnement: "tous" }, "accompagnement", /quelqu’un de la liste/],
  ])("%j is told beside %s", (words, field, message) => {
    const [issue, ...others] = teamFilterSchema.safeParse(words).error?.issues ?? [];
    expect(others).toEqual([]);
    expect(issue?.path).toEqual([field]);
    expect(issue?.message).toMatch(message);
  });

  test("names the kinds of what is missing by words that are read again", () => {
    for (const [kind, word] of Object.entries(missingKinds)) {
      expect(kindOfWord(missingKinds, word)).toBe(kind);
    }
    expect(kindOfWord(missingKinds, "autre-chose")).toBeUndefined();
  });
});

test.each([
  ["cape_renewal", "2026-12-01", "renewal"],
  ["cape_end", "2026-12-01", "deadline"],
  ["associate", "2026-11-30", "deadline"],
  ["cape_end", "2026-11-29", "overdue"],
  ["associate", "2020-01-01", "overdue"],
] as const)("a deadline %s on %s is told as %s", (kind, on, as) => {
  expect(kindOfDeadline({ kind, on }, "2026-11-30")).toBe(as);
});

describe("the funnel", () => {
  const none = { diagnosis: false, cape: false, cesa: false, associate: false, exit: false };
  test("tells a step gone past from a step to come", () => {
    const { entered, steps, exited } = funnelOf([
      { ...none, people: 4 },
      { ...none, exit: true, people: 1 },
      { ...none, diagnosis: true, cape: true, people: 3 },
      { ...none, cape: true, cesa: true, exit: true, people: 2 },
    ]);
    expect({ entered, exited }).toEqual({ entered: 10, exited: 3 });
    expect(steps).toEqual([
      { step: "diagnosis", reached: 3, skipped: 2, notYet: 5, leftBefore: 1 },
      { step: "cape", reached: 5, skipped: 0, notYet: 5, leftBefore: 1 },
      { step: "cesa", reached: 2, skipped: 0, notYet: 8, leftBefore: 1 },
      { step: "associate", reached: 0, skipped: 0, notYet: 10, leftBefore: 3 },
    ]);
  });

  test("adds up to all who came, at each step", () => {
    const way = fc.record({
      ...{ diagnosis: fc.boolean(), cape: fc.boolean(), cesa: fc.boolean() },
      ...{ associate: fc.boolean(), exit: fc.boolean(), people: fc.nat(50) },
    });
    fc.assert(
      fc.property(fc.array(way), (counts) => {
        const { entered, steps } = funnelOf(counts);
        expect(steps.map(({ step }) => step)).toEqual(funnelSteps);
        for (const { reached, skipped, notYet, leftBefore } of steps) {
          expect(reached + skipped + notYet).toBe(entered);
          expect(leftBefore).toBeLessThanOrEqual(notYet);
        }
      }),
    );
  });
});

describe("a cohort", () => {
  test.each([
    [{ isPast: false, isSupported: true, destination: null }, "notYet"],
    [{ isPast: true, isSupported: true, destination: "permanent_job" }, "supported"],
    [{ isPast: true, isSupported: false, destination: null }, "unknown"],
    [{ isPast: true, isSupported: false, destination: "own_business" }, "sustainable"],
    [{ isPast: true, isSupported: false, destination: "other_cooperative" }, "sustainable"],
    [{ isPast: true, isSupported: false, destination: "permanent_job" }, "sustainable"],
    [{ isPast: true, isSupported: false, destination: "short_job" }, "other"],
    [{ isPast: true, isSupported: false, destination: "" }, "other"],
  ] as const)("%j makes %s", (one, fate) => {
    expect(fateOf(one)).toBe(fate);
  });

  test("is there when nobody entered, and adds up after each delay", () => {
    const count = { isPast: true, isSupported: true, destination: null, half: "2025-1" };
    const cohorts = cohortsOf(
      COHORT_MONTHS.flatMap((months) => [
        { ...count, months, people: 3 },
        { ...count, months, isSupported: false, people: 2 },
      ]),
      { from: "2024-10-01", to: "2025-03-01" },
    );
    expect(cohorts.map(({ half, entered }) => [half, entered])).toEqual([
      ["2024-2", 0],
      ["2025-1", 5],
    ]);
    expect(cohorts[1]?.after.map(({ months }) => months)).toEqual([6, 12, 18, 24]);
    expect(cohorts[1]?.after[3]).toEqual({
      ...{ months: 24, supported: 3, sustainable: 0, other: 0, unknown: 2, notYet: 0 },
    });
  });

  test("of years long over are read year by year, but for half of one", () => {
    const halves = ["2018-2", "2019-1", "2019-2", "2022-1", "2022-2", "2023-1", "2023-2"];
    const cohorts = cohortsOf(
      halves.flatMap((half, at) =>
        COHORT_MONTHS.map((months) => ({
          ...{ half, months, isPast: true, isSupported: at % 2 === 0, destination: null },
          people: at + 1,
        })),
      ),
      { from: "2018-07-01", to: "2023-12-31" },
    ).filter(({ entered }) => entered > 0);
    const gathered = gatheredByYear(cohorts, "2026-11-30");
    expect(gathered.map(({ span, entered }) => [span, entered])).toEqual([
      ...[["2018-2", 1] as const, ["2019", 2 + 3] as const, ["2022", 4 + 5] as const],
      ...[["2023-1", 6] as const, ["2023-2", 7] as const],
    ]);
    expect(gathered[1]?.after[3]).toEqual({
      ...{ months: 24, supported: 3, sustainable: 0, other: 0, unknown: 2, notYet: 0 },
    });
  });
});

test("the work of twelve months is that of its coaches and of its months", () => {
  const work = fc.record({
    coachId: fc.constantFrom("a", "b", "c"),
    month: fc.constantFrom(...twelveMonths("2026-11-30")),
    ...{ held: fc.nat(40), heldMinutes: fc.nat(4000), missed: fc.nat(9), excused: fc.nat(9) },
    ...{ workshops: fc.nat(4), workshopMinutes: fc.nat(900) },
  });
  fc.assert(
    fc.property(fc.array(work), (counts) => {
      const { whole, months, coaches } = workloadOf(counts, twelveMonths("2026-11-30"));
      expect(addWork(months)).toEqual(whole);
      expect(addWork(coaches)).toEqual(whole);
      for (const { held, heldByMonth } of coaches) {
        expect(heldByMonth.reduce((sum, one) => sum + one, 0)).toBe(held);
      }
    }),
  );
});

test("a figure is missing for each month over, of those promised or begun, that nobody declared", () => {
  const scope = { period: { from: "2026-01-15", to: "2026-12-31" }, day: "2026-05-20" };
  const found = missingFigures(
    scope,
    [
      { key: "video_views", from: "2025-09-01", to: "2026-03-31" },
      { key: "video_views", from: "2026-02-01", to: "2026-12-31" },
      { key: "indirect_beneficiaries", from: "2026-04-10", to: "2026-06-30" },
    ],
    [
      { key: "video_views", month: "2026-02-01" },
      { key: "video_views", month: "2025-12-01" },
      { key: "indirect_beneficiaries", month: "2026-03-01" },
    ],
  );
  expect(found.expected).toBe(5);
  expect(found.missing).toEqual([
    { key: "video_views", month: "2026-01-01" },
    { key: "video_views", month: "2026-03-01" },
    { key: "indirect_beneficiaries", month: "2026-04-01" },
    { key: "video_views", month: "2026-04-01" },
  ]);
});
