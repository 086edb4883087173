import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Assessment,
  compareAssessments,
  fingerprint,
  latestLevels,
  marksOf,
  tellSkills,
} from "./skill.rules.ts";
import { assessmentSchema, type SkillLevel, skillLevels } from "./skill.schema.ts";

const skills = [
  { id: "price", label: "Fixer ses prix", isRetired: false },
  { id: "sell", label: "Trouver des clients", isRetired: false },
  { id: "quote", label: "Devis et factures", isRetired: false },
];
const on = (assessedOn: string, levels: Record<string, SkillLevel>): Assessment => ({
  assessedOn,
  assessedByName: null,
  levels,
});
const day = (text: string) => text;

test("the sentence says how many grew, and which most", () => {
  const first = on("2026-03-03", { price: 0, sell: 2, quote: 3 });
  const latest = on("2026-11-24", { price: 3, sell: 3, quote: 2 });
  expect(tellSkills(skills, [first, latest], day)).toBe(
    "Depuis le 2026-03-03, 2 compétences sur 3 ont progressé et 1 a reculé, surtout «\u202fFixer ses prix\u202f» (de «\u202fPas encore\u202f» à «\u202fFait seul·e\u202f»).",
  );
  expect(tellSkills(skills, [first], day)).toMatch(/1 des 3 compétences évaluées est faite/);
  expect(tellSkills(skills, [first, on("2026-11-24", { price: 0, sell: 2 })], day)).toMatch(
    /aucune compétence n’a progressé\.$/,
  );
  expect(
    tellSkills(skills, [on("2026-03-03", { price: 1 }), on("2026-04-03", { sell: 1 })], day),
  ).toMatch(/aucune compétence n’a été évaluée deux fois/);
});

const anyLevels = fc.dictionary(
  fc.constantFrom("price", "sell", "quote"),
  fc.constantFrom(...skillLevels),
);

test("every skill assessed twice grew, fell back or stayed, and only those", () => {
  fc.assert(
    fc.property(anyLevels, anyLevels, (before, now) => {
      const told = compareAssessments(skills, on("2026-01-01", before), on("2026-02-01", now));
      const both = Object.keys(before).filter((id) => now[id] !== undefined);
      expect(told.grown.length + told.lost.length + told.same).toBe(both.length);
      expect(told.compared).toBe(both.length);
    }),
  );
});

test("two assessments have the same print when they say the same, in whatever order", () => {
  fc.assert(
    fc.property(anyLevels, anyLevels, (one, other) => {
      const same =
        JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
      const print = (levels: Record<string, SkillLevel>) =>
        fingerprint(marksOf(on("2026-01-01", levels)));
      expect(print(one) === print(other)).toBe(same);
    }),
  );
});

test("the next form begins with the last level known of each skill", () => {
  const told = [on("2026-01-01", { price: 1, sell: 2 }), on("2026-02-01", { price: 3 })];
  expect(latestLevels(told)).toEqual({ price: 3, sell: 2 });
});

const id = "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60";

test("a form keeps the skills that were given a level", () => {
  expect(
    assessmentSchema.parse({ assessedOn: "2026-03-03", [`level_${id}`]: "0", level_x: undefined }),
  ).toEqual({
    assessedOn: "2026-03-03",
    replaces: null,
    seen: "",
    marks: [{ valueId: id, level: 0 }],
  });
});

test.each([
  [{ [`level_${id}`]: "5" }, `level_${id}`, /niveau de la liste/],
  [{}, undefined, /au moins une compétence/],
  [{ [`level_${id}`]: "1", assessedOn: "2126-01-01" }, "assessedOn", /à venir/],
])("an assessment that does not fit is refused (%#)", (given, field, message) => {
  const parsed = assessmentSchema.safeParse({ assessedOn: "2026-03-03", ...given });
  const issue = parsed.error?.issues.find(({ path }) => path[0] === field);
  expect(issue?.message).toMatch(message);
});
