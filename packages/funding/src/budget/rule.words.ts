import { ceilingOf, type EligibilityRule } from "../spending/eligibility.rules.ts";
import { money } from "../spending/spending.words.ts";
import { classOf } from "./account.rules.ts";

const percent = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 2 });

const days = (count: number) => `${count}\u00a0${count < 2 ? "jour" : "jours"}`;

/** « 60 (Achats), 6226 (Autres services extérieurs) » */
const named = (accounts: readonly string[]) =>
  accounts.map((start) => `${start} (${classOf(start)?.label ?? "?"})`).join(", ");

const plural = (accounts: readonly string[]) =>
  accounts.length > 1
    ? { the: "les comptes", of: "des comptes" }
    : { the: "le compte", of: "du compte" };

/**
 * A rule in one sentence, as the agreement might say it.
 * @param grantCents awarded, or asked while nothing is: a share of the grant is told in euros too
 */
export function ruleInWords(
  rule: Omit<EligibilityRule, "severity" | "reason">,
  grantCents: number | null,
): string {
  const { accounts } = rule;
  const words = plural(accounts);
  switch (rule.kind) {
    case "period": {
      const [before, after] = [rule.daysBefore ?? 0, rule.daysAfter ?? 0];
      const first = before === 0 ? "du premier jour" : `de ${days(before)} avant le premier jour`;
      const last = after === 0 ? "au dernier jour" : `à ${days(after)} après le dernier jour`;
      return `Une dépense est datée ${first} ${last} de la période.`;
    }
    case "only_accounts":
      return accounts.length > 1
        ? `Seuls les comptes ${named(accounts)} sont admis.`
        : `Seul le compte ${named(accounts)} est admis.`;
    case "no_accounts":
      return accounts.length > 1
        ? `Les comptes ${named(accounts)} ne sont pas admis.`
        : `Le compte ${named(accounts)} n’est pas admis.`;
    case "ceiling": {
      const cents = ceilingOf(rule, grantCents);
      const most =
        rule.maxShare === null
          ? money(cents ?? 0)
          : `${percent.format(rule.maxShare / 10_000)} du financement${cents === null ? "" : `, soit ${money(cents)}`}`;
      return accounts.length === 0
        ? `Le financement paie au plus ${most} en tout.`
        : `Le financement paie au plus ${most} pour ${words.the} ${named(accounts)}.`;
    }
    case "expense_ceiling": {
      const most = money(rule.maxCents ?? 0);
      return accounts.length === 0
        ? `Une dépense est de ${most} au plus.`
        : `Une dépense ${words.of} ${named(accounts)} est de ${most} au plus.`;
    }
  }
}
