import { describe, expect, it } from "vitest";
import { accountClasses, accountLabel, classOf, isInKind, sideOf } from "./account.rules.ts";

describe("an account", () => {
  it.each([
    ["60", "charge"],
    ["6226", "charge"],
    ["86", "charge"],
    ["864", "charge"],
    ["74", "product"],
    ["7411", "product"],
    ["87", "product"],
    ["6", undefined],
    ["411", undefined],
    ["88", undefined],
    ["64a", undefined],
    ["", undefined],
  ])("%s is on the side %s", (account, side) => {
    expect(sideOf(account)).toBe(side);
  });

  it("is called by the row of the form that it belongs to", () => {
    expect(accountLabel("6411")).toBe("6411 · Charges de personnel");
    expect(accountLabel("411")).toBe("411");
    expect(classOf("6226")?.account).toBe("62");
  });

  it("is in kind when it begins with 86 or 87", () => {
    expect(accountClasses.filter((row) => row.isInKind).map((row) => row.account)).toEqual([
      "86",
      "87",
    ]);
    expect(isInKind("871")).toBe(true);
    expect(isInKind("641")).toBe(false);
  });
});
