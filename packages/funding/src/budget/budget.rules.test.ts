import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideBudget, moneyOf, type SavedLine, spentOn, undividedOf } from "./budget.rules.ts";
import { type GrantLineInput, grantBudgetSchema, ownLineSchema } from "./budget-line.schema.ts";

const frame = { cents: 1_000_000, startsOn: "2026-01-01", endsOn: "2026-12-31", actionIds: ["a"] };
const saved = (change: Partial<SavedLine> = {}): SavedLine => ({
  id: "one",
  label: "Salaires",
  account: "64",
  amountCents: 400_000,
  actionId: null,
  takesAid: false,
  isClosed: false,
  startsOn: frame.startsOn,
  endsOn: frame.endsOn,
  paidCents: 0,
  committedCents: 0,
  ...change,
});
const typed = (change: Partial<GrantLineInput> = {}): GrantLineInput => ({
  id: "one",
  label: "Salaires",
  account: "64",
  amountCents: 400_000,
  actionId: null,
  takesAid: false,
  isClosed: false,
  startsOn: null,
  endsOn: null,
  ...change,
});
const errorsOf = (before: SavedLine[], after: GrantLineInput[]) => {
  const decision = decideBudget(frame, before, after);
  return decision.ok ? {} : decision.errors;
};

describe("a budget", () => {
  it("leaves what is not changed alone, and runs lines without days as long as the grant", () => {
    expect(decideBudget(frame, [saved()], [typed()])).toEqual({
      ok: true,
      removed: [],
      written: [],
    });
    const decision = decideBudget(frame, [], [typed({ id: null, endsOn: "2026-06-30" })]);
    expect(decision).toMatchObject({
      written: [{ startsOn: "2026-01-01", endsOn: "2026-06-30" }],
    });
  });

  it("holds the grant to the cent, and not one more", () => {
    expect(errorsOf([], [typed({ id: null, amountCents: 1_000_000 })])).toEqual({});
    expect(errorsOf([], [typed({ id: null, amountCents: 1_000_001 })]).lines).toMatch(/0,01\s€/);
  });

  it("does not count what is valued in kind", () => {
    const lines = [
      typed({ id: null }),
      typed({ id: null, account: "864", amountCents: 9_000_000 }),
    ];
    expect(errorsOf([], lines)).toEqual({});
    expect(undividedOf(frame.cents, lines)).toBe(600_000);
    expect(undividedOf(null, lines)).toBeNull();
  });

  it("never goes below what is spent, unless it was already and does not go lower", () => {
    const spent = saved({ paidCents: 100_000, committedCents: 50_000 });
    expect(errorsOf([spent], [typed({ amountCents: 150_000 })])).toEqual({});
    expect(errorsOf([spent], [typed({ amountCents: 149_999 })])["lines.0.amountCents"]).toMatch(
      /1\s500,00\s€/,
    );
    const overspent = saved({ amountCents: 100_000, paidCents: 150_000 });
    expect(errorsOf([overspent], [typed({ amountCents: 100_000, label: "Autre" })])).toEqual({});
    expect(errorsOf([overspent], [typed({ amountCents: 99_999 })])).not.toEqual({});
  });

  it("keeps a line on which something is spent, in money", () => {
    const spent = saved({ committedCents: 1 });
    expect(errorsOf([spent], []).lines).toMatch(/Salaires/);
    expect(errorsOf([spent], [typed({ account: "86" })])["lines.0.account"]).toMatch(/nature/);
    expect(decideBudget(frame, [saved()], [])).toMatchObject({ ok: true, removed: ["one"] });
  });

  it("refuses an action of another programme, a line of another budget, the same line twice", () => {
    expect(Object.keys(errorsOf([], [typed({ id: null, actionId: "b" })]))).toEqual([
      "lines.0.actionId",
    ]);
    expect(Object.keys(errorsOf([], [typed()]))).toEqual(["lines.0.label"]);
    expect(Object.keys(errorsOf([saved()], [typed(), typed()]))).toEqual(["lines.1.label"]);
    expect(Object.keys(errorsOf([], [typed({ id: null, endsOn: "2025-12-31" })]))).toEqual([
      "lines.0.endsOn",
    ]);
  });

  it("writes in an order in which no sum passes the grant, whatever moves between lines", () => {
    const amount = fc.integer({ min: 1, max: 600_000 });
    const account = fc.constantFrom("60", "64", "86");
    const line = fc.record({ account, amountCents: amount });
    const lines = fc.array(line, { maxLength: 6 });
    fc.assert(
      fc.property(
        lines,
        fc.array(fc.option(line), { maxLength: 6 }),
        lines,
        (before, next, added) => {
          fc.pre(moneyOf(before) <= frame.cents);
          const held = before.map((one, index) => saved({ ...one, id: String(index) }));
          const kept = held.flatMap((one, index) => {
            const change = next[index];
            return change ? [typed({ id: one.id, ...change })] : [];
          });
          const all = [...kept, ...added.map((one) => typed({ ...one, id: null }))];
          const decision = decideBudget(frame, held, all);
          expect(decision.ok).toBe(moneyOf(all) <= frame.cents);
          if (!decision.ok) return;
          let now = held.filter((one) => !decision.removed.includes(one.id));
          for (const one of decision.written) {
            now = now.filter((other) => other.id !== one.id);
            now.push({ ...saved(), ...one, id: one.id ?? `new ${now.length}` });
            expect(moneyOf(now)).toBeLessThanOrEqual(frame.cents);
          }
          expect(moneyOf(now)).toBe(moneyOf(all));
          expect(moneyOf(now) + (undividedOf(frame.cents, now) ?? 0)).toBe(frame.cents);
          expect(now.every((one) => spentOn(one) === 0)).toBe(true);
        },
      ),
    );
  });
});

describe("the form of a budget", () => {
  it("reads its rows, with amounts and accounts as people write them", () => {
    const parsed = grantBudgetSchema.parse({
      version: "3",
      "lines.0.label": " Salaires ",
      "lines.0.account": "64 · Charges de personnel",
      "lines.0.amountCents": "12 000,50 €",
      "lines.0.takesAid": "oui",
    });
    expect(parsed).toEqual({
      version: 3,
      lines: [
        {
          id: null,
          label: "Salaires",
          account: "64",
          amountCents: 1_200_050,
          actionId: null,
          takesAid: true,
          isClosed: false,
          startsOn: null,
          endsOn: null,
        },
      ],
    });
    expect(grantBudgetSchema.parse({ version: "1" }).lines).toEqual([]);
  });

  it.each([
    [{ account: "74" }, "account", /60 à 69/],
    [{ account: "6" }, "account", /60 à 69/],
    [{ account: "64x" }, "account", /60 à 69/],
    [{ amountCents: "-5" }, "amountCents", /signe moins/],
    [{ amountCents: "NaN" }, "amountCents", /montant en euros/],
    [{ amountCents: "0" }, "amountCents", /supérieur à zéro/],
    [{ amountCents: "12345678901234567" }, "amountCents", /trop grand/],
    [{ label: undefined }, "label", /nom/],
    [{ account: "864", takesAid: "oui" }, "takesAid", /en argent/],
    [{ endsOn: "2025-01-01" }, "endsOn", /avant/],
    [{ startsOn: "2026-02-30" }, "startsOn", /valable/],
  ])("refuses %j with a sentence beside %s", (change, field, message) => {
    const line = {
      label: "Coups de pouce",
      account: "65",
      amountCents: "3000",
      startsOn: "2026-01-01",
      endsOn: "2026-12-31",
      ...change,
    };
    const issues = ownLineSchema.safeParse(line).error?.issues ?? [];
    expect(issues.map((issue) => issue.path.join("."))).toEqual([field]);
    expect(issues[0]?.message).toMatch(message);
  });
});
