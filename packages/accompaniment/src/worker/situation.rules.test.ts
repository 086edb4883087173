import { expect, test } from "vitest";
import { type WorkerListKey, workerListKeys } from "../list/value-list.schema.ts";
import { completeness, type SituationRecord, situationInWords } from "./situation.rules.ts";

const empty = Object.fromEntries(
  workerListKeys.map((key) => [key, []]),
) as unknown as SituationRecord["now"];
const say = (key: WorkerListKey, label: string) => ({
  ...empty,
  [key]: [{ id: label, code: null, label }],
});

test("a new file lacks everything, platforms aside for who works through none", () => {
  const worker = { kind: "platform_worker" as const, now: empty, dependants: null };
  expect(completeness(worker, true)).toMatchObject({ asked: 16, missing: { length: 16 } });
  expect(completeness({ ...worker, kind: "commons_contributor" }, true).asked).toBe(15);
});

test("the sensitive questions are not counted against who may not ask them", () => {
  const worker = { kind: "both" as const, now: say("gender", "Femme"), dependants: 0 };
  const { asked, missing } = completeness(worker, false);
  expect(asked).toBe(13);
  expect(missing.map(({ field }) => field)).not.toContain("gender");
  expect(missing.map(({ field }) => field)).not.toContain("dependants");
  expect(missing.map(({ field }) => field)).not.toContain("income_support");
});

test("words of the sensitive lists are apart from the others", () => {
  const { open, sensitive } = situationInWords({
    dependants: 2,
    resources: [{ name: "Dolibarr" }, { name: "PeerTube" }],
    now: say("income_support", "RSA"),
    entry: say("unemployment", "24 mois et plus"),
  });
  expect(open).toContainEqual(["Durée de chômage à l’arrivée", "24 mois et plus"]);
  expect(open).toContainEqual(["Personnes à charge", "2"]);
  expect(open).toContainEqual(["Communs utilisés", "Dolibarr, PeerTube"]);
  expect(JSON.stringify(open)).not.toContain("RSA");
  expect(sensitive).toContainEqual(["Minima sociaux et allocations", "RSA"]);
  expect(sensitive.map(([field]) => field)).toEqual([
    "Minima sociaux et allocations à l’arrivée",
    "Minima sociaux et allocations",
    "RQTH à l’arrivée",
    "RQTH",
    "Frein de santé",
  ]);
});
