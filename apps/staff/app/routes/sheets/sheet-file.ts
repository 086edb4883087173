import { openSheetFile } from "@essaim/media/sheet/sheet-file.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { handOverFile } from "~/hand-over-file.server";
import { recordId } from "~/record-id";

/** The file itself, to keep. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const find = () =>
    context.execute(actor, openSheetFile, {
      sheetId: recordId(params.id),
      id: recordId(params.fileId),
    });
  return await handOverFile(context, find, {
    403: ["Fichier réservé", "Votre rôle n’ouvre pas les fiches de savoir."],
    404: ["Fichier introuvable", "Ce fichier n’existe pas, ou quelqu’un l’a retiré."],
    503: [
      "Fichier momentanément indisponible",
      "Les fichiers ne répondent pas pour l’instant. Réessayez dans quelques secondes.",
    ],
  });
}
