import { can } from "@essaim/identity/actor";
import type { SignedIn } from "@essaim/identity/identity";
import { roleLabels } from "@essaim/identity/role.schema";
import type { AppLoadContext } from "@remix-run/node";
import { actionsFor, quickActionFor } from "~/navigation";

/** What the shell shows around every page of a member. */
export function shellData(signedIn: SignedIn, context: AppLoadContext) {
  const { actor } = signedIn;
  return {
    memberId: actor.membershipId,
    permissions: [...actor.permissions],
    role: roleLabels[actor.role],
    fullName: signedIn.fullName,
    organisationName: signedIn.organisationName,
    isDemo: context.isDemo,
    actions: actionsFor(actor),
    quickAction: quickActionFor(actor),
    canSearch:
      can(actor, "directory:read") || can(actor, "worker:read") || can(actor, "grant:read"),
  };
}

export type ShellData = ReturnType<typeof shellData>;
