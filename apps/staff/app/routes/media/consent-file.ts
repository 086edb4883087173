import { openConsent } from "@essaim/media/piece/credit.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { handOverFile } from "~/hand-over-file.server";
import { recordId } from "~/record-id";

/** The signed consent itself, to keep. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const find = () => context.execute(actor, openConsent, { id: recordId(params.creditId) });
  return await handOverFile(context, find, {
    403: ["Accord réservé", "Votre rôle n’ouvre pas les accords des personnes filmées."],
    404: ["Accord introuvable", "Cet accord n’existe pas, ou quelqu’un l’a retiré."],
    503: [
      "Accord momentanément indisponible",
      "Les fichiers ne répondent pas pour l’instant. Réessayez dans quelques secondes.",
    ],
  });
}
