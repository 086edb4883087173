import { describe, expect, it } from "vitest";
import { contributionKinds, contributionSchema } from "./contribution.schema.ts";

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
