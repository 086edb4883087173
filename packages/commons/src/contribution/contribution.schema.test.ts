import { textFromCents } from "@essaim/database/money.schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountOf, contributionKinds, contributionSchema } from "./contribution.schema.ts";

const typed = {
  kind: "code",
  openResourceId: "0190a0a0-0000-7000-8000-000000000001",
  contributedOn: "2026-03-03",
  description: "Correction du calcul des tournées",
};
const errorsOf = (change: object) => {
  const parsed = contributionSchema.safeParse({ ...typed, ...change });
  return Object.fromEntries(
    (parsed.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]),
  );
};

describe("a contribution's form", () => {
  it.each(contributionKinds)("of kind %s asks for what that kind needs", (kind) => {
    const needed = ["gift", "share", "membership"].includes(kind)
      ? ["amountCents"]
      : kind === "time"
        ? ["minutes"]
        : [];
    expect(Object.keys(errorsOf({ kind }))).toEqual(needed);
    expect(errorsOf({ kind, amountCents: "50 €", minutes: "1 h 30" })).toEqual({});
  });

  it.each([
    [{ amountCents: "-1" }, "amountCents"],
    [{ minutes: "1 h 75" }, "minutes"],
    [{ minutes: "0" }, "minutes"],
    [{ contributedOn: "2999-01-01" }, "contributedOn"],
    [{ evidenceUrl: "javascript:alert(1)" }, "evidenceUrl"],
    [{ description: "   " }, "description"],
  ])("refuses %j", (change, field) => {
    expect(Object.keys(errorsOf(change))).toEqual([field]);
  });
});

it("says everything at once", () => {
  const errors = errorsOf({ kind: "gift", description: "", amountCents: undefined });
  expect(Object.keys(errors).sort()).toEqual(["amountCents", "description"]);
});

describe("shares, memberships and payments", () => {
  const shares = { kind: "share", shareCount: "3", shareNominalCents: "100,10" };

  it("counts shares by their value to the cent, whatever their number", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 99_999 }),
        (count, nominal) => {
          const parsed = contributionSchema.parse({
            ...typed,
            kind: "share",
            shareCount: String(count),
            shareNominalCents: textFromCents(nominal),
          });
          expect(amountOf(parsed)).toBe(count * nominal);
        },
      ),
    );
  });

  it.each([
    [{ ...shares, amountCents: "300,30" }, []],
    [{ ...shares, amountCents: "300" }, ["amountCents"]],
    [{ kind: "share", shareCount: "3", amountCents: "300" }, ["shareNominalCents"]],
    [{ kind: "share", shareNominalCents: "3", amountCents: "300" }, ["shareCount"]],
    [{ ...shares, shareCount: "1,5" }, ["shareCount"]],
    [{ ...shares, shareCount: "1000000", shareNominalCents: "999999999" }, ["shareCount"]],
    [{ shareCount: "3", shareNominalCents: "100" }, ["shareCount", "shareNominalCents"]],
    [{ kind: "membership", amountCents: "50", renewsOn: "2027-03-03" }, []],
    [{ kind: "membership", amountCents: "50", renewsOn: "2026-03-03" }, ["renewsOn"]],
    [{ renewsOn: "2027-03-03" }, ["renewsOn"]],
    [{ asMentor: "on" }, ["asMentor"]],
    [{ budgetLineId: typed.openResourceId }, ["amountCents"]],
  ])("answers %j beside %j", (change, fields) => {
    expect(Object.keys(errorsOf(change)).sort()).toEqual(fields);
  });
});
