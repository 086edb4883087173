import { daysAfter } from "@essaim/database/today";
import { dayOfSerial, isBuiltInDay, showsDay } from "@essaim/territory/spreadsheet/serial-day";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { normalisePhone } from "../worker/worker.rules.ts";
import {
  communeWritten,
  readBirthCell,
  readDayCell,
  readPhoneCell,
  readPostcodeCell,
  splitName,
  splitPostcodeAndCommune,
} from "./cell-value.rules.ts";

const text = (written: string) => ({ kind: "text" as const, text: written });
const number = (value: number) => ({ kind: "number" as const, value });
const days = { latestYear: 2027, is1904: false };

test("a telephone that became a number finds its 0 again", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100_000_000, max: 999_999_999 }), (digits) => {
      const { value, repair } = readPhoneCell(number(digits));
      expect(normalisePhone(value)).toBe(`0${digits}`);
      expect(repair).toBe("phone_zero");
      for (const written of [`0${digits}`, `+33${digits}`, `0033 ${digits}`]) {
        expect(normalisePhone(readPhoneCell(text(written)).value)).toBe(`0${digits}`);
      }
      expect(normalisePhone(readPhoneCell(number(33_000_000_000 + digits)).value)).toBe(
        `0${digits}`,
      );
    }),
  );
  expect(normalisePhone(readPhoneCell(text("06 12")).value)).toBeNull();
});

test("a postcode that became a number finds its 0 again", () => {
  expect(readPostcodeCell(number(1000))).toEqual({ value: "01000", repair: "postcode_zero" });
  expect(readPostcodeCell(number(59_000))).toEqual({ value: "59000" });
  expect(readPostcodeCell(text("F-59 000"))).toEqual({ value: "59000" });
});

test("a day is read from a date, from a number and from a text", () => {
  expect(readDayCell({ kind: "day", day: "2024-03-03" }, days)).toEqual({
    ok: true,
    day: "2024-03-03",
  });
  expect(readDayCell(number(45_354), days)).toMatchObject({
    day: "2024-03-03",
    repair: "serial_day",
  });
  expect(readDayCell(number(43_892), { ...days, is1904: true })).toMatchObject({
    day: "2024-03-03",
  });
  expect(readDayCell(text("45354"), days)).toMatchObject({ day: "2024-03-03" });
  expect(readDayCell(text("3 mars 2024"), days)).toMatchObject({ day: "2024-03-03" });
  expect(readDayCell(number(12), days).ok).toBe(false);
});

test("any day comes back from the number that a spreadsheet keeps, in both systems", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 70_000 }), (offset) => {
      const day = daysAfter("1904-01-02", offset);
      expect(dayOfSerial(offset + 1, true)).toBe(day);
      expect(dayOfSerial(offset + 1463, false)).toBe(day);
    }),
  );
  expect(dayOfSerial(60, false)).toBeNull();
  expect(dayOfSerial(61, false)).toBe("1900-03-01");
  expect(dayOfSerial(59, false)).toBe("1900-02-28");
  expect(dayOfSerial(2_958_466, false)).toBeNull();
});

test("formats that show a day", () => {
  for (const code of ["dd/mm/yyyy", "[$-40C]d mmmm yyyy;@", "mmm yy", "yyyy\\-mm\\-dd hh:mm"]) {
    expect(showsDay(code), code).toBe(true);
  }
  for (const code of ["General", "0.00", '# ##0 "dh"', "[h]:mm", "hh:mm", "[Red]0.0", "@"]) {
    expect(showsDay(code), code).toBe(false);
  }
  expect([14, 22, 31].every(isBuiltInDay)).toBe(true);
  expect([0, 9, 20, 46].some(isBuiltInDay)).toBe(false);
});

test("a birth is a day or a year", () => {
  const birth = { latestYear: 2011, is1904: false };
  expect(readBirthCell(number(1985), birth)).toEqual({ ok: true, value: "1985" });
  expect(readBirthCell(text("12/03/85"), birth)).toMatchObject({ value: "1985-03-12" });
  expect(readBirthCell(text("12/03/05"), birth)).toMatchObject({ value: "2005-03-12" });
  expect(readBirthCell(text("41 ans"), birth).ok).toBe(false);
});

test("two names in one cell", () => {
  const split = (written: string, title = "Nom et prénom") => {
    const { familyName, givenName } = splitName(written, title);
    return [familyName, givenName];
  };
  expect(split("Lefèvre Maïlys")).toEqual(["Lefèvre", "Maïlys"]);
  expect(split("Maïlys Lefèvre", "Prénom / Nom")).toEqual(["Lefèvre", "Maïlys"]);
  expect(split("Maïlys LEFÈVRE")).toEqual(["LEFÈVRE", "Maïlys"]);
  expect(split("DE LA TOUR Jean-Pierre", "Prénom Nom")).toEqual(["DE LA TOUR", "Jean-Pierre"]);
  expect(split("Léa de la TOUR")).toEqual(["de la TOUR", "Léa"]);
  expect(split("de la TOUR Léa")).toEqual(["de la TOUR", "Léa"]);
  expect(split("Van DUPONT")).toEqual(["DUPONT", "Van"]);
  expect(split("Mme Lefèvre, Maïlys Anne")).toEqual(["Lefèvre", "Maïlys Anne"]);
  expect(split("M. PETIT Ali")).toEqual(["PETIT", "Ali"]);
  expect(split("Lefèvre")).toEqual(["", "Lefèvre"]);
});

const word = fc.stringMatching(/^[A-Z][a-zé]{1,8}$/);

test("a name is read back from both orders, from capitals and from a comma", () => {
  fc.assert(
    fc.property(word, word, (familyName, givenName) => {
      const same = { familyName, givenName };
      expect(splitName(`${familyName} ${givenName}`, "Nom Prénom")).toEqual(same);
      expect(splitName(`${givenName} ${familyName}`, "Prénom Nom")).toEqual(same);
      expect(splitName(`${familyName}, ${givenName}`, "Prénom Nom")).toEqual(same);
      const capitals = { familyName: familyName.toUpperCase(), givenName };
      expect(splitName(`${givenName} ${familyName.toUpperCase()}`, "Nom Prénom")).toEqual(capitals);
    }),
  );
});

test("what the post writes", () => {
  expect(communeWritten("LILLE CEDEX 9")).toBe("LILLE");
  expect(communeWritten("59100 Roubaix")).toBe("Roubaix");
  expect(communeWritten("Lyon 3e")).toBe("Lyon");
  expect(communeWritten("Marseille 13ème arrondissement")).toBe("Marseille");
  for (const paris of ["Paris (15e)", "PARIS, 15ème", "Paris15", "Paris XV", "Paris - 1er arr."]) {
    expect(communeWritten(paris)).toMatch(/^paris$/i);
  }
  expect(["75115", "69383", "13208", "13217"].map(communeWritten)).toEqual([
    "75056",
    "69123",
    "13055",
    "13217",
  ]);
  expect(communeWritten("Lyon (69)")).toBe("Lyon (69)");
  expect(communeWritten("HAVRE (LE)")).toBe("LE HAVRE");
  expect(communeWritten("Roubaix, France")).toBe("Roubaix");
  expect(communeWritten("Fort de France")).toBe("Fort de France");
  expect(communeWritten("roubaix.")).toBe("roubaix");
  expect(communeWritten("59350")).toBe("59350");
  expect(splitPostcodeAndCommune("59 000")).toEqual({ postcode: "59000", commune: "" });
  expect(splitPostcodeAndCommune("59000 Lille")).toEqual({ postcode: "59000", commune: "Lille" });
  expect(splitPostcodeAndCommune("59 100 - Roubaix")).toEqual({
    postcode: "59100",
    commune: "Roubaix",
  });
  expect(splitPostcodeAndCommune("Lille (59000)")).toEqual({ postcode: "59000", commune: "Lille" });
  expect(splitPostcodeAndCommune("Lille")).toEqual({ postcode: "", commune: "Lille" });
});
