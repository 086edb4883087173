import { money } from "../spending/spending.words.ts";

/**
 * The fields of a fichier des écritures comptables, by their names in article A47 A-1 of the livre des procédures
 * fiscales (VII, 1° and 2°). The amount is `Debit` and `Credit`, or `Montant` and `Sens`. Accounts kept by receipts and
 * payments (VII, 3° to 5°) add `DateRglt`.
 */
const required = [
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
  "EcritureLet",
  "DateLet",
  "ValidDate",
  "Montantdevise",
  "Idevise",
] as const;
const amounts = ["Debit", "Credit"] as const;
const signed = ["Montant", "Sens"] as const;
const further = ["DateRglt"] as const;

type Field =
  | (typeof required)[number]
  | (typeof amounts)[number]
  | (typeof signed)[number]
  | (typeof further)[number];

/** How the lines of one file are to be read. */
export type FecLayout = {
  separator: "\t" | "|";
  /** Are the titles in quotes? Then so are the fields. */
  isQuoted: boolean;
  width: number;
  places: Partial<Record<Field, number>>;
  hasSign: boolean;
};

/** A line of an entry, on one account. */
export type FecLine = {
  line: number;
  journal: string;
  journalLabel: string;
  number: string;
  date: string;
  account: string;
  accountLabel: string;
  auxiliary: string;
  auxiliaryLabel: string;
  reference: string;
  label: string;
  /** Debit less credit. */
  cents: number;
  lettering: string;
  letteredOn: string | null;
  /** Of accounts kept by receipts and payments. */
  settledOn: string | null;
};

type Read<T> = { ok: true; value: T } | { ok: false; message: string };
const refuse = (message: string) => ({ ok: false, message }) as const;

/** Reads the first line of a file, which names its fields: between tabs or vertical bars, in any order. */
export function readFecTitles(titles: string): Read<FecLayout> {
  const text = titles.replace(/^\ufeff/, "");
  const separator = text.includes("\t") ? "\t" : "|";
  const fields = text.split(separator).map((field) => field.trim());
  if (fields.length < 2) {
    return refuse(
      "La première ligne doit nommer les champs, séparés par des tabulations ou des barres verticales.",
    );
  }
  const isQuoted = fields.every((field) => /^".*"$/.test(field));
  const places: FecLayout["places"] = {};
  const known = new Map(
    [...required, ...amounts, ...signed, ...further].map((name) => [name.toLowerCase(), name]),
  );
  for (const [index, field] of fields.entries()) {
    const name = known.get((isQuoted ? field.slice(1, -1) : field).toLowerCase());
    if (!name) continue;
    if (places[name] !== undefined) return refuse(`Le champ ${name} est nommé deux fois.`);
    places[name] = index;
  }
  const isMissing = (name: Field) => places[name] === undefined;
  const hasSign = signed.every((name) => !isMissing(name));
  const missing: string[] = required.filter(isMissing);
  if (!hasSign) missing.push(...amounts.filter(isMissing));
  if (missing.length > 0) {
    const list = missing.length > 6 ? `${missing.slice(0, 6).join(", ")}…` : missing.join(", ");
    return refuse(
      missing.length > 1
        ? `Ce fichier n’a pas les champs d’un FEC\u202f: il manque ${list}.`
        : `Il manque le champ ${list}.`,
    );
  }
  return { ok: true, value: { separator, isQuoted, width: fields.length, places, hasSign } };
}

/** Reads one line. The sentence that refuses it names the field, and quotes dates, accounts and amounts alone. */
export function readFecLine(layout: FecLayout, line: number, text: string): Read<FecLine> {
  const fields = text.split(layout.separator);
  if (fields.length !== layout.width) {
    return refuse(
      `${fields.length} ${fields.length > 1 ? "champs" : "champ"} au lieu de ${layout.width}.`,
    );
  }
  const field = (name: Field) => {
    const place = layout.places[name];
    const raw = place === undefined ? "" : (fields[place] ?? "").trim();
    return layout.isQuoted ? raw.replace(/^"(.*)"$/, "$1").replaceAll('""', '"') : raw;
  };
  for (const name of ["JournalCode", "EcritureNum"] as const) {
    if (field(name) === "") return refuse(`Le champ ${name} est vide.`);
  }
  const account = field("CompteNum");
  if (!/^\d{2}/.test(account)) {
    return refuse(
      `«\u202f${account.slice(0, 20)}\u202f» n’est pas un compte du plan comptable (CompteNum).`,
    );
  }
  const date = readFecDay(field("EcritureDate"));
  if (date === null) return refuse(notADay("EcritureDate", field("EcritureDate")));
  const days: (string | null)[] = [];
  for (const name of ["DateLet", "DateRglt"] as const) {
    const written = field(name);
    const day = written === "" ? null : readFecDay(written);
    if (written !== "" && day === null) return refuse(notADay(name, written));
    days.push(day);
  }
  const cents = layout.hasSign
    ? signedCents(field("Montant"), field("Sens"))
    : balanceCents(field("Debit"), field("Credit"));
  if (!cents.ok) return cents;
  const [letteredOn = null, settledOn = null] = days;
  return {
    ok: true,
    value: {
      line,
      journal: field("JournalCode"),
      journalLabel: field("JournalLib"),
      number: field("EcritureNum"),
      date,
      account,
      accountLabel: field("CompteLib"),
      auxiliary: field("CompAuxNum"),
      auxiliaryLabel: field("CompAuxLib"),
      reference: field("PieceRef"),
      label: field("EcritureLib"),
      cents: cents.value,
      lettering: field("EcritureLet"),
      letteredOn,
      settledOn,
    },
  };
}

const notADay = (field: string, written: string) =>
  written === ""
    ? `Le champ ${field} est vide.`
    : `«\u202f${written.slice(0, 20)}\u202f» n’est pas une date écrite AAAAMMJJ (${field}).`;

/** A date without separators, `AAAAMMJJ`, as `YYYY-MM-DD`; null when it is none. */
export function readFecDay(written: string): string | null {
  const [, year = "", month = "", day = ""] = /^(\d{4})(\d{2})(\d{2})$/.exec(written) ?? [];
  const iso = `${year}-${month}-${day}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  if (Number.isNaN(time) || Number(year) < 1990) return null;
  return new Date(time).toISOString().startsWith(iso) ? iso : null;
}

function balanceCents(debit: string, credit: string): Read<number> {
  if (debit === "" && credit === "") return refuse("Ni débit ni crédit.");
  const left = readFecCents(debit, "Debit");
  if (!left.ok) return left;
  const right = readFecCents(credit, "Credit");
  return right.ok ? { ok: true, value: left.value - right.value } : right;
}

function signedCents(amount: string, side: string): Read<number> {
  if (amount === "") return refuse("Le champ Montant est vide.");
  const read = readFecCents(amount, "Montant");
  if (!read.ok) return read;
  if (/^(D|\+1|1)$/i.test(side)) return read;
  if (/^(C|-1)$/i.test(side)) return { ok: true, value: 0 - read.value };
  return refuse(`«\u202f${side.slice(0, 20)}\u202f» n’est ni D ni C (Sens).`);
}

/**
 * An amount as the article wants it: digits, a comma before the cents, its sign first, nothing between thousands. A
 * point for a comma is understood. Empty is nothing.
 */
export function readFecCents(written: string, field: string): Read<number> {
  if (written === "") return { ok: true, value: 0 };
  const [, sign = "", euros = "", decimals = ""] =
    /^([+-]?)(\d+)(?:[.,](\d*))?$/.exec(written) ?? [];
  if (euros === "") {
    return refuse(`«\u202f${written.slice(0, 30)}\u202f» n’est pas un montant (${field}).`);
  }
  if (!/^\d{0,2}0*$/.test(decimals)) {
    return refuse(
      `«\u202f${written.slice(0, 30)}\u202f» a plus de deux chiffres après la virgule (${field}).`,
    );
  }
  if (euros.replace(/^0+/, "").length > 10) {
    return refuse(`«\u202f${written.slice(0, 30)}\u202f» est trop grand (${field}).`);
  }
  const cents = Number(euros) * 100 + Number(decimals.slice(0, 2).padEnd(2, "0"));
  return { ok: true, value: sign === "-" ? 0 - cents : cents };
}

/** Says of an entry that its debits are not its credits. */
export function unbalanced(entry: {
  journal: string;
  number: string;
  debit: number;
  credit: number;
}) {
  return `L’écriture ${entry.number.slice(0, 40)} du journal ${entry.journal.slice(0, 20)} n’est pas équilibrée\u202f: ${money(entry.debit)} au débit, ${money(entry.credit)} au crédit.`;
}
