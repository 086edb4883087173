import { getSubtitles } from "@essaim/media/piece/piece.queries";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { recordId } from "~/record-id";

/** The subtitles of a piece in one language, to keep: « fr.vtt ». */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const language = /^([A-Za-z-]{2,20})\.vtt$/.exec(params.file ?? "")?.[1];
  if (!language) throw new Response(null, { status: 404 });
  const vtt = await context.execute(actor, getSubtitles, { id: recordId(params.id), language });
  const bytes = Buffer.from(vtt);
  return download({
    name: `sous-titres-${language}.vtt`,
    contentType: "text/vtt",
    size: bytes.length,
    body: bytes,
  });
}
