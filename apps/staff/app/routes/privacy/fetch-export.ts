import { fetchAccessExport } from "@essaim/accompaniment/privacy/access-export.commands";
import { download } from "@essaim/web/download";
import { plainPage } from "@essaim/web/page";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { recordId } from "~/record-id";

/** The archive itself, to keep. Nothing draws this address: what is refused is said by a plain page. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  try {
    const archive = await context.execute(actor, fetchAccessExport, {
      workerId: recordId(params.id),
      id: recordId(params.exportId),
    });
    if (!archive.ok) throw new Response(null, { status: 404 });
    return download({
      name: archive.name,
      contentType: "application/zip",
      size: archive.sizeBytes,
      body: createReadableStreamFromReadable(await context.storage.stream(archive.key)),
    });
  } catch (refusal) {
    if (!(refusal instanceof Response)) throw refusal;
    const [title, message] = sayings[refusal.status] ?? sayings[503];
    const headers = new Headers(refusal.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    return new Response(plainPage(title, message, context.cspNonce), {
      status: refusal.status,
      headers,
    });
  }
}

const sayings: Record<number, [string, string]> & Record<503, [string, string]> = {
  403: ["Archive réservée", "Seule la direction télécharge les données d’une personne."],
  404: [
    "Archive introuvable",
    "Une archive se garde sept jours. Demandez-en une nouvelle depuis la page de la personne.",
  ],
  503: [
    "Archive momentanément indisponible",
    "Le stockage ne répond pas pour l’instant. Réessayez dans quelques secondes.",
  ],
};
