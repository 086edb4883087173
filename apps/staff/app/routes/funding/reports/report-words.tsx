import { type ReportState, reportStateLabels } from "@essaim/funding/report/report.schema";
import type { Doubt } from "@essaim/funding/report/report-checks.rules";
import type { Difference } from "@essaim/funding/report/report-differences.rules";
import { Badge, type Tone } from "@essaim/ui/badge";
import { formatCents, plural } from "@essaim/ui/format";

const tones: Record<ReportState, Tone> = {
  due: "neutral",
  late: "danger",
  writing: "warning",
  sent: "accent",
  accepted: "success",
};

export function ReportStateBadge({ state }: { state: ReportState }) {
  return <Badge tone={tones[state]}>{reportStateLabels[state]}</Badge>;
}

const expenses = (count: number) => plural(count, "dépense", "dépenses");

/** What a reader may ask about, in a sentence that says what to look at. */
export function doubtSentence(doubt: Doubt): string {
  switch (doubt.kind) {
    case "not_over":
      return "La période du compte rendu n’est pas terminée\u202f: des dépenses peuvent encore s’y ajouter.";
    case "outside_grant":
      return "La période du compte rendu déborde de celle du financement.";
    case "unpaid":
      return `${expenses(doubt.count)} de la période (${formatCents(doubt.cents)}) ne sont pas payées\u202f: elles ne sont pas comptées.`;
    case "never_counted":
      return `${expenses(doubt.count)} de ce financement (${formatCents(doubt.cents)}) sont hors de la période\u202f: aucun compte rendu ne les compte si vous n’élargissez pas la période.`;
    case "without_evidence":
      return `${expenses(doubt.count)} comptées (${formatCents(doubt.cents)}) n’ont pas de justificatif.`;
    case "undivided":
      return `${formatCents(doubt.cents)} du financement ne sont sur aucune ligne du budget.`;
    case "unspent":
      return `${formatCents(doubt.cents)} du montant accordé ne sont pas dépensés\u202f: le financeur peut les redemander.`;
    case "to_receive":
      return `${formatCents(doubt.cents)} du montant accordé ne sont pas reçus.`;
    case "overspent":
      return `La ligne «\u202f${doubt.label}\u202f» est dépassée de ${formatCents(doubt.cents)}.`;
    case "untold_product":
      return `«\u202f${doubt.label}\u202f»\u202f: ${formatCents(doubt.cents)} prévus, rien de réalisé. S’ils sont venus, complétez-les à la main.`;
    case "unbalanced":
      return doubt.cents > 0
        ? `Les produits réalisés dépassent les charges de ${formatCents(doubt.cents)}.`
        : `Les charges réalisées dépassent les produits de ${formatCents(-doubt.cents)}.`;
    case "unbalanced_plan":
      return `Le prévu n’est pas équilibré\u202f: ${formatCents(Math.abs(doubt.cents))} d’écart entre produits et charges.`;
    case "unbalanced_in_kind":
      return `Les contributions en nature ne sont pas équilibrées\u202f: ${formatCents(Math.abs(doubt.cents))} d’écart entre les comptes 86 et 87.`;
    case "no_legal_name":
      return "Le nom légal de la coopérative n’est pas renseigné\u202f: le compte rendu porte son nom d’usage.";
    case "no_siret":
      return "Le SIRET de la coopérative n’est pas renseigné.";
  }
}

/** Has a doubt its expenses to look at? */
export const isAboutExpenses = (doubt: Doubt) => doubt.kind === "without_evidence";

export const placeLabels: Record<Difference["place"], string> = {
  charge: "Charges",
  product: "Produits",
  line: "Ligne du budget",
  expense: "Dépenses comptées",
};
