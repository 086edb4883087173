import type { MemberActor } from "@essaim/identity/actor";
import { getMyGrant } from "@essaim/impact/portal/portal.queries";
import { getMyRelease } from "@essaim/impact/release/release.queries";
import { parseQuery } from "@essaim/web/form";
import type { AppLoadContext } from "@remix-run/node";
import { z } from "zod";

/** `arrete`: a day of the list; the latest one unless it is asked for. */
export const releaseQuerySchema = z.object({ arrete: z.iso.date().optional() });

/**
 * A grant of the funder and the release of it that the address asks for; null when none was made yet.
 * @throws Response 404 for a grant that is not theirs, or a day without a release
 */
export async function readChosenRelease(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  grantId: string,
  request: Request,
) {
  const { grant, releases } = await execute(actor, getMyGrant, { id: grantId });
  const { arrete } = parseQuery(releaseQuerySchema, request);
  const chosen = arrete ? releases.find(({ cutOffOn }) => cutOffOn === arrete) : releases[0];
  if (arrete && !chosen) throw new Response(null, { status: 404 });
  const release = chosen ? await execute(actor, getMyRelease, { id: chosen.id }) : null;
  return { grant, release };
}
