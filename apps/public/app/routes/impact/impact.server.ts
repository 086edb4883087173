import { listPublicReleases } from "@essaim/impact/release/release.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";

/** What the organisation of an address makes public; undefined when it makes nothing public. */
export async function findImpact({ params, context }: LoaderFunctionArgs) {
  const slug = params.slug ?? "";
  const releases = await context.execute(context.actor, listPublicReleases, {
    organisationSlug: slug,
  });
  const [latest] = [...releases].sort((one, other) => other.cutOffOn.localeCompare(one.cutOffOn));
  if (!latest) return undefined;
  return { slug, organisation: latest.content.header.organisationName, releases };
}

/** @throws a 404 response when it makes nothing public */
export async function loadImpact(args: LoaderFunctionArgs) {
  const impact = await findImpact(args);
  if (!impact) throw new Response(null, { status: 404 });
  return impact;
}
