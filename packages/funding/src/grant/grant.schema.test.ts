import { describe, expect, it } from "vitest";
import { newGrantSchema } from "./grant.schema.ts";
import { programmeSchema } from "./programme.schema.ts";

const typed = {
  funderId: "0190a0a0-0000-7000-8000-000000000001",
  programmeId: "0190a0a0-0000-7000-8000-000000000002",
  title: "Communs accessibles 2026",
  status: "awarded",
  amountCents: "12 000,50 €",
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
};
const errorsOf = (change: object) => {
  const parsed = newGrantSchema.safeParse({ ...typed, ...change });
  return Object.fromEntries(
    (parsed.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]),
  );
};

describe("a grant's form", () => {
  it("becomes whole cents and empty texts", () => {
    expect(newGrantSchema.parse(typed)).toMatchObject({
      askedCents: null,
      amountCents: 1_200_050,
      reference: "",
      note: "",
    });
  });

  it.each([
    [{ amountCents: "-5" }, "amountCents", /signe moins/],
    [{ amountCents: "NaN" }, "amountCents", /montant en euros/],
    [{ amountCents: "12345678901234567" }, "amountCents", /trop grand/],
    [{ amountCents: "0" }, "amountCents", /supérieur à zéro/],
    [{ status: "applied" }, "amountCents", /acquis ou soldé/],
    [{ callUrl: "exemple.fr" }, "callUrl", /adresse complète/],
    [{ applyBy: "2026-02-30" }, "applyBy", /valable/],
    [{ endsOn: "2025-12-31" }, "endsOn", /avant son début/],
    [{ startsOn: "0026-01-01" }, "startsOn", /année/],
    [{ startsOn: "2026-02-30" }, "startsOn", /valable/],
    [{ funderId: "Fondation" }, "funderId", /financeur/],
  ])("refuses %j with a sentence beside %s", (change, field, message) => {
    expect(errorsOf(change)[field]).toMatch(message);
  });

  it("says everything at once, in the order of the form", () => {
    const change = { title: "", amountCents: "x", endsOn: "2025-12-31", status: "?" };
    expect(Object.keys(errorsOf(change))).toEqual(["title", "status", "amountCents", "endsOn"]);
  });

  it("accepts an unknown amount, and a period of one day", () => {
    expect(errorsOf({ amountCents: undefined })).toEqual({});
    expect(errorsOf({ endsOn: typed.startsOn })).toEqual({});
  });
});

describe("a programme's form", () => {
  it("reads one action per line, its detail after a colon", () => {
    const text =
      "Média : vidéos et tutoriels\n\n  Recensement\nCommunication\u202f: site : affiches";
    expect(programmeSchema.parse({ name: "Communs", actions: text }).actions).toEqual([
      { name: "Média", description: "vidéos et tutoriels" },
      { name: "Recensement", description: "" },
      { name: "Communication", description: "site : affiches" },
    ]);
  });

  it("wants at least one action", () => {
    expect(programmeSchema.safeParse({ name: "Communs", actions: " \n " }).success).toBe(false);
  });
});

describe("the form of a new grant", () => {
  const written = {
    title: "Communs",
    startsOn: "2027-01-01",
    endsOn: "2027-12-31",
    status: "applied",
  };
  const fieldsOf = (typed: object) =>
    newGrantSchema.safeParse(typed).error?.issues.map((issue) => issue.path[0]) ?? [];

  it("wants a funder and a programme, of the list or new", () => {
    expect(fieldsOf(written)).toEqual(["funderId", "programmeId"]);
    expect(fieldsOf({ ...written, newFunderName: "Neuve", newProgrammeName: "Neuf" })).toEqual([
      "newFunderKind",
      "newProgrammeActions",
    ]);
  });

  it("says what is wrong everywhere at once", () => {
    expect(fieldsOf({ ...written, title: undefined, newFunderName: "Neuve" })).toEqual([
      "title",
      "newFunderKind",
      "programmeId",
    ]);
  });

  it("reads the new ones", () => {
    const parsed = newGrantSchema.parse({
      ...written,
      newFunderName: " Neuve ",
      newFunderKind: "public",
      newProgrammeName: "Neuf",
      newProgrammeActions: "Média : vidéos",
    });
    expect(parsed).toMatchObject({
      newFunder: { name: "Neuve", kind: "public", websiteUrl: null },
      newProgramme: { name: "Neuf", actions: [{ name: "Média", description: "vidéos" }] },
    });
  });
});
