import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { ErasureGround } from "./erasure.schema.ts";
import type { LegalBasis, NoticeChannel } from "./privacy-notice.schema.ts";
import { loadRetention } from "./retention.queries.ts";
import { erasableOn } from "./retention.rules.ts";

export type Notice = {
  id: string;
  givenOn: string;
  channel: NoticeChannel;
  legalBasis: LegalBasis;
  recordedByName: string | null;
};

/**
 * What a person was told of their data, until when their file is kept, and what became of it. Their trail of
 * rectifications is read by `listWorkerChanges`, which tells the journal who looked.
 * @throws NotFound when the organisation has no such person
 */
export const getPersonPrivacy = defineQuery({
  name: "getPersonPrivacy",
  permission: "worker:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", input.id)
      .select([
        "id",
        sql<string>`given_name || ' ' || family_name`.as("name"),
        "supported_until as supportedUntil",
        "anonymised_at as anonymisedAt",
      ])
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    const settings = await loadRetention(db);
    return {
      worker,
      notices: await noticesOf(db, input.id),
      settings,
      erasableOn:
        settings.retentionMonths !== null && worker.supportedUntil && !worker.anonymisedAt
          ? erasableOn(worker.supportedUntil, settings.retentionMonths)
          : null,
    };
  },
});

async function noticesOf(db: Tx, workerId: string): Promise<Notice[]> {
  return await db
    .selectFrom("privacy_notice as n")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "n.organisation_id").onRef("m.id", "=", "n.recorded_by"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .where("n.worker_id", "=", workerId)
    .select([
      "n.id",
      "n.given_on as givenOn",
      "n.channel",
      "n.legal_basis as legalBasis",
      "u.full_name as recordedByName",
    ])
    .orderBy("n.given_on", "desc")
    .orderBy("n.id", "desc")
    .$castTo<Notice>()
    .execute();
}

/** Lines read at once: a file may have been opened hundreds of times. */
const LOOKS_PER_PAGE = 25;

/** What one person did of one kind on one day in Paris, however many times. */
export type Look = {
  /** The last of those times. */
  id: string;
  operation: string;
  fullName: string | null;
  times: number;
  first: Date;
  last: Date;
};

/**
 * Who opened or changed a person's file, by person, day and kind of page, newest first. `next` is the id to give as
 * `before`, or null at the end.
 * @throws NotFound when the organisation has no such person
 */
export const listLooks = defineQuery({
  name: "listLooks",
  permission: "privacy:read",
  input: z.object({ workerId: z.uuid(), before: z.uuid().optional() }),
  run: async ({ db, actor, input }): Promise<{ looks: Look[]; next: string | null }> => {
    const lastId = sql<string>`(array_agg(a.id order by a.occurred_at desc, a.id desc))[1]`;
    let query = db
      .selectFrom("audit_event as a")
      .leftJoin("membership as m", (join) =>
        join
          .onRef("m.organisation_id", "=", "a.organisation_id")
          .onRef("m.id", "=", "a.membership_id"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      // Said again although row level security says it: the index begins with it.
      .where("a.organisation_id", "=", actor.organisationId)
      .where("a.subject_type", "=", "worker")
      .where("a.subject_id", "=", input.workerId)
      .groupBy([
        "a.membership_id",
        "u.full_name",
        "a.operation",
        sql`(a.occurred_at at time zone 'Europe/Paris')::date`,
      ])
      .select(({ fn }) => [
        lastId.as("id"),
        "a.operation",
        "u.full_name as fullName",
        fn.countAll<number>().as("times"),
        sql<Date>`min(a.occurred_at)`.as("first"),
        sql<Date>`max(a.occurred_at)`.as("last"),
      ])
      .orderBy("last", "desc")
      .orderBy("id", "desc")
      .limit(LOOKS_PER_PAGE + 1);
    if (input.before) {
      query = query.having(
        sql<boolean>`(max(a.occurred_at), ${lastId}) < (select b.occurred_at, b.id from audit_event b
          where b.organisation_id = ${actor.organisationId} and b.id = ${input.before})`,
      );
    }
    const lines = await query.execute();
    const looks = lines.slice(0, LOOKS_PER_PAGE);
    return { looks, next: lines.length > LOOKS_PER_PAGE ? (looks.at(-1)?.id ?? null) : null };
  },
});

/** What became of a person's file, for managers: the account of its erasure, if it was erased. */
export const findErasure = defineQuery({
  name: "findErasure",
  permission: "privacy:read",
  input: z.object({ workerId: z.uuid() }),
  run: async ({ db, input }) =>
    (await db
      .selectFrom("erasure")
      .where(sql<boolean>`${input.workerId}::uuid = any (worker_ids)`)
      .where("traces_left", "=", 0)
      .select(["erased_at as erasedAt", "ground", "done"])
      .orderBy("erased_at", "desc")
      .limit(1)
      .$castTo<{ erasedAt: Date; ground: ErasureGround; done: Record<string, number> }>()
      .executeTakeFirst()) ?? null,
});

/** What an erasure would remove, counted beforehand for whoever asks for it. */
export const previewErasure = defineQuery({
  name: "previewErasure",
  permission: "privacy:write",
  looksAt: { subject: "worker", id: (input) => input.id },
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input: { id } }) => {
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", id)
      .select([
        "id",
        sql<string>`given_name || ' ' || family_name`.as("name"),
        "supported_until as supportedUntil",
        "anonymised_at as anonymisedAt",
        "email",
        "phone",
      ])
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    const { rows } = await sql<
      Record<"documents" | "meetings" | "notes" | "aids" | "actions" | "sessions", number>
    >`
      select (select count(*) from document where worker_id = ${id}) as documents,
        (select count(*) from meeting where worker_id = ${id} and summary <> '') as meetings,
        (select count(*) from meeting_private_note n join meeting m on m.organisation_id = n.organisation_id
          and m.id = n.meeting_id where m.worker_id = ${id}) as notes,
        (select count(*) from aid where worker_id = ${id}) as aids,
        (select count(*) from plan_action where worker_id = ${id}) as actions,
        (select count(*) from participant where worker_id = ${id}) as sessions`.execute(db);
    const counts = rows[0];
    if (!counts) throw new NotFound("No such worker");
    return { worker, counts };
  },
});
