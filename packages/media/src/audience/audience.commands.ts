import { enqueueJob } from "@essaim/database/job";
import type { Tx } from "@essaim/database/operation";
import { defineCommand, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { chooseSideSchema, enterAudienceSchema, setAsideSchema } from "./audience.schema.ts";

/**
 * Says how much a piece was seen, heard or read in a month, with its proof. It counts from now on; what counted before is
 * kept as a trace. Refuses a piece that is no longer there.
 */
export const enterAudience = defineCommand({
  name: "enterAudience",
  permission: "media:write",
  subject: "audience_figure",
  input: enterAudienceSchema,
  run: async ({ db, actor, input }) => {
    // Before the piece, in the order of every writer.
    await sql`select hold_audience()`.execute(db);
    const piece = await db
      .selectFrom("piece")
      .where("id", "=", input.pieceId)
      .select("id")
      .executeTakeFirst();
    if (!piece) return { ok: false, reason: "piece_unknown" } as const;
    const { id } = await db
      .insertInto("audience_figure")
      .values({
        organisation_id: actor.organisationId,
        piece_id: input.pieceId,
        platform: input.platform,
        service: input.service,
        month: input.month,
        origin: "manual",
        value: input.value,
        evidence: input.evidence,
        said_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id } as const;
  },
});

/** Sets a figure aside, and says why: what was said before it counts again. @throws NotFound */
export const setAudienceAside = defineCommand({
  name: "setAudienceAside",
  permission: "media:write",
  subject: "audience_figure",
  input: setAsideSchema.extend({ id: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const found = await holdFigure(db, input.id);
    if (found.set_aside_at) return { ok: false, reason: "already_aside" } as const;
    await db
      .updateTable("audience_figure")
      .set({
        set_aside_at: sql<Date>`now()`,
        set_aside_by: actor.membershipId,
        set_aside_because: input.because,
      })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id } as const;
  },
});

/** Takes back a figure that was set aside: it counts again unless somebody said otherwise since. @throws NotFound */
export const takeAudienceBack = defineCommand({
  name: "takeAudienceBack",
  permission: "media:write",
  subject: "audience_figure",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input: { id } }) => {
    const found = await holdFigure(db, id);
    if (!found.set_aside_at) return { ok: false, reason: "not_aside" } as const;
    await db
      .updateTable("audience_figure")
      .set({ set_aside_at: null, set_aside_by: null, set_aside_because: "" })
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});

async function holdFigure(db: Tx, id: string) {
  // Before the row, in the order of every writer.
  await sql`select hold_audience()`.execute(db);
  const found = await db
    .selectFrom("audience_figure")
    .where("id", "=", id)
    .select(["id", "set_aside_at"])
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new NotFound(`No audience figure ${id}`);
  return found;
}

/**
 * Says which of the two counts for a platform and a month: the total declared by hand, or the sum of the pieces. The
 * other is kept as a trace.
 * @throws NotFound when a side is missing: there is nothing to choose
 */
export const chooseAudienceSide = defineCommand({
  name: "chooseAudienceSide",
  permission: "media:write",
  subject: "audience_choice",
  input: chooseSideSchema,
  run: async ({ db, actor, input }) => {
    const sides = await db
      .selectFrom("declared_figure")
      .where("indicator_key", "=", input.indicatorKey)
      .where("platform", "=", input.platform)
      .where("month", "=", input.month)
      .select("from_pieces")
      .distinct()
      .execute();
    if (sides.length < 2) throw new NotFound("Nothing to choose of this month");
    const { id } = await db
      .insertInto("audience_choice")
      .values({
        organisation_id: actor.organisationId,
        indicator_key: input.indicatorKey,
        platform: input.platform,
        month: input.month,
        counts_pieces: input.side === "pieces",
        because: input.because,
        chosen_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id } as const;
  },
});

/** Has every PeerTube page of the pieces, and our own counter, read now. */
export const askAudienceReading = defineCommand({
  name: "askAudienceReading",
  permission: "media:write",
  subject: "audience_figure",
  input: z.object({}),
  run: async ({ db, actor }) =>
    ({ ok: true, id: await enqueueJob(db, actor, "read_audience") }) as const,
});
