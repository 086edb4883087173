import type { Alert, GrantAlert } from "@essaim/funding/overview/grant-money.schema";
import { formatCents, formatDate, formatPercent, plural } from "@essaim/ui/format";
import { paths } from "~/paths";

const money = (cents: number) => formatCents(cents, "fr", { cents: "auto" });

/** What an alert says, as a sentence. */
export function alertSentence(alert: Alert): string {
  switch (alert.kind) {
    case "report_late":
      return `Le compte rendu «\u202f${alert.label}\u202f» était attendu le ${formatDate(alert.on)}.`;
    case "report_due":
      return `Le compte rendu «\u202f${alert.label}\u202f» est attendu le ${formatDate(alert.on)}.`;
    case "instalment_late":
      return `${money(alert.cents)} attendus depuis le ${formatDate(alert.on)} ne sont pas arrivés.`;
    case "overspent":
      return `Il est dépensé et engagé ${money(alert.cents)} de plus que le montant acquis.`;
    case "forecast_over":
      return `À ce rythme, il sera dépensé ${money(alert.cents)} de plus que le montant acquis.`;
    case "unspent":
      return `La période est finie et ${money(alert.cents)} ne sont ni dépensés ni engagés.`;
    case "lines_overspent":
      return `${plural(alert.count, "ligne du budget est dépassée", "lignes du budget sont dépassées")}.`;
    case "ahead":
      return `La dépense va plus vite que le temps\u202f: ${formatPercent(alert.spent)} du montant pour ${formatPercent(alert.elapsed)} de la période.`;
    case "behind":
      return `La dépense va moins vite que le temps\u202f: ${formatPercent(alert.spent)} du montant pour ${formatPercent(alert.elapsed)} de la période.`;
    case "plan_unbalanced":
      return `Le plan de financement «\u202f${alert.label}\u202f» ne tombe plus juste\u202f: ${money(Math.abs(alert.cents))} de ${alert.cents > 0 ? "charges" : "produits"} en trop.`;
    case "call_closing":
      return `L’appel se ferme le ${formatDate(alert.on)} et rien n’est encore demandé.`;
    case "call_closed":
      return `L’appel s’est fermé le ${formatDate(alert.on)} sans que rien soit demandé.`;
  }
}

/** Where what an alert calls for is done. */
export function alertHref({ grantId, alert }: Pick<GrantAlert, "grantId" | "alert">): string {
  switch (alert.kind) {
    case "report_late":
    case "report_due":
      return paths.grantReport(grantId, alert.id);
    case "instalment_late":
      return paths.payments(grantId);
    case "overspent":
    case "lines_overspent":
      return paths.grantBudget(grantId);
    case "plan_unbalanced":
      return paths.fundingPlan(alert.id);
    case "forecast_over":
    case "unspent":
    case "ahead":
    case "behind":
    case "call_closing":
    case "call_closed":
      return paths.grant(grantId);
  }
}
