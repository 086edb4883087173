import { folded } from "@essaim/territory/text/word.rules";
import { type Field, fieldsOf, type Mapping } from "./mapping.schema.ts";
import type { TableColumn } from "./table-survey.ts";

/** Titles that people, banks and programs of accounts give to columns, without accents, the surest first. */
const titles: Record<Field, readonly RegExp[]> = {
  date: [
    /^date( de)?( la)?( facture| operation| comptable| ecriture| piece)?$/,
    /^(mois|jour)$/,
    /^date/,
  ],
  paidOn: [/(paye|regle|acquitte)e? le/, /date de (paiement|reglement)/],
  supplier: [/fournisseur|tiers|beneficiaire|prestataire/],
  label: [/libelle|objet|designation|description|intitule|tache|nature/],
  debit: [/^debit/],
  credit: [/^credit/],
  amount: [/^montant( ht| ttc)?/, /^total/, /^prix/],
  account: [/^(n )?(de )?compte/, /^compte( comptable| general)?/],
  reference: [/reference|^ref\b|piece|facture$|numero/],
  person: [/^(qui|nom|salarie|salariee|personne|intervenant|intervenante|collaborateur)\b/],
  hours: [/^(heures|nombre d heures|nb heures|duree|temps)/],
  hourly: [/(cout|taux|tarif).*(horaire|heure)/],
  line: [/ligne|analytique|code|projet|budget|action|section/],
};

/** What the columns of a table look like holding, by their titles; each thing once. */
export function guessColumns(
  source: keyof typeof fieldsOf,
  columns: readonly TableColumn[],
): Mapping["columns"] {
  const guessed: Mapping["columns"] = {};
  for (const field of fieldsOf[source]) {
    for (const pattern of titles[field]) {
      const found = columns.find(
        ({ column, title }) => guessed[column] === undefined && pattern.test(folded(title)),
      );
      if (!found) continue;
      guessed[found.column] = field;
      break;
    }
  }
  return guessed;
}

/** How many of these titles are like those of a column of expenses or hours. */
export function countKnownTitles(row: readonly string[]): number {
  const patterns = Object.values(titles).flat();
  return row.filter((title) => patterns.some((pattern) => pattern.test(folded(title)))).length;
}
