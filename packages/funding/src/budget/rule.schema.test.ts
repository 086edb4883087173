import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ruleSchemas } from "./rule.schema.ts";
import { ruleInWords } from "./rule.words.ts";

const none = {
  accounts: [],
  maxCents: null,
  maxShare: null,
  daysBefore: null,
  daysAfter: null,
} as const;

describe("a rule", () => {
  it.each([
    [{ kind: "period", daysBefore: 0, daysAfter: 30 }, /du premier jour à 30.jours après/],
    [{ kind: "only_accounts", accounts: ["60", "6226"] }, /Seuls les comptes 60 \(Achats\), 6226/],
    [{ kind: "no_accounts", accounts: ["67"] }, /Le compte 67 .* n’est pas admis/],
    [{ kind: "ceiling", maxShare: 1250 }, /12,5.% du financement, soit 1.250,00.€ en tout/],
    [{ kind: "ceiling", maxCents: 50_000, accounts: ["62"] }, /500,00.€ pour le compte 62/],
    [{ kind: "expense_ceiling", maxCents: 50_000 }, /Une dépense est de 500,00.€ au plus/],
  ] as const)("%j is told in plain words", (rule, words) => {
    expect(ruleInWords({ ...none, ...rule }, 1_000_000)).toMatch(words);
  });

  it("reads accounts and percentages as people write them", () => {
    const parsed = ruleSchemas.ceiling.parse({
      kind: "ceiling",
      accounts: "62 , 6226;60",
      maxShare: "12,5 %",
      severity: "warn",
    });
    expect(parsed).toMatchObject({ accounts: ["60", "62", "6226"], maxShare: 1250, reason: "" });
  });

  it.each([
    [{ maxShare: "100,01 %" }, "maxShare"],
    [{ maxShare: "0" }, "maxShare"],
    [{ maxShare: "20", maxCents: "500" }, "maxCents"],
    [{}, "maxCents"],
    [{ maxCents: "-5" }, "maxCents"],
    [{ maxCents: "500", accounts: "74" }, "accounts"],
    [{ maxCents: "500", accounts: "86" }, "accounts"],
    [{ maxCents: "500", accounts: "6" }, "accounts"],
    [{ maxCents: "500", severity: "?" }, "severity"],
  ])("refuses a ceiling of %j beside %s", (typed, field) => {
    const parsed = ruleSchemas.ceiling.safeParse({ kind: "ceiling", severity: "warn", ...typed });
    expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toEqual([field]);
  });

  it("keeps every share of a grant that two decimals write", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (hundredths) => {
        const text = `${Math.floor(hundredths / 100)},${String(hundredths % 100).padStart(2, "0")} %`;
        const parsed = ruleSchemas.ceiling.parse({
          kind: "ceiling",
          severity: "warn",
          maxShare: text,
        });
        expect(parsed.maxShare).toBe(hundredths);
      }),
    );
  });
});
