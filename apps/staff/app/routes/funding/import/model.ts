import { can } from "@essaim/identity/actor";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";

/** Titles that are recognised, over a line that shows how to write. */
const models = {
  depenses: {
    name: "Modèle de dépenses.csv",
    rows: [
      "Date;Libellé;Fournisseur;Montant;Compte;Payée le;Numéro de pièce;Ligne budgétaire",
      "03/03/2026;Exemple à remplacer;Nom du fournisseur;1 234,50;606;15/03/2026;F-001;Achats",
    ],
  },
  heures: {
    name: "Modèle d’heures.csv",
    rows: [
      "Qui;Mois;Heures;Coût horaire;Tâche;Ligne budgétaire",
      "Poste de coordination;mars 2026;7h30;32,50;Exemple à remplacer;Équipe",
    ],
  },
} as const;

/** A table to fill in. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "spending:write")) throw new Response(null, { status: 403 });
  const { source } = params;
  if (source !== "depenses" && source !== "heures") throw new Response(null, { status: 404 });
  const { name, rows } = models[source];
  return download({
    name,
    contentType: "text/csv; charset=utf-8",
    body: `\ufeff${rows.join("\r\n")}\r\n`,
  });
}
