import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { type CampaignRecord, loadCampaign } from "./campaign.queries.ts";
import {
  type CampaignInput,
  type CampaignRefusal,
  campaignSchema,
  campaignVersionSchema,
  editCampaignSchema,
} from "./campaign.schema.ts";

/** Prepares a campaign: what is told, to whom and when. */
export const addCampaign = defineCommand({
  name: "addCampaign",
  permission: "outreach:write",
  subject: "campaign",
  input: campaignSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<CampaignRefusal>> => {
    const refusal = await check(db, input);
    if (refusal) return refusal;
    const { id } = await db
      .insertInto("campaign")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...columns(input),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await choosePieces(db, actor, id, input.pieceIds);
    return { ok: true, id };
  },
});

/**
 * Changes a campaign, if it is still the version that the form was made from.
 * @throws NotFound when the organisation has no such campaign
 */
export const editCampaign = defineCommand({
  name: "editCampaign",
  permission: "outreach:write",
  subject: "campaign",
  input: editCampaignSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<CampaignRefusal> | Conflict<CampaignRecord>> => {
    const held = await holdRecord(db, "campaign", input, loadCampaign);
    if (!held.ok) return held;
    const refusal = await check(db, input);
    if (refusal) return refusal;
    await db.updateTable("campaign").set(columns(input)).where("id", "=", input.id).execute();
    await db.deleteFrom("campaign_piece").where("campaign_id", "=", input.id).execute();
    await choosePieces(db, actor, input.id, input.pieceIds);
    return { ok: true, id: input.id };
  },
});

/**
 * Removes a campaign. Its pieces and its events stay, and belong to no campaign any more.
 * @throws NotFound when the organisation has no such campaign
 */
export const removeCampaign = defineCommand({
  name: "removeCampaign",
  permission: "outreach:write",
  subject: "campaign",
  input: campaignVersionSchema,
  run: async ({ db, input }): Promise<Saved | Conflict<CampaignRecord>> => {
    const held = await holdRecord(db, "campaign", input, loadCampaign);
    if (!held.ok) return held;
    await db.deleteFrom("campaign").where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

async function check(
  db: Tx,
  input: CampaignInput & { id?: string },
): Promise<Refusal<CampaignRefusal> | null> {
  const other = await db
    .selectFrom("campaign")
    .where("name", "=", input.name)
    .where("id", "is distinct from", input.id ?? null)
    .select("id")
    .executeTakeFirst();
  if (other) return { ok: false, reason: "name_taken" };
  if (input.pieceIds.length === 0) return null;
  const { known } = await db
    .selectFrom("piece")
    .where("id", "in", input.pieceIds)
    .select(({ fn }) => fn.countAll<number>().as("known"))
    .executeTakeFirstOrThrow();
  return Number(known) < input.pieceIds.length ? { ok: false, reason: "piece_unknown" } : null;
}

async function choosePieces(
  db: Tx,
  actor: MemberActor,
  campaignId: string,
  pieceIds: readonly string[],
): Promise<void> {
  if (pieceIds.length === 0) return;
  await db
    .insertInto("campaign_piece")
    .values(
      pieceIds.map((piece_id) => ({
        organisation_id: actor.organisationId,
        campaign_id: campaignId,
        piece_id,
      })),
    )
    .execute();
}

const columns = (input: CampaignInput) => ({
  name: input.name,
  aim: input.aim,
  audience: input.audience,
  starts_on: input.startsOn,
  ends_on: input.endsOn,
});
