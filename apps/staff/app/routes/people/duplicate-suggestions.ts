import { suggestDuplicates } from "@essaim/accompaniment/worker/duplicate.queries";
import { typedPersonSchema } from "@essaim/accompaniment/worker/duplicate.schema";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";

/** Files that look like the one being typed, as JSON. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const typed = parseQuery(typedPersonSchema, request);
  return Response.json(await context.execute(actor, suggestDuplicates, typed));
}
