import { columnOf, type Field, fieldLabels, type Mapping } from "./mapping.schema.ts";
import type { Source } from "./spending-import.schema.ts";
import type { TableReading } from "./table-survey.ts";

/** Why columns matched so cannot be read, in French; null when they can. */
export function faultOfColumns(
  source: Exclude<Source, "fec">,
  reading: TableReading,
  mapping: Mapping,
): string | null {
  const held = Object.values(mapping.columns);
  const twice = held.find((field, index) => held.indexOf(field) !== index);
  if (twice)
    return `Deux colonnes sont associées à «\u202f${fieldLabels[twice]}\u202f»\u202f: n’en gardez qu’une.`;
  const lacks = (field: Field) => columnOf(mapping, field) === null;
  const missing = (field: Field) =>
    `Dites quelle colonne contient «\u202f${fieldLabels[field]}\u202f».`;
  if (lacks("date")) return missing("date");
  if (source === "hours") {
    if (lacks("person")) return missing("person");
    if (lacks("hours")) return missing("hours");
    if (lacks("hourly") && mapping.hourlyCents === null) {
      return "Dites quelle colonne contient le coût d’une heure, ou écrivez celui de tout le monde.";
    }
  } else {
    if (lacks("amount") && lacks("debit")) return missing("amount");
    if (!lacks("amount") && !(lacks("debit") && lacks("credit"))) {
      return "Associez soit un montant, soit un débit et un crédit, pas les deux.";
    }
    if (lacks("label") && lacks("supplier")) return missing("label");
  }
  const place = columnOf(mapping, "line") ?? columnOf(mapping, "account");
  const column = reading.columns.find((one) => one.column === place);
  if (column && column.words === null) {
    return `La colonne «\u202f${column.title}\u202f» a plus de cent valeurs différentes\u202f: elle ne peut pas dire la ligne budgétaire.`;
  }
  return null;
}
