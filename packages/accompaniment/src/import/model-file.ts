import { byteOrderMark, csvLines } from "../french-csv.ts";
import { fieldOf, importFields } from "./import-field.schema.ts";
import type { Choices } from "./mapping.schema.ts";

/** The columns of the model, by field: enough for most, in the order in which people tell it. */
const modelFields: readonly string[] = [
  "familyName",
  "givenName",
  "birth",
  "gender",
  "phone",
  "email",
  "addressLine",
  "postcode",
  "commune",
  "residence",
  "kind",
  "coach",
  "supportedFrom",
  "cape",
  "capeTerm",
  "cesa",
  "exit",
  "exitReason",
  "exitDestination",
  "prescriber",
  "education",
  "income_support",
  "unemployment",
  "disability",
  "household",
  "dependants",
  "language",
  "mobility",
  "work_platform",
  "resources",
  "need",
];

/** The title of a column of the model, which the import recognises for sure. */
const titles: Readonly<Record<string, string>> = {
  birth: "Date de naissance",
  addressLine: "Adresse",
  commune: "Commune",
  residence: "QPV",
  kind: "Plateforme ou commun",
  coach: "Accompagnement par",
  supportedFrom: "Date d’entrée",
  cape: "Début CAPE",
  capeTerm: "Fin CAPE",
  cesa: "Début CESA",
  exit: "Date de sortie",
  exitReason: "Motif de sortie",
  exitDestination: "Destination de sortie",
};

export function modelTitles(): string[] {
  return modelFields.map((field) => titles[field] ?? fieldOf(field).label);
}

/** The model as CSV, which a French spreadsheet opens in columns. */
export function modelCsv(): string {
  return byteOrderMark + csvLines([modelTitles()]);
}

/** Width of the columns, in characters. */
const WIDTH = 22;

/**
 * The model as XLSX: a sheet to fill in, whose telephones and postcodes are texts so that they keep their 0, and a
 * second one that says what each column takes, in the organisation's own words.
 */
export async function modelXlsx(choices: Choices): Promise<Uint8Array> {
  const { default: ExcelJS } = await import("exceljs");
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("Personnes", { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = modelFields.map((field) => ({
    width: WIDTH,
    style: { numFmt: formatOf(field) },
  }));
  sheet.addRow(modelTitles()).font = { bold: true };
  const help = workbook.addWorksheet("Mode d’emploi");
  help.columns = [{ width: 30 }, { width: 90 }];
  help.addRow(["Ce que prend chaque colonne"]).font = { bold: true };
  for (const [index, title] of modelTitles().entries()) {
    const row = help.addRow([title, explanation(modelFields[index] ?? "", choices)]);
    row.alignment = { wrapText: true, vertical: "top" };
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function formatOf(field: string): string {
  if (importFields[field]?.kind === "day" || field === "birth") return "dd/mm/yyyy";
  return field === "dependants" ? "0" : "@";
}

function explanation(field: string, choices: Choices): string {
  const { kind, isMultiple } = fieldOf(field);
  if (field === "residence") {
    return "oui, non, ou le nom ou le code du quartier prioritaire (QN…)";
  }
  if (field === "coach") return "Le nom ou l’adresse électronique d’un membre de l’équipe";
  if (field === "birth") return "Une date, par exemple 12/03/1985, ou l’année seule, 1985";
  if (kind === "day") return "Une date, par exemple 03/03/2024";
  if (kind === "number") return "Un nombre";
  if (kind === "text") return field.endsWith("Name") ? "Nécessaire" : "";
  const labels = (choices[field] ?? []).map((choice) => choice.label).join("\u202f; ");
  return isMultiple
    ? `Une ou plusieurs, séparées par des points-virgules\u202f: ${labels}`
    : labels;
}
