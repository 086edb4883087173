import { daysAfter } from "@essaim/database/today";
import { accountLabel, classOf, isInKind } from "../budget/account.rules.ts";
import type { GrantStatus } from "../grant/grant.schema.ts";
import { day, money } from "./spending.words.ts";
import type { Part } from "./split.rules.ts";

/** What an agreement says of what it pays, as `eligibility_rule` keeps it. */
export type EligibilityRule = {
  kind: "period" | "only_accounts" | "no_accounts" | "ceiling" | "expense_ceiling";
  /** First digits of the accounts concerned; none: all. */
  accounts: readonly string[];
  maxCents: number | null;
  /** Hundredths of a per cent of the grant. */
  maxShare: number | null;
  daysBefore: number | null;
  daysAfter: number | null;
  severity: "refuse" | "warn";
  /** The agreement's own words. */
  reason: string;
};

/** An expense as one grant sees it. */
export type JudgedExpense = {
  account: string;
  incurredOn: string;
  /** The whole of it, in cents; negative for a credit note. */
  amountCents: number;
  /** What this grant pays of it by line, in cents of the same sign. */
  parts: readonly { line: JudgedLine; amountCents: number }[];
};

export type JudgedLine = {
  label: string;
  account: string;
  startsOn: string;
  endsOn: string;
  isClosed: boolean;
  /** What is left on it without this expense, in cents. */
  leftCents: number;
};

/** Where the grant stands without this expense. Null: the line is of own funds, that no agreement binds. */
export type GrantState = {
  title: string;
  status: GrantStatus;
  startsOn: string;
  endsOn: string;
  /** Awarded, or asked while nothing is. */
  amountCents: number | null;
  /** What it pays already, by account of the expenses, in cents. */
  spent: { account: string; cents: number }[];
  /** Reports sent to the funder, by the days that they cover. */
  sentReports: readonly { label: string; from: string; to: string }[];
};

/** French sentences. A refusal stops the expense; a warning is told once, and may be kept on purpose. */
export type Judgement = { refusals: string[]; warnings: string[] };

/**
 * Says whether an agreement lets an expense be spent on it. Without a rule about the period, what is spent outside the
 * grant's own days is refused.
 * @param rules of the grant; none for own funds
 */
export function judgeExpense(
  expense: JudgedExpense,
  rules: readonly EligibilityRule[],
  grant: GrantState | null,
): Judgement {
  const refusals: string[] = [];
  const warnings: string[] = [];
  for (const { line, amountCents } of expense.parts) {
    if (isInKind(line.account)) {
      refusals.push(
        `La ligne «\u00a0${line.label}\u00a0» valorise ce qui est donné en nature\u202f: aucune dépense ne s’y impute.`,
      );
    } else if (classOf(line.account) !== classOf(expense.account)) {
      // A report counts the account in one table and the line in another: the two would not agree.
      warnings.push(
        `La ligne «\u00a0${line.label}\u00a0» est au ${accountLabel(line.account)}, cette dépense au ${accountLabel(expense.account)}.`,
      );
    }
    if (line.isClosed) warnings.push(`La ligne «\u00a0${line.label}\u00a0» est fermée.`);
    if (expense.incurredOn < line.startsOn || expense.incurredOn > line.endsOn) {
      warnings.push(
        `La ligne «\u00a0${line.label}\u00a0» court du ${day(line.startsOn)} au ${day(line.endsOn)}.`,
      );
    }
    if (amountCents > line.leftCents) {
      warnings.push(
        `La ligne «\u00a0${line.label}\u00a0» sera dépassée de ${money(amountCents - line.leftCents)}.`,
      );
    }
  }
  if (!grant) return { refusals, warnings };

  if (grant.status === "declined") {
    refusals.push(`«\u00a0${grant.title}\u00a0» a été refusé par son financeur.`);
  } else if (grant.status !== "awarded") {
    const standing = grant.status === "closed" ? "est soldé" : "n’est pas encore acquis";
    warnings.push(`«\u00a0${grant.title}\u00a0» ${standing}.`);
  }
  for (const { label, from, to } of grant.sentReports) {
    if (expense.incurredOn >= from && expense.incurredOn <= to) {
      warnings.push(
        `Le compte rendu «\u00a0${label}\u00a0», déjà envoyé, couvre ce jour\u202f: il ne la compte pas ainsi.`,
      );
    }
  }
  const period: EligibilityRule = {
    kind: "period",
    accounts: [],
    maxCents: null,
    maxShare: null,
    daysBefore: 0,
    daysAfter: 0,
    severity: "refuse",
    reason: "",
  };
  const all = rules.some((rule) => rule.kind === "period") ? rules : [period, ...rules];
  for (const rule of all) {
    const breach = breachOf(rule, expense, grant);
    if (breach === null) continue;
    const said = rule.reason === "" ? breach : `${breach} ${rule.reason}`;
    (rule.severity === "refuse" ? refusals : warnings).push(said);
  }
  return { refusals, warnings };
}

const concerns = (rule: EligibilityRule, account: string) =>
  rule.accounts.length === 0 || rule.accounts.some((start) => account.startsWith(start));

/** How an expense breaks a rule; null when it does not. */
function breachOf(rule: EligibilityRule, expense: JudgedExpense, grant: GrantState): string | null {
  const of = `«\u00a0${grant.title}\u00a0»`;
  switch (rule.kind) {
    case "period": {
      const first = daysAfter(grant.startsOn, -(rule.daysBefore ?? 0));
      const last = daysAfter(grant.endsOn, rule.daysAfter ?? 0);
      if (expense.incurredOn >= first && expense.incurredOn <= last) return null;
      return `${of} paie les dépenses du ${day(first)} au ${day(last)}\u202f: celle-ci est du ${day(expense.incurredOn)}.`;
    }
    case "only_accounts":
      if (concerns(rule, expense.account)) return null;
      return `${of} ne paie que les comptes ${rule.accounts.join(", ")}\u202f: celui-ci est le ${expense.account}.`;
    case "no_accounts":
      if (!concerns(rule, expense.account)) return null;
      return `${of} ne paie pas les comptes ${rule.accounts.join(", ")}\u202f: celui-ci est le ${expense.account}.`;
    case "expense_ceiling": {
      const max = rule.maxCents ?? 0;
      if (!concerns(rule, expense.account) || expense.amountCents <= max) return null;
      return `${of} prend des dépenses de ${money(max)} au plus${ofAccounts(rule)}\u202f: celle-ci est de ${money(expense.amountCents)}.`;
    }
    case "ceiling": {
      const max = ceilingOf(rule, grant.amountCents);
      const paid = expense.parts.reduce((sum, part) => sum + part.amountCents, 0);
      if (max === null || !concerns(rule, expense.account) || paid <= 0) return null;
      const spent = grant.spent.reduce(
        (sum, row) => sum + (concerns(rule, row.account) ? row.cents : 0),
        0,
      );
      if (spent + paid <= max) return null;
      return `${of} paie ${money(max)} au plus${ofAccounts(rule)}\u202f: avec celle-ci, ${money(spent + paid)}.`;
    }
  }
}

const ofAccounts = (rule: EligibilityRule) =>
  rule.accounts.length === 0 ? "" : ` pour les comptes ${rule.accounts.join(", ")}`;

/** Cents that a ceiling leaves to spend in all, a share of the grant rounded down; null while the grant has no amount. */
export function ceilingOf(
  rule: Pick<EligibilityRule, "maxCents" | "maxShare">,
  grantCents: number | null,
): number | null {
  if (rule.maxShare === null) return rule.maxCents;
  if (grantCents === null) return null;
  return Number((BigInt(grantCents) * BigInt(rule.maxShare)) / 10_000n);
}

/** What it takes to judge expenses on some lines; `loadEligibility` reads it. */
export type Eligibility = {
  lines: Map<string, JudgedLine & { grantId: string | null }>;
  grants: Map<string, { state: GrantState; rules: readonly EligibilityRule[] }>;
};

type Split = Pick<JudgedExpense, "account" | "incurredOn" | "amountCents">;

/** Judges an expense grant by grant, as its parts fall on their lines. Each sentence is said once. */
export function judgeParts(
  { lines, grants }: Eligibility,
  expense: Split,
  parts: readonly Part[],
): Judgement {
  const byGrant = new Map<string | null, JudgedExpense["parts"][number][]>();
  for (const { budgetLineId, amountCents } of parts) {
    const line = lines.get(budgetLineId);
    if (!line) continue;
    byGrant.set(line.grantId, [...(byGrant.get(line.grantId) ?? []), { line, amountCents }]);
  }
  const judgements = [...byGrant].map(([grantId, those]) => {
    const grant = grantId === null ? undefined : grants.get(grantId);
    return judgeExpense({ ...expense, parts: those }, grant?.rules ?? [], grant?.state ?? null);
  });
  const all = (kind: keyof Judgement) => [...new Set(judgements.flatMap((one) => one[kind]))];
  return { refusals: all("refusals"), warnings: all("warnings") };
}

/** Counts an expense as spent, so that the next one of the same file is judged after it. */
export function countIn(
  { lines, grants }: Eligibility,
  { account }: Split,
  parts: readonly Part[],
): void {
  for (const { budgetLineId, amountCents } of parts) {
    const line = lines.get(budgetLineId);
    if (!line) continue;
    line.leftCents -= amountCents;
    const state = line.grantId === null ? undefined : grants.get(line.grantId)?.state;
    if (!state) continue;
    const same = state.spent.find((row) => row.account === account);
    if (same) same.cents += amountCents;
    else state.spent.push({ account, cents: amountCents });
  }
}
