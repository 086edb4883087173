import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ceilingOf,
  countIn,
  type Eligibility,
  type EligibilityRule,
  type GrantState,
  type JudgedExpense,
  type JudgedLine,
  judgeExpense,
  judgeParts,
} from "./eligibility.rules.ts";

const grant: GrantState = {
  title: "Communs 2026",
  status: "awarded",
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  amountCents: 1_000_000,
  spent: [],
  sentReports: [],
};
const line: JudgedLine = {
  label: "Achats",
  account: "60",
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  isClosed: false,
  leftCents: 500_000,
};
const rule = (change: Partial<EligibilityRule>): EligibilityRule => ({
  kind: "ceiling",
  accounts: [],
  maxCents: null,
  maxShare: null,
  daysBefore: null,
  daysAfter: null,
  severity: "refuse",
  reason: "",
  ...change,
});
const expense = (change: Partial<JudgedExpense> & { cents?: number } = {}): JudgedExpense => {
  const { cents = 10_000, ...rest } = change;
  return {
    account: "6064",
    incurredOn: "2026-03-01",
    amountCents: cents,
    parts: [{ line, amountCents: cents }],
    ...rest,
  };
};
/** Without the kinds of space, which nobody types in a test. */
const said = (judgement: { refusals: string[]; warnings: string[] }) => ({
  refusals: judgement.refusals.map((text) => text.replaceAll(/\s/gu, " ")),
  warnings: judgement.warnings.map((text) => text.replaceAll(/\s/gu, " ")),
});
const judge = (
  change: Parameters<typeof expense>[0],
  rules: EligibilityRule[] = [],
  state: Partial<GrantState> = {},
) => said(judgeExpense(expense(change), rules, { ...grant, ...state }));
const nothing = { refusals: [], warnings: [] };

describe("the period of an agreement", () => {
  it("refuses what is outside the grant's own days when no rule says otherwise", () => {
    expect(judge({ incurredOn: "2026-12-31" })).toEqual(nothing);
    expect(judge({ incurredOn: "2027-01-01" }).refusals).toEqual([
      "« Communs 2026 » paie les dépenses du 1er janvier 2026 au 31 décembre 2026 : celle-ci est du 1er janvier 2027.",
    ]);
  });

  it("gives way to a rule that widens it, or only warns", () => {
    const wider = rule({ kind: "period", daysBefore: 0, daysAfter: 60 });
    expect(judge({ incurredOn: "2027-03-01" }, [wider]).refusals).toEqual([]);
    expect(judge({ incurredOn: "2027-03-02" }, [wider]).refusals).toHaveLength(1);
    const warned = judge({ incurredOn: "2028-01-01" }, [{ ...wider, severity: "warn" }]);
    expect(warned.refusals).toEqual([]);
    expect(warned.warnings).toContainEqual(expect.stringContaining("au 1er mars 2027"));
  });
});

describe("the accounts of an agreement", () => {
  it("are named by their first digits, and its own words follow", () => {
    const only = rule({ kind: "only_accounts", accounts: ["60", "61"] });
    expect(judge({ account: "6064" }, [only])).toEqual(nothing);
    expect(judge({ account: "6411" }, [only]).refusals).toEqual([
      "« Communs 2026 » ne paie que les comptes 60, 61 : celui-ci est le 6411.",
    ]);
    const no = rule({ kind: "no_accounts", accounts: ["67"], reason: "Article 4." });
    expect(judge({ account: "671" }, [no]).refusals).toEqual([
      "« Communs 2026 » ne paie pas les comptes 67 : celui-ci est le 671. Article 4.",
    ]);
    expect(judge({ account: "606" }, [no])).toEqual(nothing);
  });
});

describe("the account of a line", () => {
  it("is of the same class as the expense, or somebody reads that it is not", () => {
    const services = { ...line, account: "613" };
    const parts = [{ line: services, amountCents: 10_000 }];
    expect(judge({ account: "61", parts })).toEqual(nothing);
    expect(judge({ account: "6064", parts })).toEqual({
      refusals: [],
      warnings: [
        "La ligne « Achats » est au 613 · Services extérieurs, cette dépense au 6064 · Achats.",
      ],
    });
  });
});

describe("ceilings", () => {
  const ceiling = rule({ accounts: ["60"], maxShare: 1_000, severity: "warn" });

  it("count what the grant pays already on the same accounts", () => {
    const spent = [
      { account: "606", cents: 90_000 },
      { account: "6226", cents: 500_000 },
    ];
    expect(judge({ account: "6064", cents: 10_000 }, [ceiling], { spent })).toEqual(nothing);
    expect(judge({ account: "6064", cents: 10_001 }, [ceiling], { spent }).warnings).toEqual([
      "« Communs 2026 » paie 1 000,00 € au plus pour les comptes 60 : avec celle-ci, 1 000,01 €.",
    ]);
    const other = judge({ account: "625", cents: 400_000 }, [ceiling], { spent });
    expect(other.warnings.join()).not.toContain("au plus");
    expect(judge({ account: "6064", cents: -10 }, [ceiling], { spent })).toEqual(nothing);
  });

  it("wait for an amount when they are a share of it, and round down", () => {
    expect(ceilingOf(ceiling, null)).toBeNull();
    expect(ceilingOf(ceiling, 19)).toBe(1);
    expect(ceilingOf(rule({ maxCents: 5 }), null)).toBe(5);
  });

  it("of one expense look at the whole of it, whoever pays", () => {
    const each = rule({ kind: "expense_ceiling", maxCents: 50_000 });
    const shared = { amountCents: 50_001, parts: [{ line, amountCents: 100 }] };
    expect(judge(shared, [each]).refusals).toHaveLength(1);
    expect(judge({ ...shared, amountCents: 50_000 }, [each])).toEqual(nothing);
  });
});

describe("a line and a grant as they stand", () => {
  const part = (change: Partial<JudgedLine>) => ({
    parts: [{ line: { ...line, ...change }, amountCents: 10_000 }],
  });

  it("warn of a line overspent, closed, or of other days", () => {
    expect(judge(part({ leftCents: 9_000 })).warnings).toEqual([
      "La ligne « Achats » sera dépassée de 10,00 €.",
    ]);
    expect(judge(part({ isClosed: true })).warnings).toHaveLength(1);
    expect(judge(part({ endsOn: "2026-02-28" })).warnings).toHaveLength(1);
  });

  it("refuse money on a line in kind, and on a grant that was declined", () => {
    expect(judge(part({ account: "864" })).refusals).toHaveLength(1);
    expect(judge({}, [], { status: "declined" }).refusals).toHaveLength(1);
    expect(judge({}, [], { status: "applied" }).warnings).toEqual([
      "« Communs 2026 » n’est pas encore acquis.",
    ]);
  });

  it("warn of a report that is gone already", () => {
    const sentReports = [{ label: "Intermédiaire", from: "2026-01-01", to: "2026-06-30" }];
    expect(judge({}, [], { sentReports }).warnings).toHaveLength(1);
    expect(judge({ incurredOn: "2026-07-01" }, [], { sentReports })).toEqual(nothing);
  });

  it("bind no own funds", () => {
    expect(judgeExpense(expense({ incurredOn: "2026-05-01" }), [], null)).toEqual(nothing);
  });
});

it("a ceiling never lets more be spent than it says, in whatever order", () => {
  const max = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(max, fc.array(fc.integer({ min: 1, max: 3_000 })), (maxCents, amounts) => {
      let spent = 0;
      for (const cents of amounts) {
        const state = { spent: [{ account: "606", cents: spent }] };
        if (judge({ cents }, [rule({ maxCents })], state).refusals.length === 0) spent += cents;
      }
      expect(spent).toBeLessThanOrEqual(maxCents);
    }),
  );
});

describe("an expense split between grants", () => {
  const eligibility = (): Eligibility => ({
    lines: new Map([
      ["one", { ...line, grantId: "first" }],
      ["two", { ...line, grantId: "second" }],
      ["own", { ...line, grantId: null }],
    ]),
    grants: new Map([
      ["first", { state: { ...grant, spent: [] }, rules: [rule({ maxCents: 100 })] }],
      ["second", { state: { ...grant, title: "Autre", endsOn: "2026-02-28" }, rules: [] }],
    ]),
  });
  const parts = [
    { budgetLineId: "one", amountCents: 100 },
    { budgetLineId: "two", amountCents: 50 },
    { budgetLineId: "own", amountCents: 50 },
  ];
  const whole = { account: "606", incurredOn: "2026-03-01", amountCents: 200 };

  it("is judged by each of them for what it pays", () => {
    const { refusals } = judgeParts(eligibility(), whole, parts);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toContain("Autre");
  });

  it("counts for the one that follows it in a file", () => {
    const state = eligibility();
    const first = parts.slice(0, 1);
    expect(judgeParts(state, whole, first).refusals).toEqual([]);
    countIn(state, whole, first);
    expect(judgeParts(state, whole, first).refusals).toHaveLength(1);
    expect(state.lines.get("one")?.leftCents).toBe(line.leftCents - 100);
  });
});
