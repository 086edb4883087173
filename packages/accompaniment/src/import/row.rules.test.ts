import type { Cell } from "@essaim/territory/spreadsheet/cell";
import { wordKey } from "@essaim/territory/text/word.rules";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { workerListKeys } from "../list/value-list.schema.ts";
import { importFields } from "./import-field.schema.ts";
import type { Choices, Mapping } from "./mapping.schema.ts";
import { communeKey, prepareRow, type World, type WrittenCommune } from "./row.rules.ts";
import { planOf } from "./row-reader.ts";

const rsa = "019aa000-0000-7000-8000-000000000001";
const none = "019aa000-0000-7000-8000-000000000002";
const reason = "019aa000-0000-7000-8000-000000000003";
const coachId = "019aa000-0000-7000-8000-000000000004";

const choices: Choices = {
  kind: [{ id: "both", label: "Les deux" }],
  coach: [{ id: coachId, label: "Maïlys" }],
  currentStage: ["candidate", "cape", "cesa", "exit"].map((id) => ({ id, label: id })),
  residence: ["outside", "yes", "named"].map((id) => ({ id, label: id })),
  income_support: [
    { id: rsa, code: "rsa", label: "RSA" },
    { id: none, code: "none", label: "Aucune allocation" },
  ],
  entry_income_support: [{ id: rsa, code: "rsa", label: "RSA" }],
  exitReason: [{ id: reason, code: "moved", label: "Déménagement" }],
};

/** Communes looked for: what is not known was not found. */
class Found extends Map<string, WrittenCommune> {
  override get(key: string): WrittenCommune {
    return super.get(key) ?? { ok: false, reason: "commune_not_found" };
  }
}

const lille = { ok: true as const, code: "59350", postcodes: ["59000"] };
const world: World = {
  today: "2026-11-24",
  lists: {
    ...(Object.fromEntries(workerListKeys.map((key) => [key, []])) as unknown as World["lists"]),
    income_support: [
      { id: rsa, code: "rsa", label: "RSA" },
      { id: none, code: "none", label: "Aucune allocation" },
    ],
  },
  communes: new Found([
    [communeKey("Lille", "59000"), lille],
    [communeKey("Lille", undefined), lille],
    [communeKey("Loos", undefined), { ok: true, code: "59360", postcodes: ["59000"] }],
    [communeKey("Lille", "75001"), lille],
  ]),
  neighbourhoods: new Map([
    ["QN05901M", ["59350"]],
    ["QN05972M", ["59350", "59360"]],
  ]),
  neighbourhoodsByName: new Map([[wordKey("Secteur Sud"), ["QN05972M"]]]),
  neighbourhoodsByCommune: new Map([
    ["59350", ["QN05901M", "QN05972M"]],
    ["59360", ["QN05972M"]],
  ]),
};

type Written = Record<string, string | number | Cell>;

/** Prepares one row of which each field has a column of its own, in this order. */
function prepare(written: Written, everybody: Partial<Mapping["everybody"]> = { kind: "both" }) {
  const fields = Object.keys(written);
  const mapping: Mapping = {
    sheet: 0,
    columns: Object.fromEntries(fields.map((field, index) => [index + 1, field])),
    words: {},
    everybody: { kind: null, coachId: null, supportedFrom: null, ...everybody },
  };
  for (const [index, field] of fields.entries()) {
    if (importFields[field]?.kind !== "words") continue;
    const labels = (choices[field] ?? []).map(({ id, label }) => [wordKey(label), id]);
    mapping.words[index + 1] = Object.fromEntries([...labels, ["rien", ""]]);
  }
  const cells = Object.values(written).map((cell): Cell | undefined => {
    if (typeof cell === "number") return { kind: "number", value: cell };
    if (typeof cell === "string") return cell === "" ? undefined : { kind: "text", text: cell };
    return cell;
  });
  const columns = fields.map((title, index) => ({ column: index + 1, title, monthFirstRow: null }));
  return prepareRow(7, cells, planOf(mapping, { columns }, false, choices), world);
}

const named = { familyName: "Lefèvre", givenName: "Maïlys" };

/** What is wrong, each with its field. */
function faults(written: Written, everybody?: Partial<Mapping["everybody"]>): string[] {
  const { problems, person } = prepare(written, everybody);
  expect(person === null).toBe(problems.length > 0);
  return problems.map(({ column, message }) => {
    const field = column === null ? "ligne" : Object.keys(written)[column - 1];
    return `${field}: ${message}`;
  });
}

const stages = (written: Written) =>
  prepare({ ...named, ...written }).person?.stages.map(
    ({ kind, startsOn, termOn, endsOn }) => `${kind} ${startsOn} ${termOn ?? "-"} ${endsOn ?? "-"}`,
  );

describe("a person", () => {
  test("is what the form would have made of them", () => {
    const { person, repairs } = prepare({
      fullName: "LEFÈVRE Maïlys",
      birth: "12/03/85",
      phone: 612345678,
      email: "Mailys@Exemple.FR ",
      addressLine: "12  rue du Chemin",
      postcode: 59000,
      commune: "Lille CEDEX",
      residence: "outside",
      coach: "Maïlys",
      supportedFrom: "3 mars 2024",
      dependants: 2,
      income_support: "RSA",
    });
    expect(person).toMatchObject({
      worker: {
        givenName: "Maïlys",
        familyName: "LEFÈVRE",
        birth: { on: "1985-03-12", year: 1985 },
        phone: "0612345678",
        email: "mailys@exemple.fr",
        addressLine: "12 rue du Chemin",
        postcode: "59000",
        kind: "both",
        coachId,
      },
      home: { communeCode: "59350", residence: "outside", neighbourhoodCode: null },
      dependants: 2,
      stages: [{ kind: "candidate", startsOn: "2024-03-03" }],
      // What is known first is also what was known on arrival.
      values: [
        { key: "income_support", moment: "now", valueId: rsa },
        { key: "income_support", moment: "entry", valueId: rsa },
      ],
    });
    expect(repairs).toEqual(["phone_zero"]);
  });

  test("needs a name, a way of working and a beginning, and says what is missing at once", () => {
    expect(faults({ familyName: "Lefèvre", givenName: "" }, {})).toEqual([
      "ligne: Indiquez le jour où l’accompagnement a commencé.",
      "givenName: Indiquez le prénom.",
      "ligne: Dites comment cette personne travaille.",
    ]);
    expect(faults({ fullName: "Lefèvre", supportedFrom: "2024-01-01" })).toEqual([
      "fullName: Indiquez le nom.",
    ]);
    expect(faults(named, { kind: "both", supportedFrom: "2024-01-01" })).toEqual([]);
  });

  test("is no total", () => {
    for (const total of ["TOTAL", "Total général", "Sous-total", "Nombre de personnes : 12"]) {
      expect(faults({ fullName: total, supportedFrom: 6 })).toEqual([
        "fullName: Cette ligne ressemble à un total, pas à une personne. Écartez-la.",
      ]);
    }
    expect(prepare({ fullName: "Totalin Ali", supportedFrom: "2024-01-01" }).person).not.toBeNull();
  });

  test("is refused where a cell cannot be read, one sentence by cell", () => {
    expect(
      faults({
        ...named,
        phone: "06 12",
        email: "mailys(at)exemple.fr",
        birth: "41 ans",
        supportedFrom: "31/02/2024",
        postcode: "5900",
        commune: { kind: "error", text: "#REF!" },
        dependants: "beaucoup",
      }).map((fault) => fault.split(":")[0]),
    ).toEqual(["birth", "commune", "supportedFrom", "dependants", "phone", "email"]);
    expect(faults({ ...named, supportedFrom: "1889-01-01" })).toEqual([
      "supportedFrom: Vérifiez l’année de cette date.",
    ]);
  });

  test("lives where the commune, the postcode and the neighbourhood agree", () => {
    const at = (written: Written) =>
      prepare({ ...named, supportedFrom: "2024-01-01", ...written }).person?.home;
    const wrong = (written: Written) =>
      faults({ ...named, supportedFrom: "2024-01-01", ...written });
    const sud = { communeCode: "59360", residence: "priority", neighbourhoodCode: "QN05972M" };
    // The only one of its commune.
    expect(at({ commune: "Loos", residence: "yes" })).toEqual(sud);
    expect(at({ commune: "Lille", residence: "yes" })).toMatchObject({ residence: "unknown" });
    expect(
      prepare({ ...named, supportedFrom: "2024-01-01", commune: "Lille", residence: "yes" })
        .repairs,
    ).toEqual(["qpv_unknown"]);
    expect(wrong({ commune: "Nulle-Part" })[0]).toMatch(/^commune: Aucune commune/);
    expect(wrong({ commune: "Lille", postcode: "75001" })[0]).toMatch(/^postcode: Ce code postal/);
    expect(at({ postcodeAndCommune: "59000 Lille" })).toMatchObject({ communeCode: "59350" });
  });

  test("answers lists as in the form: « aucune » goes with nothing else, a word without meaning waits", () => {
    const at = { ...named, supportedFrom: "2024-01-01" };
    expect(faults({ ...at, income_support: "RSA ; Aucune allocation" })[0]).toContain(
      "ne va pas avec une autre",
    );
    expect(faults({ ...at, income_support: "mystère" })[0]).toContain("n’a pas encore de réponse");
    expect(faults({ ...at, income_support: "rien" })).toEqual([]);
    expect(faults({ ...at, income_support: "NR" })).toEqual([]);
    expect(
      faults(at, { kind: "both", coachId: "019aa000-0000-7000-8000-00000000000f" })[0],
    ).toContain("n’accompagne plus");
  });
});

describe("a pathway", () => {
  test("is told by dates, and terms are worked out where they are not written", () => {
    expect(
      stages({
        supportedFrom: "2022-01-10",
        cape: "2022-02-01",
        renewal1: "2023-01-01",
        cesa: "2023-06-01",
        exit: "2024-03-31",
        exitReason: "Déménagement",
      }),
    ).toEqual([
      "candidate 2022-01-10 - -",
      "cape 2022-02-01 2022-12-31 2022-12-31",
      "cape_renewal 2023-01-01 2023-12-31 2023-05-31",
      "cesa 2023-06-01 - 2024-03-31",
      "exit 2024-03-31 - -",
    ]);
    expect(stages({ cape: "2024-02-29" })).toEqual(["cape 2024-02-29 2025-02-27 2025-02-27"]);
    expect(stages({ supportedFrom: "2024-02-29", cape: "2024-02-29" })).toHaveLength(1);
  });

  test("may be told by one column of contracts and its dates", () => {
    const told = { currentStage: "cape", currentFrom: "2024-01-01", currentTerm: "2024-12-31" };
    expect(stages(told)).toEqual(["cape 2024-01-01 2024-12-31 2024-12-31"]);
    // A column of its own says it better.
    expect(stages({ ...told, cape: "2024-03-01" })?.[0]).toContain("cape 2024-03-01");
    expect(faults({ ...named, currentStage: "cape", supportedFrom: "2024-01-01" })).toEqual([
      "currentStage: «\u202fCAPE\u202f» est indiqué sans sa date. Ajoutez-la, ou laissez la case vide.",
    ]);
    expect(
      faults({ ...named, supportedFrom: "2024-01-01", currentFrom: "2024-01-01" })[0],
    ).toContain("sans dire lequel");
    expect(stages({ supportedFrom: "2024-01-01", currentStage: "candidate" })).toEqual([
      "candidate 2024-01-01 - -",
    ]);
  });

  test("is judged by the rules of every pathway, beside the date at fault", () => {
    const wrong = (written: Written) => faults({ ...named, ...written });
    expect(wrong({ cape: "2024-02-01", capeTerm: "2024-01-01" })[0]).toMatch(
      /^capeTerm: CAPE\u202f: Le terme vient avant/,
    );
    expect(wrong({ cape: "2024-02-01", capeTerm: "2026-01-31" })[0]).toContain(
      "douze mois au plus",
    );
    expect(
      wrong({ cape: "2024-02-01", capeTerm: "2024-12-31", renewal1: "2025-03-01" })[0],
    ).toMatch(/^renewal1: .*lendemain du terme/);
    expect(wrong({ cesa: "2024-02-01", cape: "2024-03-01" })[0]).toMatch(/^cape: /);
    expect(wrong({ supportedFrom: "2024-05-01", cape: "2024-02-01" })[0]).toMatch(
      /^supportedFrom: .*après sa première étape/,
    );
    expect(wrong({ supportedFrom: "2024-05-01", exit: "2024-02-01" })[0]).toMatch(
      /^supportedFrom: /,
    );
    expect(wrong({ supportedFrom: "2024-05-01", capeTerm: "2024-02-01" })[0]).toMatch(
      /^capeTerm: .*sans le début/,
    );
    expect(wrong({ supportedFrom: "2024-05-01", exitReason: "Déménagement" })[0]).toMatch(
      /^exitReason: .*sans sa date/,
    );
    expect(wrong({ supportedFrom: "2029-05-01" })[0]).toContain("plus d’un an");
  });
});

test("whatever a row holds, it is a person or it says why, on its own row", () => {
  const fields = Object.keys(importFields);
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(
      "oui",
      "non",
      "RSA",
      "31/12/2023",
      "2024-01-01",
      "Lille",
      "",
      "CAPE",
      "0612345678",
    ),
    fc.constant({ kind: "error", text: "#N/A" } as const),
    fc.constant({ kind: "day", day: "2024-02-29" } as const),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields), cell), (written) => {
      const { person, problems, row } = prepare(written);
      expect(person === null).toBe(problems.length > 0);
      expect(row).toBe(7);
      for (const problem of problems) {
        expect(problem.row).toBe(7);
        expect(problem.message).toMatch(/[.…]$/);
        expect(problem.column === null || problem.column <= Object.keys(written).length).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
