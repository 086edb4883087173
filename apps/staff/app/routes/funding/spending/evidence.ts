import { openEvidence } from "@essaim/funding/spending/evidence.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { handOverFile } from "~/hand-over-file.server";
import { recordId } from "~/record-id";

/** The file itself, to keep. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const find = () =>
    context.execute(actor, openEvidence, {
      expenseId: recordId(params.id),
      id: recordId(params.fileId),
    });
  return await handOverFile(context, find, {
    403: ["Pièce réservée", "Votre rôle n’ouvre pas les pièces des dépenses."],
    404: ["Pièce introuvable", "Cette pièce n’existe pas, ou quelqu’un l’a retirée."],
    503: [
      "Pièce momentanément indisponible",
      "Les fichiers ne répondent pas pour l’instant. Réessayez dans quelques secondes.",
    ],
  });
}
