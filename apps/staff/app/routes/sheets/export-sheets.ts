import { branchAt, listPublishedSheets } from "@essaim/media/sheet/published-sheet.queries";
import { exportSheets } from "@essaim/media/wiki/export";
import { exportQuerySchema } from "@essaim/media/wiki/export.schema";
import { download } from "@essaim/web/download";
import { parseQuery } from "@essaim/web/form";
import { plainPage } from "@essaim/web/page";
import type { LoaderFunctionArgs } from "@remix-run/node";

/** What is public of a branch, as files to keep. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { branche, format } = parseQuery(exportQuerySchema, request);
  const start = context.publicUrl;
  const published = await context.execute(actor, listPublishedSheets, { start });
  const { organisation } = published;
  const sheets = branchAt(published.sheets, branche);
  if (sheets.length === 0) {
    const page = plainPage(
      "Rien à emporter",
      "Rien de cette branche n’est publié.",
      context.cspNonce,
    );
    return new Response(page, {
      status: 404,
      headers: { "content-type": "text/html; charset=utf-8" },
    });
  }
  const file = exportSheets(sheets, format, {
    organisation: organisation.name,
    addressOf: (path) => `${start}/fiches/${organisation.slug}/${path}`,
  });
  return download({ ...file, body: Buffer.from(file.body), size: file.body.length });
}
