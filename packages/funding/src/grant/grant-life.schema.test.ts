import { describe, expect, it } from "vitest";
import {
  agreementFormSchema,
  amendmentFormSchema,
  applicationFormSchema,
  decisionFormSchema,
} from "./grant-life.schema.ts";
import { receiptFormSchema } from "./payment.schema.ts";

const errorsOf = (parsed: { error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  Object.fromEntries(
    (parsed.error?.issues ?? []).map(({ path, message }) => [path.join("."), message]),
  );
const version = "1";
const yes = { answer: "yes", amountCents: "10 000", decidedOn: "2026-02-01", version };

describe("the answer of a funder", () => {
  it("is worth an amount when it is yes, and none when it is no", () => {
    expect(decisionFormSchema.parse(yes)).toMatchObject({ amountCents: 1_000_000 });
    expect(errorsOf(decisionFormSchema.safeParse({ ...yes, amountCents: undefined }))).toEqual({
      amountCents: "Indiquez le montant accordé.",
    });
    const no = { ...yes, answer: "no", amountCents: undefined };
    expect(errorsOf(decisionFormSchema.safeParse(no))).toEqual({});
  });

  it("says everything that is wrong at once", () => {
    const wrong = { answer: "yes", decidedOn: "2026-02-30", version };
    expect(Object.keys(errorsOf(decisionFormSchema.safeParse(wrong))).sort()).toEqual([
      "amountCents",
      "decidedOn",
    ]);
  });
});

describe("what happened", () => {
  it.each([
    [applicationFormSchema, "appliedOn"],
    [decisionFormSchema, "decidedOn"],
    [agreementFormSchema, "signedOn"],
    [amendmentFormSchema, "signedOn"],
    [receiptFormSchema, "receivedOn"],
  ] as const)("has not happened tomorrow (%#: %s)", (schema, field) => {
    expect(errorsOf(schema.safeParse({ version, [field]: "2099-01-01" }))[field]).toBe(
      "Cette date n’est pas encore arrivée.",
    );
    expect(errorsOf(schema.safeParse({ version, [field]: "2024-01-01" }))[field]).toBeUndefined();
  });
});

describe("an agreement", () => {
  it("has a number in the register when it is de minimis aid only", () => {
    const signed = { signedOn: "2026-03-01", raeReference: "12345", version };
    expect(errorsOf(agreementFormSchema.safeParse(signed)).raeReference).toMatch(/de minimis/);
    const minimis = { ...signed, isDeMinimis: "on" };
    expect(agreementFormSchema.parse(minimis)).toMatchObject({ isDeMinimis: true });
    expect(errorsOf(agreementFormSchema.safeParse({ ...minimis, raeReference: "123456" }))).toEqual(
      { raeReference: "Un numéro du RAE compte 5 caractères au plus." },
    );
  });
});
