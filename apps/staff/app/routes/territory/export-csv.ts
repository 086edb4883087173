import { download } from "@essaim/web/download";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileName, territoryCsv } from "./export-rows.server";
import { readTerritory } from "./territory.server";
import { territoryQuerySchema } from "./territory-query";

/** What is on the map, as a spreadsheet: same rights, same disclosure control. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const territory = await readTerritory(context, actor, parseQuery(territoryQuerySchema, request));
  if (!territory.scope) throw new Response(null, { status: 404 });
  return download({
    name: `${fileName(territory)}.csv`,
    contentType: "text/csv; charset=utf-8",
    body: territoryCsv(territory),
  });
}
