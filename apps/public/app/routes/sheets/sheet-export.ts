import { getPublicBranch } from "@essaim/media/sheet/published-sheet.queries";
import { exportSheets } from "@essaim/media/wiki/export";
import { exportQuerySchema } from "@essaim/media/wiki/export.schema";
import { download } from "@essaim/web/download";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { pathsIn } from "~/paths";
import { asked } from "./start.server";

/** A branch as files to keep. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { format } = parseQuery(exportQuerySchema, request);
  const input = asked(params, context);
  const { organisation, sheets } = await context.execute(context.actor, getPublicBranch, input);
  const paths = pathsIn("fr");
  const file = exportSheets(sheets, format, {
    organisation: organisation.name,
    addressOf: (path) => context.publicUrl + paths.sheet(organisation.slug, path),
  });
  return download({ ...file, body: Buffer.from(file.body), size: file.body.length });
}
