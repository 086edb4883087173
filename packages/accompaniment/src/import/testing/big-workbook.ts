import { createWriteStream } from "node:fs";
import ExcelJS from "exceljs";

/**
 * Writes an XLSX file of invented people, with the columns that a cooperative keeps and as many more that are not
 * taken over.
 */
export async function writeBigWorkbook(
  file: string,
  size: { rows: number; columns: number },
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: createWriteStream(file),
    useStyles: true,
    useSharedStrings: true,
  });
  const sheet = workbook.addWorksheet("Suivi");
  const others = Array.from({ length: size.columns }, (_, index) => `Divers ${index}`);
  sheet.addRow([...Object.keys(person(0)), ...others].slice(0, size.columns)).commit();
  for (let index = 0; index < size.rows; index++) {
    const cells = Object.values(person(index));
    const rest = others.slice(cells.length).map((title) => `${title}, ligne ${index}`);
    sheet.addRow([...cells, ...rest]).commit();
  }
  await workbook.commit();
}

const pick = <T>(values: readonly T[], index: number): T => values[index % values.length] as T;

function person(index: number): Record<string, string | number | Date | null> {
  const entered = new Date(Date.UTC(2018, 0, 1 + (index % 2500)));
  const cape = new Date(entered.getTime() + 30 * 86_400_000);
  const cesa = new Date(cape.getTime() + 200 * 86_400_000);
  return {
    Nom: `Banc ${index.toString(26).replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))}`,
    Prénom: pick(["Ana", "Louis", "Inès", "Malik", "Zoé", "Karim"], index),
    "Date de naissance": `${1 + (index % 28)}/0${1 + (index % 9)}/19${60 + (index % 40)}`,
    "Tél.": 600_000_000 + index,
    Mail: `banc.${index}@exemple.fr`,
    Adresse: `${index} rue des Mesures`,
    CP: 59_000,
    Ville: "Lille",
    Civilité: pick(["Mme", "M."], index),
    "Date d'entrée": entered,
    "Début CAPE": index % 2 ? cape : null,
    "Début CESA": index % 4 === 1 ? cesa : null,
    RSA: pick(["oui", "non"], index),
    RQTH: pick(["non", "oui", "en cours", "NR"], index),
    Prescripteur: pick(["Pôle emploi", "Mission locale", "CCAS", "PLIE"], index),
    "Niveau d'études": pick(["CAP", "Bac", "Bac+2", "Master"], index),
    Langues: pick(["Français", "Français, arabe", "Français ; anglais"], index),
    Mobilité: pick(["Vélo", "Permis, voiture", "Transports en commun"], index),
    "Durée de chômage": pick(["moins de 6 mois", "6-11 mois", "plus de 24 mois"], index),
    Plateforme: pick(["Uber Eats", "Deliveroo", "Stuart"], index),
    Freins: pick(["Logement", "Numérique, mobilité", "aucun"], index),
  };
}
