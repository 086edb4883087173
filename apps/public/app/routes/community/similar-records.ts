import { listSimilarRecords } from "@essaim/directory/community/proposal.queries";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { pathsIn } from "~/paths";

const querySchema = z.object({
  q: z.string().max(120).default(""),
  sorte: z.enum(["activity", "resource"]).default("activity"),
  langue: z.enum(["fr", "en"]).default("fr"),
});

/** Records whose title is like the one being typed, for the small script of the proposals' page. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { q, sorte: kind, langue } = parseQuery(querySchema, request);
  const found = await context.execute(context.actor, listSimilarRecords, { kind, title: q });
  const paths = pathsIn(langue);
  const records = found.map(({ slug, title }) => ({
    title,
    href: paths.record(kind, slug),
  }));
  return Response.json({ records }, { headers: { "cache-control": "no-store" } });
}
