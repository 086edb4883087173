import { describe, expect, test } from "vitest";
import { isAgreed, laterHomes, untilHome } from "./later-home.rules.ts";
import {
  applied,
  byHand,
  decideTold,
  type HeldAnswer,
  replacedFrom,
  waiting,
} from "./residence.rules.ts";

const in2024 = (line: string) => ({
  ...{ addressLine: line, postcode: "59000", communeCode: "59350", communeName: "Lille" },
});
const [arras, miel, ruches] = ["3 rue d’Arras", "1 rue du Miel", "12 rue des Ruches"].map(in2024);
if (!arras || !miel || !ruches) throw new Error("No address");

let ids = 0;
const held = (
  holdsFrom: string,
  address: Parameters<typeof waiting>[0],
  change: Partial<HeldAnswer> = {},
): HeldAnswer => ({
  ...waiting(address, holdsFrom),
  ...{ id: `a${ids++}`, answer: "outside", doubts: [], ...change },
});
const byTeam = (holdsFrom: string, change: Partial<HeldAnswer> = {}) =>
  held(holdsFrom, { ...ruches, addressLine: null }, { source: "hand", ...change });

const today = "2026-11-24";
const told = (inForce: HeldAnswer[], address: typeof ruches, since: string) =>
  decideTold(
    inForce,
    {
      ...{ chosen: null, address, isAddressKept: false, since, supportedFrom: "2022-03-01" },
    },
    today,
  );
const lostBy = (inForce: HeldAnswer[], address: typeof ruches, since: string) =>
  laterHomes(inForce, told(inForce, address, since), since).map(({ startsOn }) => startsOn);

describe("a home told", () => {
  const moved = [held("2022-03-01", arras), held("2024-06-01", miel)];

  test("from before somebody moved again is not to strike out where they live since", () => {
    expect(lostBy(moved, ruches, "2023-05-01")).toEqual(["2024-06-01"]);
    expect(lostBy(moved, ruches, "2021-05-01")).toEqual(["2022-03-01", "2024-06-01"]);
  });
  test("from the day of another corrects it, from a later day comes after it", () => {
    expect(lostBy(moved, ruches, "2024-06-01")).toEqual([]);
    expect(lostBy(moved, ruches, "2025-01-01")).toEqual([]);
  });
  test("which is the one lived in may begin earlier, and what is then without a day is said", () => {
    expect(lostBy(moved, miel, "2023-05-01")).toEqual([]);
    expect(lostBy(moved, miel, "2022-03-01")).toEqual(["2022-03-01"]);
    expect(lostBy(moved, miel, "2022-01-01")).toEqual(["2022-03-01"]);
  });
  test("takes the place of the generations of one home, which is no later home", () => {
    const one = [held("2022-03-01", arras), held("2024-01-01", arras, { generation: 2024 })];
    expect(lostBy(one, ruches, "2023-05-01")).toEqual([]);
  });
  test("takes the place of what says nothing", () => {
    const nowhere = { answer: "unknown", neighbourhoodCode: null } as const;
    const silent = [
      held("2024-02-01", { ...arras, addressLine: null }, { ...nowhere, askedAddress: "" }),
      byTeam("2024-01-01", { ...nowhere, doubts: ["neighbourhood_ended"] }),
    ];
    for (const one of silent)
      expect(lostBy([moved[0] ?? one, one], ruches, "2023-05-01")).toEqual([]);
  });
  test("does not strike out an address that nobody found, nor what somebody answered", () => {
    const lost = held("2024-06-01", miel, { answer: "unknown", doubts: ["not_found"] });
    const unknown = byTeam("2024-06-01", { answer: "unknown", reason: "Partie sans adresse." });
    for (const one of [lost, unknown, byTeam("2024-06-01")]) {
      expect(lostBy([held("2022-03-01", arras), one], ruches, "2023-05-01")).toEqual([
        "2024-06-01",
      ]);
    }
  });
});

test("somebody agrees to what they were shown, and to nothing before it", () => {
  const inForce = [held("2022-03-01", arras), held("2023-02-01", ruches), held("2024-06-01", miel)];
  const later = (since: string) =>
    laterHomes(inForce, told(inForce, in2024("7 rue"), since), since);
  expect(isAgreed([], undefined)).toBe(true);
  expect(isAgreed(later("2023-05-01"), undefined)).toBe(false);
  expect(isAgreed(later("2023-05-01"), "2024-06-01")).toBe(true);
  expect(isAgreed(later("2022-05-01"), "2024-06-01")).toBe(false);
  expect(isAgreed(later("2022-05-01"), "2023-02-01")).toBe(true);
});

describe("an answer by hand for the days before a home that stays", () => {
  const until = (code: string | null, from: string, inForce: HeldAnswer[]) => {
    const chosen = { answer: code ? "priority" : "outside", neighbourhoodCode: code } as const;
    const all = { supersede: replacedFrom(inForce, from), insert: byHand(chosen, ruches, from) };
    const [first] = laterHomes(inForce, { ...all, insert: [] }, from);
    if (!first) throw new Error("No later home");
    return applied(inForce, untilHome(inForce, all, first))
      .map((one) => `${one.holdsFrom} ${one.neighbourhoodCode ?? (one.askedAddress || one.answer)}`)
      .sort();
  };

  test("ends with it", () => {
    const inForce = [
      held("2022-03-01", arras),
      held("2024-01-01", arras, { generation: 2024 }),
      held("2024-06-01", miel),
    ];
    expect(until(null, "2023-05-01", inForce)).toEqual([
      "2022-03-01 3 rue d’Arras, 59000 Lille",
      "2023-05-01 outside",
      "2024-06-01 1 rue du Miel, 59000 Lille",
    ]);
    expect(until("QP059001", "2023-05-01", inForce).slice(1, 3)).toEqual([
      "2023-05-01 QP059001",
      "2024-01-01 unknown",
    ]);
  });
  test("does not tell of a neighbourhood that ends once they had left", () => {
    const inForce = [held("2022-03-01", arras), held("2023-06-01", miel)];
    expect(until("QP059001", "2022-05-01", inForce)).toEqual([
      "2022-03-01 3 rue d’Arras, 59000 Lille",
      "2022-05-01 QP059001",
      "2023-06-01 1 rue du Miel, 59000 Lille",
    ]);
  });
  test("says nothing of a neighbourhood that began once they had left", () => {
    const inForce = [held("2022-03-01", arras), held("2023-06-01", miel)];
    expect(until("QN05901M", "2022-05-01", inForce)).toEqual([
      "2022-03-01 3 rue d’Arras, 59000 Lille",
      "2023-06-01 1 rue du Miel, 59000 Lille",
    ]);
  });
});
