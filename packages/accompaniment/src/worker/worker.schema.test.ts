import { describe, expect, test } from "vitest";
import { workerEditSchema, workerSchema } from "./worker.schema.ts";

const minimal = {
  givenName: " Léa ",
  familyName: "de  la Tour",
  kind: "both",
  supportedFrom: "2026-01-12",
};

function errorsFor(change: Record<string, unknown>): Record<string, string> {
  const parsed = workerSchema.safeParse({ ...minimal, ...change });
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]),
  );
}

test("a name, a way of working and a day are enough", () => {
  expect(workerSchema.parse(minimal)).toEqual({
    givenName: "Léa",
    familyName: "de la Tour",
    kind: "both",
    birth: null,
    email: null,
    phone: null,
    addressLine: null,
    postcode: null,
    commune: null,
    neighbourhood: "auto",
    supportedFrom: "2026-01-12",
    coachId: null,
  });
});

test("what is typed is tidied", () => {
  expect(
    workerSchema.parse({
      ...minimal,
      email: " Lea@Exemple.FR ",
      phone: "+33 6 12 34 56 78",
      postcode: "59 000",
      birth: " 3/12/1985 ",
    }),
  ).toMatchObject({
    email: "lea@exemple.fr",
    phone: "0612345678",
    postcode: "59000",
    birth: { on: "1985-12-03", year: 1985 },
  });
});

describe("what cannot be is refused with a sentence", () => {
  const thisYear = new Date().getFullYear();
  test.each([
    ["givenName", { givenName: undefined }, "Indiquez le prénom."],
    ["givenName", { givenName: "  " }, "Indiquez le prénom."],
    ["familyName", { familyName: "x".repeat(81) }, "Écrivez au plus 80 caractères."],
    ["kind", { kind: undefined }, "Dites comment cette personne travaille."],
    ["email", { email: "lea@" }, /adresse électronique/],
    ["phone", { phone: "06 12" }, /dix chiffres/],
    ["postcode", { postcode: "5900" }, /cinq chiffres/],
    ["birth", { birth: "85" }, /année seule/],
    ["birth", { birth: "mille" }, /année seule/],
    ["birth", { birth: "31/02/1985" }, /année seule/],
    ["birth", { birth: String(thisYear) }, /entre/],
    ["birth", { birth: `01/01/${thisYear - 101}` }, /entre/],
    ["neighbourhood", { neighbourhood: "Wazemmes" }, /liste/],
    ["supportedFrom", { supportedFrom: undefined }, /a commencé/],
    ["supportedFrom", { supportedFrom: "2026-02-30" }, /date valable/],
    ["supportedFrom", { supportedFrom: "0202-01-01" }, /année/],
  ] as const)("%s %j", (field, change, message) => {
    const said = errorsFor(change)[field];
    if (typeof message === "string") expect(said).toBe(message);
    else expect(said).toMatch(message);
  });
});

test("an edit says which version it changes", () => {
  expect(workerEditSchema.safeParse(minimal).success).toBe(false);
  expect(workerEditSchema.parse({ ...minimal, version: "3" }).version).toBe(3);
});
