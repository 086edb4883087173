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

  it("wants both ends of every range, in order", () => {
    expect(Object.keys(errorsOf({ monthlyCostMinCents: "10" }))).toEqual(["monthlyCostMaxCents"]);
    expect(Object.keys(errorsOf({ peopleMax: "3" }))).toEqual(["peopleMin"]);
    const reversed = { firstIncomeMinMonths: "6", firstIncomeMaxMonths: "3" };
    expect(Object.keys(errorsOf(reversed))).toEqual(["firstIncomeMaxMonths"]);
    expect(errorsOf({ peopleMin: "1", peopleMax: "1" })).toEqual({});
    expect(errorsOf({ peopleMin: "0", peopleMax: "douze" })).toMatchObject({
      peopleMin: expect.stringContaining("personnes"),
      peopleMax: expect.stringContaining("personnes"),
    });
  });

  it("says beside each field what a row lacks", () => {
    const errors = errorsOf({
      "steps.0.days": "2",
      "steps.1.text": "Rouler",
      "steps.1.days": "0,3",
      "figures.0.label": "Loyer",
      "links.0.url": "exemple.fr",
      "links.0.title": "Une page",
      "questions.0.url": "javascript:alert(1)",
      "supporters.0.url": "https://exemple.fr",
      "english.description": "Only that.",
    });
    expect(Object.keys(errors).sort()).toEqual([
      "english.summary",
      "english.title",
      "figures.0.cents",
      "figures.0.year",
      "links.0.kind",
      "links.0.url",
      "questions.0.text",
      "questions.0.url",
      "steps.0.text",
      "steps.1.days",
      "supporters.0.name",
    ]);
    for (const message of Object.values(errors)) expect(message).toMatch(/^[A-ZÀ-Ý].*\.$/);
  });

  it("reads its own output as it is, whatever was typed", () => {
    const cents = fc.option(fc.nat(10_000_000).map((euros) => `${euros / 100}`));
    const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== "");
    const rows = (list: string, field: string) =>
      fc
        .array(word, { maxLength: 4 })
        .map((all) => Object.fromEntries(all.map((text, at) => [`${list}.${at}.${field}`, text])));
    fc.assert(
      fc.property(
        cents,
        fc.option(fc.integer({ min: 1, max: 9 })),
        fc.string(),
        rows("steps", "text"),
        rows("questions", "text"),
        fc.option(word),
        (cost, people, skills, steps, questions, title) => {
          const english = title && { "english.title": title, "english.summary": title };
          const typed = { ...minimal, ...steps, ...questions, ...english, skills };
          const range = { startupCostMinCents: cost, startupCostMaxCents: cost };
          const parsed = activitySchema.safeParse({
            ...typed,
            ...(cost && range),
            ...(people && { peopleMin: `${people}`, peopleMax: `${people}` }),
          });
          if (!parsed.success) return;
          expect(activitySchema.parse(JSON.parse(JSON.stringify(parsed.data)))).toEqual(
            parsed.data,
          );
        },
      ),
    );
  });

  it("refuses steps that are too long together", () => {
    const long = "a".repeat(11_000);
    expect(errorsOf({ "steps.0.text": long, "steps.1.text": long })).toHaveProperty("steps");
    expect(errorsOf({ "steps.0.text": "a".repeat(20_000) })).toEqual({});
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
