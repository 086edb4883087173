import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decidePathway, isCape, latestTerm, type Stage } from "./stage.rules.ts";
import type { StageKind } from "./stage.schema.ts";
import { refusalOfEntry, refusalOfRemoval } from "./stage-refusal.rules.ts";
import { anyPathway, anyStages, testDay } from "./testing-pathways.ts";

type Told = [kind: StageKind, startsOn: string, termOn?: string];

const stage = ([kind, startsOn, termOn]: Told, id: string): Stage => ({
  id,
  kind,
  startsOn,
  termOn: isCape(kind) ? (termOn ?? latestTerm(startsOn)) : null,
});
const pathway = (...told: Told[]) => told.map((one, index) => stage(one, String(index)));

/** What is said of a stage entered in a pathway; of one corrected when it takes the place of another. */
function said(
  told: Told[],
  entered: Told,
  place?: number,
): [field: string, message: string] | null {
  const stages = pathway(...told);
  const one = stage(entered, place === undefined ? "new" : String(place));
  const all = [...stages.filter(({ id }) => id !== one.id), one];
  const decision = decidePathway(all, testDay);
  if (decision.ok) return null;
  const { field, message } = refusalOfEntry(decision, one, all);
  return [field, message.replaceAll("\u00a0", " ").replaceAll("\u202f", " ")];
}

const usual: Told[] = [
  ["candidate", "2025-09-01"],
  ["cape", "2025-11-03"],
  ["cape_renewal", "2026-11-03"],
];
const signed: Told[] = [
  ["cape", "2024-02-01"],
  ["cesa", "2025-01-06"],
  ["amendment", "2025-06-02"],
];

describe("a stage out of order is told in one sentence, about itself", () => {
  test.each<[string, Told[], Told, string, string]>([
    [
      "a CAPE before the candidature",
      usual.slice(0, 1),
      ["cape", "2025-08-01"],
      "startsOn",
      "Le CAPE ne peut pas commencer avant la candidature du 1er septembre 2025.",
    ],
    [
      "a diagnosis before the candidature",
      usual.slice(0, 1),
      ["diagnosis", "2025-08-01"],
      "startsOn",
      "Le diagnostic ne peut pas venir avant la candidature du 1er septembre 2025.",
    ],
    [
      "a diagnosis after the CAPE",
      usual,
      ["diagnosis", "2025-12-01"],
      "startsOn",
      "Le diagnostic ne peut pas venir après le CAPE du 3 novembre 2025.",
    ],
    [
      "a second candidature",
      usual.slice(0, 1),
      ["candidate", "2025-08-01"],
      "startsOn",
      "Une candidature est déjà notée le 1er septembre 2025.",
    ],
    [
      "a second CAPE",
      usual.slice(0, 2),
      ["cape", "2025-10-01"],
      "startsOn",
      "Un CAPE est déjà noté le 3 novembre 2025.",
    ],
    [
      "an exit before everything",
      usual,
      ["exit", "2025-08-01"],
      "startsOn",
      "La sortie ne peut pas venir avant la candidature du 1er septembre 2025.",
    ],
    [
      "an exit before a renewal",
      usual,
      ["exit", "2026-02-01"],
      "startsOn",
      "La sortie ne peut pas venir avant le renouvellement du CAPE du 3 novembre 2026.",
    ],
    [
      "a second exit",
      [
        ["cape", "2025-01-06"],
        ["exit", "2025-06-30"],
      ],
      ["exit", "2025-03-31"],
      "startsOn",
      "Une sortie est déjà notée le 30 juin 2025.",
    ],
    [
      "a CESA before the CAPE",
      usual.slice(1, 2),
      ["cesa", "2025-10-01"],
      "startsOn",
      "Le CESA ne peut pas commencer avant le CAPE du 3 novembre 2025.",
    ],
    [
      "a CESA before a renewal",
      usual,
      ["cesa", "2026-02-01"],
      "startsOn",
      "Le CESA ne peut pas commencer avant le renouvellement du CAPE du 3 novembre 2026.",
    ],
    [
      "a CAPE on the day of the CESA",
      [["cesa", "2025-01-06"]],
      ["cape", "2025-01-06"],
      "startsOn",
      "Le CAPE ne peut pas commencer le même jour que le CESA.",
    ],
    [
      "a renewal before the CAPE",
      usual.slice(0, 2),
      ["cape_renewal", "2025-10-01"],
      "startsOn",
      "Le renouvellement du CAPE ne peut pas commencer avant le CAPE du 3 novembre 2025.",
    ],
    [
      "an amendment before the CESA",
      signed.slice(0, 2),
      ["amendment", "2024-06-03"],
      "startsOn",
      "L’avenant au CESA ne peut pas venir avant le CESA du 6 janvier 2025.",
    ],
    [
      "an associate before the CESA",
      signed.slice(0, 2),
      ["associate", "2024-06-03"],
      "startsOn",
      "L’entrée au sociétariat ne peut pas venir avant le CESA du 6 janvier 2025.",
    ],
    [
      "a return on the day of the exit",
      [
        ["cape", "2025-01-06"],
        ["exit", "2025-06-30"],
      ],
      ["candidate", "2025-06-30"],
      "startsOn",
      "Un retour se note au plus tôt le lendemain de la sortie, le 1er juillet 2025.",
    ],
  ])("%s", (_, told, entered, field, message) => {
    expect(said(told, entered)).toEqual([field, message]);
  });

  test.each<[string, Told[], number, Told, string, string]>([
    [
      "a CAPE whose term no longer meets its renewal",
      usual,
      1,
      ["cape", "2025-11-03", "2026-05-02"],
      "termOn",
      "Ce contrat doit finir le 2 novembre 2026, la veille de son renouvellement.",
    ],
    [
      "a CESA moved after its amendment",
      signed,
      1,
      ["cesa", "2025-07-01"],
      "startsOn",
      "Le CESA ne peut pas commencer après l’avenant au CESA du 2 juin 2025.",
    ],
    [
      "an exit moved after the return",
      [
        ["cape", "2024-01-08"],
        ["exit", "2024-06-28"],
        ["candidate", "2025-01-06"],
      ],
      1,
      ["exit", "2025-02-03"],
      "startsOn",
      "La sortie ne peut pas venir après la candidature du 6 janvier 2025.",
    ],
  ])("%s", (_, told, place, entered, field, message) => {
    expect(said(told, entered, place)).toEqual([field, message]);
  });

  test("a CESA before the end of the CAPE ends it, and is no fault", () => {
    expect(said(usual.slice(0, 2), ["cesa", "2026-02-02"])).toBeNull();
  });

  test("a stage that others need is taken back after them", () => {
    const rest = pathway(...signed).filter(({ kind }) => kind !== "cesa");
    const decision = decidePathway(rest, testDay);
    expect(decision.ok ? null : refusalOfRemoval(decision, rest).message).toBe(
      "Retirez d’abord l’avenant au CESA du 2\u00a0juin\u00a02025, qui ne tient pas sans cette étape.",
    );
  });

  test("whatever is entered", () => {
    fc.assert(
      fc.property(anyPathway, anyStages, (stages, others) => {
        for (const other of others) {
          const entered = { ...other, id: "entered" };
          const all = [...stages, entered];
          const decision = decidePathway(all, testDay);
          if (decision.ok) continue;
          const { message } = refusalOfEntry(decision, entered, all);
          expect(message).toMatch(/^[A-ZÀ-Ý][^.]*\.$/);
          expect(message).not.toMatch(/ [:;!?»]|« |\d{4}-\d{2}/);
        }
      }),
    );
  });
});
