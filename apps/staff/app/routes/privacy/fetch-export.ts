import { fetchAccessExport } from "@essaim/accompaniment/privacy/access-export.commands";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { handOverFile } from "~/hand-over-file.server";
import { recordId } from "~/record-id";

/** The archive itself, to keep. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const find = async () => {
    const archive = await context.execute(actor, fetchAccessExport, {
      workerId: recordId(params.id),
      id: recordId(params.exportId),
    });
    if (!archive.ok) throw new Response(null, { status: 404 });
    return { ...archive, contentType: "application/zip", storageKey: archive.key };
  };
  return await handOverFile(context, find, {
    403: ["Archive réservée", "Seule la direction télécharge les données d’une personne."],
    404: [
      "Archive introuvable",
      "Une archive se garde sept jours. Demandez-en une nouvelle depuis la page de la personne.",
    ],
    503: [
      "Archive momentanément indisponible",
      "Le stockage ne répond pas pour l’instant. Réessayez dans quelques secondes.",
    ],
  });
}
