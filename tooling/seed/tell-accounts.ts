import type { PayingLine } from "@essaim/funding/budget/paying-line.queries";
import { surveyFec } from "@essaim/funding/import/fec";
import {
  announceSpendingImport,
  askSpendingImport,
  keepSpendingReading,
  keepSpendingTrial,
  matchSpendingImport,
  receiveSpendingImport,
} from "@essaim/funding/import/import.commands";
import { getSpendingMatching, trySpendingImport } from "@essaim/funding/import/import.queries";
import { emptyMapping } from "@essaim/funding/import/mapping.schema";
import { type FecRow, fecText, invoice } from "@essaim/funding/import/testing/fec-file";
import { writeSpendingImport } from "@essaim/funding/import/write-import.commands";
import { fr } from "./french.ts";
import { type Story, saved } from "./tell.ts";

type Habit = {
  account: string;
  accountLabel: string;
  label: string;
  supplier: string;
  cents: number;
  /** Which months of the year. */
  every: number;
};

/** What an invented cooperative pays over a year. */
const habits: readonly Habit[] = [
  {
    account: "613200",
    accountLabel: fr`Locations immobilières`,
    label: fr`Loyer de l'atelier`,
    supplier: fr`Tiers-lieu (exemple)`,
    cents: 32_000,
    every: 1,
  },
  {
    account: "606400",
    accountLabel: fr`Fournitures administratives`,
    label: fr`Papier et affiches`,
    supplier: fr`Papeterie (exemple)`,
    cents: 8_430,
    every: 2,
  },
  {
    account: "622600",
    accountLabel: fr`Honoraires`,
    label: fr`Montage de vidéos`,
    supplier: fr`Atelier d'images (exemple)`,
    cents: 48_000,
    every: 3,
  },
  {
    account: "625100",
    accountLabel: fr`Voyages et déplacements`,
    label: fr`Trains et métro de l'équipe`,
    supplier: fr`Transports (exemple)`,
    cents: 6_240,
    every: 2,
  },
];

/**
 * The accounts of the year so far, taken over from a file as a manager would: what each month costs, paid the month
 * after, and something sent back in spring, paid back too. Every amount is invented.
 */
export async function addAccounts({ execute, manager, today }: Story): Promise<void> {
  const year = today.slice(0, 4);
  const rows = entries(year).filter(({ date = "" }) => date <= today.replaceAll("-", ""));
  if (rows.length === 0) return;
  const bytes = new TextEncoder().encode(fecText(rows));
  const what = "The invented accounts";
  const { key } = saved(await execute(manager, announceSpendingImport, { sha256: "" }), what);
  const fileName = `Écritures ${year} (exemple de démonstration).txt`;
  const sent = { source: "fec" as const, fileName, storageKey: key };
  const { id } = saved(await execute(manager, receiveSpendingImport, sent), what);
  const survey = surveyFec(bytes);
  if (!survey.ok) throw new Error(survey.faults.kept[0]?.message);
  const { reading } = survey;
  saved(await execute(manager, keepSpendingReading, { id, reading }), what);
  const { record, lines } = await execute(manager, getSpendingMatching, { id });
  const ofYear = lines.filter(({ grantTitle }) => grantTitle?.includes(year));
  const places = Object.fromEntries(
    reading.accounts.map(({ code }) => [code, lineFor(code, ofYear)?.id ?? "own"]),
  );
  const mapping = { ...emptyMapping, places };
  const matched = { id, version: record.version, mapping, isComplete: false };
  saved(await execute(manager, matchSpendingImport, matched), what);
  const progress = async () => {};
  const { version, ...trial } = await execute(manager, trySpendingImport, { id, bytes, progress });
  saved(await execute(manager, keepSpendingTrial, { id, version, trial }), what);
  const decisions = { refused: "own" as const, warned: true };
  const asked = { id, version: version + 1, decisions };
  saved(await execute(manager, askSpendingImport, asked), what);
  const writing = { id, version: version + 2, bytes, progress };
  saved(await execute(manager, writeSpendingImport, writing), what);
}

const lineFor = (account: string, lines: readonly PayingLine[]) =>
  lines.find((line) => account.startsWith(line.account.slice(0, 2)));

function entries(year: string): FecRow[] {
  const months = Array.from({ length: 12 }, (_, index) => index + 1);
  const two = (value: number) => String(value).padStart(2, "0");
  const bills = months.flatMap((month) =>
    habits
      .filter(({ every }) => month % every === 0)
      .flatMap(({ account, accountLabel, label, supplier, cents }, index) => {
        const [charge, ...others] = invoice(`${month}-${index + 1}`, {
          ...{ cents, date: `${year}${two(month)}05` },
          label: `${label}, ${two(month)}/${year} (exemple de démonstration)`,
          ...{ auxiliary: `F${index}`, auxiliaryLabel: supplier },
          // What is bought at the end of the year is paid in the next one.
          ...(month < 12 && {
            lettering: `L${month}${index}`,
            letteredOn: `${year}${two(month + 1)}02`,
          }),
        });
        const named = others.map((row) =>
          row.account === "401000"
            ? { ...row, auxiliary: `F${index}`, auxiliaryLabel: supplier }
            : row,
        );
        return [{ number: "", ...charge, account, accountLabel }, ...named];
      }),
  );
  const back: FecRow[] = [
    { account: "606400", accountLabel: fr`Fournitures administratives`, credit: "21,60" },
    {
      ...{ account: "401000", auxiliaryLabel: fr`Papeterie (exemple)`, debit: "21,60" },
      // Taken off the next payment: what is sent back and never paid back would be committed below zero.
      ...{ lettering: "A1", letteredOn: `${year}0502` },
    },
  ].map((row) => ({
    number: "A-1",
    date: `${year}0415`,
    label: fr`Affiches renvoyées (exemple de démonstration)`,
    ...row,
  }));
  return [...bills, ...back];
}
