import { today } from "@essaim/database/today";
import { expect, it } from "vitest";
import { experienceFormSchema } from "./experience.schema.ts";
import { experienceFieldsSchema } from "./proposal.schema.ts";
import { hasBegun } from "./year.rules.ts";

it("takes a year from its first day", () => {
  expect(hasBegun(2026, "2026-01-01")).toBe(true);
  expect(hasBegun(2027, "2026-12-31")).toBe(false);
});

it("refuses an experience that began in a year to come, proposed or written by a member", () => {
  const year = Number(today().slice(0, 4));
  const said = { displayName: "Sam", worked: "Le samedi.", consentNote: "Par message." };
  for (const schema of [experienceFieldsSchema, experienceFormSchema]) {
    expect(schema.safeParse({ ...said, sinceYear: String(year) }).success).toBe(true);
    const refused = schema.safeParse({ ...said, sinceYear: String(year + 1) });
    expect(refused.error?.issues.map(({ path }) => path)).toEqual([["sinceYear"]]);
  }
});
