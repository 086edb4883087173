import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSiret } from "../grant/siret.rules.ts";
import { completeGrants, missingOf } from "./publication.rules.ts";
import type { PublishableGrant, Recipient } from "./publication.schema.ts";
import { scdlCsv } from "./scdl.ts";
import { threeSixtyGivingPackage } from "./three-sixty-giving.ts";

const recipient = { legalName: "Coopérative Exemple", siret: "73282932000074" };
const grant = (change: Partial<PublishableGrant> = {}): PublishableGrant => ({
  id: "0198a3c4-0000-7000-8000-000000000001",
  title: "Communs accessibles",
  reference: "2026-12",
  programmeName: "Communs",
  callName: "",
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  decidedOn: "2025-12-01",
  signedOn: "2025-12-15",
  askedCents: 1_500_000,
  awardedCents: 1_200_050,
  inKindCents: null,
  receivedCents: 600_000,
  isDeMinimis: false,
  raeReference: "",
  updatedAt: new Date("2026-02-01T10:00:00Z"),
  funderId: "f",
  funderName: "Métropole Exemple",
  // La Poste's own key: the sum of the digits is a multiple of five.
  funderSiret: "35600000009075",
  funderUrl: "https://exemple.fr",
  paymentDays: ["2026-02-01", "2026-11-01"],
  ...change,
});
const rowsOf = (grants: readonly PublishableGrant[]): Record<string, string>[] =>
  parse(scdlCsv(completeGrants(grants, recipient)), { columns: true });
const row = (change: Partial<PublishableGrant> = {}) => rowsOf([grant(change)])[0];
const packageOf = (grants: readonly PublishableGrant[]) =>
  threeSixtyGivingPackage(completeGrants(grants, recipient), {
    publisher: recipient,
    issuedAt: new Date("2026-03-01T10:00:00Z"),
    licenceUrl: "https://exemple.fr/licence",
  });

/** Grants of all kinds that lack nothing. */
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const text = (maxLength: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength })
    .filter((written) => written.trim() === written && !/^[=+\-@]/.test(written))
    .filter((written) => !/\p{Cc}/u.test(written));
const cents = fc.integer({ min: 1, max: 999_999_999_999 });
const anyGrant = fc
  .record({
    title: text(60),
    reference: fc.oneof(fc.constant(""), text(40)),
    signedOn: day,
    awardedCents: fc.option(cents),
    inKindCents: fc.option(cents),
    isDeMinimis: fc.boolean(),
    raeReference: fc.constantFrom("", "12345"),
    callName: fc.constantFrom("", "Appel 2026"),
    decidedOn: fc.option(day),
    askedCents: fc.option(cents),
    funderUrl: fc.constantFrom(null, "https://exemple.fr"),
    paymentDays: fc.array(day, { minLength: 1, maxLength: 4 }),
  })
  .filter((one) => one.awardedCents !== null || one.inKindCents !== null)
  .map((change) => grant(change));

describe("what a grant lacks to be published", () => {
  it("is told thing by thing, and keeps it out of the files", () => {
    const nothing: Recipient = { legalName: "", siret: null };
    const bare = grant({ funderSiret: null, signedOn: null, awardedCents: null, paymentDays: [] });
    expect(missingOf(bare, nothing)).toEqual([
      "funder_siret",
      "legal_name",
      "siret",
      "signed_on",
      "amount",
      "payment_days",
    ]);
    expect(missingOf(grant(), recipient)).toEqual([]);
    expect(completeGrants([bare, grant()], recipient)).toHaveLength(1);
    expect(completeGrants([grant()], nothing)).toEqual([]);
  });
});

describe("the SCDL file", () => {
  it("says the whole, its nature and when it is paid", () => {
    expect(row()).toMatchObject({
      nomAttribuant: "Métropole Exemple",
      montant: "12000.50",
      nature: "aide en numéraire",
      conditionsVersement: "échelonné",
      datesPeriodeVersement: "2026-02-01/2026-11-01",
      notificationUE: "non",
      pourcentageSubvention: "1.00",
    });
    expect(row({ inKindCents: 50, paymentDays: ["2026-02-01"], isDeMinimis: true })).toMatchObject({
      montant: "12001.00",
      nature: "aide en numéraire;aide en nature",
      conditionsVersement: "unique",
      datesPeriodeVersement: "2026-02-01",
      notificationUE: "oui",
    });
    expect(row({ awardedCents: null, inKindCents: 7 })).toMatchObject({
      montant: "0.07",
      nature: "aide en nature",
    });
  });

  it("puts no formula in a spreadsheet", () => {
    expect(row({ title: "=1+1" })?.objet).toBe("'=1+1");
  });

  it("keeps every field within the schema, whatever the grant", () => {
    fc.assert(
      fc.property(fc.array(anyGrant, { minLength: 1, maxLength: 5 }), (grants) => {
        const rows = rowsOf(grants);
        expect(rows).toHaveLength(grants.length);
        for (const one of rows) expect(faultsOf(one, version202)).toEqual([]);
      }),
    );
  });

  const given = readSchema("scdl-subventions.json") as { fields: Field[] } | null;
  it.skipIf(!given)("keeps every field within the schema of the file, whatever the grant", () => {
    fc.assert(
      fc.property(anyGrant, (one) => {
        expect(rowsOf([one]).flatMap((written) => faultsOf(written, given?.fields ?? []))).toEqual(
          [],
        );
      }),
    );
    // What the file does not hold, the schema does not require.
    const held = Object.keys(row() ?? {});
    const required = (given?.fields ?? []).filter((field) => field.constraints?.required);
    expect(required.map(({ name }) => name).filter((name) => !held.includes(name))).toEqual([]);
    expect(held.filter((name) => !given?.fields.some((field) => field.name === name))).toEqual([]);
  });
});

describe("the 360Giving file", () => {
  it("names both organisations by their SIREN, and counts in euros", () => {
    expect(packageOf([grant()])).toMatchObject({
      publisher: { identifier: "FR-INSEE-732829320" },
      grants: [
        {
          id: "FR-INSEE-732829320-0198a3c4-0000-7000-8000-000000000001",
          currency: "EUR",
          amountAwarded: 12_000.5,
          amountDisbursed: 6_000,
          awardDate: "2025-12-01",
          fundingOrganization: [{ id: "FR-INSEE-356000000", name: "Métropole Exemple" }],
        },
      ],
    });
  });

  const [whole, one] = [
    readSchema("360-giving-package-schema.json"),
    readSchema("360-giving-schema.json"),
  ];
  it.skipIf(!whole || !one)("is valid by the schema of the standard, whatever the grants", () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const { properties } = whole as { properties: { grants: { items: { $ref: string } } } };
    // Both write the address of their draft with http; the package names an earlier number of the other schema.
    const draft = { $schema: "https://json-schema.org/draft/2020-12/schema" };
    ajv.addSchema({ ...one, ...draft, $id: properties.grants.items.$ref });
    const isValid = ajv.compile({ ...whole, ...draft });
    fc.assert(
      fc.property(
        fc.uniqueArray(anyGrant, { minLength: 1, maxLength: 3, selector: ({ title }) => title }),
        (grants) => {
          isValid(JSON.parse(JSON.stringify(packageOf(grants))));
          expect(isValid.errors ?? []).toEqual([]);
        },
      ),
    );
  });
});

type Field = {
  name: string;
  type: string;
  trueValues?: string[];
  falseValues?: string[];
  constraints?: {
    required?: boolean;
    pattern?: string;
    maxLength?: number;
    enum?: string[];
    minimum?: number;
    maximum?: number;
  };
};

/** Schemas are not ours to publish: they are read where ESSAIM_SCHEMAS says that they are. */
function readSchema(name: string): object | null {
  const folder = process.env.ESSAIM_SCHEMAS;
  const path = folder ? join(folder, name) : "";
  return path && existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

/** What version 2.0.2 asks of the fields that version 2.1.1 leaves freer. */
const day202 = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?$";
const required = { required: true };
const version202: Field[] = [
  { name: "nomAttribuant", type: "string", constraints: required },
  { name: "idAttribuant", type: "string", constraints: { ...required, pattern: "^\\d{14}$" } },
  { name: "dateConvention", type: "date", constraints: required },
  { name: "referenceDecision", type: "string" },
  { name: "nomBeneficiaire", type: "string", constraints: required },
  { name: "idBeneficiaire", type: "string", constraints: { ...required, pattern: "^\\d{14}$" } },
  { name: "objet", type: "string", constraints: { ...required, maxLength: 256 } },
  { name: "montant", type: "number", constraints: required },
  {
    name: "nature",
    type: "string",
    constraints: {
      ...required,
      pattern: "^(aide en numéraire|aide en nature|aide en numéraire;aide en nature)$",
    },
  },
  { name: "conditionsVersement", type: "string", constraints: { ...required, maxLength: 256 } },
  { name: "datesPeriodeVersement", type: "string", constraints: { ...required, pattern: day202 } },
  { name: "idRAE", type: "string", constraints: { maxLength: 5 } },
  {
    name: "notificationUE",
    type: "boolean",
    trueValues: ["oui"],
    falseValues: ["non"],
    constraints: required,
  },
  {
    name: "pourcentageSubvention",
    type: "number",
    constraints: { ...required, minimum: 0.01, maximum: 1 },
  },
];

/** What a row breaks of a table schema (frictionless), and of the keys of its SIRETs. */
function faultsOf(written: Record<string, string>, fields: readonly Field[]): string[] {
  const faults: string[] = [];
  for (const { name, type, constraints = {}, trueValues = [], falseValues = [] } of fields) {
    const value = written[name] ?? "";
    const fault = (what: string) => faults.push(`${name}: ${what} (${value})`);
    if (value === "") {
      if (constraints.required) fault("missing");
      continue;
    }
    if (type === "number" && !/^-?\d+(\.\d+)?$/.test(value)) fault("not a number");
    if (type === "boolean" && ![...trueValues, ...falseValues].includes(value)) fault("not said");
    if (type === "date" && new Date(`${value}T00:00Z`).toISOString().slice(0, 10) !== value)
      fault("not a day");
    if (constraints.pattern && !new RegExp(constraints.pattern).test(value)) fault("pattern");
    if (constraints.enum && !constraints.enum.includes(value)) fault("not in the list");
    if (constraints.maxLength && value.length > constraints.maxLength) fault("too long");
    if (constraints.minimum !== undefined && Number(value) < constraints.minimum)
      fault("too small");
    if (constraints.maximum !== undefined && Number(value) > constraints.maximum)
      fault("too large");
    if (/^id(Attribuant|Beneficiaire)$/.test(name) && !isSiret(value)) fault("not a SIRET");
  }
  return faults;
}
