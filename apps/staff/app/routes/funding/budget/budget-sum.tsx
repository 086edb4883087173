import { parseCents } from "@essaim/database/money.schema";
import { isInKind } from "@essaim/funding/budget/account.rules";
import { MAX_LINES } from "@essaim/funding/budget/budget-line.schema";
import { formatCents } from "@essaim/ui/format";
import { gapsIn } from "./gap";

type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the rows of a form hold in money, in cents: a row that cannot be read counts for nothing yet. */
export function typedMoney(values: Values, list: string): number {
  let total = 0;
  for (let index = 0; index < MAX_LINES * 2; index++) {
    const amount = values[`${list}.${index}.amountCents`];
    const account = values[`${list}.${index}.account`];
    if (typeof amount !== "string" || amount.trim() === "") continue;
    if (typeof account === "string" && isInKind(/^\s*(\d+)/.exec(account)?.[1] ?? "")) continue;
    const parsed = parseCents(amount);
    if (parsed.ok) total += parsed.cents;
  }
  return total;
}

/** What the form divides against what there is to divide: as typed, and again at each key where scripts run. */
export function BudgetSum({ cents, total }: { cents: number | null; total: number }) {
  const left = cents === null ? null : cents - total;
  return (
    <p role="status" className="figures max-w-measure">
      {cents !== null && (
        <>
          Financement&#8239;: {formatCents(cents)}. Sur des lignes&#8239;: {formatCents(total)}.{" "}
        </>
      )}
      {left === null ? (
        `Sur des lignes\u202f: ${formatCents(total)}. Le montant du financement n’est pas encore connu.`
      ) : left < 0 ? (
        <strong className="text-danger">Dépassement&#8239;: {formatCents(-left)}.</strong>
      ) : (
        <strong>À répartir&#8239;: {formatCents(left)}.</strong>
      )}
    </p>
  );
}

/** Both columns of a plan in money, as typed, and by how much they differ. */
export function PlanSum({ charges, products }: { charges: number; products: number }) {
  const [gap] = gapsIn({ gapCents: charges - products, inKindGapCents: 0 });
  return (
    <p role="status" className="figures max-w-measure">
      Charges en argent&#8239;: {formatCents(charges)}. Produits&#8239;: {formatCents(products)}.{" "}
      <strong>{gap ?? "Le plan tombe juste."}</strong>
    </p>
  );
}
