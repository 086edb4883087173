import { openDocument } from "@essaim/accompaniment/document/document.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { handOverFile } from "~/hand-over-file.server";
import { recordId } from "~/record-id";

/** The file itself, to keep. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const find = () =>
    context.execute(actor, openDocument, {
      workerId: recordId(params.id),
      id: recordId(params.documentId),
    });
  return await handOverFile(context, find, {
    403: ["Document réservé", "Votre rôle n’ouvre pas les documents des personnes."],
    404: ["Document introuvable", "Ce document n’existe pas, ou quelqu’un l’a retiré."],
    503: [
      "Document momentanément indisponible",
      "Les documents ne répondent pas pour l’instant. Réessayez dans quelques secondes.",
    ],
  });
}
