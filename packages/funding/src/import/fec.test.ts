import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fecEntries, surveyFec } from "./fec.ts";
import { expensesOfEntry } from "./fec-expense.ts";
import { readFecCents, readFecDay } from "./fec-line.rules.ts";
import { type FecRow, fecFields, fecText, fecTitles, invoice } from "./testing/fec-file.ts";

const everything = { journal: () => true, account: () => true };
const bytesOf = (text: string) => new TextEncoder().encode(text);

function faultsOf(text: string): string[] {
  const survey = surveyFec(bytesOf(text));
  return survey.ok ? [] : survey.faults.kept.map(({ line, message }) => `${line}: ${message}`);
}

function expensesIn(bytes: Uint8Array) {
  expect(surveyFec(bytes).ok).toBe(true);
  return [...fecEntries(bytes)].flatMap((entry) => expensesOfEntry(entry, everything));
}

const expensesOf = (rows: readonly FecRow[]) => expensesIn(bytesOf(fecText(rows)));

describe("a file of accounts", () => {
  test("an invoice is an expense before tax, with its supplier, paid once lettered", () => {
    const rows = invoice("12", { lettering: "AA", letteredOn: "20260203" });
    expect(expensesOf(rows)).toEqual([
      {
        line: 2,
        kind: "purchase",
        label: "Facture 12",
        supplier: "Papeterie de démonstration",
        account: "606400",
        incurredOn: "2026-01-15",
        paidOn: "2026-02-03",
        amountCents: 10_000,
        staff: null,
        reference: "F-12",
        sourceKey: expect.stringMatching(/^fec:[0-9a-f]{64}$/),
        place: "606400",
      },
    ]);
    expect(expensesOf(invoice("12"))[0]?.paidOn).toBeNull();
  });

  test("lines of one account in one entry are one expense, debit less credit", () => {
    const rows: FecRow[] = [
      { number: "1", account: "6064", debit: "30,00" },
      { number: "1", account: "6064", credit: "10,00" },
      { number: "1", account: "6226", debit: "5" },
      { number: "1", account: "401", credit: "25,00" },
    ];
    expect(expensesOf(rows).map(({ account, amountCents }) => [account, amountCents])).toEqual([
      ["6064", 2_000],
      ["6226", 500],
    ]);
  });

  test("more credit than debit is a credit note; as much is nothing", () => {
    const back = expensesOf([
      { number: "1", account: "6064", credit: "12,50" },
      { number: "1", account: "401", auxiliaryLabel: "Papeterie", debit: "12,50" },
    ]);
    expect(back).toMatchObject([
      { kind: "credit_note", amountCents: -1_250, supplier: "Papeterie" },
    ]);
    const nothing = expensesOf([
      { number: "1", account: "6064", debit: "12,50" },
      { number: "1", account: "6064", credit: "12,50" },
    ]);
    expect(nothing).toEqual([]);
  });

  test("what is paid from the bank at once is paid that day", () => {
    const rows: FecRow[] = [
      { journal: "BQ", number: "7", account: "627", debit: "3,20", label: "Frais" },
      { journal: "BQ", number: "7", account: "512000", credit: "3,20" },
    ];
    expect(expensesOf(rows)).toMatchObject([{ paidOn: "2026-01-15", supplier: "" }]);
  });

  test("a supplier may have an account of their own", () => {
    const [, , owed] = invoice("1");
    const rows = invoice("1").slice(0, 2);
    const own = {
      ...owed,
      account: "401DUPONT",
      accountLabel: "Dupont",
      auxiliary: "",
      auxiliaryLabel: "",
    };
    expect(expensesOf([...rows, own as FecRow])[0]?.supplier).toBe("Dupont");
  });

  test("the same numbers come back each year: keys do not", () => {
    const keys = [
      ...expensesOf(invoice("1", { date: "20250115" })),
      ...expensesOf(invoice("1", { date: "20260115" })),
    ].map(({ sourceKey }) => sourceKey);
    expect(new Set(keys).size).toBe(2);
  });

  test("accounts and journals left aside are not taken", () => {
    const [entry] = fecEntries(bytesOf(fecText(invoice("1"))));
    if (!entry) throw new Error("No entry");
    expect(expensesOfEntry(entry, { ...everything, account: () => false })).toEqual([]);
    expect(expensesOfEntry(entry, { ...everything, journal: () => false })).toEqual([]);
  });

  test("an account of more than eight digits keeps its first ones", () => {
    const rows: FecRow[] = [
      { number: "1", account: "6064000012", debit: "1" },
      { number: "1", account: "401", credit: "1" },
    ];
    expect(expensesOf(rows)[0]?.account).toBe("60640000");
  });

  test("Montant and Sens, vertical bars, quotes, any order, and one more field", () => {
    const [first = [], second = [], third = []] = invoice("3").map(fecFields);
    const titles = fecTitles.map((title) =>
      title === "Debit" ? "Montant" : title === "Credit" ? "Sens" : title,
    );
    const debit = (fields: string[]) => fields.with(12, "D");
    const credit = (fields: string[]) => fields.with(11, "120,00").with(12, "C");
    const text = [titles, debit(first), debit(second), credit(third)]
      .map((fields) => ["x", ...fields].reverse())
      .map((fields) => fields.map((field) => `"${field}"`).join("|"))
      .join("\n");
    expect(expensesIn(bytesOf(text))).toMatchObject([{ amountCents: 10_000 }]);
  });

  test("in ISO 8859-15, as the article says, or in Windows-1252", () => {
    const text = fecText(invoice("1", { label: "Café à 3 €" }));
    for (const euro of [0xa4, 0x80]) {
      const bytes = Buffer.from(text.replaceAll("€", String.fromCharCode(euro)), "latin1");
      expect(expensesIn(bytes)[0]?.label).toBe("Café à 3 €");
    }
  });

  test("lines of an entry that are not together are one entry all the same", () => {
    const rows = [...invoice("1"), ...invoice("2")];
    const mixed = [0, 3, 1, 4, 5, 2].flatMap((place) => rows[place] ?? []);
    const entries = [...fecEntries(bytesOf(fecText(mixed)))];
    expect(entries.map((entry) => entry.lines.length)).toEqual([3, 3]);
  });

  test("what is read says journals and accounts of class 6, with what they come to", () => {
    const survey = surveyFec(
      bytesOf(fecText([...invoice("1"), ...invoice("2", { cents: 5_050 })])),
    );
    expect(survey).toMatchObject({
      ok: true,
      reading: {
        lineCount: 6,
        entryCount: 2,
        from: "2026-01-15",
        journals: [{ code: "AC", charges: 2, cents: 15_050 }],
        accounts: [{ code: "606400", label: "Fournitures administratives", charges: 2 }],
      },
    });
  });
});

describe("what is wrong is told with its line", () => {
  test("an entry that does not balance, and nothing of the file is taken", () => {
    const [charge, tax] = invoice("9");
    const text = fecText([...invoice("8"), charge as FecRow, tax as FecRow]);
    expect(faultsOf(text)).toEqual([
      "5: L’écriture 9 du journal AC n’est pas équilibrée\u202f: 120,00\u00a0€ au débit, 0,00\u00a0€ au crédit.",
    ]);
  });

  test.each([
    [
      { date: "20261301" },
      "2: «\u202f20261301\u202f» n’est pas une date écrite AAAAMMJJ (EcritureDate).",
    ],
    [{ debit: "12 €" }, "2: «\u202f12 €\u202f» n’est pas un montant (Debit)."],
    [
      { debit: "1,234" },
      "2: «\u202f1,234\u202f» a plus de deux chiffres après la virgule (Debit).",
    ],
    [{ debit: "", credit: "" }, "2: Ni débit ni crédit."],
    [{ number: "" }, "2: Le champ EcritureNum est vide."],
    [{ account: "six" }, "2: «\u202fsix\u202f» n’est pas un compte du plan comptable (CompteNum)."],
    [{ label: "a\tb" }, "2: 19 champs au lieu de 18."],
  ])("%j", (change, expected) => {
    const rows: FecRow[] = [{ number: "1", account: "6064", debit: "0", ...change }];
    expect(faultsOf(fecText(rows))).toEqual([expected]);
  });

  test("a file cut within a line says so first", () => {
    const text = fecText(invoice("8"));
    const cut = text.slice(0, text.trimEnd().lastIndexOf("\t"));
    expect(faultsOf(cut)[0]).toBe(
      "0: Le fichier semble coupé\u202f: sa dernière ligne est incomplète.",
    );
    expect(faultsOf(`${cut}\n`).join()).not.toContain("coupé");
  });

  test("titles that are missing, or no file of accounts at all", () => {
    expect(faultsOf(fecText([]).replace("PieceRef\t", ""))).toEqual([
      "1: Il manque le champ PieceRef.",
    ]);
    expect(faultsOf("Date;Montant\n1;2\n")[0]).toContain("La première ligne doit nommer");
    expect(faultsOf(fecText([]))).toEqual(["0: Ce fichier ne contient aucune écriture."]);
    expect(faultsOf("")).toHaveLength(1);
  });
});

test("an amount of any number of cents is read back to the cent", () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (cents) => {
      const digits = String(Math.abs(cents)).padStart(3, "0");
      const written = `${cents < 0 ? "-" : ""}${digits.slice(0, -2)},${digits.slice(-2)}`;
      expect(readFecCents(written, "Debit")).toEqual({ ok: true, value: cents });
    }),
  );
});

test("days are those of the calendar", () => {
  expect(readFecDay("20240229")).toBe("2024-02-29");
  expect(readFecDay("20250229")).toBeNull();
  expect(readFecDay("2025-01-01")).toBeNull();
});

test("whatever entries hold, what is taken comes to the charges of the file", () => {
  const charge = fc.record({
    account: fc.constantFrom("6064", "6226", "641"),
    cents: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  });
  const amount = (cents: number) =>
    `${Math.trunc(cents / 100)},${String(cents % 100).padStart(2, "0")}`;
  const sided = (cents: number) =>
    cents < 0 ? { credit: amount(-cents) } : { debit: amount(cents) };
  fc.assert(
    fc.property(
      fc.array(fc.array(charge, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 20 }),
      (entries) => {
        const rows = entries.flatMap((charges, index) => {
          const number = String(index + 1);
          const total = charges.reduce((sum, one) => sum + one.cents, 0);
          return [
            ...charges.map(({ account, cents }) => ({ number, account, ...sided(cents) })),
            { number, account: "401", ...sided(0 - total) },
          ];
        });
        const taken = expensesOf(rows).reduce((sum, one) => sum + one.amountCents, 0);
        expect(taken).toBe(entries.flat().reduce((sum, one) => sum + one.cents, 0));
      },
    ),
    { numRuns: 60 },
  );
});

test("a damaged file is told to be so, and never throws", () => {
  const whole = fecText(invoice("1"));
  fc.assert(
    fc.property(fc.nat(whole.length), fc.string(), (at, noise) => {
      surveyFec(bytesOf(whole.slice(0, at) + noise + whole.slice(at)));
    }),
  );
});
