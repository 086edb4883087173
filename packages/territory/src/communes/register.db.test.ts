import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findCommune } from "../commune.queries.ts";
import { fingerprint, packagedRegister } from "./packaged-register.ts";
import { type CommuneRegister, RegisterRefused, readCommuneRegister } from "./register.schema.ts";
import { hasImported, importCommunes } from "./register.ts";

let database: TestDatabase;
let register: CommuneRegister;
let files: { communes: string; epci: string };
let source: { name: string; sha256: string };

beforeAll(async () => {
  database = await createTestDatabase();
  const { name, read } = await packagedRegister();
  files = await read();
  source = { name, sha256: fingerprint(files) };
  register = readCommuneRegister(files);
  await importCommunes(database.owner.db, register, source);
}, 60_000);
afterAll(() => database.close());

const find = (written: string, postcode?: string) =>
  database.owner.db.transaction().execute((db) => findCommune(db, written, postcode));
const found = async (written: string, postcode?: string) => {
  const commune = await find(written, postcode);
  return commune.ok ? commune.code : commune.reason;
};

describe("with the register of all of France", () => {
  test.each([
    ["Lille", "59350"],
    ["lille", "59350"],
    ["59350", "59350"],
    ["59800 Lille", "59350"],
    ["Lille (59800)", "59350"],
    ["F-59800 LILLE", "59350"],
    ["Lille, 59000", "59350"],
    ["Saint-Denis 93205", "93066"],
    ["59800", "59350"],
    ["Villeneuve d'Ascq", "59009"],
    ["Lomme", "59350"],
    ["Hellemmes", "59350"],
    ["Cherbourg", "50129"],
    ["Cherbourg-Octeville", "50129"],
    ["59355", "59350"],
    ["St-Denis (93)", "93066"],
    ["Saint Denis (974)", "97411"],
    ["Paris", "75056"],
    ["75011 Paris", "75056"],
    ["L'Haÿ-les-Roses", "94038"],
    ["Bastia", "2B033"],
    ["2b033", "2B033"],
    ["Bourg en Bresse", "01053"],
  ])("« %s » is %s", async (written, code) => {
    expect(await found(written)).toBe(code);
  });

  test("communes of one name are told apart by the postcode beside them, or asked about", async () => {
    expect(await found("Saint-Denis")).toBe("commune_ambiguous");
    expect(await found("Saint-Denis", "93200")).toBe("93066");
    expect(await found("Saint-Denis", "97400")).toBe("97411");
    expect(await find("Saint-Denis")).toMatchObject({
      example: expect.stringMatching(/^Saint-Denis \(\d+\)$/),
    });
  });

  test("what is nowhere is not found", async () => {
    for (const written of [
      "Trifouilly",
      "",
      "Lille (13)",
      "00000",
      "%",
      "_____",
      "Lill",
      "Lille X",
    ]) {
      expect(await found(written), written).toBe("commune_not_found");
    }
  });

  test("imported again, it changes nothing; a commune that left is found no more and stays", async () => {
    const { db } = database.owner;
    expect(await hasImported(db, source.name)).toBe(true);
    expect(await hasImported(db, "Un autre")).toBe(false);
    const count = () =>
      db
        .selectFrom("commune")
        .select(({ fn }) => fn.countAll<number>().as("all"))
        .select(({ fn }) =>
          fn.countAll<number>().filterWhere("is_current", "=", true).as("current"),
        )
        .executeTakeFirstOrThrow();
    const before = await count();
    await importCommunes(db, register, source);
    expect(await count()).toEqual(before);
    const communes = register.communes.filter((one) => one.code !== "59009");
    const newer = { name: "Un autre", sha256: "1".repeat(64) };
    await importCommunes(db, { ...register, communes }, newer);
    expect(await count()).toEqual({ all: before.all, current: before.current - 1 });
    expect(await found("Villeneuve d'Ascq")).toBe("commune_not_found");
    await importCommunes(db, register, source);
    expect(await found("Villeneuve d'Ascq")).toBe("59009");
  });
});

describe("communes near another", () => {
  const near = async (code: string, km: number) => {
    const { rows } = await sql<{ code: string }>`
      select communes_near(array[${code}], ${km}) as code order by 1`.execute(database.owner.db);
    return rows.map((row) => row.code);
  };
  const centre = (code: string, lon: number, lat: number) => ({
    code,
    centre: { type: "Point", coordinates: [lon, lat] },
  });
  // Lille, Roubaix, Armentières, and Mouscron's neighbour Halluin; Arras is far.
  const centres = [
    centre("59350", 3.0586, 50.6365),
    centre("59512", 3.1817, 50.6871),
    centre("59017", 2.8793, 50.6897),
    centre("62041", 2.7772, 50.288),
  ];

  test("are those of its intercommunality as long as nobody knows where they are", async () => {
    const around = await near("59350", 15);
    expect(around).toHaveLength(95);
    expect(around).toContain("59350");
    expect(around).not.toContain("62041");
    expect(await near("29083", 15)).toEqual(["29083"]);
  });

  test("are those at less than so many kilometres once their centres are known", async () => {
    const placed = readCommuneRegister({ ...files, centres: JSON.stringify(centres) });
    await importCommunes(database.owner.db, placed, { ...source, name: "Avec les centres" });
    // 10.3 km to Roubaix, 13.9 to Armentières, 43.5 to Arras.
    const within = async (km: number) => {
      const codes = await near("59350", km);
      return centres.map((one) => one.code).filter((code) => codes.includes(code));
    };
    expect(await within(10)).toEqual(["59350"]);
    expect(await within(11)).toEqual(["59350", "59512"]);
    expect(await within(15)).toEqual(["59350", "59512", "59017"]);
    expect(await within(44)).toEqual(["59350", "59512", "59017", "62041"]);
    await importCommunes(database.owner.db, register, source);
    expect(await within(11), "a register without centres forgets none").toEqual(["59350", "59512"]);
  });

  test("a file of centres that are elsewhere is refused", () => {
    for (const centres of ["{", "[{}]", JSON.stringify([centre("59350", 650_000, 7_060_000)])]) {
      expect(() => readCommuneRegister({ ...files, centres })).toThrow(RegisterRefused);
    }
  });
});

describe("a register is refused", () => {
  const refused = (communes: string, epci = "[]") => {
    try {
      readCommuneRegister({ communes, epci });
    } catch (error) {
      if (error instanceof RegisterRefused) return error.message;
      throw error;
    }
    return "taken";
  };

  test("that is cut, of another shape, or of a part of France", () => {
    expect(refused(files.communes.slice(0, -100))).toContain("coupé");
    expect(refused("[]")).toContain("toute la France");
    expect(refused(`[{"code":"59350","nom":"Lille","type":"ville"}]`)).toContain("élément 1");
    expect(refused(files.communes, "{}")).toContain("intercommunalités");
    const twice = JSON.stringify([...JSON.parse(files.communes), JSON.parse(files.communes)[0]]);
    expect(refused(twice)).toContain("deux fois");
  });
});
