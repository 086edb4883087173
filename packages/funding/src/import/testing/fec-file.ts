/** A line of an invented file of accounts; what is not said is empty. */
export type FecRow = {
  journal?: string;
  number: string;
  /** `AAAAMMJJ` */
  date?: string;
  account: string;
  accountLabel?: string;
  auxiliary?: string;
  auxiliaryLabel?: string;
  reference?: string;
  label?: string;
  debit?: string;
  credit?: string;
  lettering?: string;
  letteredOn?: string;
};

export const fecTitles = [
  "JournalCode",
  "JournalLib",
  "EcritureNum",
  "EcritureDate",
  "CompteNum",
  "CompteLib",
  "CompAuxNum",
  "CompAuxLib",
  "PieceRef",
  "PieceDate",
  "EcritureLib",
  "Debit",
  "Credit",
  "EcritureLet",
  "DateLet",
  "ValidDate",
  "Montantdevise",
  "Idevise",
];

/** Accounts as a program of accounts would export them. */
export function fecText(rows: readonly FecRow[], separator: "\t" | "|" = "\t"): string {
  const lines = rows.map((row) => fecFields(row).join(separator));
  return [fecTitles.join(separator), ...lines, ""].join("\r\n");
}

export function fecFields(row: FecRow): string[] {
  const date = row.date ?? "20260115";
  return [
    row.journal ?? "AC",
    row.journal === "BQ" ? "Banque" : "Achats",
    row.number,
    date,
    row.account,
    row.accountLabel ?? "",
    row.auxiliary ?? "",
    row.auxiliaryLabel ?? "",
    row.reference ?? "",
    date,
    row.label ?? "",
    row.debit ?? "0,00",
    row.credit ?? "0,00",
    row.lettering ?? "",
    row.letteredOn ?? "",
    date,
    "",
    "",
  ];
}

/** An invoice of a supplier: what it costs before tax, its tax, and what is owed. */
export function invoice(
  number: string,
  { cents = 10_000, ...more }: Partial<FecRow> & { cents?: number } = {},
): FecRow[] {
  const written = (value: number) =>
    `${Math.trunc(value / 100)},${String(value % 100).padStart(2, "0")}`;
  const tax = Math.round(cents / 5);
  const common = { number, label: `Facture ${number}`, reference: `F-${number}`, ...more };
  const { lettering, letteredOn, ...unlettered } = common;
  return [
    {
      account: "606400",
      accountLabel: "Fournitures administratives",
      ...unlettered,
      debit: written(cents),
    },
    { ...unlettered, account: "445660", accountLabel: "TVA déductible", debit: written(tax) },
    {
      ...common,
      account: "401000",
      accountLabel: "Fournisseurs",
      auxiliary: "PAPETERIE",
      auxiliaryLabel: "Papeterie de démonstration",
      credit: written(cents + tax),
    },
  ];
}
