import { describe, expect, it } from "vitest";
import { i18nIn } from "../i18n/i18n";
import { costText } from "./cost";

const fr = i18nIn("fr");

describe("costText", () => {
  it("writes a range of euros with French spaces", () => {
    expect(costText(fr, 50_000, 200_000)).toBe("500\u00a0€ à 2\u202f000\u00a0€");
    expect(costText(i18nIn("en"), 50_000, 200_000)).toBe("€500 to €2,000");
  });

  it("says one amount once, and what starts from nothing", () => {
    expect(costText(fr, 150_050, 150_050)).toBe("1\u202f500,50\u00a0€");
    expect(costText(fr, 0, 30_000)).toBe("jusqu’à 300\u00a0€");
    expect(costText(fr, 0, 0)).toBe("rien à débourser");
  });

  it("tells that it is not known", () => {
    expect(costText(fr, null, null)).toBe("non renseigné");
  });
});

describe("French plural", () => {
  it("begins at two", () => {
    const said = [0, 1, 2].map((count) => fr.t("search.summary", { count }));
    expect(said).toEqual(["0 fiche", "1 fiche", "2 fiches"]);
  });
});
