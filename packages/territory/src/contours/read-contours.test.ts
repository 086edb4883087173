import fc from "fast-check";
import proj4 from "proj4";
import { describe, expect, test } from "vitest";
import { ContoursRefused, type Generation, type Position } from "./contours.schema.ts";
import { readContours } from "./read-contours.ts";

const square = (x: number, y: number, side = 0.01): Position[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
const lille = square(3.05, 50.62);
const moulins = {
  code_qp: "QN05972M",
  lib_qp: "Secteur Sud",
  insee_com: "59220, 59346, 59350",
  lib_com: "Faches-Thumesnil; Lezennes; Lille",
};
const feature = (properties: object, coordinates: unknown = [lille], type = "Polygon") => ({
  type: "Feature",
  properties,
  geometry: { type, coordinates },
});
const collection = (features: unknown[], more: object = {}) =>
  JSON.stringify({ type: "FeatureCollection", ...more, features });

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, generation: Generation = 2024, isPartial = true) =>
  readContours(bytes(text), { generation, isPartial });
async function refusal(text: string, generation: Generation = 2024, isPartial = true) {
  const error = await read(text, generation, isPartial).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ContoursRefused);
  return (error as ContoursRefused).message;
}

describe("a file that would cost far more than it weighs is refused", () => {
  test.each([
    ["{},", 400_001],
    ["[],", 3_000_001],
    ['"",', 1_000_001],
    ['"Feature",', 20_001],
  ])("before it is parsed: %s, %d times", async (piece, times) => {
    // Never closed: parsing it would say that it is cut.
    const text = `{"type":"FeatureCollection","features":[${piece.repeat(times)}`;
    expect(await refusal(text)).toContain("bien plus d’éléments");
  });

  test("before it is mended: a neighbourhood of too many points, in however many features", async () => {
    const circle = Array.from({ length: 100_001 }, (_, index): Position => {
      const angle = (index / 100_000) * 2 * Math.PI;
      return [3.05 + 0.01 * Math.cos(angle), 50.62 + 0.01 * Math.sin(angle)];
    });
    const parts = [feature(moulins, [circle]), feature(moulins, [circle])];
    expect(await refusal(collection(parts))).toMatch(/plus de 200\s000 points.*QN05972M/);
  });
});

describe("a file is read", () => {
  test("of 2024, with several communes in a cell", async () => {
    const { generation, neighbourhoods } = await read(collection([feature(moulins)]));
    expect(generation).toBe(2024);
    expect(neighbourhoods).toEqual([
      {
        code: "QN05972M",
        name: "Secteur Sud",
        communeCodes: ["59220", "59346", "59350"],
        communeNames: ["Faches-Thumesnil", "Lezennes", "Lille"],
        geometry: { type: "MultiPolygon", coordinates: [[lille]] },
        isRepaired: false,
      },
    ]);
  });

  test("of 2015, that names its communes without their codes", async () => {
    const properties = { CODE_QP: "QP059001", NOM_QP: "L'Épi  de Soil", COMMUNE_QP: "Lille, Loos" };
    const { neighbourhoods } = await read(collection([feature(properties)]), 2015);
    expect(neighbourhoods[0]).toMatchObject({
      code: "QP059001",
      name: "L’Épi de Soil",
      communeCodes: [],
      communeNames: ["Lille", "Loos"],
    });
  });

  test.each([
    [1004, ["01004"]],
    ['="13055;13070"', ["13055", "13070"]],
    ["75119 / 75118", ["75056"]],
    ["69384", ["69123"]],
    ["2a004", ["2A004"]],
  ])("with communes written %s", async (insee_com, expected) => {
    const { neighbourhoods } = await read(collection([feature({ ...moulins, insee_com })]));
    expect(neighbourhoods[0]?.communeCodes).toEqual(expected);
  });

  test.each([
    undefined,
    null,
    ...[
      "urn:ogc:def:crs:OGC:1.3:CRS84",
      "OGC:CRS84",
      "EPSG:4326",
      "urn:ogc:def:crs:EPSG::4326",
      "http://www.opengis.net/def/crs/EPSG/0/4326",
    ].map((name) => ({ type: "name", properties: { name } })),
  ])("with the coordinates %j, and a BOM", async (crs) => {
    const { neighbourhoods } = await read(`\uFEFF${collection([feature(moulins)], { crs })}`);
    expect(neighbourhoods).toHaveLength(1);
  });

  test.each([
    ["QN97414I", 55.29, -21.01],
    ["QN97101M", -61.5, 16.2],
    ["QN97301M", -54.03, 5.5],
    ["QN02B01M", 9.45, 42.7],
  ])("of %s, where it is", async (code_qp, x, y) => {
    const far = feature({ ...moulins, code_qp }, [square(x, y)]);
    expect((await read(collection([far]))).neighbourhoods).toHaveLength(1);
  });

  test("with a contour that is there twice, wherever its ring begins, once", async () => {
    const [a, b, c, d] = lille as [Position, Position, Position, Position];
    const again = feature({ ...moulins, insee_com: "59360" }, [[c, d, a, b, c]]);
    const { neighbourhoods } = await read(collection([feature(moulins), again]));
    expect(neighbourhoods).toHaveLength(1);
    expect(neighbourhoods[0]).toMatchObject({
      communeCodes: ["59220", "59346", "59350", "59360"],
      geometry: { coordinates: [[lille]] },
    });
  });

  test("with the contours that share ground, told by their codes; those that only touch are not", async () => {
    const at = (code_qp: string, x: number, side?: number) =>
      feature({ ...moulins, code_qp }, [square(x, 50.62, side)]);
    const { overlaps } = await read(
      collection([
        at("QN05972M", 3.05),
        at("QN05973M", 3.055),
        at("QN05974M", 3.065),
        at("QN05975M", 3.2, 0.02),
        at("QN05976M", 3.205, 0.001),
      ]),
    );
    expect(overlaps).toEqual({
      pairs: [
        { codes: ["QN05972M", "QN05973M"], squareMetres: expect.any(Number) },
        { codes: ["QN05975M", "QN05976M"], squareMetres: expect.any(Number) },
      ],
      isWhole: true,
    });
    // Half of a square of 708 m by 1,112 m.
    expect((overlaps.pairs[0]?.squareMetres ?? 0) / 393_500).toBeCloseTo(1, 1);
  });

  test("with a few of the contours that share ground, where all of them do", async () => {
    const many = Array.from({ length: 90 }, (_, index) =>
      feature({ ...moulins, code_qp: `QN059${index + 10}M` }),
    );
    const { overlaps } = await read(collection(many));
    expect(overlaps.pairs).toHaveLength(20);
    expect(overlaps.isWhole).toBe(false);
  });

  test("with its rings closed, turned as RFC 7946 says, without heights or repeated points", async () => {
    const [a, b, c, d] = lille as [Position, Position, Position, Position];
    const open = [d, c, c, b, a].map((point) => [...point, 12]);
    const { neighbourhoods } = await read(collection([feature(moulins, [open])]));
    expect(neighbourhoods[0]?.isRepaired).toBe(false);
    expect(neighbourhoods[0]?.geometry.coordinates).toEqual([[[d, a, b, c, d]]]);
  });
});

describe("a contour that is no edge of a surface is mended", () => {
  /** Hundredths of a degree. */
  const at = (points: string): Position[] =>
    points.split(" ").map((point) => {
      const [x, y] = point.split(",");
      return [3 + Number(x) / 100, 50.6 + Number(y) / 100];
    });
  const area = (polygons: Position[][][]) =>
    polygons.flat().reduce(
      (total, ring) =>
        total +
        ring.reduce((sum, [x, y], index) => {
          const [x2, y2] = ring[index + 1] ?? [x, y];
          return sum + ((x - 3) * (y2 - 50.6) - (x2 - 3) * (y - 50.6)) * 5_000;
        }, 0),
      0,
    );

  test.each<[string, unknown, number, number]>([
    ["an eight", [at("0,0 2,2 2,0 0,2 0,0")], 2, 2],
    ["a spike", [at("0,0 2,0 2,1 4,1 2,1 2,2 0,2 0,0")], 1, 4],
    ["a hole outside, which is another part", [at("0,0 1,0 1,1 0,0"), at("3,3 4,3 4,4 3,3")], 2, 1],
    ["a hole without area", [at("0,0 1,0 1,1 0,0"), at("0.5,0.2 0.6,0.3 0.5,0.2")], 1, 0.5],
  ])("%s", async (_, coordinates, parts, expected) => {
    const { neighbourhoods } = await read(collection([feature(moulins, coordinates)]));
    const [found] = neighbourhoods;
    expect(found?.isRepaired).toBe(true);
    expect(found?.geometry.coordinates).toHaveLength(parts);
    expect(area(found?.geometry.coordinates ?? [])).toBeCloseTo(expected, 6);
  });

  test("or refused with its code, when it has no surface at all", async () => {
    const flat = at("0,0 1,1 2,2 0,0");
    const text = collection([
      feature(moulins),
      feature({ ...moulins, code_qp: "QN05973M" }, [flat]),
    ]);
    expect(await refusal(text)).toBe(
      "Le contour n’a pas de surface, même réparé\u202f: élément 2 (QN05973M).",
    );
  });
});

describe("a file is refused", () => {
  test.each([
    ["", "vide"],
    ["PK\u0003\u0004", "archive ZIP"],
    ["[1, 2]", "n’est pas une liste de contours"],
    ['{"type":"Topology"}', "mais de type «\u202fTopology\u202f»"],
    ['{"type":"FeatureCollection"}', "features"],
    ['{"type":"FeatureCollection","features":[]}', "aucun contour"],
    ['{"type":"FeatureCollection","features":[}', "n’est pas du JSON bien écrit, près de"],
    ['{"type":"FeatureCollection"\n "features":[]}', "ligne 2, caractère 2"],
  ])("%j", async (text, expected) => {
    expect(await refusal(text)).toContain(expected);
  });

  test("not in UTF-8", async () => {
    const latin = Buffer.from(collection([feature({ ...moulins, lib_qp: "Épidème" })]), "latin1");
    await expect(readContours(latin, { generation: 2024, isPartial: true })).rejects.toThrow(
      "UTF-8",
    );
  });

  test("cut anywhere", async () => {
    const whole = collection([feature(moulins), feature({ ...moulins, code_qp: "QN05973M" })]);
    for (let end = 1; end < whole.length; end++) {
      expect(await refusal(whole.slice(0, end)), `${end}`).toContain("coupé");
    }
  });

  test.each([
    ["urn:ogc:def:crs:EPSG::2154", "(Lambert-93)"],
    ["EPSG:3857", "(Web Mercator)"],
    ["urn:ogc:def:crs:EPSG::4171", "EPSG::4171"],
    ["EPSG:43266", "EPSG:43266"],
    [4326, "sans nom"],
  ])("that says its coordinates are in %s", async (name, expected) => {
    const crs = { type: "name", properties: { name } };
    expect(await refusal(collection([feature(moulins)], { crs }))).toContain(expected);
  });

  const refusedFeatures: [string, unknown, string][] = [
    ["without a code", feature({ ...moulins, code_qp: " " }), "code_qp) manque"],
    ["with a code of 2015", feature({ ...moulins, code_qp: "QP059001" }), "de la génération 2015"],
    [
      "with a code of nowhere",
      feature({ ...moulins, code_qp: "QN09872M" }),
      "de la forme QN05971M",
    ],
    ["with two codes", feature({ ...moulins, code_qp: "QN05972M, QN05973M" }), "de la forme"],
    ["without a name", feature({ ...moulins, lib_qp: null }), "nom du quartier"],
    ["with a long name", feature({ ...moulins, lib_qp: "a".repeat(201) }), "200 caractères"],
    ["without a commune", feature({ code_qp: "QN05972M", lib_qp: "Sud" }), "commune (insee_com"],
    ["with a postcode too long", feature({ ...moulins, insee_com: "593500" }), "commune 593500"],
    ["that is a point", feature(moulins, [3.05, 50.62], "Point"), "«\u202fPoint\u202f»"],
    ["without a geometry", { ...feature(moulins), geometry: null }, "Le contour manque"],
    ["with words for numbers", feature(moulins, [[["3.05", "50.62"]]]), "anneaux de longitudes"],
    ["that is nothing", null, "Feature"],
    ["without properties", { ...feature(moulins), properties: null }, "Feature"],
    ["in the sea", feature(moulins, [square(-30, 10)]), "hors de France"],
    ["in another département", feature(moulins, [square(5.4, 43.3)]), "loin du département"],
    [
      "with one point astray",
      feature(moulins, [[...lille.slice(0, 3), [0, 0], lille[4]]]),
      "France",
    ],
    ["in the right place, upside down", feature(moulins, [square(50.62, 3.05)]), "inversées"],
  ];
  test.each(refusedFeatures)("with a contour %s", async (_, wrong, expected) => {
    const message = await refusal(collection([feature(moulins), wrong]));
    expect(message).toContain(expected);
    expect(message).toMatch(/élément 2/);
  });

  test.each<[string, string, Position, string]>([
    ["QN05972M", "EPSG:3857", [3.05, 50.62], "Web Mercator"],
    ["QN97414I", "+proj=utm +zone=40 +south +ellps=GRS80", [55.29, -21.01], "UTM 40 sud"],
    ["QN97614I", "+proj=utm +zone=38 +south +ellps=GRS80", [45.2, -12.8], "UTM 38 sud"],
    ["QN97101M", "+proj=utm +zone=20 +ellps=GRS80", [-61.5, 16.2], "UTM 20 nord"],
    ["QN97301M", "+proj=utm +zone=22 +ellps=GRS80", [-52.3, 4.9], "UTM 22 nord"],
  ])("with %s in metres (%s)", async (code_qp, system, [x, y], expected) => {
    const ring = square(x, y).map((point) => proj4(system, point));
    const message = await refusal(collection([feature({ ...moulins, code_qp }, [ring])]));
    expect(message).toContain(`Les coordonnées sont en ${expected}`);
    expect(message).toContain("Choisissez le fichier dont le nom finit par WGS84.");
  });

  test("with one code for two names", async () => {
    const text = collection([feature(moulins), feature({ ...moulins, lib_qp: "Secteur Nord" })]);
    expect(await refusal(text)).toBe(
      "Le code est déjà celui d’un quartier d’un autre nom\u202f: élément 2 (QN05972M).",
    );
  });

  test("with one code for two contours, whether they touch or not", async () => {
    const message =
      "Le code est plusieurs fois dans le fichier, avec des contours différents\u202f: élément 2 (QN05972M). Un quartier en plusieurs parties est un seul élément (MultiPolygon).";
    for (const other of [square(3.055, 50.62), square(3.06, 50.62), square(3.3, 50.6)]) {
      const text = collection([feature(moulins), feature(moulins, [other])]);
      expect(await refusal(text)).toBe(message);
    }
  });

  test("telling all its faults, each counted, the first three quoted", async () => {
    const wrong = Array.from({ length: 1_200 }, () => feature({ ...moulins, lib_qp: "" }));
    const text = collection([...wrong, feature(moulins, [], "Point")]);
    expect(await refusal(text)).toBe(
      "Le nom du quartier (lib_qp ou nom_qp) manque\u202f: 1\u202f200 éléments, dont 1 (QN05972M), 2 (QN05972M) et 3 (QN05972M). Le contour est une géométrie «\u202fPoint\u202f», et non une surface (Polygon ou MultiPolygon)\u202f: élément 1201 (QN05972M).",
    );
  });

  test("that is not the national list, unless it is said to be a part of it", async () => {
    const many = (count: number) =>
      collection(
        Array.from({ length: count }, (_, index) => {
          const number = `${index % 100}`.padStart(2, "0");
          const letter = String.fromCharCode(65 + Math.floor(index / 100));
          return feature({ ...moulins, code_qp: `QN059${number}${letter}` });
        }),
      );
    expect(await refusal(many(1_299), 2024, false)).toContain("ce fichier 1\u202f299");
    expect((await read(many(1_299))).neighbourhoods).toHaveLength(1_299);
    expect((await read(many(1_300), 2024, false)).neighbourhoods).toHaveLength(1_300);
  });
});

describe("whatever the file", () => {
  const readOrRefused = async (text: string) => {
    try {
      return await read(text);
    } catch (error) {
      if (error instanceof ContoursRefused && error.problems.length > 0) return null;
      throw error;
    }
  };

  test("it is read or refused, and nothing else is thrown", async () => {
    const anything = fc.jsonValue();
    const properties = fc.dictionary(
      fc.constantFrom("code_qp", "lib_qp", "insee_com", "lib_com", "__proto__", "autre"),
      fc.oneof(anything, fc.constantFrom("QN05972M", "Secteur Sud", "59350")),
    );
    const geometry = fc.record({
      type: fc.constantFrom("Polygon", "MultiPolygon", "Point"),
      coordinates: anything,
    });
    const features = fc.array(
      fc.oneof(
        anything,
        fc.record({
          type: fc.constant("Feature"),
          properties: fc.oneof(properties, anything),
          geometry: fc.oneof(geometry, anything),
        }),
      ),
    );
    const files = fc.oneof(
      fc.string(),
      fc.json(),
      features.map((all) => collection(all)),
      fc.tuple(features, anything).map(([all, crs]) => collection(all, { crs })),
    );
    await fc.assert(
      fc.asyncProperty(files, async (text) => void (await readOrRefused(text))),
      {
        numRuns: 500,
      },
    );
  });

  test("rings drawn at random become a valid surface, which read again is the same", async () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
    const ring = fc
      .array(point, { maxLength: 12 })
      .map((points) => points.map(([x, y]) => [3 + x / 1_000, 50.6 + y / 1_000]));
    const polygons = fc.array(fc.array(ring, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(polygons, async (coordinates) => {
        const once = await readOrRefused(
          collection([feature(moulins, coordinates, "MultiPolygon")]),
        );
        if (!once) return;
        const surface = once.neighbourhoods[0]?.geometry.coordinates;
        const again = await read(collection([feature(moulins, surface, "MultiPolygon")]));
        expect(again.neighbourhoods[0]?.isRepaired).toBe(false);
        expect(again.neighbourhoods[0]?.geometry.coordinates).toEqual(surface);
      }),
      { numRuns: 500 },
    );
  });
});
