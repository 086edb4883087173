import { type WorkbookCell, writeWorkbook } from "@essaim/paper/workbook";
import { type ExpenseKind, expenseKindLabels } from "../spending/expense.schema.ts";
import type { ReportContent } from "./report-document.ts";
import { gapOf, shownRows, type Totals } from "./report-figures.rules.ts";

/** An expense that a report counts, as its own sheet tells it. Cents. */
export type ExpenseInFile = {
  incurredOn: string;
  paidOn: string | null;
  account: string;
  line: string;
  supplier: string;
  label: string;
  cents: number;
};

/** An expense as its record says it today. */
export type RecordInFile = {
  kind: ExpenseKind;
  account: string;
  label: string;
  supplier: string;
  /** Of a worker, or paid for what a worker gave or claimed. */
  isForSomebody: boolean;
};

/**
 * What the file that a funder reads says of an expense in words. Pay (accounts 63 and 64), hours, aids and what is for a
 * worker may name somebody: their kind and account alone are told.
 */
export function wordsInFile(
  record: RecordInFile | undefined,
): Pick<ExpenseInFile, "supplier" | "label"> {
  if (!record) return { supplier: "", label: "Retirée depuis" };
  const { kind, account, label, supplier, isForSomebody } = record;
  const mayName =
    isForSomebody || kind === "staff_time" || kind === "aid" || /^6[34]/.test(account);
  return mayName ? { supplier: "", label: expenseKindLabels[kind] } : { supplier, label };
}

const EUROS = '#,##0.00\\ "€"';
const PERCENT = "0.0%";
const DAY = "dd/mm/yyyy";

const euros = (cents: number) => cents / 100;
const asDay = (day: string | null) => (day === null ? null : new Date(`${day}T00:00Z`));

type Cell = WorkbookCell["value"];
type Sheet = {
  name: string;
  header: string[];
  rows: Cell[][];
  /** Number formats by column, from 1. */
  formats: Record<number, string>;
  strong?: ReadonlySet<number>;
};

/** The figures of a report as a workbook: amounts are numbers, days are days, words are text. */
export async function reportWorkbook(
  content: ReportContent,
  expenses: readonly ExpenseInFile[],
): Promise<Uint8Array> {
  const { header, report } = content;
  return await writeWorkbook({
    creator: header.legalName || header.organisationName,
    title: `${report.label} · ${header.grantTitle}`,
    sheets: sheetsOf(content, expenses).map(({ name, header, rows, formats, strong }) => ({
      name,
      columns: header.map((title, at) => {
        // A day is read like a word, an amount below its title.
        const format = formats[at + 1];
        return { header: title, align: format && format !== DAY ? "right" : "left" };
      }),
      rows: rows.map((row, place) => ({
        cells: row.map((value, at) => {
          const format = typeof value === "string" ? undefined : formats[at + 1];
          return { value, ...(format ? { format } : {}) };
        }),
        isStrong: strong?.has(place) ?? false,
      })),
    })),
  });
}

function sheetsOf({ figures }: ReportContent, expenses: readonly ExpenseInFile[]): Sheet[] {
  const amounts = (totals: Totals): Cell[] => {
    const { cents, ratio } = gapOf(totals);
    return [euros(totals.plannedCents), euros(totals.realisedCents), euros(cents), ratio];
  };
  const summary: Cell[][] = [];
  const strong = new Set<number>();
  const addTotal = (label: string, totals: Totals) => {
    strong.add(summary.length);
    summary.push(["", label, ...amounts(totals)]);
  };
  const rows = shownRows(figures.rows);
  for (const [side, total, inKindTotal] of [
    ["charge", "Total des charges", "Total des emplois en nature"],
    ["product", "Total des produits", "Total des contributions en nature"],
  ] as const) {
    const ofSide = rows.filter((row) => row.side === side);
    const add = (some: typeof ofSide) => {
      for (const row of some) {
        summary.push([row.account ?? "", row.label, ...amounts(row)]);
        for (const part of row.parts) summary.push(["", `– ${part.label}`, ...amounts(part)]);
      }
    };
    add(ofSide.filter((row) => row.group !== "in_kind"));
    addTotal(total, side === "charge" ? figures.charges : figures.products);
    const inKind = ofSide.filter((row) => row.group === "in_kind");
    add(inKind);
    if (inKind.length > 0) {
      addTotal(inKindTotal, side === "charge" ? figures.inKindCharges : figures.inKindProducts);
    }
  }
  return [
    {
      name: "Synthèse",
      header: ["Compte", "Intitulé", "Prévu", "Réalisé", "Écart", "Taux"],
      rows: summary,
      formats: { 3: EUROS, 4: EUROS, 5: EUROS, 6: PERCENT },
      strong,
    },
    {
      name: "Lignes",
      header: ["Compte", "Ligne", "Action", "Prévu", "Dépensé avant", "Réalisé", "Reste"],
      rows: figures.lines.map((line) => [
        line.account,
        line.label,
        line.actionName ?? "",
        euros(line.plannedCents),
        euros(line.beforeCents),
        euros(line.realisedCents),
        euros(line.plannedCents - line.beforeCents - line.realisedCents),
      ]),
      formats: { 4: EUROS, 5: EUROS, 6: EUROS, 7: EUROS },
    },
    {
      name: "Dépenses",
      header: ["Date", "Payée le", "Compte", "Ligne", "Fournisseur", "Objet", "Montant compté"],
      rows: expenses.map((one) => [
        asDay(one.incurredOn),
        asDay(one.paidOn),
        one.account,
        one.line,
        one.supplier,
        one.label,
        euros(one.cents),
      ]),
      formats: { 1: DAY, 2: DAY, 7: EUROS },
    },
  ];
}
