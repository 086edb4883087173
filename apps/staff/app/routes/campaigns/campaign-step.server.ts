import type { MemberActor } from "@essaim/identity/actor";
import { type CampaignForm, getCampaignForm } from "@essaim/outreach/campaign/campaign.queries";
import { refuseForm } from "@essaim/web/form";
import { type AppLoadContext, data } from "@remix-run/node";
import { z } from "zod";
import { type Answer, answer } from "~/answer";
import { readChoiceSearch } from "~/choice-search";

/** The form of a campaign, with the pieces ticked and those found. */
export type CampaignAnswer = Answer & { pieces?: Omit<CampaignForm, "campaign"> };

/** Reads the form of a campaign; answers a search among the pieces, and keeps those ticked in whatever is answered. */
export async function readCampaignForm(
  context: AppLoadContext,
  actor: MemberActor,
  form: FormData,
) {
  const { search, isAsked } = readChoiceSearch(form);
  const chosen = form.getAll("pieceIds").flatMap((id) => z.uuid().safeParse(id).data ?? []);
  const { campaign: _, ...pieces } = await context.execute(actor, getCampaignForm, {
    id: null,
    search,
    chosen,
  });
  const step = isAsked
    ? data<CampaignAnswer>({ ...answer({ state: refuseForm(form, {}) }), pieces })
    : null;
  return { pieces, step };
}

/** What a form is answered, with its pieces. */
export function withPieces(
  refused: ReturnType<typeof data<Answer>>,
  pieces: NonNullable<CampaignAnswer["pieces"]>,
) {
  return data<CampaignAnswer>({ ...refused.data, pieces }, refused.init ?? undefined);
}
