import { today } from "@essaim/database/today";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import { type GrantVerb, isVerbAllowed } from "@essaim/funding/grant/grant.rules";
import { can } from "@essaim/identity/actor";
import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { paths } from "~/paths";
import { recordId } from "~/record-id";

/** The grant that a step is about. Where the step no longer makes sense, its page leads back to the grant. */
export async function loadStep(
  { request, context, params }: LoaderFunctionArgs,
  verbs: readonly GrantVerb[],
) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const grant = await context.execute(actor, getGrant, { id: recordId(params.id) });
  if (!verbs.some((verb) => isVerbAllowed(verb, grant.status))) {
    throw redirect(paths.grant(grant.id));
  }
  return { actor, grant, today: today(), submissionId: crypto.randomUUID() };
}
