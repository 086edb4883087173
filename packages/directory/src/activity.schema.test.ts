import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activitySchema } from "./activity.schema.ts";
import { optionalUrlSchema } from "./content.schema.ts";
import { compactRows } from "./form-rows.ts";

const minimal = { title: "Titre", summary: "Résumé.", sector: "other" };
const errorsOf = (input: Record<string, unknown>) => {
  const parsed = activitySchema.safeParse({ ...minimal, ...input });
  return parsed.success
    ? {}
    : Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]));
};

describe("activitySchema", () => {
  it("reads amounts and rows", () => {
    const id = "01890a5d-ac96-774b-bcce-b302099a8057";
    expect(
      activitySchema.parse({
        ...minimal,
        title: "  Un\n titre ",
        startupCostMinCents: "1\u202f234,50 €",
        startupCostMaxCents: "2000",
        "resources.0.openResourceId": id,
        "resources.0.usage": undefined,
        "locations.0.commune": "Lille",
        "locations.0.sinceYear": "2019",
        "locations.1.commune": "Roubaix",
        "locations.1.transferredFrom": "Lille",
      }),
    ).toMatchObject({
      title: "Un titre",
      limits: "",
      startupCostMinCents: 123_450,
      startupCostMaxCents: 200_000,
      resources: [{ openResourceId: id, usage: "" }],
      locations: [
        { commune: "Lille", sinceYear: 2019, transferredFrom: null, description: "" },
        { commune: "Roubaix", sinceYear: null, transferredFrom: "Lille", description: "" },
      ],
    });
  });

  it("names the row and the field that are wrong", () => {
    const errors = errorsOf({
      "resources.1.usage": "Sans ressource",
      "locations.0.commune": "Lille",
      "locations.0.sinceYear": "12",
      "locations.1.sinceYear": "2020",
    });
    expect(Object.keys(errors).sort()).toEqual([
      "locations.0.sinceYear",
      "locations.1.commune",
      "resources.0.openResourceId",
      "resources.1.openResourceId",
    ]);
  });

  it("wants both costs, in order", () => {
    expect(Object.keys(errorsOf({ startupCostMinCents: "10" }))).toEqual(["startupCostMaxCents"]);
    expect(Object.keys(errorsOf({ startupCostMaxCents: "10" }))).toEqual(["startupCostMinCents"]);
    const reversed = { startupCostMinCents: "10", startupCostMaxCents: "9,99" };
    expect(Object.keys(errorsOf(reversed))).toEqual(["startupCostMaxCents"]);
    expect(Object.keys(errorsOf({ ...reversed, title: undefined }))).toEqual([
      "title",
      "startupCostMaxCents",
    ]);
    expect(errorsOf({ startupCostMinCents: "0", startupCostMaxCents: "0" })).toEqual({});
  });

  it("refuses a text too long for the search, and too many rows", () => {
    expect(errorsOf({ description: "a".repeat(20_001) })).toHaveProperty("description");
    const rows = Object.fromEntries(
      Array.from({ length: 51 }, (_, index) => [`locations.${index}.commune`, "Lille"]),
    );
    expect(errorsOf(rows)).toHaveProperty("locations");
  });

  it("never throws, whatever the names of the fields", () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "__proto__",
        "resources",
        "locations",
        "locations.0.__proto__",
        "resources.9999.usage",
      ),
    );
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(fc.string(), fc.constant(undefined))), (input) => {
        activitySchema.safeParse(input);
      }),
    );
  });
});

describe("compactRows", () => {
  const form = (...entries: [string, string][]) => {
    const data = new FormData();
    for (const [name, value] of entries) data.append(name, value);
    return data;
  };

  it("leaves out empty rows and closes the gaps, in order", () => {
    const compact = compactRows(
      form(
        ["title", "T"],
        ["locations.0.commune", ""],
        ["locations.0.sinceYear", " "],
        ["locations.2.commune", "Lille"],
        ["locations.2.sinceYear", ""],
        ["locations.5.commune", ""],
        ["locations.5.sinceYear", "2020"],
        ["resources.3.usage", "Comment"],
      ),
    );
    expect([...compact.entries()]).toEqual([
      ["title", "T"],
      ["locations.0.commune", "Lille"],
      ["locations.0.sinceYear", ""],
      ["locations.1.commune", ""],
      ["locations.1.sinceYear", "2020"],
      ["resources.0.usage", "Comment"],
    ]);
  });

  it("changes nothing the second time", () => {
    const row = fc.tuple(
      fc
        .tuple(fc.constantFrom("locations", "resources"), fc.nat(20))
        .map((parts) => parts.join(".")),
      fc.constantFrom("", " ", "texte"),
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const once = compactRows(
          form(...rows.map(([at, value]): [string, string] => [`${at}.usage`, value])),
        );
        expect([...compactRows(once).entries()]).toEqual([...once.entries()]);
      }),
    );
  });
});

describe("optionalUrlSchema", () => {
  it("takes web addresses only", () => {
    expect(optionalUrlSchema.parse(" HTTPS://Exemple.fr/é ")).toBe("https://exemple.fr/%C3%A9");
    expect(optionalUrlSchema.parse(undefined)).toBeNull();
    for (const bad of [
      "javascript:alert(1)",
      "java\nscript:alert(1)",
      "JavaScript://exemple.fr/%0aalert(1)",
      "data:text/html,<script>",
      "ftp://exemple.fr",
      "exemple.fr",
      "https://",
      "//exemple.fr",
      "https://moi:secret@exemple.fr",
    ]) {
      expect(optionalUrlSchema.safeParse(bad).success, bad).toBe(false);
    }
  });

  it("only ever gives what a link may hold", () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (typed) => {
        const parsed = optionalUrlSchema.safeParse(typed);
        if (parsed.success && parsed.data !== null)
          expect(parsed.data).toMatch(/^https?:\/\/[^\s]+$/);
      }),
    );
  });
});
