import { fileFormats, fileTypes } from "@essaim/impact/report/impact-report.schema";
import {
  getMyReport,
  getMyReportFile,
  getMySealedFile,
} from "@essaim/impact/report/report.queries";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { handOverFile } from "~/hand-over-file.server";
import { recordId } from "~/record-id";

/** A file of a sealed report; `scelle`: the one that anybody can check. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const id = recordId(params.reportId);
  const report = await context.execute(actor, getMyReport, { id });
  if (report.grantId !== grantId) throw new Response(null, { status: 404 });
  if (params.format === "scelle") {
    const { name, text } = await context.execute(actor, getMySealedFile, { id });
    return download({ name, contentType: "application/json", body: text });
  }
  const format = z.enum(fileFormats).safeParse(params.format).data;
  if (!format) throw new Response(null, { status: 404 });
  const find = async () => {
    const { key, sizeBytes, name } = await context.execute(actor, getMyReportFile, { id, format });
    return { name, contentType: fileTypes[format], sizeBytes, storageKey: key };
  };
  return await handOverFile(context, find, {
    403: ["Fichier réservé", "Seul le financeur le télécharge ici."],
    404: ["Fichier introuvable", "La coopérative ne l’a pas encore préparé."],
    503: [
      "Fichier momentanément indisponible",
      "Le stockage ne répond pas pour l’instant. Réessayez dans quelques secondes.",
    ],
  });
}
