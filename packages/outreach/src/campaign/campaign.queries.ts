import { countedSessions, sessionRow } from "@essaim/accompaniment/workshop/workshop.queries";
import { today } from "@essaim/database/today";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { readMonthsOfPieces } from "@essaim/media/audience/pieces-by-month.queries";
import { sql } from "kysely";
import { z } from "zod";
import { holdsWords } from "../holds-words.ts";
import { effectOf, monthsOfCampaign } from "./effect.rules.ts";

const byId = z.object({ id: z.uuid() });

export type CampaignRow = {
  id: string;
  name: string;
  startsOn: string;
  endsOn: string;
  pieces: number;
  events: number;
  /** Expected at its events that are not cancelled, or told; those who excused themselves aside. */
  registered: number;
};

/** Campaigns, the latest first. */
export const listCampaigns = defineQuery({
  name: "listCampaigns",
  permission: "outreach:read",
  input: z.object({}),
  run: async ({ db }): Promise<CampaignRow[]> => {
    const { rows } = await sql<CampaignRow>`
      select c.id, c.name, c.starts_on as "startsOn", c.ends_on as "endsOn",
        (select count(*)::int from campaign_piece p
          where p.organisation_id = c.organisation_id and p.campaign_id = c.id) as pieces,
        (select count(*)::int from workshop s where s.organisation_id = c.organisation_id and s.campaign_id = c.id
          and s.cancelled_at is null) as events,
        (select count(*)::int from workshop s
          join participant q on q.organisation_id = s.organisation_id and q.workshop_id = s.id
          where s.organisation_id = c.organisation_id and s.campaign_id = c.id and s.cancelled_at is null
            and q.cancelled_at is null and q.attendance <> 'excused') as registered
      from campaign c order by c.starts_on desc, c.id desc limit 500`.execute(db);
    return rows;
  },
});

export type CampaignRecord = {
  id: string;
  version: number;
  name: string;
  aim: string;
  audience: string;
  startsOn: string;
  endsOn: string;
  pieces: { id: string; title: string }[];
  updatedAt: Date;
};

/**
 * A campaign with its pieces, its events and how many came, and the audience of its pieces before, during and after.
 * @throws NotFound when the organisation has no such campaign
 */
export const getCampaign = defineQuery({
  name: "getCampaign",
  permission: "outreach:read",
  input: byId,
  run: async ({ db, input }) => {
    const campaign = await loadCampaign(db, input.id);
    const day = today();
    const rows = await countedSessions(db)
      .where("s.campaign_id", "=", input.id)
      .orderBy("s.held_on")
      .orderBy("s.start_time")
      .orderBy("s.id")
      .limit(200)
      .execute();
    return {
      campaign,
      events: rows.map((row) => sessionRow(row, day)),
      effect: await readEffect(db, campaign, day),
    };
  },
});

/** Pieces that a search shows. */
const mostFound = 20;

/**
 * What its form needs: the campaign when it exists, the pieces chosen in it (or its own), and those whose titles hold
 * these words, the latest without any. @throws NotFound
 */
export const getCampaignForm = defineQuery({
  name: "getCampaignForm",
  permission: "outreach:write",
  input: z.object({
    id: z.uuid().nullable(),
    search: z.string().default(""),
    chosen: z.array(z.uuid()).optional(),
  }),
  run: async ({ db, input }) => {
    const campaign = input.id ? await loadCampaign(db, input.id) : null;
    const chosen = input.chosen ?? campaign?.pieces.map(({ id }) => id) ?? [];
    const pieces = db.selectFrom("piece").select(["id", "title", "kind"]);
    const found = await pieces
      .where(holdsWords(sql.ref("title"), input.search))
      .where("id", "<>", sql<string>`all(${chosen}::uuid[])`)
      .orderBy("created_at", "desc")
      .orderBy("id")
      .limit(mostFound + 1)
      .execute();
    return {
      campaign,
      search: input.search,
      chosen: await pieces
        .where("id", "=", sql<string>`any(${chosen}::uuid[])`)
        .orderBy("title")
        .orderBy("id")
        .execute(),
      found: found.slice(0, mostFound),
      hasMore: found.length > mostFound,
    };
  },
});
export type CampaignForm = Awaited<ReturnType<typeof getCampaignForm.run>>;

async function readEffect(db: Tx, campaign: CampaignRecord, day: string) {
  const months = monthsOfCampaign(campaign.startsOn, campaign.endsOn);
  const [first, last] = [months[0]?.month ?? "", months.at(-1)?.month ?? ""];
  const pieceIds = campaign.pieces.map(({ id }) => id);
  return effectOf(campaign, await readMonthsOfPieces(db, pieceIds, first, last), day);
}

/** One campaign with its pieces, by title. Throws NotFound. */
export async function loadCampaign(db: Tx, id: string): Promise<CampaignRecord> {
  const row = await db
    .selectFrom("campaign")
    .where("id", "=", id)
    .select(["id", "version", "name", "aim", "audience"])
    .select(["starts_on as startsOn", "ends_on as endsOn", "updated_at as updatedAt"])
    .executeTakeFirst();
  if (!row) throw new NotFound("No such campaign");
  const pieces = await db
    .selectFrom("campaign_piece as c")
    .innerJoin("piece as p", (join) =>
      join.onRef("p.organisation_id", "=", "c.organisation_id").onRef("p.id", "=", "c.piece_id"),
    )
    .where("c.campaign_id", "=", id)
    .select(["p.id", "p.title"])
    .orderBy("p.title")
    .orderBy("p.id")
    .execute();
  return { ...row, pieces };
}
