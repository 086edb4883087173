import { linesOf, type PieceEncoding, textPieces } from "@essaim/territory/text/pieces";
import { Faults } from "./fault.schema.ts";
import {
  type FecLayout,
  type FecLine,
  readFecLine,
  readFecTitles,
  unbalanced,
} from "./fec-line.rules.ts";

/** The lines that have one number in one journal: they balance. */
export type FecEntry = { journal: string; number: string; lines: FecLine[] };

/** A journal or an account of a file, with what of class 6 it holds, debit less credit. */
export type FecPlace = { code: string; label: string; charges: number; cents: number };

/** What was found in a file of accounts. */
export type FecReading = {
  kind: "fec";
  encoding: PieceEncoding;
  lineCount: number;
  entryCount: number;
  from: string;
  to: string;
  journals: FecPlace[];
  /** Accounts of class 6. */
  accounts: FecPlace[];
};

/** Different accounts of class 6, and journals, that one form can match. */
const MOST_ACCOUNTS = 700;
const MOST_JOURNALS = 60;

type Sum = { left: number; debit: number; credit: number; line: number };

/**
 * Reads a file of accounts once: its fields, every line, and the balance of every entry. Only sums are held, so that
 * memory does not grow with what lines say.
 * @returns what it holds, or every fault with its line; one fault is enough for nothing of it to be taken
 */
export function surveyFec(
  bytes: Uint8Array,
): { ok: true; reading: FecReading } | { ok: false; faults: Faults } {
  const faults = new Faults();
  const { encoding } = textPieces(bytes);
  const sums = new Map<string, Sum>();
  const journals = new Map<string, FecPlace>();
  const accounts = new Map<string, FecPlace>();
  let lineCount = 0;
  let from = "";
  let to = "";
  for (const read of fecLines(bytes, faults)) {
    lineCount += 1;
    if (from === "" || read.date < from) from = read.date;
    if (read.date > to) to = read.date;
    const sum = sums.get(keyOf(read)) ?? { left: 0, debit: 0, credit: 0, line: read.line };
    if (sum.left === 0) sums.set(keyOf(read), sum);
    sum.left += 1;
    if (read.cents > 0) sum.debit += read.cents;
    else sum.credit -= read.cents;
    count(journals, read.journal, read.journalLabel, read);
    if (read.account.startsWith("6")) count(accounts, read.account, read.accountLabel, read);
  }
  for (const [key, { debit, credit, line }] of sums) {
    if (debit === credit) continue;
    const [journal = "", number = ""] = key.split("\0");
    faults.add(line, unbalanced({ journal, number, debit, credit }));
  }
  if (faults.count === 0 && lineCount === 0)
    faults.add(0, "Ce fichier ne contient aucune écriture.");
  const [journalPlaces, accountPlaces] = [inOrder(journals), inOrder(accounts)];
  if (accountPlaces.length > MOST_ACCOUNTS || journalPlaces.length > MOST_JOURNALS) {
    faults.add(
      0,
      `Ce fichier a plus de ${MOST_ACCOUNTS} comptes de charges ou de ${MOST_JOURNALS} journaux\u202f: envoyez-le en plusieurs parties.`,
    );
  }
  if (faults.count > 0) {
    faults.kept.sort((a, b) => a.line - b.line);
    return { ok: false, faults };
  }
  const reading: FecReading = {
    kind: "fec",
    encoding,
    lineCount,
    entryCount: sums.size,
    from,
    to,
    journals: journalPlaces,
    accounts: accountPlaces,
  };
  return { ok: true, reading };
}

/**
 * The entries of a file, each once all its lines are read, wherever they are: most programs write them together, some
 * sort them by day or by account. The file is read twice, and only unfinished entries are held.
 * @param bytes that `surveyFec` found without fault
 */
export function* fecEntries(bytes: Uint8Array): Generator<FecEntry> {
  const left = new Map<string, number>();
  for (const read of fecLines(bytes, new Faults())) {
    left.set(keyOf(read), (left.get(keyOf(read)) ?? 0) + 1);
  }
  const open = new Map<string, FecEntry>();
  for (const read of fecLines(bytes, new Faults())) {
    const key = keyOf(read);
    const entry = open.get(key) ?? { journal: read.journal, number: read.number, lines: [] };
    entry.lines.push(read);
    if (entry.lines.length < (left.get(key) ?? 0)) {
      open.set(key, entry);
      continue;
    }
    open.delete(key);
    yield entry;
  }
}

const keyOf = ({ journal, number }: FecLine) => `${journal}\0${number}`;

/** Every line that can be read; what is wrong with the others is told. */
function* fecLines(bytes: Uint8Array, faults: Faults): Generator<FecLine> {
  let layout: FecLayout | null = null;
  let line = 0;
  let isLastShort = false;
  for (const text of linesOf(textPieces(bytes).pieces())) {
    line += 1;
    if (text.trim() === "") continue;
    if (!layout) {
      const titles = readFecTitles(text);
      if (!titles.ok) {
        faults.add(line, titles.message);
        return;
      }
      layout = titles.value;
      continue;
    }
    const read = readFecLine(layout, line, text);
    isLastShort = !read.ok && text.split(layout.separator).length < layout.width;
    if (read.ok) yield read.value;
    else faults.add(line, read.message);
  }
  if (isLastShort && bytes.at(-1) !== 0x0a) {
    faults.add(0, "Le fichier semble coupé\u202f: sa dernière ligne est incomplète.");
  }
}

function count(places: Map<string, FecPlace>, code: string, label: string, line: FecLine): void {
  const place = places.get(code) ?? { code, label, charges: 0, cents: 0 };
  if (place.charges === 0) places.set(code, place);
  if (!line.account.startsWith("6")) return;
  place.charges += 1;
  place.cents += line.cents;
}

const inOrder = (places: Map<string, FecPlace>) =>
  [...places.values()]
    .filter((place) => place.charges > 0)
    .sort((a, b) => (a.code < b.code ? -1 : 1));
