import { accountClasses, classOf, type Side } from "../budget/account.rules.ts";

/** The parts of each column, in the order of the form. */
export type RowGroup = "direct" | "indirect" | "own" | "in_kind";

/** A row of the table of charges and products. */
export type CerfaRow = {
  key: string;
  side: Side;
  group: RowGroup;
  /** Of the plan comptable; null for a row that the form has beside it. */
  account: string | null;
  label: string;
};

const row = (side: Side, group: RowGroup, key: string, label: string): CerfaRow => ({
  key,
  side,
  group,
  account: /^\d+$/.test(key) ? key : null,
  label,
});

const classes = (side: Side) =>
  accountClasses
    .filter((one) => one.side === side && !one.isInKind)
    .map(({ account, label }) => row(side, "direct", account, label));

/** Every row of the table of Cerfa 15059*02, charges first. Two more, for what is in kind without more precision. */
export const cerfaRows: readonly CerfaRow[] = [
  ...classes("charge"),
  row("charge", "indirect", "indirect_running", "Charges fixes de fonctionnement"),
  row("charge", "indirect", "indirect_financial", "Frais financiers"),
  row("charge", "indirect", "indirect_other", "Autres charges indirectes"),
  row("charge", "in_kind", "860", "Secours en nature"),
  row("charge", "in_kind", "861", "Mise à disposition gratuite de biens et services"),
  row("charge", "in_kind", "862", "Prestations"),
  row("charge", "in_kind", "864", "Personnel bénévole"),
  row("charge", "in_kind", "86", "Autres emplois de contributions en nature"),
  ...classes("product"),
  row("product", "own", "own", "Ressources propres affectées à l’action"),
  row("product", "in_kind", "870", "Bénévolat"),
  row("product", "in_kind", "871", "Prestations en nature"),
  row("product", "in_kind", "875", "Dons en nature"),
  row("product", "in_kind", "87", "Autres contributions en nature"),
];

export const groupLabels: Record<Side, Partial<Record<RowGroup, string>>> = {
  charge: {
    direct: "Charges directes affectées à l’action",
    indirect: "Charges indirectes affectées à l’action",
    in_kind: "Emplois des contributions volontaires en nature",
  },
  product: {
    direct: "Ressources directes affectées à l’action",
    own: "Ressources propres affectées à l’action",
    in_kind: "Contributions volontaires en nature",
  },
};

/** Rows that may be completed by hand: all of them, since nothing obliges a cooperative to hold all of its accounts here. */
export const handRows = cerfaRows;

const byKey = new Map(cerfaRows.map((one) => [one.key, one]));

export const rowOf = (key: string): CerfaRow | undefined => byKey.get(key);

/** The row that an account belongs to; undefined for one that is of neither column. */
export function rowKeyOf(account: string): string | undefined {
  const found = classOf(account);
  if (!found) return undefined;
  const precise = account.slice(0, 3);
  return found.isInKind && byKey.has(precise) ? precise : found.account;
}
