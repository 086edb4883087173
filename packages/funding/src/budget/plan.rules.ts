import type { GrantStatus } from "../grant/grant.schema.ts";
import { type AccountClass, accountClasses, isInKind, type Side } from "./account.rules.ts";

/** An entry of a plan. `cents` of a grant is read from it; null while its amount is not known. */
export type PlanAmount = { side: Side; account: string; cents: number | null };

/**
 * What a grant brings to a plan, in cents: what was awarded, else what is asked. One that was declined brings nothing;
 * null while no amount is known.
 */
export function grantCents(grant: {
  status: GrantStatus;
  amountCents: number | null;
  askedCents: number | null;
}): number | null {
  return grant.status === "declined" ? 0 : (grant.amountCents ?? grant.askedCents);
}

export type PlanTotals = {
  chargeCents: number;
  productCents: number;
  /** Charges less products: what lacks when it is more than zero, what is over when it is less. */
  gapCents: number;
  inKindChargeCents: number;
  inKindProductCents: number;
  inKindGapCents: number;
  /** Grants whose amount is not known: they count for nothing yet. */
  unknownCount: number;
};

/** Both columns of a plan, in cents; what is in kind is apart. */
export function planTotals(entries: readonly PlanAmount[]): PlanTotals {
  const sum = (side: Side, inKind: boolean) =>
    entries.reduce(
      (total, entry) =>
        entry.side === side && isInKind(entry.account) === inKind
          ? total + (entry.cents ?? 0)
          : total,
      0,
    );
  const [chargeCents, productCents] = [sum("charge", false), sum("product", false)];
  const [inKindChargeCents, inKindProductCents] = [sum("charge", true), sum("product", true)];
  return {
    chargeCents,
    productCents,
    gapCents: chargeCents - productCents,
    inKindChargeCents,
    inKindProductCents,
    inKindGapCents: inKindChargeCents - inKindProductCents,
    unknownCount: entries.filter((entry) => entry.cents === null).length,
  };
}

/** Why a plan cannot be settled; null when it can: both columns are filled, known, and equal to the cent. */
export function decideSettlement(
  totals: PlanTotals,
): "plan_empty" | "amount_unknown" | "unbalanced" | "unbalanced_in_kind" | null {
  if (totals.chargeCents === 0 && totals.productCents === 0) return "plan_empty";
  if (totals.unknownCount > 0) return "amount_unknown";
  if (totals.gapCents !== 0) return "unbalanced";
  return totals.inKindGapCents === 0 ? null : "unbalanced_in_kind";
}

export type PlanGroup<E> = AccountClass & { entries: E[]; cents: number };

/** The entries of one column by row of the form, those in kind apart; a row without an entry is left out. */
export function planGroups<E extends PlanAmount>(
  entries: readonly E[],
  side: Side,
  inKind: boolean,
): PlanGroup<E>[] {
  return accountClasses
    .filter((row) => row.side === side && row.isInKind === inKind)
    .map((row) => {
      const ofRow = entries.filter((entry) => entry.account.startsWith(row.account));
      return {
        ...row,
        entries: ofRow,
        cents: ofRow.reduce((sum, entry) => sum + (entry.cents ?? 0), 0),
      };
    })
    .filter((group) => group.entries.length > 0);
}

/** Charges in money by action of the programme, in the order of the actions, then what is of none. */
export function chargesByAction(
  entries: readonly (PlanAmount & { actionId: string | null })[],
  actions: readonly { id: string; name: string }[],
): { id: string | null; name: string; cents: number }[] {
  const charges = entries.filter((entry) => entry.side === "charge" && !isInKind(entry.account));
  const centsOf = (isOf: (actionId: string | null) => boolean) =>
    charges.reduce((sum, entry) => (isOf(entry.actionId) ? sum + (entry.cents ?? 0) : sum), 0);
  const known = new Set<string | null>(actions.map((action) => action.id));
  return [
    ...actions.map(({ id, name }) => ({ id, name, cents: centsOf((of) => of === id) })),
    { id: null, name: "Sans action précise", cents: centsOf((of) => !known.has(of)) },
  ].filter((row) => row.cents !== 0);
}
