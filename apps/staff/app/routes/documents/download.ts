import { openDocument } from "@essaim/accompaniment/document/document.queries";
import { download } from "@essaim/web/download";
import { plainPage } from "@essaim/web/page";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { recordId } from "~/record-id";

/** The file itself, to keep. Nothing draws this address: what is refused is said by a plain page. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  try {
    const document = await context.execute(actor, openDocument, {
      workerId: recordId(params.id),
      id: recordId(params.documentId),
    });
    return download({
      name: document.name,
      contentType: document.contentType,
      size: document.sizeBytes,
      body: createReadableStreamFromReadable(await context.storage.stream(document.storageKey)),
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
  403: ["Document réservé", "Votre rôle n’ouvre pas les documents des personnes."],
  404: ["Document introuvable", "Ce document n’existe pas, ou quelqu’un l’a retiré."],
  503: [
    "Document momentanément indisponible",
    "Les documents ne répondent pas pour l’instant. Réessayez dans quelques secondes.",
  ],
};
