import { parse } from "csv-parse/sync";
import { emailSchema } from "./contact.schema.ts";
import { type LineProblem, MOST_PASTED, type PastedContact } from "./pasted.schema.ts";

type Column = "name" | "email" | "phone" | "employer" | "role";

const lengths: Record<Column, number> = {
  name: 160,
  email: 254,
  phone: 40,
  employer: 200,
  role: 160,
};

const titles: Record<string, Column> = {
  nom: "name",
  contact: "name",
  "nom et prenom": "name",
  "prenom et nom": "name",
  "e-mail": "email",
  email: "email",
  mail: "email",
  courriel: "email",
  adresse: "email",
  "adresse e-mail": "email",
  telephone: "phone",
  tel: "phone",
  organisation: "employer",
  structure: "employer",
  entreprise: "employer",
  fonction: "role",
  poste: "role",
  role: "role",
};

/** In the order in which the form asks for them, when no line says otherwise. */
const usual: readonly (Column | null)[] = ["name", "email", "phone", "employer", "role"];

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();

/**
 * Reads contacts pasted from a mail (« Nom <nom@exemple.fr> », one a line or between commas) or from a spreadsheet (its
 * columns between semicolons, tabs or commas: name, address, telephone, organisation, function, or as a first line of
 * titles says). Empty lines are passed over; of an address that comes twice, the first is taken.
 * @returns the contacts, how often an address came again, and what is wrong, line by line: when anything is, nothing is
 * to be written
 */
export function readPasted(text: string): {
  contacts: PastedContact[];
  repeated: number;
  problems: LineProblem[];
} {
  const lines = text.split("\n").map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const written = lines.filter(({ line }) => line !== "");
  const separator = separatorOf(written.map(({ line }) => line));
  const contacts: PastedContact[] = [];
  const problems: LineProblem[] = [];
  const seen = new Set<string>();
  let repeated = 0;
  let columns: readonly (Column | null)[] = usual;
  for (const [at, { line, number }] of written.entries()) {
    const titled = at === 0 && separator ? titlesIn(cellsOf(line, separator)) : null;
    if (titled) {
      columns = titled;
      continue;
    }
    for (const read of readLine(line, separator, columns)) {
      if (typeof read === "string") {
        problems.push({ number, message: read });
        continue;
      }
      if (seen.has(read.email)) {
        repeated += 1;
        continue;
      }
      seen.add(read.email);
      contacts.push({ number, ...read });
    }
  }
  if (contacts.length + problems.length === 0)
    problems.push({ number: 1, message: "Collez au moins une ligne." });
  if (contacts.length > MOST_PASTED) {
    const number = contacts[MOST_PASTED]?.number ?? 1;
    problems.push({
      number,
      message: `Collez au plus ${MOST_PASTED} contacts à la fois\u202f: le reste dans un second envoi.`,
    });
  }
  return { contacts, repeated, problems };
}

type Read = Omit<PastedContact, "number">;

/** The contacts of a line, or what is wrong with each. */
function readLine(
  line: string,
  separator: string | null,
  columns: readonly (Column | null)[],
): (Read | string)[] {
  if (/<[^<>]*>/.test(line)) {
    // « Nom <adresse>, Nom <adresse> », as mail programmes write the addressees of a message.
    const pairs = /([^<>]*)<([^<>]*)>\s*[,;]?/g;
    const rest = line.replace(pairs, "").trim();
    const said = [...line.matchAll(pairs)].map(([, name = "", email = ""]) =>
      checked({ name: name.replace(/^[\s,;]+|"/g, "").trim(), email }),
    );
    if (rest === "") return said;
    return [
      ...said,
      `«\u202f${rest.slice(0, 80)}\u202f» n’est pas compris, après la dernière adresse.`,
    ];
  }
  if (!separator) return [checked({ name: "", email: line })];
  const cells = cellsOf(line, separator);
  if (!cells) return ["Un guillemet ouvert n’est pas refermé."];
  const told: Partial<Record<Column, string>> = {};
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (column) told[column] = cell;
  }
  return [checked(told)];
}

/** A contact with every field; a sentence when it cannot be one. */
function checked(told: Partial<Record<Column, string>>): Read | string {
  const clean = (column: Column) => (told[column] ?? "").replace(/\s+/g, " ").trim();
  const typed = clean("email");
  if (typed === "") return "Il manque l’adresse.";
  const email = emailSchema.safeParse(typed);
  if (!email.success) {
    return `«\u202f${typed.slice(0, 80)}\u202f» n’est pas une adresse complète, comme nom@exemple.fr.`;
  }
  const read: Read = {
    name: clean("name") || email.data,
    email: email.data,
    phone: clean("phone"),
    employer: clean("employer"),
    role: clean("role"),
  };
  const long = (Object.keys(lengths) as Column[]).find(
    (column) => read[column].length > lengths[column],
  );
  return long ? `Un champ dépasse ${lengths[long]} caractères.` : read;
}

/** What parts the cells of a table: the same on every line; null when nothing does. */
function separatorOf(lines: readonly string[]): string | null {
  const tables = lines.filter((line) => !/<[^<>]*>/.test(line));
  return ["\t", ";", ","].find((one) => tables.some((line) => line.includes(one))) ?? null;
}

/** Null when a quote never ends. */
function cellsOf(line: string, separator: string): string[] | null {
  try {
    const [cells = []] = parse(line, {
      delimiter: separator,
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
    }) as string[][];
    return cells;
  } catch {
    return null;
  }
}

/** The columns that a line of titles names; null when it is a line like the others. */
function titlesIn(cells: readonly string[] | null): (Column | null)[] | null {
  const columns = (cells ?? []).map((cell) => titles[plain(cell)] ?? null);
  return columns.includes("email") ? columns : null;
}
