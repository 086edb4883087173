import { sectors } from "@essaim/directory/activity.schema";
import { resourceKinds } from "@essaim/directory/open-resource.schema";
import { type Search, searchSchema } from "@essaim/directory/published.schema";
import { type SearchResult, searchDirectory } from "@essaim/directory/published-search.queries";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";

/** What the address of a list can say; what it says wrongly is left aside. */
const addressSchema = z.object({
  q: z.string().optional(),
  secteur: z.enum(sectors).optional(),
  sorte: z.enum(resourceKinds).optional(),
  page: searchSchema.shape.page,
});

export type ListData = { asked: Search; result: SearchResult };

/** Reads the address of a list and searches. A page past the last one is a page that does not exist. */
export async function loadList(
  { request, context }: LoaderFunctionArgs,
  kind: Search["kind"],
): Promise<ListData> {
  const address = parseQuery(addressSchema, request);
  const asked = searchSchema.parse({
    q: address.q,
    kind,
    sector: kind === "activity" ? address.secteur : undefined,
    resourceKind: kind === "resource" ? address.sorte : undefined,
    page: address.page,
  });
  const result = await context.execute(context.actor, searchDirectory, asked);
  if (asked.page > Math.max(1, result.pageCount)) throw new Response(null, { status: 404 });
  return { asked, result };
}
