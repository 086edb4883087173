import { fileFormats, fileTypes } from "@essaim/impact/report/impact-report.schema";
import { getReportFile, getSealedFile } from "@essaim/impact/report/report.queries";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { handOverFile } from "~/hand-over-file.server";
import { recordId } from "~/record-id";

/** A file of a report; `scelle`: the one that anybody can check. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  if (params.format === "scelle") {
    const { name, text } = await context.execute(actor, getSealedFile, { id });
    return download({ name, contentType: "application/json", body: text });
  }
  const format = z.enum(fileFormats).safeParse(params.format).data;
  if (!format) throw new Response(null, { status: 404 });
  const find = async () => {
    const { key, sizeBytes, name } = await context.execute(actor, getReportFile, { id, format });
    return { name, contentType: fileTypes[format], sizeBytes, storageKey: key };
  };
  return await handOverFile(context, find, {
    403: ["Fichier réservé", "Seule la direction télécharge les rapports."],
    404: ["Fichier introuvable", "Il n’est pas encore préparé. Demandez-le depuis le rapport."],
    503: [
      "Fichier momentanément indisponible",
      "Le stockage ne répond pas pour l’instant. Réessayez dans quelques secondes.",
    ],
  });
}
