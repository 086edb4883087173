import fc from "fast-check";
import { expect, test } from "vitest";
import { answersFormSchema, readAnswers, reportState } from "./report.schema.ts";
import { doubtsAbout, missingFrom } from "./report-checks.rules.ts";
import { differencesSince } from "./report-differences.rules.ts";
import {
  gapOf,
  isCounted,
  isSignificantGap,
  linesByNature,
  type ReportSource,
  reportFigures,
  type Spending,
  shareOfProducts,
} from "./report-figures.rules.ts";

const nobody = readAnswers({});
const year = { coversFrom: "2026-01-01", coversTo: "2026-12-31" };

const spent = (change: Partial<Spending> = {}): Spending => ({
  expenseId: "e1",
  lineId: "staff",
  account: "641",
  incurredOn: "2026-03-01",
  paidOn: "2026-03-31",
  cents: 100_00,
  ownCents: 0,
  hasEvidence: true,
  ...change,
});

const line = (
  id: string,
  account: string,
  amountCents: number,
  grantId: string | null = "ours",
) => ({
  id,
  grantId,
  label: id,
  account,
  actionName: null,
  amountCents,
});

const source = (change: Partial<ReportSource> = {}): ReportSource => ({
  grantId: "ours",
  ...year,
  startsOn: "2026-01-01",
  plan: null,
  planEntries: [],
  lines: [line("staff", "64", 800_00), line("rent", "613", 200_00)],
  grants: [
    {
      id: "ours",
      title: "Communs",
      funderName: "Métropole",
      awardedCents: 1_000_00,
      askedCents: 1_200_00,
      inKindCents: null,
    },
  ],
  receipts: [],
  spending: [],
  told: null,
  ...change,
});

const rowIn = (figures: ReturnType<typeof reportFigures>, key: string) => {
  const found = figures.rows.find((row) => row.key === key);
  if (!found) throw new Error(key);
  return found;
};

test("what is counted is dated within the period, both days included, and paid", () => {
  expect(isCounted(spent({ incurredOn: "2026-01-01" }), year)).toBe(true);
  expect(isCounted(spent({ incurredOn: "2026-12-31", paidOn: "2027-01-15" }), year)).toBe(true);
  expect(isCounted(spent({ incurredOn: "2027-01-01" }), year)).toBe(false);
  expect(isCounted(spent({ paidOn: null }), year)).toBe(false);
});

test("planned comes from the grant's lines, realised from what is paid, by the account of the expense", () => {
  const figures = reportFigures(
    source({
      spending: [
        spent(),
        spent({ expenseId: "e2", account: "606", cents: 30_00 }),
        spent({ expenseId: "e3", paidOn: null, cents: 999_00 }),
      ],
      receipts: [{ grantId: "ours", receivedOn: "2026-02-01", cents: 500_00 }],
    }),
    nobody,
  );
  expect(rowIn(figures, "64")).toMatchObject({ plannedCents: 800_00, realisedCents: 100_00 });
  expect(rowIn(figures, "60")).toMatchObject({ plannedCents: 0, realisedCents: 30_00 });
  expect(rowIn(figures, "61")).toMatchObject({ plannedCents: 200_00, realisedCents: 0 });
  expect(rowIn(figures, "74")).toMatchObject({ plannedCents: 1_000_00, realisedCents: 500_00 });
  expect(figures.charges).toEqual({ plannedCents: 1_000_00, realisedCents: 130_00 });
  expect(figures.lines[0]).toMatchObject({ realisedCents: 130_00, expenseCount: 2 });
  expect(shareOfProducts(figures)).toEqual({ ratio: 1, of: "planned" });
});

test("with a plan, the whole budget is told: its charges, its products and the grants of every co-funder", () => {
  const figures = reportFigures(
    source({
      plan: { id: "plan", title: "Plan 2026" },
      planEntries: [
        { side: "charge", account: "64", label: "Salaires", grantId: null, amountCents: 1_500_00 },
        { side: "charge", account: "864", label: "Bénévoles", grantId: null, amountCents: 90_00 },
        { side: "product", account: "74", label: "Nous", grantId: "ours", amountCents: null },
        { side: "product", account: "74", label: "Eux", grantId: "theirs", amountCents: null },
        { side: "product", account: "706", label: "Ateliers", grantId: null, amountCents: 100_00 },
        { side: "product", account: "870", label: "Bénévoles", grantId: null, amountCents: 90_00 },
      ],
      grants: [
        ...source().grants,
        {
          id: "theirs",
          title: "Communs",
          funderName: "Région",
          awardedCents: null,
          askedCents: 400_00,
          inKindCents: null,
        },
      ],
      lines: [...source().lines, line("other", "64", 400_00, "theirs")],
      spending: [spent(), spent({ expenseId: "e2", lineId: "other", cents: 50_00 })],
    }),
    nobody,
  );
  expect(rowIn(figures, "64")).toMatchObject({ plannedCents: 1_500_00, realisedCents: 150_00 });
  expect(figures.products.plannedCents).toBe(1_500_00);
  expect(rowIn(figures, "74").parts.map(({ label }) => label)).toEqual([
    "Métropole, Communs",
    "Région, Communs",
  ]);
  expect(figures.inKindCharges.plannedCents).toBe(90_00);
  expect(figures.inKindProducts.plannedCents).toBe(90_00);
  // Lines of another funder are none of this funder's business.
  expect(figures.lines.map(({ id }) => id)).toEqual(["staff", "rent"]);
});

test("the share of the grant is an amount and a total of one column: the realised one once all of it arrived", () => {
  const share = (cents: number, answers = nobody) =>
    shareOfProducts(
      reportFigures(source({ receipts: [{ grantId: "ours", receivedOn: "2026-02-01", cents }] }), {
        ...answers,
        amounts: { "70": { planned: 1_000_00, realised: 3_000_00 } },
      }),
    );
  expect(share(500_00)).toEqual({ ratio: 0.5, of: "planned" });
  expect(share(1_000_00)).toEqual({ ratio: 0.25, of: "realised" });
  expect(share(0, { ...nobody, countsAwarded: true })).toEqual({ ratio: 0.25, of: "realised" });
});

test("what is spent on a line in kind uses up nothing of what was awarded", () => {
  const made = source({
    lines: [line("staff", "64", 1_000_00), line("volunteers", "864", 600_00)],
    spending: [spent(), spent({ expenseId: "e2", lineId: "volunteers", account: "864" })],
  });
  const figures = reportFigures(made, nobody);
  expect(linesByNature(figures).inKind.map(({ id }) => id)).toEqual(["volunteers"]);
  const doubts = doubtsAbout(
    { ...year, form: "free", stage: "final" },
    { startsOn: "2026-01-01", endsOn: "2026-12-31" },
    { legalName: "Optéos", siret: null },
    made,
    figures,
    "2027-03-01",
  );
  expect(doubts).toContainEqual({ kind: "unspent", cents: 900_00 });
});

test("an advance that came before the grant began belongs to its first report, and to no later one", () => {
  const receipts = [{ grantId: "ours", receivedOn: "2025-12-20", cents: 300_00 }];
  expect(rowIn(reportFigures(source({ receipts }), nobody), "74").realisedCents).toBe(300_00);
  const second = source({ receipts, coversFrom: "2026-07-01" });
  expect(rowIn(reportFigures(second, nobody), "74").realisedCents).toBe(0);
});

test("the cooperative's own share is counted on demand, once for an expense split over several lines", () => {
  const spending = [
    spent({ ownCents: 40_00 }),
    spent({ lineId: "rent", cents: 20_00, ownCents: 40_00 }),
  ];
  expect(reportFigures(source({ spending }), nobody).charges.realisedCents).toBe(120_00);
  const all = reportFigures(source({ spending }), { ...nobody, countsOwnShare: true });
  expect(all.charges.realisedCents).toBe(160_00);
  expect(rowIn(all, "own").realisedCents).toBe(40_00);
});

test("no cent is lost or counted twice between the expenses, the rows and the lines", () => {
  const cents = fc.integer({ min: 1, max: 10_000_000 });
  const expense = fc.record({
    lineId: fc.constantFrom("staff", "rent"),
    account: fc.constantFrom("60", "6226", "641", "65", "69"),
    cents,
    incurredOn: fc.constantFrom("2025-12-31", "2026-01-01", "2026-06-15", "2027-01-01"),
    paidOn: fc.constantFrom(null, "2026-07-01"),
  });
  const amount = fc.record({ planned: fc.option(cents), realised: fc.option(cents) });
  fc.assert(
    fc.property(
      fc.array(expense, { maxLength: 30 }),
      fc.dictionary(fc.constantFrom("60", "indirect_other", "70", "own", "864"), amount),
      (expenses, amounts) => {
        const spending = expenses.map((one, at) => spent({ ...one, expenseId: `e${at}` }));
        const made = source({ spending });
        const figures = reportFigures(made, { ...nobody, amounts });
        const counted = spending
          .filter((one) => isCounted(one, made))
          .reduce((sum, one) => sum + one.cents, 0);
        const typed = ["60", "indirect_other"].reduce(
          (sum, key) => sum + (amounts[key]?.realised ?? 0),
          0,
        );
        expect(figures.charges.realisedCents).toBe(counted + typed);
        expect(figures.lines.reduce((sum, one) => sum + one.realisedCents, 0)).toBe(counted);
      },
    ),
  );
});

test("a gap is significant past 10 % and 100 €, or when nothing was planned", () => {
  expect(gapOf({ plannedCents: 0, realisedCents: 5 })).toEqual({ cents: 5, ratio: null });
  expect(isSignificantGap({ plannedCents: 1_000_00, realisedCents: 899_99 })).toBe(true);
  expect(isSignificantGap({ plannedCents: 1_000_00, realisedCents: 900_00 })).toBe(false);
  expect(isSignificantGap({ plannedCents: 10_00, realisedCents: 109_99 })).toBe(false);
  expect(isSignificantGap({ plannedCents: 0, realisedCents: 100_00 })).toBe(true);
});

test("a Cerfa says what it still lacks, a free form wants a text only", () => {
  const figures = reportFigures(source({ spending: [spent()] }), {
    ...nobody,
    amounts: { indirect_other: { planned: null, realised: 5_00 } },
  });
  const brief = { ...year, form: "cerfa", stage: "final" } as const;
  expect(missingFrom(brief, figures, nobody).map(({ field }) => field)).toEqual([
    "achievement",
    "audience",
    "placesAndDates",
    "objectives",
    "indirectRules",
    "gaps",
    "signatory",
    "signatoryCapacity",
  ]);
  const free = { ...brief, form: "free" } as const;
  expect(missingFrom(free, figures, nobody)).toHaveLength(1);
  const written = { ...nobody, sections: [{ title: "Bilan", text: "Fait." }] };
  expect(missingFrom(free, figures, written)).toEqual([]);
  // Half way, what is left to spend needs no excuse.
  const interim = missingFrom({ ...brief, stage: "interim" }, figures, nobody);
  expect(interim.map(({ field }) => field)).not.toContain("gaps");
});

test("what is doubtful is told with its amount", () => {
  const made = source({
    spending: [
      spent({ cents: 900_00, hasEvidence: false }),
      spent({ expenseId: "e2", paidOn: null, cents: 10_00 }),
      spent({ expenseId: "e3", incurredOn: "2027-02-01", cents: 7_00 }),
    ],
    receipts: [{ grantId: "ours", receivedOn: "2026-02-01", cents: 800_00 }],
  });
  const figures = reportFigures(made, nobody);
  const doubts = doubtsAbout(
    { ...year, form: "cerfa", stage: "final" },
    { startsOn: "2026-01-01", endsOn: "2026-12-31" },
    { legalName: "Optéos", siret: null },
    made,
    figures,
    "2027-03-01",
  );
  expect(doubts).toEqual([
    { kind: "unpaid", count: 1, cents: 10_00 },
    { kind: "never_counted", count: 1, cents: 7_00 },
    { kind: "without_evidence", count: 1, cents: 900_00 },
    { kind: "overspent", label: "staff", cents: 100_00 },
    { kind: "unspent", cents: 100_00 },
    { kind: "to_receive", cents: 200_00 },
    { kind: "unbalanced", cents: -100_00 },
    { kind: "no_siret" },
  ]);
});

test("what was paid after its report, or fell between two, is told by the next one", () => {
  const period = { coversFrom: "2026-07-01", coversTo: "2026-12-31" };
  const made = source({
    ...period,
    spending: [
      spent({ expenseId: "told", cents: 40_00 }),
      spent({ expenseId: "late", paidOn: "2026-08-01", cents: 30_00 }),
      spent({ expenseId: "unpaid", paidOn: null, cents: 20_00 }),
    ],
    told: new Set(["told staff"]),
  });
  const figures = reportFigures(made, nobody);
  expect(figures.lines[0]).toMatchObject({ beforeCents: 40_00, realisedCents: 0 });
  for (const stage of ["interim", "final"] as const) {
    const doubts = doubtsAbout(
      { ...period, form: "free", stage },
      { startsOn: "2026-01-01", endsOn: "2026-12-31" },
      { legalName: "Optéos", siret: null },
      made,
      figures,
      "2027-03-01",
    );
    expect(doubts).toContainEqual({ kind: "never_counted", count: 1, cents: 30_00 });
  }
});

test("a product that a plan foresees and nobody has told is asked about", () => {
  const made = source({
    plan: { id: "plan", title: "Plan" },
    planEntries: [
      { side: "product", account: "706", label: "Ventes", grantId: null, amountCents: 60_00 },
    ],
  });
  const told = { ...nobody, amounts: { "70": { planned: null, realised: 55_00 } } };
  const kinds = (answers: typeof nobody) =>
    doubtsAbout(
      { ...year, form: "free", stage: "final" },
      { startsOn: "2026-01-01", endsOn: "2026-12-31" },
      { legalName: "Optéos", siret: null },
      made,
      reportFigures(made, answers),
      "2027-03-01",
    ).map(({ kind }) => kind);
  expect(kinds(nobody)).toContain("untold_product");
  expect(kinds(told)).not.toContain("untold_product");
});

test("nothing differs as long as the records say what the report said, then each amount does", () => {
  const of = (spending: Spending[]) => ({
    figures: reportFigures(source({ spending }), nobody),
    counted: spending,
  });
  const said = of([spent()]);
  expect(differencesSince(said, of([spent()]))).toEqual([]);
  const now = differencesSince(said, of([spent({ cents: 80_00 }), spent({ expenseId: "e2" })]));
  expect(
    now.map(({ place, key, saidCents, nowCents }) => [place, key, saidCents, nowCents]),
  ).toEqual([
    ["charge", "64", 100_00, 180_00],
    ["line", "staff", 100_00, 180_00],
    ["expense", "e1", 100_00, 80_00],
    ["expense", "e2", null, 100_00],
  ]);
  // The page names an expense by its day.
  expect(now.map(({ incurredOn }) => incurredOn)).toEqual([null, null, "2026-03-01", "2026-03-01"]);
});

test("the form gives the answers back as they were typed, empty ones aside", () => {
  const typed = answersFormSchema.parse({
    version: "2",
    achievement: "  Douze ateliers. ",
    "realised.70": "1 234,50",
    "planned.60": "0",
    "sections.0.title": "Bilan",
    "sections.0.text": "Fait.",
    countsOwnShare: "on",
  });
  expect(typed).toEqual({
    version: 2,
    answers: {
      ...nobody,
      texts: { achievement: "Douze ateliers." },
      amounts: { "70": { planned: null, realised: 1_234_50 } },
      sections: [{ title: "Bilan", text: "Fait." }],
      countsOwnShare: true,
    },
  });
  expect(readAnswers(JSON.parse(JSON.stringify(typed.answers)))).toEqual(typed.answers);
  const untitled = answersFormSchema.safeParse({ version: "1", "sections.3.text": "Sans titre" });
  expect(untitled.error?.issues[0]?.path).toEqual(["sections.3.title"]);
});

test("a report that its funder waits for is late, begun or not", () => {
  const report = { dueOn: "2026-06-30", sentOn: null, acceptedOn: null, isBegun: true };
  expect(reportState(report, "2026-06-30")).toBe("writing");
  expect(reportState(report, "2026-07-01")).toBe("late");
  expect(reportState({ ...report, sentOn: "2026-07-02" }, "2026-07-03")).toBe("sent");
});
