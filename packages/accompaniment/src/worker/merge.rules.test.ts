import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decidePathway, type Stage } from "../pathway/stage.rules.ts";
import { anyPathway, testDay } from "../pathway/testing-pathways.ts";
import {
  decideMergedPathway,
  decideUnmergedPathways,
  type MergeWorker,
  mergeChanges,
  mergedRecord,
  proposedKept,
  proposedSide,
  proposeStages,
} from "./merge.rules.ts";

const worker = (change: Partial<MergeWorker> = {}): MergeWorker => ({
  id: "w",
  version: 1,
  givenName: "Léa",
  familyName: "Martin",
  kind: "platform_worker",
  birthOn: null,
  birthYear: null,
  email: null,
  phone: null,
  addressLine: null,
  postcode: null,
  communeCode: null,
  communeName: null,
  departmentCode: null,
  residence: "unknown",
  neighbourhoodCode: null,
  neighbourhoodName: null,
  residenceSource: null,
  supportedFrom: "2026-01-12",
  supportedUntil: null,
  coachId: null,
  coachName: null,
  resources: [],
  dependants: null,
  isAnonymised: false,
  updatedAt: new Date(0),
  updatedByName: null,
  ...change,
});

describe("of two files", () => {
  test("the fuller is kept, then the older, in whatever order they are named", () => {
    const file = { id: "a", records: 1, answers: 4, supportedFrom: "2026-01-12" };
    const full = { ...file, id: "b", records: 12, supportedFrom: "2026-03-01" };
    const answered = { ...file, id: "c", answers: 9, supportedFrom: "2026-02-01" };
    const older = { ...file, id: "d", supportedFrom: "2019-06-03" };
    for (const [one, other, kept] of [
      [file, full, "b"],
      [answered, full, "b"],
      [file, answered, "c"],
      [file, older, "d"],
      [older, answered, "c"],
    ] as const) {
      expect(proposedKept(one, other)).toBe(kept);
      expect(proposedKept(other, one)).toBe(kept);
    }
  });

  test("the one kept is believed, unless only the other says something", () => {
    const other = worker({ phone: "0612345678", dependants: 0, givenName: "Lea" });
    expect(proposedSide(worker(), other, "phone")).toBe("merged");
    expect(proposedSide(worker(), other, "dependants")).toBe("merged");
    expect(proposedSide(worker(), other, "givenName")).toBe("kept");
    expect(proposedSide(worker({ phone: "0711223344" }), other, "phone")).toBe("kept");
  });

  test("a neighbourhood adds to its commune, not to another", () => {
    const here = { communeCode: "59350", communeName: "Lille" };
    const inNeighbourhood = worker({
      ...here,
      residence: "priority",
      neighbourhoodCode: "QN05901M",
    });
    expect(proposedSide(worker(here), inNeighbourhood, "place")).toBe("merged");
    expect(proposedSide(worker({ communeCode: "59512" }), inNeighbourhood, "place")).toBe("kept");
  });

  test("a choice goes for the whole of a place or a birth", () => {
    const other = worker({ birthOn: "1985-03-12", birthYear: 1985, communeCode: "59350" });
    const after = mergedRecord(worker({ birthYear: 1984 }), other, { birth: "merged" });
    expect(after).toMatchObject({ birthOn: "1985-03-12", birthYear: 1985, communeCode: "59350" });
  });

  test("the trail keeps what neither says any more", () => {
    const kept = worker({ phone: "0612345678" });
    const merged = worker({
      id: "x",
      givenName: "Lea",
      phone: "0711223344",
      email: "l@exemple.fr",
    });
    const after = mergedRecord(kept, merged, { phone: "merged" });
    expect(mergeChanges(kept, merged, after)).toEqual([
      { field: "Fusion", before: "", after: "Lea Martin" },
      {
        field: "Téléphone",
        before: "06\u00a012\u00a034\u00a056\u00a078",
        after: "07\u00a011\u00a022\u00a033\u00a044",
      },
      { field: "Adresse électronique", before: "", after: "l@exemple.fr" },
      { field: "Prénom", before: "Lea", after: "Léa" },
    ]);
  });
});

const stage = (
  id: string,
  kind: Stage["kind"],
  startsOn: string,
  termOn: string | null = null,
) => ({
  id,
  kind,
  startsOn,
  termOn,
});

describe("two pathways", () => {
  test("of a file opened twice keep the first candidature", () => {
    const kept = [
      stage("b", "candidate", "2026-03-01"),
      stage("c", "cape", "2026-03-15", "2027-03-14"),
    ];
    const merged = [stage("a", "candidate", "2026-01-10"), stage("d", "diagnosis", "2026-02-01")];
    expect(proposeStages(kept, merged, testDay)).toEqual(["a", "d", "c"]);
  });

  test("that say the same stage the same day keep it once, the kept file's", () => {
    const kept = [stage("a", "candidate", "2026-01-10")];
    expect(proposeStages(kept, [stage("b", "candidate", "2026-01-10")], testDay)).toEqual(["a"]);
  });

  test("whose contracts do not go together are all shown", () => {
    const kept = [stage("a", "cape", "2026-01-01", "2026-12-31")];
    const merged = [stage("b", "cape", "2026-06-01", "2027-05-31")];
    expect(proposeStages(kept, merged, testDay)).toEqual(["a", "b"]);
    expect(decideMergedPathway([...kept, ...merged], ["a", "b"], testDay)).toMatchObject({
      ok: false,
      stageId: "b",
    });
    expect(decideMergedPathway([...kept, ...merged], ["a"], testDay).ok).toBe(true);
  });

  const two = fc.tuple(anyPathway, anyPathway).map(([kept, merged]) => ({
    kept: kept.map((one) => ({ ...one, id: `kept-${one.id}` })),
    merged: merged.map((one) => ({ ...one, id: `merged-${one.id}` })),
  }));

  test("no contract or exit is left out but for its twin", () => {
    fc.assert(
      fc.property(two, ({ kept, merged }) => {
        const proposed = new Set(proposeStages(kept, merged, testDay));
        const dropped = [...kept, ...merged].filter((one) => !proposed.has(one.id));
        for (const one of dropped.filter(
          ({ kind }) => kind !== "candidate" && kind !== "diagnosis",
        )) {
          expect(
            kept.some((other) => other.kind === one.kind && other.startsOn === one.startsOn),
          ).toBe(true);
        }
      }),
    );
  });

  test("of which one is empty of contracts always make one", () => {
    fc.assert(
      fc.property(two, ({ kept, merged }) => {
        const opening = merged.slice(0, 1).filter(({ kind }) => kind === "candidate");
        const both = [...kept, ...opening];
        const decision = decideMergedPathway(both, proposeStages(kept, opening, testDay), testDay);
        expect(decision.ok).toBe(true);
      }),
    );
  });

  test("are told apart again as they were, when nothing was noted since", () => {
    fc.assert(
      fc.property(two, ({ kept, merged }) => {
        const placed = [["kept", kept] as const, ["merged", merged] as const].flatMap(
          ([workerId, stages]) => {
            const decision = decidePathway(stages, testDay);
            return decision.ok ? decision.stages.map((one) => ({ ...one, workerId })) : [];
          },
        );
        const decision = decideMergedPathway(placed, proposeStages(kept, merged, testDay), testDay);
        if (!decision.ok) return;
        const apart = decideUnmergedPathways(
          "kept",
          placed,
          decision.stages,
          decision.stages,
          testDay,
        );
        const told = placed.map(({ id, workerId, endsOn }) => ({ id, workerId, endsOn }));
        const stages = apart.ok ? apart.stages : [];
        expect(stages.map(({ id, workerId, endsOn }) => ({ id, workerId, endsOn }))).toEqual(
          expect.arrayContaining(told),
        );
        expect(stages).toHaveLength(told.length);
      }),
    );
  });
});
