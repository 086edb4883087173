import { can } from "@essaim/identity/actor";
import type { SignedIn } from "@essaim/identity/identity";
import { roleLabels } from "@essaim/identity/role.schema";
import { listUnanswered } from "@essaim/impact/message/message.queries";
import type { AppLoadContext } from "@remix-run/node";
import { actionsFor, quickActionFor } from "~/navigation";

/** What the shell shows around every page of a member. */
export async function shellData(signedIn: SignedIn, context: AppLoadContext) {
  const { actor } = signedIn;
  const answers = can(actor, "message:write") && can(actor, "grant:write");
  return {
    memberId: actor.membershipId,
    permissions: [...actor.permissions],
    role: roleLabels[actor.role],
    fullName: signedIn.fullName,
    organisationName: signedIn.organisationName,
    isDemo: context.isDemo,
    actions: actionsFor(actor),
    quickAction: quickActionFor(actor),
    /** Grants of which a funder's question waits for whoever may answer. */
    unanswered: answers ? (await context.execute(actor, listUnanswered, {})).length : 0,
    canSearch:
      can(actor, "directory:read") || can(actor, "worker:read") || can(actor, "grant:read"),
  };
}

export type ShellData = Awaited<ReturnType<typeof shellData>>;
