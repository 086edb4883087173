import type { PlanTotals } from "@essaim/funding/budget/plan.rules";
import { formatCents } from "@essaim/ui/format";

/** By how much the columns of a plan differ, to the cent; nothing when they are equal. */
export function gapsIn({
  gapCents,
  inKindGapCents,
}: Pick<PlanTotals, "gapCents" | "inKindGapCents">): string[] {
  const gap = (cents: number, charges: string, products: string) =>
    cents > 0
      ? `Il manque ${formatCents(cents)} de ${products} pour couvrir les ${charges}.`
      : `Les ${products} dépassent les ${charges} de ${formatCents(-cents)}.`;
  return [
    ...(gapCents === 0 ? [] : [gap(gapCents, "charges", "produits")]),
    ...(inKindGapCents === 0
      ? []
      : [gap(inKindGapCents, "emplois en nature", "contributions en nature")]),
  ];
}
