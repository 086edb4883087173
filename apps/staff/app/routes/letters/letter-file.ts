import { drawNewsletter } from "@essaim/outreach/newsletter/newsletter.queries";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { recordId } from "~/record-id";

/** The letter to keep, or to send by other means: HTML that stands by itself, or words alone. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { file } = params;
  if (file !== "lettre.html" && file !== "lettre.txt") throw new Response(null, { status: 404 });
  const { html, text } = await context.execute(actor, drawNewsletter, {
    id: recordId(params.id),
    publicUrl: context.publicUrl,
  });
  return download(
    file === "lettre.html"
      ? { name: file, contentType: "text/html; charset=utf-8", body: html }
      : { name: file, contentType: "text/plain; charset=utf-8", body: text },
  );
}
