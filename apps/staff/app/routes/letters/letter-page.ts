import { drawNewsletter } from "@essaim/outreach/newsletter/newsletter.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { recordId } from "~/record-id";

/** The letter as its readers see it, by itself. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { html } = await context.execute(actor, drawNewsletter, {
    id: recordId(params.id),
    publicUrl: context.publicUrl,
    nonce: context.cspNonce,
  });
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}
