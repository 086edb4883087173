/** The two columns of a budget. */
export type Side = "charge" | "product";

export type AccountClass = {
  /** Two digits: an account belongs to the class that it begins with. */
  account: string;
  side: Side;
  label: string;
  /** Valued apart from the money: what is given otherwise. */
  isInKind: boolean;
};

const charge = (account: string, label: string): AccountClass => ({
  account,
  side: "charge",
  label,
  isInKind: account === "86",
});
const product = (account: string, label: string): AccountClass => ({
  account,
  side: "product",
  label,
  isInKind: account === "87",
});

/**
 * The rows of a budget, in the order and with the words of the forms Cerfa 12156 (budget du projet) and 15059 (compte
 * rendu financier). 71 and 72, which these forms leave out, are those of the plan comptable général.
 */
export const accountClasses: readonly AccountClass[] = [
  charge("60", "Achats"),
  charge("61", "Services extérieurs"),
  charge("62", "Autres services extérieurs"),
  charge("63", "Impôts et taxes"),
  charge("64", "Charges de personnel"),
  charge("65", "Autres charges de gestion courante"),
  charge("66", "Charges financières"),
  charge("67", "Charges exceptionnelles"),
  charge("68", "Dotations aux amortissements, provisions et engagements à réaliser"),
  charge("69", "Impôt sur les bénéfices, participation des salariés"),
  charge("86", "Emplois des contributions volontaires en nature"),
  product("70", "Ventes de produits finis, de marchandises, prestations de services"),
  product("71", "Production stockée"),
  product("72", "Production immobilisée"),
  product("73", "Dotations et produits de tarification"),
  product("74", "Subventions d’exploitation"),
  product("75", "Autres produits de gestion courante"),
  product("76", "Produits financiers"),
  product("77", "Produits exceptionnels"),
  product("78", "Reprises sur amortissements, dépréciations et provisions"),
  product("79", "Transferts de charges"),
  product("87", "Contributions volontaires en nature"),
];

const byAccount = new Map(accountClasses.map((row) => [row.account, row]));

/** The row of a budget to which an account belongs; undefined for an account of the balance sheet (1 to 5) or a word. */
export function classOf(account: string): AccountClass | undefined {
  return /^\d{2,8}$/.test(account) ? byAccount.get(account.slice(0, 2)) : undefined;
}

/** "6226 · Autres services extérieurs"; an account of no class is shown as it is. */
export function accountLabel(account: string): string {
  const known = classOf(account);
  return known ? `${account} · ${known.label}` : account;
}

/** Its column of a budget; undefined for an account that is in neither. */
export function sideOf(account: string): Side | undefined {
  return classOf(account)?.side;
}

/** Given otherwise than in money (accounts 86 and 87). */
export function isInKind(account: string): boolean {
  return classOf(account)?.isInKind ?? false;
}
