import { daysAfter } from "@essaim/database/today";
import type { TestCell } from "@essaim/territory/spreadsheet/testing/files";
import { garbled } from "@essaim/territory/spreadsheet/testing/files";

const givenNames =
  "Amina Bruno Chloé Driss Élise Farid Gaëlle Hugo Inès Jérôme Kadiatou Loïc Maïlys Noël Océane Pïerre Rokia Siméon Théa Youssef".split(
    " ",
  );
const familyNames =
  "Lefèvre Ben-Saïd D’Haëne Nguyen Œuvrard Petit Traoré Vandenbrœck Müller Çelik Lecoq De-La-Tour".split(
    " ",
  );

/** The titles of a cooperative's spreadsheet, as they are found. */
export const messyTitles = [
  "NOM",
  "Prénom",
  "Né(e) le",
  "Tél.",
  "Mail",
  "Adresse",
  "CP",
  "Ville",
  "Civilité",
  "Date d'entrée",
  "Type de contrat",
  "Début CAPE",
  "Fin CAPE",
  "RSA",
  "RQTH",
  "Prescripteur",
  "Langues",
  "Remarques",
];

/**
 * People who do not exist, row after row, with what a spreadsheet does to them: telephones and postcodes without
 * their 0, dates as text in every French way or as numbers, capitals, words of one's own. None of it is wrong.
 */
function messyRow(index: number): TestCell[] {
  const givenName = givenNames[index % givenNames.length] ?? "";
  const familyName = `${familyNames[Math.floor(index / 7) % familyNames.length]}-${numeral(index)}`;
  const entered = daysAfter("2022-01-03", (index * 5) % 900);
  const cape = daysAfter(entered, 30);
  const hasCape = index % 3 === 0;
  const birth = daysAfter("1960-01-01", (index * 97) % 14_000);
  return [
    index % 4 === 0 ? familyName.toUpperCase() : familyName,
    index % 5 === 0 ? ` ${givenName} ` : givenName,
    dayAsWritten(birth, index),
    index % 2 === 0 ? 600_000_000 + index * 7 : `06 ${pairs(10_000_000 + index * 13)}`,
    index % 6 === 0 ? null : `personne.${index}@exemple.fr`,
    `${index + 1} rue des Essais`,
    index % 9 === 0 ? 1000 : 59_000,
    index % 9 === 0 ? "Bourg en Bresse" : "LILLE CEDEX",
    index % 2 === 0 ? "Mme" : "M.",
    dayAsWritten(entered, index + 1),
    hasCape ? "CAPE" : index % 3 === 1 ? "candidat" : null,
    hasCape ? dayAsWritten(cape, index + 2) : null,
    hasCape && index % 6 === 0 ? dayAsWritten(daysAfter(cape, 300), index + 3) : null,
    index % 4 === 0 ? "oui" : "non",
    index % 10 === 0 ? "x" : "NR",
    ["Pôle emploi", "ML", "CCAS", "Bouche-à-oreille de la mairie"][index % 4] ?? null,
    index % 3 === 0 ? "Français, arabe" : "français",
    "Une remarque libre, qui ne se reprend pas",
  ];
}

/** A workbook of people: two lines above the titles, blank lines and columns around. */
export function messyRows(count: number): TestCell[][] {
  const rows: TestCell[][] = [
    ["Suivi des entrepreneurs"],
    [],
    [...messyTitles],
    ...Array.from({ length: count }, (_, index) => messyRow(index)),
  ];
  return [...rows, [], ["", " "]];
}

/** The row of the first person in `messyRows`. */
export const FIRST_MESSY_ROW = 4;

/** What may be wrong with one row, each with the column where it is told. */
export const rowFaults = {
  impossibleDay: { column: "Date d'entrée", cell: "31/02/2024" },
  notADay: { column: "Début CAPE", cell: "bientôt" },
  dayMissing: { column: "Date d'entrée", cell: "mars 2024" },
  phone: { column: "Tél.", cell: "06 12" },
  mail: { column: "Mail", cell: "personne(at)exemple.fr" },
  noName: { column: "Prénom", cell: null },
  error: { column: "Ville", cell: { error: "#REF!" } },
  commune: { column: "Ville", cell: "Nulle-Part-les-Oies" },
  termBefore: { column: "Fin CAPE", cell: "01/01/2010" },
} as const satisfies Record<string, { column: string; cell: TestCell }>;
export type RowFault = keyof typeof rowFaults;

/** `messyRows` with one fault in each of the first rows, in the order of `rowFaults`. */
export function faultyRows(count: number): TestCell[][] {
  const rows = messyRows(count);
  for (const [index, { column, cell }] of Object.values(rowFaults).entries()) {
    // Every third person has a CAPE, whose dates may be wrong.
    const row = rows[FIRST_MESSY_ROW - 1 + index * 3];
    if (row) row[messyTitles.indexOf(column)] = cell;
  }
  return rows;
}

/** Every text of some rows, taken for Windows-1252 by mistake. */
export function garbledRows(rows: readonly (readonly TestCell[])[]): TestCell[][] {
  return rows.map((cells) =>
    cells.map((cell) => (typeof cell === "string" ? garbled(cell) : cell)),
  );
}

/** `messyRows` with columns to the right, up to a number. */
export function wideRows(count: number, columns: number): TestCell[][] {
  return messyRows(count).map((cells, index) =>
    index + 1 < FIRST_MESSY_ROW - 1
      ? cells
      : [
          ...cells,
          ...Array.from({ length: columns - cells.length }, (_, more) =>
            index + 1 === FIRST_MESSY_ROW - 1 ? `Colonne ${more}` : "x",
          ),
        ],
  );
}

const months =
  "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

/** A day in one of the ways that it is found. */
function dayAsWritten(day: string, way: number): TestCell {
  const [year = "", month = "", date = ""] = day.split("-");
  const ways: TestCell[] = [
    new Date(`${day}T00:00:00Z`),
    `${date}/${month}/${year}`,
    `${Number(date)} ${months[Number(month) - 1]} ${year}`,
    day,
    `${Number(date)}.${Number(month)}.${year.slice(2)}`,
    // As a spreadsheet counts.
    Math.round((Date.parse(`${day}T00:00Z`) - Date.parse("1899-12-30T00:00Z")) / 86_400_000),
  ];
  return ways[way % ways.length] ?? null;
}

function pairs(number: number): string {
  return String(number).replace(/\d{2}(?=\d)/g, "$& ");
}

/** A number in letters, so that names differ without a figure in them. */
function numeral(index: number): string {
  return String(index)
    .split("")
    .map((figure) => "abcdefghij"[Number(figure)])
    .join("")
    .replace(/^./, (first) => first.toUpperCase());
}
