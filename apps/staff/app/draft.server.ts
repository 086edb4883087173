import { findDraft } from "@essaim/accompaniment/meeting/draft.queries";
import type { MemberActor } from "@essaim/identity/actor";
import type { AppLoadContext } from "@remix-run/node";
import { type DraftView, SET_ASIDE } from "./draft";

/** The address of a form, under which its draft is kept. */
export function formAddress(request: Request): string {
  return new URL(request.url).pathname.replace(/\.data$/, "");
}

/** What somebody had begun to write in this form, which opens with it unless its address sets it aside. */
export async function draftFor(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  request: Request,
): Promise<{ draft: DraftView }> {
  const form = formAddress(request);
  return {
    draft: {
      form,
      owner: actor.membershipId,
      found: await execute(actor, findDraft, { form }),
      isSetAside: new URL(request.url).searchParams.get(SET_ASIDE.name) === SET_ASIDE.value,
    },
  };
}
