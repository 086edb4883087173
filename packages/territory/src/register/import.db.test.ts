import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { Forbidden } from "@essaim/identity/operation";
import { sql } from "kysely";
import proj4 from "proj4";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fingerprint, packagedRegister } from "../communes/packaged-register.ts";
import { readCommuneRegister } from "../communes/register.schema.ts";
import { importCommunes } from "../communes/register.ts";
import { ContoursRefused } from "../contours/contours.schema.ts";
import { importContours } from "../contours/import-contours.ts";
import { readContours } from "../contours/read-contours.ts";
import { importIndicators, readFigures } from "../indicators/import-indicators.ts";
import { IndicatorsRefused } from "../indicators/indicator.schema.ts";
import { getNeighbourhood, listContoursNear } from "../map/neighbourhood-map.queries.ts";
import { lastContourChange } from "./last-import.ts";
import { announceRegisterFile, askContours, writeContours } from "./register.commands.ts";
import { getRegister, isRegisterKept, listKnownPlaces } from "./register.queries.ts";
import type { ContourFile, IndicatorFile } from "./register.schema.ts";

let database: TestDatabase;
let keeper: MemberActor;
let other: MemberActor;
let coach: MemberActor;
let otherCoach: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  const { read } = await packagedRegister();
  const files = await read();
  await importCommunes(database.owner.db, readCommuneRegister(files), {
    name: "Test",
    sha256: fingerprint(files),
  });
  const as = (role: "admin" | "coach", { organisationId, membershipId }: Rows) =>
    memberActor({
      ...{ organisationId, membershipId, userId: randomUUID(), funderId: null },
      ...{ role, requestId: randomUUID() },
    });
  const ours = await populate(database.owner.db, "Gardienne");
  keeper = as("admin", ours);
  coach = as("coach", ours);
  const theirs = await populate(database.owner.db, "Voisine");
  other = as("admin", theirs);
  otherCoach = as("coach", theirs);
  await inOrganisation(database.owner.db, keeper, (db) =>
    db
      .updateTable("organisation")
      .set({ keeps_territory: true })
      .where("id", "=", keeper.organisationId)
      .execute(),
  );
}, 60_000);
afterAll(() => database.close());

// What `populate` wrote of the territory stays: a neighbourhood of Lille without a contour.
beforeEach(async () => {
  const { db } = database.owner;
  await sql`truncate territory_figure, territory_indicator, neighbourhood_contour`.execute(db);
  await sql`delete from territory_import where kind <> 'communes'`.execute(db);
  await sql`delete from neighbourhood_commune where neighbourhood_code <> 'QN05901M'`.execute(db);
  await sql`delete from neighbourhood where code <> 'QN05901M'`.execute(db);
  await sql`update neighbourhood set valid_until = null`.execute(db);
});

/** All that an import may touch, to compare. */
async function rows() {
  const { rows: found } = await sql<Record<string, string>>`
    select
      (select md5(string_agg(n::text, ';' order by n.code)) from neighbourhood n) as neighbourhoods,
      (select md5(string_agg(c::text, ';' order by c::text)) from neighbourhood_commune c) as communes,
      (select md5(string_agg(c::text, ';' order by c.neighbourhood_code)) from neighbourhood_contour c) as contours,
      (select md5(string_agg(i::text, ';' order by i.code, i.year)) from territory_indicator i) as indicators,
      (select md5(string_agg(f::text, ';' order by f.place_code, f.indicator_code, f.year)) from territory_figure f) as figures,
      (select count(*)::text from territory_import) as imports`.execute(database.owner.db);
  return found[0];
}

const count = async (table: string) => {
  const { rows: found } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)}`.execute(database.owner.db);
  return found[0]?.n;
};

const encode = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const contourFile = (changes: Partial<ContourFile> = {}): ContourFile => ({
  generation: 2024,
  isPartial: true,
  isApproximate: false,
  sourceName: "essai.geojson",
  ...changes,
});
const bring = (bytes: Uint8Array, changes: Partial<ContourFile> = {}) =>
  importContours(database.owner.db, bytes, contourFile(changes));

/** A square of a kilometre or so, near Lille, the further east the higher its rank. */
function feature(code: string, properties: Record<string, unknown>, rank = 0) {
  const [x, y] = [3 + (rank % 50) * 0.02, 50.3 + Math.floor(rank / 50) * 0.01];
  const ring = [
    [x, y],
    [x + 0.01, y],
    [x + 0.01, y + 0.007],
    [x, y + 0.007],
    [x, y],
  ];
  return {
    type: "Feature",
    properties: { code_qp: code, lib_qp: `Quartier ${code}`, ...properties },
    geometry: { type: "Polygon", coordinates: [ring] },
  };
}
const collection = (...features: object[]) => encode({ type: "FeatureCollection", features });

describe("communes of a file", () => {
  const communesIn = async (code: string) =>
    (
      await database.owner.db
        .selectFrom("neighbourhood_commune")
        .where("neighbourhood_code", "=", code)
        .select("commune_code")
        .orderBy("commune_code")
        .execute()
    ).map((row) => row.commune_code);

  test("are those of its codes, where a commune that joined another leads to it", async () => {
    // 59355 is Lomme, of Lille since 2000.
    await bring(collection(feature("QN05970M", { insee_com: "59355, 59512" })));
    expect(await communesIn("QN05970M")).toEqual(["59350", "59512"]);
  });

  test("or those of its names, in the département of the neighbourhood's code", async () => {
    const file = collection(
      feature("QP059001", { nom_commune: "Faches Thumesnil, LILLE" }),
      feature("QP059002", { nom_commune: "Saint-Amand-les-Eaux" }, 1),
      feature("QP059003", { nom_commune: "Lomme" }, 2),
    );
    await bring(file, { generation: 2015 });
    expect(await communesIn("QP059001")).toEqual(["59220", "59350"]);
    expect(await communesIn("QP059002")).toEqual(["59526"]);
    expect(await communesIn("QP059003")).toEqual(["59350"]);
  });

  test("a code or a name that the register does not know refuses the whole file, and says where", async () => {
    const before = await rows();
    const byName = bring(
      collection(
        feature("QP059001", { nom_commune: "Lille" }),
        feature("QP059002", { nom_commune: "Trifouilly" }, 1),
        feature("QP059003", { nom_commune: "Perpignan" }, 2),
      ),
      { generation: 2015 },
    );
    await expect(byName).rejects.toThrow(ContoursRefused);
    await expect(byName).rejects.toMatchObject({
      problems: [
        "Le registre des communes ne connaît pas «\u202fTrifouilly\u202f»\u202f: QP059002 (Quartier QP059002).",
        "Le registre des communes ne connaît pas «\u202fPerpignan\u202f»\u202f: QP059003 (Quartier QP059003).",
      ],
    });
    const byCode = bring(collection(feature("QN05970M", { insee_com: "59999" })));
    await expect(byCode).rejects.toThrow("59999\u202f: QN05970M");
    expect(await rows()).toEqual(before);
  });
});

describe("the centre of a commune", () => {
  const centre = (code: string, lon: number | null, lat: number | null) =>
    database.owner.db.updateTable("commune").set({ lon, lat }).where("code", "=", code).execute();
  afterEach(async () => {
    await centre("59350", null, null);
    await centre("97311", null, null);
  });
  const file = () =>
    collection(
      feature("QN05970M", { insee_com: "59350" }),
      feature("QN05972M", { insee_com: "59512" }, 1),
    );

  test("refuses a contour more than 50 km away, with its code, and nothing is written", async () => {
    const before = await rows();
    // The contour is at 50.3; a degree is 111 km.
    await centre("59350", 3, 50.8);
    await expect(bring(file())).rejects.toMatchObject({
      problems: [
        "Le contour est à plus de 50\u00a0km du centre de sa commune, Lille (59350)\u202f: QN05970M (Quartier QN05970M).",
      ],
    });
    expect(await rows()).toEqual(before);
  });

  test("lets a contour in that is nearer, or whose commune has none", async () => {
    await centre("59350", 3, 50.7);
    expect(await bring(file())).toMatchObject({ added: 2 });
  });

  test("is further away in Guyane, where communes are vast", async () => {
    const town = feature("QN97329M", { insee_com: "97311" });
    const shift = ([x = 0, y = 0]: number[]) => [x - 57.03, y - 44.8];
    town.geometry.coordinates = town.geometry.coordinates.map((ring) => ring.map(shift));
    await centre("97311", -53.978, 4.948);
    expect(await bring(collection(town))).toMatchObject({ added: 1 });
    await centre("97311", -53.978, 4);
    await expect(bring(collection(town))).rejects.toThrow("plus de 150");
  });
});

describe("a national file", () => {
  /** As many as the real one may lose; `without` some of them. */
  const national = (without: readonly number[] = []) => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return collection(
      ...Array.from({ length: 1_302 }, (_, index) => index)
        .filter((index) => !without.includes(index))
        .map((index) => {
          const number = String(index % 100).padStart(2, "0");
          const code = `QN059${number}${letters[Math.floor(index / 100)]}`;
          return feature(code, { insee_com: "59350" }, index);
        }),
    );
  };
  const validUntil = async (code: string) =>
    (
      await database.owner.db
        .selectFrom("neighbourhood")
        .where("code", "=", code)
        .select("valid_until")
        .executeTakeFirst()
    )?.valid_until;

  test("retires what it does not name any more, and brings it back when it does again", async () => {
    await bring(collection(feature("QP059001", { nom_commune: "Lille" })), { generation: 2015 });
    const all = { isPartial: false };
    expect(await bring(national(), all)).toMatchObject({
      ...{ added: 1_302, changed: 0, unchanged: 0, repaired: 0 },
      // That of `populate` is among them.
      retired: 0,
    });
    const firstChange = await lastContourChange(database.jobs.db);
    expect(await bring(national([7]), all)).toMatchObject({
      added: 0,
      unchanged: 1_301,
      retired: 1,
      codes: { added: [], changed: [], retired: ["QN05907A"] },
    });
    const near = await database.execute(coach, listContoursNear, {
      lon: 3.14,
      lat: 50.3,
      generation: 2024,
    });
    const codesNear = near.map((one) => one.code);
    expect(codesNear).toContain("QN05908A");
    expect(codesNear).not.toContain("QN05907A");
    expect(await validUntil("QN05907A")).toMatch(/^\d{4}-\d\d-\d\d$/);
    const secondChange = await lastContourChange(database.jobs.db);
    expect(secondChange?.getTime()).toBeGreaterThan(firstChange?.getTime() ?? 0);
    expect(await bring(national([7]), all)).toMatchObject({ unchanged: 1_301, retired: 0 });
    // Nothing changed: nobody is to be located again.
    expect(await lastContourChange(database.jobs.db)).toEqual(secondChange);
    // A partial file retires nothing, and changes what it names.
    const one = feature("QN05908A", { insee_com: "59512" }, 8);
    expect(await bring(collection(one))).toMatchObject({ changed: 1, unchanged: 0, retired: 0 });
    expect(await bring(national(), all)).toMatchObject({
      changed: 2,
      unchanged: 1_300,
      retired: 0,
      codes: { added: [], changed: ["QN05907A", "QN05908A"], retired: [] },
    });
    expect(await validUntil("QN05907A")).toBeNull();
    // The other generation ended by itself, and is still there with its contour.
    expect(await validUntil("QP059001")).toBe("2023-12-31");
    const held = await database.execute(keeper, getRegister, {});
    expect(held.generations).toMatchObject([
      { generation: 2024, neighbourhoods: 1_302, retired: 0, withContour: 1_302, departments: 1 },
      { generation: 2015, neighbourhoods: 1, retired: 0, withContour: 1 },
    ]);
    expect(held.imports[0]).toMatchObject({
      kind: "contours",
      isPartial: false,
      source: "essai.geojson",
    });
  });

  test("of too few neighbourhoods is refused", async () => {
    const before = await rows();
    await expect(
      bring(collection(feature("QN05970M", { insee_com: "59350" })), { isPartial: false }),
    ).rejects.toThrow("importez-le comme fichier partiel");
    expect(await rows()).toEqual(before);
  });
});

describe("who may", () => {
  const file = { ...contourFile(), sha256: "0".repeat(64) };
  const read = () =>
    readContours(collection(feature("QN05970M", { insee_com: "59350" })), contourFile());

  test("an admin of the organisation that keeps the register, and of no other", async () => {
    const contours = await read();
    const write = (actor: MemberActor) =>
      database.execute(actor, writeContours, { contours, file, onStep: () => {} });
    const before = await rows();
    await expect(write(other)).rejects.toThrow(Forbidden);
    await expect(database.execute(other, announceRegisterFile, { sha256: "" })).rejects.toThrow(
      Forbidden,
    );
    const asked = { generation: 2024, isPartial: true, fileName: "x", storageKey: "x" } as const;
    await expect(database.execute(other, askContours, asked)).rejects.toThrow(Forbidden);
    expect(await rows()).toEqual(before);
    expect(await write(keeper)).toMatchObject({
      ...{ ok: true, changes: { added: 1, codes: { added: ["QN05970M"] } } },
    });
  });

  test("the others are told who keeps it", async () => {
    expect(await database.execute(other, getRegister, {})).toMatchObject({
      isKept: false,
      keeper: "Gardienne",
    });
    expect(await database.execute(keeper, getRegister, {})).toMatchObject({ isKept: true });
    expect(await database.execute(keeper, isRegisterKept, {})).toBe(true);
    expect(await database.execute(other, isRegisterKept, {})).toBe(false);
    expect((await database.execute(keeper, listKnownPlaces, {})).has("59350")).toBe(true);
  });

  test("what came is told to all, and the name of its file to whoever keeps the register", async () => {
    await bring(collection(feature("QN05970M", { insee_com: "59350" })));
    const importsFor = async (actor: MemberActor) =>
      (await database.execute(actor, getRegister, {})).imports;
    const told = { kind: "contours", counts: { added: 1 } };
    expect(await importsFor(keeper)).toMatchObject([{ ...told, source: "essai.geojson" }]);
    expect(await importsFor(other)).toMatchObject([{ ...told, source: null }]);
    const originFor = async (actor: MemberActor) =>
      (await database.execute(actor, getNeighbourhood, { code: "QN05970M" })).origin;
    const today = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    expect(await originFor(coach)).toEqual({
      ...{ isApproximate: false, source: "essai.geojson", importedOn: today },
    });
    expect(await originFor(otherCoach)).toMatchObject({ source: null, importedOn: today });
  });

  test("a file that was announced is kept for the job, once", async () => {
    const announced = await database.execute(keeper, announceRegisterFile, { sha256: "a" });
    if (!announced.ok) throw new Error("refused");
    const asked = {
      generation: 2024,
      isPartial: true,
      fileName: "essai.geojson",
      storageKey: announced.key,
    } as const;
    expect(await database.execute(keeper, askContours, asked)).toMatchObject({ ok: true });
    const gone = { ...asked, storageKey: `${keeper.organisationId}/${"0".repeat(32)}` };
    expect(await database.execute(keeper, askContours, gone)).toEqual({
      ok: false,
      reason: "file_gone",
    });
  });
});

describe("indicators", () => {
  const dictionary = encode(
    "code;libellé;unité;source;année\ntp60;Taux de pauvreté;%;INSEE, Filosofi;2021\npop;Population;habitants;INSEE, recensement;2021\n",
  );
  const figures = "code_qp;tp60;pop\nQN05901M;41,2;2100\n59350;s;236710\n59512;;98000\n";
  const file = (changes: Partial<IndicatorFile> = {}): IndicatorFile => ({
    ...{ isPartial: false, isApproximate: false, sourceName: "insee.csv" },
    ...changes,
  });
  const bringFigures = (text: string, changes: Partial<IndicatorFile> = {}) =>
    importIndicators(database.owner.db, { figures: encode(text), dictionary }, file(changes));

  test("of neighbourhoods and communes: what is withheld has no value, what is unknown no row", async () => {
    expect(await bringFigures(figures)).toEqual({
      ...{ indicators: 2, places: 3, figures: 5, secret: 1, changed: 5 },
    });
    const held = await database.owner.db
      .selectFrom("territory_figure")
      .select(["place_code", "indicator_code", "value"])
      .orderBy("indicator_code")
      .orderBy("place_code")
      .execute();
    expect(held.map((one) => [one.place_code, one.indicator_code, one.value])).toEqual([
      ["59350", "pop", 236_710],
      ["59512", "pop", 98_000],
      ["QN05901M", "pop", 2_100],
      ["59350", "tp60", null],
      ["QN05901M", "tp60", 41.2],
    ]);
    expect(await bringFigures(figures)).toMatchObject({ figures: 5, changed: 0 });
    expect(await bringFigures(figures.replace("41,2", "s"))).toMatchObject({
      secret: 2,
      changed: 1,
    });
    expect(await bringFigures(figures.replace("236710", ""))).toMatchObject({
      figures: 4,
      changed: 2,
    });
    const { indicators } = await database.execute(keeper, getRegister, {});
    expect(indicators).toEqual([
      {
        ...{ year: 2021, indicators: 2, neighbourhoods: 1, communes: 2, figures: 4, secret: 1 },
        ...{ isApproximate: false, sources: ["INSEE, Filosofi", "INSEE, recensement"] },
      },
    ]);
  });

  test("a refused file changes nothing; a partial one leaves aside what the register does not know", async () => {
    await bringFigures(figures);
    const before = await rows();
    const bad = [
      figures.replace("41,2", "beaucoup"),
      figures.replace("QN05901M", "QN99999M"),
      figures.replace("59512;;98000\n", "59512;9"),
      "PK\u0003\u0004",
    ];
    for (const text of bad) await expect(bringFigures(text)).rejects.toThrow(IndicatorsRefused);
    expect(await rows()).toEqual(before);
    const partial = figures.replace("59512", "QN99999M");
    expect(await bringFigures(partial, { isPartial: true })).toMatchObject({ places: 2 });
  });
});

const shared = new URL("../../../../../shared/data/qpv/", import.meta.url);
const real = (name: string) => fileURLToPath(new URL(name, shared));

describe.skipIf(!existsSync(real("qpv-2015-occitanie-polygons.geojson")))(
  "the real files of Occitanie",
  () => {
    const text = () => readFileSync(real("qpv-2015-occitanie-polygons.geojson"), "utf8");
    const bringReal = (written: string, changes: Partial<ContourFile> = {}) =>
      bring(encode(written), { generation: 2015, sourceName: "occitanie.geojson", ...changes });

    test("import as partial ones: 105 neighbourhoods of 2015, once; the other generation stays", async () => {
      const steps: string[] = [];
      const bytes = encode(text());
      const file = contourFile({ generation: 2015 });
      expect(
        await importContours(database.owner.db, bytes, file, (step) => void steps.push(step)),
      ).toMatchObject({ added: 105, changed: 0, unchanged: 0, retired: 0, repaired: 32 });
      expect(steps).toEqual(["reading", "checking", "communes", "writing"]);
      expect(await count("neighbourhood_contour")).toBe(105);
      expect(await count("neighbourhood")).toBe(106);
      const { imports: _, ...before } = (await rows()) ?? {};
      expect(await bringReal(text())).toMatchObject({ added: 0, changed: 0, unchanged: 105 });
      expect(await rows()).toMatchObject(before);
    });

    test("are refused once spoiled, with the reason, and nothing changes", async () => {
      await bringReal(text());
      const before = await rows();
      const moved = (move: (point: number[]) => number[]) => {
        const all = JSON.parse(text());
        delete all.crs;
        for (const { geometry } of all.features) {
          geometry.coordinates = geometry.coordinates.map((ring: number[][]) => ring.map(move));
        }
        return JSON.stringify(all);
      };
      const lambert =
        "+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 +ellps=GRS80";
      const spoiled: [string, string, Partial<ContourFile>?][] = [
        [text().slice(0, 200_000), "coupé"],
        [text().replace('"QP030016"', '"QP030016'), "JSON"],
        [text().replace('"QP030016"', '"QP3"'), "élément 2 (QP3)"],
        [moved(([x = 0, y = 0]) => [y, x]), "inversées"],
        [moved((point) => proj4(lambert, point)), "Lambert-93"],
        [text(), "importez-le comme fichier partiel", { isPartial: false }],
        [text(), "de la génération 2015, et non 2024", { generation: 2024 }],
      ];
      for (const [written, reason, changes] of spoiled) {
        const refused = bringReal(written, changes);
        await expect(refused, reason).rejects.toThrow(ContoursRefused);
        await expect(refused, reason).rejects.toThrow(reason);
      }
      expect(await rows()).toEqual(before);
    });

    test("INSEE's figures of these neighbourhoods, with their dictionary", async () => {
      await bringReal(text());
      const bytes = {
        figures: readFileSync(real("qpv-2015-occitanie-insee.csv")),
        dictionary: readFileSync(real("qpv-2015-occitanie-insee-dictionary.csv")),
      };
      const file: IndicatorFile = {
        ...{ isPartial: false, isApproximate: false, sourceName: "insee.csv" },
        ...{ source: "INSEE", year: 2017 },
      };
      const first = await importIndicators(database.owner.db, bytes, file);
      expect(first).toMatchObject({ places: 105 });
      expect(first.figures).toBeGreaterThan(3_000);
      expect(await importIndicators(database.owner.db, bytes, file)).toEqual({
        ...first,
        changed: 0,
      });
      const known = await database.execute(keeper, listKnownPlaces, {});
      await expect(readFigures(bytes, { ...file, year: undefined }, known)).rejects.toThrow(
        IndicatorsRefused,
      );
    });
  },
);
