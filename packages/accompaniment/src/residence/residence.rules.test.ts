import type { Contours } from "@essaim/territory/contours/contours.queries";
import { contoursOf } from "@essaim/territory/contours/contours.queries";
import type { MultiPolygon } from "@essaim/territory/contours/contours.schema";
import type { Geocoded, Located as Place } from "@essaim/territory/geocoding/place.schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AnswerChanges,
  addressInWords,
  answerOn,
  applied,
  decideLocated,
  decideTold,
  type FileAddress,
  type HeldAnswer,
  homesOf,
  recomputed,
  together,
  waiting,
} from "./residence.rules.ts";

const square = (west: number, south: number, side = 1): MultiPolygon => ({
  type: "MultiPolygon",
  coordinates: [
    [
      [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
      ],
    ],
  ],
});
const contour = (code: string, west: number, isApproximate = false) => ({
  ...{ code, isApproximate, communeCodes: ["59350"] },
  geometry: square(west, 0),
});

/** Lille, in Nord: the neighbourhood of 2015 is one square, that of 2024 the next one. */
const old = contoursOf([contour("QP059001", 0), contour("QP059002", 1)], false);
const recent = contoursOf([contour("QN05901M", 1), contour("QN05902M", 2)], false);
const none = contoursOf([], false);
const both: Contours = { 2015: old, 2024: recent };
const today = "2026-11-24";

const lille: FileAddress = {
  ...{ addressLine: "12 rue des Ruches", postcode: "59000" },
  ...{ communeCode: "59350", communeName: "Lille" },
};
const at = (lon: number, more: Partial<Place> = {}): Place => ({
  ...{ ok: true, lon, lat: 0.5, score: 0.95, label: "12 Rue des Ruches 59000 Lille" },
  ...{ type: "housenumber", communeCode: "59350", hasRival: false },
  ...more,
});

function locate(
  geocoded: Geocoded,
  contours: Contours = both,
  { inForce = [] as HeldAnswer[], supportedFrom = "2022-03-01", address = lille } = {},
): HeldAnswer[] {
  return applied(
    inForce,
    decideLocated(inForce, address, geocoded, contours, { today, supportedFrom }),
  );
}
const said = (answers: readonly HeldAnswer[]) =>
  answers.map(({ holdsFrom, answer, neighbourhoodCode, doubts, isToCheck }) =>
    [holdsFrom, neighbourhoodCode ?? answer, ...doubts, ...(isToCheck ? ["to check"] : [])].join(
      " ",
    ),
  );

describe("an address that is found", () => {
  test.each<[string, string[], Partial<Place>, Contours, string]>([
    [
      "has an answer for each generation",
      ["2022-03-01 QP059002", "2024-01-01 QN05901M"],
      {},
      both,
      "2022-03-01",
    ],
    ["since the home began", ["2025-02-01 QN05901M"], {}, both, "2025-02-01"],
    [
      "is answered by the next generation for days that nobody drew",
      ["2022-03-01 QN05901M"],
      {},
      { 2015: none, 2024: recent },
      "2022-03-01",
    ],
    [
      "is unknown of a generation that is not there yet",
      ["2022-03-01 QP059002", "2024-01-01 unknown not_covered"],
      {},
      { 2015: old, 2024: none },
      "2022-03-01",
    ],
    [
      "is unknown without contours",
      ["2022-03-01 unknown not_covered"],
      {},
      { 2015: none, 2024: none },
      "2022-03-01",
    ],
    [
      "is outside where there are others",
      ["2022-03-01 outside", "2024-01-01 outside"],
      { lon: 9 },
      both,
      "2022-03-01",
    ],
    [
      "is unknown in a département without any",
      ["2022-03-01 unknown not_covered other_commune"],
      { lon: 9, communeCode: "75056" },
      both,
      "2022-03-01",
    ],
    [
      "is to check when the score is low",
      ["2025-02-01 QN05901M low_score to check"],
      { score: 0.6 },
      both,
      "2025-02-01",
    ],
    [
      "is to check in another commune",
      ["2025-02-01 outside other_commune to check"],
      { lon: 9, communeCode: "59512" },
      both,
      "2025-02-01",
    ],
    [
      "proves nothing when only the commune is",
      ["2025-02-01 unknown coarse"],
      { type: "municipality" },
      both,
      "2025-02-01",
    ],
    [
      "overseas, waits for 2025",
      ["2022-03-01 outside other_commune to check", "2025-01-01 outside other_commune to check"],
      { lon: 9, communeCode: "97411" },
      {
        2015: contoursOf([{ ...contour("QP974001", 0), communeCodes: ["97411"] }], true),
        2024: contoursOf([contour("QN05901M", 1)], true),
      },
      "2022-03-01",
    ],
  ])("%s", (_, expected, place, contours, supportedFrom) => {
    const answers = locate({ ...at(1.5), ...place }, contours, { supportedFrom });
    expect(said(answers).map((one) => one.split(" ").sort())).toEqual(
      expected.map((one) => one.split(" ").sort()),
    );
  });

  test("is approximate by contours invented for its commune, and unknown beside them", () => {
    const invented = contoursOf([contour("QN05901M", 1, true)], false);
    const contours = { 2015: none, 2024: invented };
    const since = { supportedFrom: "2025-02-01" };
    expect(said(locate(at(1.5), contours, since))).toEqual([
      "2025-02-01 QN05901M approximate_contours",
    ]);
    expect(said(locate(at(9), contours, since))).toEqual([
      "2025-02-01 outside approximate_contours",
    ]);
    expect(said(locate(at(9, { communeCode: "59512" }), contours, since))[0]).toMatch(/unknown/);
  });
});

test("a neighbourhood that left the national list stays where it was written, and is no new answer", () => {
  const known = locate(at(1.5), both, { supportedFrom: "2025-02-01" });
  const left = { 2015: old, 2024: contoursOf([contour("QN05902M", 2)], false) };
  expect(recomputed(known, left)).toEqual({ supersede: [], insert: [] });
  expect(recomputed(known, { 2015: none, 2024: none })).toEqual({ supersede: [], insert: [] });
  expect(said(locate(at(1.5), left, { supportedFrom: "2025-02-01" }))).toEqual([
    "2025-02-01 outside",
  ]);
});

test("an address that is not found is unknown; one that could not be asked for waits, or stays as it was", () => {
  expect(said(locate({ ok: false, reason: "not_found" }))).toEqual([
    "2022-03-01 unknown not_found",
  ]);
  const away = { ok: false, reason: "unavailable", code: "timeout" } as const;
  expect(said(locate(away))).toEqual(["2022-03-01 unknown unavailable"]);
  const known = locate(at(1.5));
  expect(locate(away, both, { inForce: known })).toEqual(known);
});

const tell = (inForce: HeldAnswer[], told: Partial<Parameters<typeof decideTold>[1]>) =>
  applied(
    inForce,
    decideTold(
      inForce,
      {
        ...{ chosen: null, address: lille, isAddressKept: true, since: null },
        supportedFrom: "2022-03-01",
        ...told,
      },
      today,
    ),
  );
const elsewhere: FileAddress = { ...lille, addressLine: "3 rue du Miel" };
const outside = { answer: "outside", neighbourhoodCode: null } as const;

/** As if somebody had looked at everything and agreed. */
const confirmed = (answers: HeldAnswer[]): HeldAnswer[] =>
  answers.map((one, index) => ({
    ...{ ...one, id: `held ${index}`, isToCheck: false },
    ...{ checkedBy: "somebody", checkedAt: new Date("2026-03-02") },
  }));

describe("what somebody confirmed", () => {
  const uncertain = at(1.5, { score: 0.6 });
  const held = confirmed(locate(uncertain));
  const isConfirmed = (answers: HeldAnswer[]) =>
    answers.every((one) => !one.isToCheck && one.checkedBy === "somebody");

  test("stays when its first day is corrected, for each generation", () => {
    for (const [since, expected] of [
      ["2023-09-01", ["2024-01-01 QN05901M low_score", "2023-09-01 QP059002 low_score"]],
      ["2025-09-01", ["2025-09-01 QN05901M low_score"]],
      ["2021-09-01", ["2024-01-01 QN05901M low_score", "2021-09-01 QP059002 low_score"]],
    ] as const) {
      const after = tell(held, { since });
      expect(said(after)).toEqual(expected);
      expect(isConfirmed(after)).toBe(true);
      // Nor does the night undo it.
      expect(isConfirmed(applied(after, recomputed(after, both)).slice(0, expected.length))).toBe(
        true,
      );
    }
  });
  test("stays when the address is found again a step away, with the same doubt or another", () => {
    for (const change of [{}, { hasRival: true }, { score: 0.95 }]) {
      const again = { ...uncertain, lon: 1.500001, label: "12, Rue des Ruches", ...change };
      expect(isConfirmed(locate(again, both, { inForce: held }))).toBe(true);
    }
    const same = { ...uncertain, lon: 1.500001 };
    expect(locate(same, both, { inForce: held })).toEqual(held);
  });
  test("stays when contours are no longer approximate, or become so", () => {
    const invented = contoursOf([contour("QN05901M", 1, true)], false);
    const approximate = { 2015: old, 2024: invented };
    const after = applied(held, recomputed(held, approximate));
    expect(said(after)[1]).toBe("2024-01-01 QN05901M low_score approximate_contours");
    expect(isConfirmed(after)).toBe(true);
  });
  test("stays when nothing is found any more", () => {
    const lost = { ok: false, reason: "not_found" } as const;
    expect(locate(lost, both, { inForce: held })).toEqual(held);
    expect(locate(at(1.5, { type: "municipality" }), both, { inForce: held })).toEqual(held);
  });
  test("is to be checked again elsewhere, or in other contours", () => {
    const moved = locate({ ...uncertain, lon: 1.6 }, both, { inForce: held });
    expect(moved.every((one) => one.isToCheck && one.checkedAt === null)).toBe(true);
    const others = [contour("QN05901M", 5), contour("QN05909M", 1)];
    const redrawn = { 2015: old, 2024: contoursOf(others, false) };
    expect(said(applied(held, recomputed(held, redrawn)))).toEqual([
      "2022-03-01 QP059002 low_score",
      "2024-01-01 QN05909M low_score to check",
    ]);
  });
});

describe("a neighbourhood by hand", () => {
  const choose = (neighbourhoodCode: string, since: string, inForce: HeldAnswer[] = []) =>
    tell(inForce, { chosen: { answer: "priority", neighbourhoodCode }, since });

  test("answers from the first day of its generation, and leaves earlier answers", () => {
    expect(said(choose("QN05901M", "2022-03-01"))).toEqual(["2024-01-01 QN05901M"]);
    expect(said(choose("QN05902M", "2022-03-01", locate(at(1.5))))).toEqual([
      "2022-03-01 QP059002",
      "2024-01-01 QN05902M",
    ]);
    const held = choose("QN05901M", "2022-03-01");
    expect(choose("QN05901M", "2021-03-01", held)).toEqual(held);
  });
  test("is to be looked at once its generation ended", () => {
    const answers = choose("QP059001", "2022-03-01");
    const ended = "unknown neighbourhood_ended";
    expect(said(answers)).toEqual(["2022-03-01 QP059001", `2024-01-01 ${ended}`]);
    expect(answers[1]).toMatchObject({ source: "hand", generation: 2024, reason: "" });
    expect(said(choose("QP059001", "2025-03-01"))).toEqual([`2025-03-01 ${ended}`]);
    expect(recomputed(answers, both)).toEqual({ supersede: [], insert: [] });
  });
  test("that was answered before its end is to be looked at after a night", () => {
    const [held] = choose("QP059001", "2022-03-01").slice(0, 1);
    if (!held) throw new Error("No answer");
    const after = applied([held], recomputed([held], both));
    const ended = "unknown neighbourhood_ended";
    expect(said(after)).toEqual(["2022-03-01 QP059001", `2024-01-01 ${ended}`]);
    const late = [{ ...held, holdsFrom: "2025-03-01" }];
    expect(said(applied(late, recomputed(late, both)))).toEqual([`2025-03-01 ${ended}`]);
    const moved = [{ ...held, id: "a" }, ...locate(at(1.5), both, { supportedFrom: "2023-05-01" })];
    expect(recomputed(moved, both)).toEqual({ supersede: [], insert: [] });
  });
});

test("a neighbourhood of other communes than the address's is to be checked", () => {
  const crossing = contoursOf(
    [{ ...contour("QN05901M", 1), communeCodes: ["59378", "59512"] }],
    false,
  );
  const [answer] = locate(at(1.5), { 2015: none, 2024: crossing }, { supportedFrom: "2025-02-01" });
  expect(answer).toMatchObject({
    ...{ answer: "priority", isToCheck: true, doubts: ["other_commune"], communeCode: "59378" },
    askedAddress: "12 rue des Ruches, 59000 Lille",
  });
});

test("a neighbourhood across a border tells nothing of the other département", () => {
  const crossing = [{ ...contour("QN05901M", 1), communeCodes: ["59350", "62065"] }];
  const contours = contoursOf(crossing, false);
  expect(contours.covers("59512")).toBe(true);
  expect(contours.covers("62065")).toBe(false);
  expect(contours.locate(1.5, 0.5)?.code).toBe("QN05901M");
});

describe("a form", () => {
  const known = locate(at(1.5));

  test("that says the same address changes nothing, once its commune is known too", () => {
    expect(tell(known, {})).toEqual(known);
    const bare = { ...lille, communeCode: null, communeName: null };
    const located = locate(at(1.5, {}), both, { address: bare });
    expect(tell(located, { address: lille })).toEqual(located);
  });
  test("that says another address begins a home today, or when it says", () => {
    const moved = { address: elsewhere, isAddressKept: false };
    expect(said(tell(known, moved))).toEqual([...said(known), `${today} unknown unavailable`]);
    expect(said(tell(known, { ...moved, since: "2023-09-01" }))).toEqual([
      "2022-03-01 QP059002",
      "2023-09-01 unknown unavailable",
    ]);
  });
  test("that corrects an address which was not found keeps its first day", () => {
    const lost = locate({ ok: false, reason: "not_found" });
    expect(said(tell(lost, { address: elsewhere, isAddressKept: false }))).toEqual([
      "2022-03-01 unknown unavailable",
    ]);
  });
  test("by hand counts from today, from the first day where nothing did", () => {
    expect(said(tell(known, { chosen: outside }))).toEqual([...said(known), `${today} outside`]);
    expect(said(tell([], { chosen: outside }))).toEqual(["2022-03-01 outside"]);
    const byHand = tell([], { chosen: outside });
    expect(said(tell(byHand, {}))).toEqual(["2022-03-01 unknown unavailable"]);
  });
  test("without an address says nothing of a new file, and no longer of an old one", () => {
    const nowhere = { ...lille, addressLine: null };
    expect(tell([], { address: nowhere })).toEqual([]);
    expect(said(tell(known, { address: nowhere, isAddressKept: false }))).toEqual([
      ...said(known),
      `${today} unknown`,
    ]);
  });
});

// Whatever happens to a person, in whatever order.
const day = fc.integer({ min: 0, max: 3600 }).map((n) => addDays("2017-01-01", n));
const step = fc.oneof(
  fc.record({
    kind: fc.constant("move" as const),
    street: fc.integer({ min: 1, max: 4 }),
    since: fc.option(day, { nil: null }),
  }),
  fc.record({
    kind: fc.constant("choose" as const),
    answer: fc.constantFrom("outside" as const, "unknown" as const),
    since: fc.option(day, { nil: null }),
  }),
  fc.record({
    kind: fc.constant("locate" as const),
    lon: fc.constantFrom(0.5, 1.5, 2.5, 9),
    score: fc.constantFrom(0.95, 0.6),
  }),
  fc
    .constantFrom<Geocoded>(
      { ok: false, reason: "not_found" },
      { ok: false, reason: "unavailable", code: "off" },
    )
    .map((geocoded) => ({ kind: "fail" as const, geocoded })),
);
const world = fc.constantFrom<Contours>(
  both,
  { 2015: none, 2024: recent },
  { 2015: old, 2024: none },
  { 2015: none, 2024: none },
);

type State = { address: FileAddress; inForce: HeldAnswer[] };
let ids = 0;
const withIds = (answers: HeldAnswer[]) =>
  answers.map((one) => (one.id.startsWith("new ") ? { ...one, id: `a${ids++}` } : one));

function live(
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
  contours: Contours,
  from: State,
): State {
  let { address, inForce } = from;
  for (const one of steps) {
    const since = { today, supportedFrom: "2018-05-01" };
    let changes: AnswerChanges;
    if (one.kind === "move" || one.kind === "choose") {
      const before = addressInWords(address);
      if (one.kind === "move") address = { ...lille, addressLine: `${one.street} rue du Miel` };
      changes = decideTold(
        inForce,
        {
          chosen: one.kind === "choose" ? { ...outside, answer: one.answer } : null,
          address,
          isAddressKept: before === addressInWords(address),
          since: one.since,
          supportedFrom: since.supportedFrom,
        },
        today,
      );
    } else {
      const geocoded = one.kind === "fail" ? one.geocoded : at(one.lon, { score: one.score });
      changes = decideLocated(inForce, address, geocoded, contours, since);
    }
    inForce = withIds(applied(inForce, changes));
  }
  return { address, inForce };
}
const begun: State = { address: { ...lille, addressLine: null }, inForce: [] };
const steps = fc.array(step, { maxLength: 8 });
const facts = (answer: HeldAnswer | null) =>
  answer && [answer.answer, answer.neighbourhoodCode, answer.source, answer.askedAddress];

describe("whatever happens", () => {
  test("there is one answer a day", () => {
    fc.assert(
      fc.property(steps, world, (all, contours) => {
        const days = live(all, contours, begun).inForce.map((one) => one.holdsFrom);
        expect(new Set(days).size).toBe(days.length);
      }),
    );
  });

  test("a new home changes no day before it", () => {
    fc.assert(
      fc.property(
        steps,
        world,
        day,
        day,
        fc.integer({ min: 5, max: 9 }),
        (all, contours, since, seen, street) => {
          const before = live(all, contours, begun);
          const first = before.inForce.map((one) => one.holdsFrom).sort()[0];
          // Before the first answer, the first holds: whatever comes before it is told for the first time.
          fc.pre(seen < since && first !== undefined && first <= seen);
          const after = live([{ kind: "move", street, since }], contours, before);
          expect(facts(answerOn(after.inForce, seen))).toEqual(
            facts(answerOn(before.inForce, seen)),
          );
        },
      ),
    );
  });

  test("a generation that arrives changes no day of the one before", () => {
    fc.assert(
      fc.property(steps, day, (all, seen) => {
        fc.pre(seen < "2024-01-01");
        const { inForce } = live(all, { 2015: old, 2024: none }, begun);
        const after = applied(inForce, recomputed(inForce, both));
        const was = answerOn(inForce, seen);
        // An answer that no day of 2015 had is told for the first time.
        fc.pre(was !== null && was.holdsFrom <= seen && was.answer !== "unknown");
        expect(facts(answerOn(after, seen))).toEqual(facts(was));
      }),
    );
  });

  test("located twice is located once", () => {
    fc.assert(
      fc.property(steps, world, fc.constantFrom(0.5, 1.5, 2.5, 9), (all, contours, lon) => {
        const once = live([...all, { kind: "locate", lon, score: 0.95 }], contours, begun);
        const nothing = { supersede: [], insert: [] };
        const since = { today, supportedFrom: "2018-05-01" };
        expect(decideLocated(once.inForce, once.address, at(lon), contours, since)).toEqual(
          nothing,
        );
        const again = applied(once.inForce, recomputed(once.inForce, contours));
        expect(recomputed(withIds(again), contours)).toEqual(nothing);
      }),
    );
  });

  test("an answer by hand is never replaced by an address", () => {
    fc.assert(
      fc.property(steps, world, world, (all, contours, later) => {
        const { inForce, address } = live(
          [...all, { kind: "choose", answer: "outside", since: null }],
          contours,
          begun,
        );
        const since = { today, supportedFrom: "2018-05-01" };
        const first = recomputed(inForce, later);
        const changes = together(
          first,
          decideLocated(applied(inForce, first), address, at(1.5), later, since),
        );
        const byHand = inForce.filter((one) => one.source === "hand").map((one) => one.id);
        expect(changes.supersede.filter((id) => byHand.includes(id))).toEqual([]);
      }),
    );
  });

  test("homes follow each other without a gap", () => {
    fc.assert(
      fc.property(steps, world, (all, contours) => {
        const homes = homesOf(live(all, contours, begun).inForce);
        for (const [index, home] of homes.entries()) {
          expect(home.endsBefore).toBe(homes[index + 1]?.startsOn ?? null);
        }
      }),
    );
  });
});

test("what waits is what the form of an address writes", () => {
  expect(waiting(lille, "2022-03-01")).toMatchObject({
    askedAddress: "12 rue des Ruches, 59000 Lille",
    generation: 2015,
    answer: "unknown",
    doubts: ["unavailable"],
  });
});

function addDays(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
