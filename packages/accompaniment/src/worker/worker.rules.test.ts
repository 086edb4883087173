import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ageOn,
  decideResidence,
  formatPhone,
  isSupported,
  isToReview,
  normalisePhone,
  readBirth,
  searchTerms,
  weeksBefore,
  writeBirth,
} from "./worker.rules.ts";

describe("where a person lives", () => {
  const cases: [string, string | null, string[], object][] = [
    [
      "outside",
      "59350",
      [],
      { residence: "outside", neighbourhoodCode: null, communeCode: "59350" },
    ],
    ["unknown", null, [], { residence: "unknown", neighbourhoodCode: null, communeCode: null }],
    ["QN05901M", null, ["59350"], { residence: "priority", communeCode: "59350" }],
    ["QN05901M", "59350", ["59350", "59360"], { communeCode: "59350" }],
    [
      "QN05901M@59360",
      null,
      ["59350", "59360"],
      { neighbourhoodCode: "QN05901M", communeCode: "59360" },
    ],
    ["QN05901M", null, ["59350", "59360"], { reason: "commune_needed" }],
    ["QN05901M", "59512", ["59350"], { reason: "neighbourhood_elsewhere" }],
    ["QN05901M@59512", null, ["59350"], { reason: "neighbourhood_elsewhere" }],
    ["QN05901M@59360", "59350", ["59350", "59360"], { reason: "neighbourhood_elsewhere" }],
    ["QN05901M", null, [], { reason: "neighbourhood_unknown" }],
  ];
  test.each(cases)("%s with commune %s", (choice, commune, communes, expected) => {
    expect(decideResidence(choice, commune, communes)).toMatchObject(expected);
  });

  test("a neighbourhood kept is always one of the commune kept", () => {
    const commune = fc.constantFrom("59350", "59360", "59512");
    fc.assert(
      fc.property(
        fc.constantFrom("outside", "unknown", "QN05901M", "QN05901M@59350", "QN05901M@59512"),
        fc.option(commune),
        fc.uniqueArray(commune),
        (choice, given, communes) => {
          const decision = decideResidence(choice, given, communes);
          if (!decision.ok) return true;
          const inPriority = decision.residence === "priority";
          return (
            inPriority === (decision.neighbourhoodCode !== null) &&
            (!inPriority || communes.some((code) => code === decision.communeCode))
          );
        },
      ),
    );
  });
});

describe("the time of a support", () => {
  test("its last day counts", () => {
    const worker = { supportedFrom: "2026-01-10", supportedUntil: "2026-03-01" };
    expect(isSupported(worker, "2026-01-09")).toBe(false);
    expect(isSupported(worker, "2026-03-01")).toBe(true);
    expect(isSupported(worker, "2026-03-02")).toBe(false);
  });
});

describe("whom to see again", () => {
  const worker = { supportedFrom: "2026-01-01", supportedUntil: null };
  test("whoever nobody met for six weeks", () => {
    expect(isToReview({ ...worker, lastMeetingOn: "2026-02-01" }, "2026-03-15", 6)).toBe(false);
    expect(isToReview({ ...worker, lastMeetingOn: "2026-02-01" }, "2026-03-16", 6)).toBe(true);
  });
  test("counted from the beginning of the support when nobody did since", () => {
    for (const lastMeetingOn of [null, "2024-05-01"]) {
      expect(isToReview({ ...worker, lastMeetingOn }, "2026-02-12", 6)).toBe(false);
      expect(isToReview({ ...worker, lastMeetingOn }, "2026-02-13", 6)).toBe(true);
    }
  });
  test("nobody whose support has ended", () => {
    const ended = { ...worker, supportedUntil: "2026-02-01", lastMeetingOn: null };
    expect(isToReview(ended, "2026-06-01", 6)).toBe(false);
  });
});

test("weeks before a day, across a change of hour and a leap day", () => {
  expect(weeksBefore("2026-04-01", 1)).toBe("2026-03-25");
  expect(weeksBefore("2024-03-07", 1)).toBe("2024-02-29");
});

describe("telephone numbers", () => {
  test.each([
    ["06 12 34 56 78", "0612345678"],
    ["06.12.34.56.78", "0612345678"],
    ["+33 6 12 34 56 78", "0612345678"],
    ["+33 (0)6 12 34 56 78", "0612345678"],
    ["0033612345678", "0612345678"],
    ["+32 470 12 34 56", "+32470123456"],
    ["612345678", null],
    ["appelez-moi", null],
    ["06 12 34 56", null],
  ])("%s", (typed, kept) => {
    expect(normalisePhone(typed)).toBe(kept);
  });
  test("keeping what is kept changes nothing, and it reads by pairs", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0[1-9][0-9]{8}$/), (phone) => {
        expect(normalisePhone(phone)).toBe(phone);
        expect(normalisePhone(formatPhone(phone))).toBe(phone);
      }),
    );
    expect(formatPhone("0612345678")).toBe("06\u00a012\u00a034\u00a056\u00a078");
  });
});

test("a search is made of words, or of one number however it is spaced", () => {
  expect(searchTerms("  martin  léa ")).toEqual(["martin", "léa"]);
  expect(searchTerms("+33 6 12")).toEqual(["0612"]);
  expect(searchTerms("06 12")).toEqual(["0612"]);
  expect(searchTerms("")).toEqual([]);
});

describe("a birth", () => {
  test.each([
    ["1985", { on: null, year: 1985 }],
    [" 12/03/1985 ", { on: "1985-03-12", year: 1985 }],
    ["3.2.1985", { on: "1985-02-03", year: 1985 }],
    ["3 2 1985", { on: "1985-02-03", year: 1985 }],
    ["1985-03-12", { on: "1985-03-12", year: 1985 }],
    ["29/02/1984", { on: "1984-02-29", year: 1984 }],
    ["29/02/1985", null],
    ["12/13/1985", null],
    ["12/03/85", null],
    ["85", null],
    ["", null],
  ])("%j is read as %j", (typed, birth) => {
    expect(readBirth(typed)).toEqual(birth);
  });

  test("is read back as it was written", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1901-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        (date) => {
          const on = date.toISOString().slice(0, 10);
          const birth = { on, year: date.getUTCFullYear() };
          expect(readBirth(writeBirth(birth))).toEqual(birth);
          const yearOnly = { on: null, year: birth.year };
          expect(readBirth(writeBirth(yearOnly))).toEqual(yearOnly);
        },
      ),
    );
  });

  test.each([
    [{ on: "1985-03-12", year: 1985 }, "2026-03-11", 40],
    [{ on: "1985-03-12", year: 1985 }, "2026-03-12", 41],
    [{ on: "2004-02-29", year: 2004 }, "2026-02-28", 21],
    [{ on: null, year: 1985 }, "2026-01-01", 41],
  ])("%j is of an age on %s", (birth, day, age) => {
    expect(ageOn(birth, day)).toBe(age);
  });
});
