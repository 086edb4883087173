import { findDraft } from "@essaim/accompaniment/meeting/draft.queries";
import type { MemberActor } from "@essaim/identity/actor";
import type { FormState } from "@essaim/web/form";
import type { AppLoadContext } from "@remix-run/node";
import type { DraftView } from "./draft";

/** The address of a form, under which its draft is kept. */
export function formAddress(request: Request): string {
  return new URL(request.url).pathname.replace(/\.data$/, "");
}

/**
 * What somebody had begun to write in this form. With `?brouillon=reprendre`, which serves without JavaScript,
 * the form opens with it.
 */
export async function draftFor(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  request: Request,
): Promise<{ draft: DraftView; draftState: FormState | undefined }> {
  const form = formAddress(request);
  const found = await execute(actor, findDraft, { form });
  const isTaken =
    found !== null && new URL(request.url).searchParams.get("brouillon") === "reprendre";
  return {
    draft: { form, owner: actor.membershipId, found: isTaken ? null : found },
    draftState: isTaken ? { values: found.fields, errors: {} } : undefined,
  };
}
