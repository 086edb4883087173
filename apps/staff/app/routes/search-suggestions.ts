import type { LoaderFunctionArgs } from "@remix-run/node";
import { findRecords } from "~/search.server";

/** What the command palette shows for a few letters, as JSON. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const query = new URL(request.url).searchParams.get("q") ?? "";
  return Response.json(await findRecords(context, actor, query, 5));
}
