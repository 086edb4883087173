import { daysAfter } from "@essaim/database/today";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysBetween, monthsAfter } from "./day.rules.ts";
import {
  CAPE_RENEWALS,
  decidePathway,
  forgettableKinds,
  inOrder,
  isCape,
  latestTerm,
  nextStages,
  type Stage,
  situationOn,
} from "./stage.rules.ts";
import type { StageKind } from "./stage.schema.ts";
import { anyPathway, anyStages, testDay } from "./testing-pathways.ts";

type Told = [kind: StageKind, startsOn: string, termOn?: string];

/** A pathway as one tells it: each stage with its day, a CAPE with twelve months unless it says otherwise. */
const pathway = (...told: Told[]): Stage[] =>
  told.map(([kind, startsOn, termOn], index) => ({
    id: String(index),
    kind,
    startsOn,
    termOn: isCape(kind) ? (termOn ?? latestTerm(startsOn)) : null,
  }));
const decide = (...told: Told[]) => decidePathway(pathway(...told), testDay);
const ends = (...told: Told[]) => {
  const decision = decide(...told);
  return decision.ok ? decision.stages.map((stage) => stage.endsOn) : decision.message;
};
const refusal = (...told: Told[]) => {
  const decision = decide(...told);
  return decision.ok
    ? "accepted"
    : { stage: told[Number(decision.stageId)]?.[0], field: decision.field };
};

describe("a pathway", () => {
  test("from the first meeting to the exit, with the last day of each contract", () => {
    expect(
      ends(
        ["candidate", "2020-01-06"],
        ["diagnosis", "2020-01-20"],
        ["cape", "2020-02-01"],
        ["cape_renewal", "2021-02-01"],
        ["cape_renewal", "2022-02-01", "2022-07-31"],
        ["cesa", "2022-06-01"],
        ["associate", "2023-05-15"],
        ["amendment", "2024-01-01"],
        ["exit", "2025-03-31"],
      ),
    ).toEqual([
      null,
      null,
      "2021-01-31",
      "2022-01-31",
      "2022-05-31",
      "2025-03-31",
      null,
      null,
      null,
    ]);
  });

  test("may go straight to a CESA, skip the diagnosis, or end where it began", () => {
    expect(decide(["candidate", "2025-01-06"], ["cesa", "2025-02-01"])).toMatchObject({ ok: true });
    expect(decide(["cesa", "2019-02-01"])).toMatchObject({ ok: true });
    expect(decide(["cape", "2025-02-01"])).toMatchObject({ ok: true });
    expect(decide(["candidate", "2025-01-06"], ["exit", "2025-01-06"])).toMatchObject({ ok: true });
  });

  test("of somebody who comes back begins again, a CAPE included", () => {
    expect(
      ends(
        ["cape", "2022-01-01"],
        ["exit", "2022-06-30"],
        ["candidate", "2024-01-08"],
        ["cape", "2024-02-01"],
      ),
    ).toEqual(["2022-06-30", null, null, "2025-01-31"]);
    expect(refusal(["cape", "2022-01-01"], ["exit", "2022-06-30"], ["cesa", "2024-01-08"])).toEqual(
      { stage: "cesa", field: "kind" },
    );
    // The day of the exit still belongs to the first passage.
    expect(
      refusal(["cape", "2022-01-01"], ["exit", "2022-06-30"], ["candidate", "2022-06-30"]),
    ).toEqual({ stage: "candidate", field: "startsOn" });
  });

  test.each<[string, Told[], { stage: StageKind | undefined; field: string }]>([
    ["nothing", [], { stage: undefined, field: "kind" }],
    ["an exit alone", [["exit", "2025-01-01"]], { stage: "exit", field: "kind" }],
    [
      "a renewal without a CAPE",
      [["cape_renewal", "2025-01-01"]],
      { stage: "cape_renewal", field: "kind" },
    ],
    [
      "a diagnosis after the contract",
      [
        ["cape", "2025-01-01"],
        ["diagnosis", "2025-02-01"],
      ],
      { stage: "diagnosis", field: "startsOn" },
    ],
    [
      "two candidatures",
      [
        ["candidate", "2025-01-01"],
        ["candidate", "2025-02-01"],
      ],
      { stage: "candidate", field: "startsOn" },
    ],
    [
      "two CAPE at once",
      [
        ["cape", "2025-01-01"],
        ["cape", "2025-02-01"],
      ],
      { stage: "cape", field: "kind" },
    ],
    [
      "a CAPE of more than twelve months",
      [["cape", "2025-01-01", "2026-01-01"]],
      { stage: "cape", field: "termOn" },
    ],
    [
      "an end before a beginning",
      [["cape", "2025-01-01", "2024-12-31"]],
      { stage: "cape", field: "termOn" },
    ],
    [
      "a renewal that does not begin the day after the term",
      [
        ["cape", "2025-01-01"],
        ["cape_renewal", "2026-01-02"],
      ],
      { stage: "cape_renewal", field: "startsOn" },
    ],
    [
      "a third renewal",
      [
        ["cape", "2022-01-01"],
        ["cape_renewal", "2023-01-01"],
        ["cape_renewal", "2024-01-01"],
        ["cape_renewal", "2025-01-01"],
      ],
      { stage: "cape_renewal", field: "kind" },
    ],
    [
      "a renewal once the CESA is signed",
      [
        ["cape", "2025-01-01"],
        ["cesa", "2025-06-01"],
        ["cape_renewal", "2026-01-01"],
      ],
      { stage: "cape_renewal", field: "kind" },
    ],
    [
      "a CAPE under a CESA",
      [
        ["cesa", "2025-01-01"],
        ["cape", "2025-02-01"],
      ],
      { stage: "cape", field: "kind" },
    ],
    [
      "two CESA",
      [
        ["cesa", "2025-01-01"],
        ["cesa", "2025-02-01"],
      ],
      { stage: "cesa", field: "kind" },
    ],
    [
      "a CESA on the day a CAPE begins",
      [
        ["cape", "2025-01-01"],
        ["cesa", "2025-01-01"],
      ],
      { stage: "cesa", field: "startsOn" },
    ],
    [
      "an amendment without a CESA",
      [
        ["cape", "2025-01-01"],
        ["amendment", "2025-02-01"],
      ],
      { stage: "amendment", field: "kind" },
    ],
    [
      "an associate without a CESA",
      [
        ["cape", "2025-01-01"],
        ["associate", "2025-02-01"],
      ],
      { stage: "associate", field: "kind" },
    ],
    [
      "an associate twice",
      [
        ["cesa", "2024-01-01"],
        ["associate", "2024-02-01"],
        ["associate", "2025-02-01"],
      ],
      { stage: "associate", field: "kind" },
    ],
    [
      "two exits",
      [
        ["cesa", "2024-01-01"],
        ["exit", "2024-02-01"],
        ["exit", "2025-02-01"],
      ],
      { stage: "exit", field: "kind" },
    ],
    [
      "the same amendment twice",
      [
        ["cesa", "2024-01-01"],
        ["amendment", "2024-02-01"],
        ["amendment", "2024-02-01"],
      ],
      { stage: "amendment", field: "startsOn" },
    ],
    ["a year mistyped", [["candidate", "2062-01-01"]], { stage: "candidate", field: "startsOn" }],
  ])("refuses %s", (_, told, expected) => {
    expect(refusal(...told)).toEqual(expected);
  });

  test("says where a person stands: an amendment changes nothing of it", () => {
    const stages = pathway(
      ["candidate", "2025-01-06"],
      ["cape", "2025-01-06"],
      ["cesa", "2025-06-01"],
      ["amendment", "2025-09-01"],
      ["exit", "2026-12-31"],
    );
    expect(situationOn(stages, "2025-01-05")).toBeNull();
    expect(situationOn(stages, "2025-01-06")?.kind).toBe("cape");
    expect(situationOn(stages, "2025-10-01")?.kind).toBe("cesa");
    expect(situationOn(stages, "2027-01-01")?.kind).toBe("exit");
  });
});

describe("what may follow", () => {
  const kinds = (...told: Told[]) => nextStages(pathway(...told), testDay).map(({ kind }) => kind);

  test("is offered with the dates that it would have", () => {
    expect(nextStages(pathway(["cape", "2026-01-15"]), testDay)).toEqual([
      { kind: "cape_renewal", startsOn: "2027-01-15", termOn: "2028-01-14" },
      { kind: "cesa", startsOn: testDay, termOn: null },
      { kind: "exit", startsOn: testDay, termOn: null },
    ]);
    expect(nextStages([], testDay)[2]).toEqual({
      kind: "cape",
      startsOn: testDay,
      termOn: "2027-11-23",
    });
  });

  test("depends on what came before", () => {
    expect(kinds(["candidate", "2026-10-01"])).toEqual(["diagnosis", "cape", "cesa", "exit"]);
    expect(kinds(["cesa", "2026-10-01"])).toEqual(["amendment", "associate", "exit"]);
    expect(kinds(["cesa", "2026-10-01"], ["associate", "2026-10-01"])).toEqual([
      "amendment",
      "exit",
    ]);
    expect(kinds(["candidate", "2026-10-01"], ["exit", testDay])).toEqual([
      "candidate",
      "diagnosis",
      "cape",
    ]);
  });

  test("may have been forgotten between two stages", () => {
    const stages = pathway(["candidate", "2026-01-05"], ["cesa", "2026-06-01"]);
    expect(forgettableKinds(stages, testDay)).toEqual([
      "diagnosis",
      "cape",
      "amendment",
      "associate",
      "exit",
    ]);
  });
});

describe("whatever is told", () => {
  const decided = (stages: Stage[]) => {
    const decision = decidePathway(stages, testDay);
    if (!decision.ok) throw new Error(decision.message);
    return decision.stages;
  };

  test("an accepted pathway has its contracts apart, each within its term", () => {
    fc.assert(
      fc.property(anyPathway, (stages) => {
        const contracts = decided(stages).filter(({ kind }) => isCape(kind) || kind === "cesa");
        for (const [index, { startsOn, endsOn, termOn }] of contracts.entries()) {
          if (endsOn !== null) expect(endsOn >= startsOn).toBe(true);
          if (termOn !== null) expect(endsOn !== null && endsOn <= termOn).toBe(true);
          const next = contracts[index + 1];
          if (next) expect(endsOn !== null && endsOn < next.startsOn).toBe(true);
        }
      }),
    );
  });

  test("a passage has one CAPE and two renewals at most, within thirty-six months", () => {
    fc.assert(
      fc.property(anyPathway, (stages) => {
        for (const passage of passagesOf(decided(stages))) {
          const capes = passage.filter(({ kind }) => isCape(kind));
          expect(capes.length <= 1 + CAPE_RENEWALS).toBe(true);
          const [first, last] = [capes[0], capes.at(-1)];
          if (first && last?.endsOn) {
            expect(last.endsOn < monthsAfter(first.startsOn, 36)).toBe(true);
          }
          // A renewal begins the day after the term.
          for (const [index, cape] of capes.entries()) {
            const before = capes[index - 1]?.termOn;
            if (before) expect(cape.startsOn).toBe(daysAfter(before, 1));
          }
        }
      }),
    );
  });

  test("passages follow each other, each closed by its exit but the last", () => {
    fc.assert(
      fc.property(anyPathway, (stages) => {
        const passages = passagesOf(decided(stages));
        for (const [index, passage] of passages.entries()) {
          const exit = passage.findIndex(({ kind }) => kind === "exit");
          expect(exit === -1 ? index : exit).toBe(
            exit === -1 ? passages.length - 1 : passage.length - 1,
          );
          const next = passages[index + 1]?.[0];
          if (next) expect(next.startsOn > (passage.at(-1)?.startsOn ?? "")).toBe(true);
        }
      }),
    );
  });

  test("the order in which stages are told changes nothing", () => {
    fc.assert(
      fc.property(
        fc
          .oneof(anyPathway, anyStages)
          .chain((stages) =>
            fc.tuple(
              fc.constant(stages),
              fc.shuffledSubarray(stages, { minLength: stages.length }),
            ),
          ),
        ([stages, shuffled]) => {
          const [one, other] = [decidePathway(stages, testDay), decidePathway(shuffled, testDay)];
          if (!one.ok && !other.ok) {
            // Two stages alike may be told apart by their ids only.
            expect([other.field, other.message]).toEqual([one.field, one.message]);
          } else expect(other).toEqual(one);
        },
      ),
    );
  });

  test("the latest stage can always be taken back, and those before it are as they were", () => {
    fc.assert(
      fc.property(anyPathway, (stages) => {
        const before = inOrder(stages).slice(0, -1);
        fc.pre(before.length > 0);
        expect(decidePathway(before, testDay).ok).toBe(true);
      }),
    );
  });

  test("a stage added anywhere can be taken back, and leaves no trace", () => {
    fc.assert(
      fc.property(anyPathway, anyStages, (stages, others) => {
        const alone = decided(stages);
        for (const [index, other] of others.entries()) {
          const added = { ...other, id: `added-${index}` };
          const together = decidePathway([...stages, added], testDay);
          if (!together.ok) continue;
          const rest = together.stages.filter(({ id }) => id !== added.id);
          expect(decided(rest.map(({ endsOn: _, ...stage }) => stage))).toEqual(alone);
        }
      }),
    );
  });

  test("what is offered next is accepted, and comes last", () => {
    fc.assert(
      fc.property(anyPathway, (stages) => {
        for (const next of nextStages(stages, testDay)) {
          const decision = decidePathway([...stages, { id: "next", ...next }], testDay);
          expect(decision.ok && decision.stages.at(-1)?.id).toBe("next");
        }
      }),
    );
  });

  test("a refusal names a stage that was told, and says it in a sentence", () => {
    fc.assert(
      fc.property(anyStages, (stages) => {
        const decision = decidePathway(stages, testDay);
        if (decision.ok) return;
        expect(stages.length === 0 || stages.some(({ id }) => id === decision.stageId)).toBe(true);
        // French typography: no plain space before a colon, no date left as figures.
        expect(decision.message).toMatch(/^[A-ZÀ-Ý].*[.)]$/);
        expect(decision.message).not.toMatch(/ [:;!?»]|« |\d{4}-\d{2}/);
      }),
    );
  });

  test("nothing is dated more than a year ahead", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), (days) => {
        const startsOn = daysAfter(testDay, days);
        const isNear = daysBetween(testDay, startsOn) <= 365;
        expect(decidePathway(pathway(["candidate", startsOn]), testDay).ok).toBe(isNear);
      }),
    );
  });
});

function passagesOf<S extends Stage>(stages: readonly S[]): S[][] {
  const passages: S[][] = [];
  let isOpen = false;
  for (const stage of stages) {
    if (!isOpen) passages.push([]);
    passages.at(-1)?.push(stage);
    isOpen = stage.kind !== "exit";
  }
  return passages;
}
