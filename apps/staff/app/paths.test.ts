import { describe, expect, it } from "vitest";
import { paths, safeReturn } from "./paths.ts";

describe("safeReturn", () => {
  it("keeps a path of this site with its query", () => {
    expect(safeReturn("/personnes?q=l%C3%A9a&page=2")).toBe("/personnes?q=l%C3%A9a&page=2");
  });

  it.each([
    null,
    "",
    "https://ailleurs.test/",
    "//ailleurs.test",
    "/\\ailleurs.test",
    "/\t/ailleurs.test",
    "/\n//ailleurs.test",
    "/.//ailleurs.test",
    "javascript:alert(1)",
    "personnes",
    "/connexion?retour=/",
    "/deconnexion",
  ])("goes home rather than to %j", (value) => {
    expect(safeReturn(value)).toBe("/");
  });
});

it("leaves empty values out of a query", () => {
  expect(paths.search("")).toBe("/recherche");
  expect(paths.signIn({ retour: "/compte" })).toBe("/connexion?retour=%2Fcompte");
});
