import { daysAfter, today } from "@essaim/database/today";
import { defineHouseQuery, defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { monthsAfter } from "../pathway/day.rules.ts";
import { ERASED_AT_ONCE, type ErasureGround } from "./erasure.schema.ts";
import {
  chosenRetentionSchema,
  PREVIEW_MONTHS,
  PREVIEW_SIZE,
  retentionPreviewSchema,
} from "./retention.schema.ts";

/** What the organisation decided about people's data. */
export type RetentionSettings = {
  version: number;
  retentionMonths: number | null;
  privacyContact: string;
};

/** What the note to people says of the organisation. */
export const getInformationNote = defineQuery({
  name: "getInformationNote",
  permission: "worker:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("organisation")
      .select([
        "name as organisationName",
        "privacy_contact as privacyContact",
        "retention_months as retentionMonths",
      ])
      .executeTakeFirstOrThrow(),
});

export async function loadRetention(db: Tx): Promise<RetentionSettings> {
  return await db
    .selectFrom("organisation")
    .select(["version", "retention_months as retentionMonths", "privacy_contact as privacyContact"])
    .executeTakeFirstOrThrow();
}

export type WorkerToErase = { id: string; exitOn: string; erasableOn: string };

/**
 * People whose file is to be erased on a day: they left, did not come back, and the months that the organisation
 * keeps files have passed. The rule is that of `retention.rules.ts`, which a test compares.
 * @param months instead of the organisation's own, to see what another choice would do
 */
export async function workersToErase(
  db: Tx,
  day: string,
  { months, limit }: { months?: number | null; limit?: number } = {},
): Promise<WorkerToErase[]> {
  let query = leaving(db, months).where(erasableOn(months), "<=", sql<string>`${day}::date`);
  if (limit) query = query.limit(limit);
  return await query.orderBy("w.supported_until").orderBy("w.id").execute();
}

function leaving(db: Tx, months?: number | null) {
  return db
    .selectFrom("worker as w")
    .innerJoin("organisation as o", "o.id", "w.organisation_id")
    .where("w.anonymised_at", "is", null)
    .where("w.supported_until", "is not", null)
    .select([
      "w.id",
      sql<string>`w.supported_until`.as("exitOn"),
      erasableOn(months).as("erasableOn"),
    ]);
}

/** PostgreSQL too takes the last day of a month that is too short. Null while nothing is decided. */
const erasableOn = (months?: number | null) =>
  sql<string>`(w.supported_until + make_interval(months => ${
    months === undefined ? sql`o.retention_months::int` : sql`${months}::int`
  }))::date`;

/** Whom the night takes next, a few at a time: those that it erased are no longer there. */
export const nextWorkersToErase = defineHouseQuery({
  name: "nextWorkersToErase",
  permission: "house:keep",
  input: z.object({ except: z.array(z.uuid()) }),
  run: async ({ db, input }): Promise<string[]> => {
    const due = await workersToErase(db, today());
    const except = new Set(input.except);
    return due
      .map((worker) => worker.id)
      .filter((id) => !except.has(id))
      .slice(0, ERASED_AT_ONCE);
  },
});

/** Everybody whom the organisation erased, for the register that outlives the database. */
export const listErasedWorkers = defineHouseQuery({
  name: "listErasedWorkers",
  permission: "house:keep",
  input: z.object({}),
  run: async ({ db }): Promise<string[]> => {
    const rows = await db
      .selectFrom("erasure")
      .where("traces_left", "=", 0)
      .select(sql<string>`unnest(worker_ids)`.as("id"))
      .distinct()
      .execute();
    return rows.map((row) => row.id);
  },
});

/** Of people erased once, those whose file has a name again: a backup was restored. */
export const workersToEraseAgain = defineHouseQuery({
  name: "workersToEraseAgain",
  permission: "house:keep",
  input: z.object({ workerIds: z.array(z.uuid()) }),
  run: async ({ db, input }): Promise<string[]> => {
    const rows = await db
      .selectFrom("worker")
      .where(sql<boolean>`id = any (${input.workerIds}::uuid[])`)
      .where("anonymised_at", "is", null)
      .select("id")
      .orderBy("id")
      .execute();
    return rows.map((row) => row.id);
  },
});

export type ErasureRecord = {
  id: string;
  erasedAt: Date;
  ground: ErasureGround;
  requestedByName: string | null;
  people: number;
  /** Rows changed or removed, by table; traces by column when some are left. */
  done: Record<string, number>;
  tracesLeft: number;
};

export type LeavingWorker = WorkerToErase & { name: string; coachName: string | null };

/** What a manager sees of people's data: the settings, who is concerned soon, and what was done. */
export const getPrivacyBoard = defineQuery({
  name: "getPrivacyBoard",
  permission: "privacy:read",
  input: retentionPreviewSchema,
  run: async ({ db, input: { day, page } }) => {
    const settings = await loadRetention(db);
    const withoutNotice = await db
      .selectFrom("worker as w")
      .where("w.anonymised_at", "is", null)
      .where("w.supported_from", "<=", day)
      .where(({ or, eb }) =>
        or([eb("w.supported_until", "is", null), eb("w.supported_until", ">=", day)]),
      )
      .select([
        sql<number>`count(*)`.as("people"),
        sql<number>`count(*) filter (where not exists (select from privacy_notice n
          where n.organisation_id = w.organisation_id and n.worker_id = w.id))`.as("without"),
      ])
      .executeTakeFirstOrThrow();
    return {
      settings,
      leaving: await leavingSoon(db, { day, page }),
      notice: withoutNotice,
      erasures: await recentErasures(db),
      exports: await currentExports(db),
    };
  },
});

/**
 * Whom the next night would erase if files were kept that many months, and whose time would come soon after: read
 * before it is decided.
 */
export const previewRetention = defineQuery({
  name: "previewRetention",
  permission: "privacy:write",
  input: chosenRetentionSchema,
  run: ({ db, input }) => leavingSoon(db, input),
});

/** Those whose time comes within PREVIEW_MONTHS months, the first to leave first, PREVIEW_SIZE at a time. */
async function leavingSoon(
  db: Tx,
  { day, page = 1, months }: { day: string; page?: number; months?: number },
) {
  const [night, horizon] = [nextNight(day), monthsAfter(day, PREVIEW_MONTHS)];
  const until = (last: string) =>
    leaving(db, months).where(erasableOn(months), "<=", sql<string>`${last}::date`);
  const total = await count(until(horizon));
  const due = await count(until(night));
  const pageCount = Math.max(1, Math.ceil(total / PREVIEW_SIZE));
  const shown = Math.min(page, pageCount);
  const rows: LeavingWorker[] = await until(horizon)
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .select([
      sql<string>`w.given_name || ' ' || w.family_name`.as("name"),
      "u.full_name as coachName",
    ])
    .orderBy("w.supported_until")
    .orderBy("w.id")
    .limit(PREVIEW_SIZE)
    .offset((shown - 1) * PREVIEW_SIZE)
    .execute();
  return { rows, total, due, night, horizon, page: shown, pageCount };
}

/** The day on which the work of the next night is done: it begins after midnight. */
export const nextNight = (day: string) => daysAfter(day, 1);

/**
 * How many files the work done on a day would erase if they were kept that long; null: none, nothing is decided.
 */
export async function countDue(db: Tx, months: number | null, day: string): Promise<number> {
  if (months === null) return 0;
  return await count(
    leaving(db, months).where(erasableOn(months), "<=", sql<string>`${day}::date`),
  );
}

async function count(people: ReturnType<typeof leaving>): Promise<number> {
  const { total } = await people
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}

const SHOWN_ERASURES = 30;

/** The last nights that did something, and the very last in any case: it says that the nights run. */
async function recentErasures(db: Tx): Promise<ErasureRecord[]> {
  const rows = await db
    .selectFrom("erasure as e")
    .leftJoin("membership as m", (join) =>
      join
        .onRef("m.organisation_id", "=", "e.organisation_id")
        .onRef("m.id", "=", "e.requested_by"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .select([
      "e.id",
      "e.erased_at as erasedAt",
      "e.ground",
      "u.full_name as requestedByName",
      sql<number>`cardinality(e.worker_ids)`.as("people"),
      "e.done",
      "e.traces_left as tracesLeft",
    ])
    .where(
      sql<boolean>`(e.done <> '{}' or e.id = (select l.id from erasure l
        where l.organisation_id = e.organisation_id order by l.erased_at desc, l.id desc limit 1))`,
    )
    .orderBy("e.erased_at", "desc")
    .orderBy("e.id", "desc")
    .limit(SHOWN_ERASURES)
    .$castTo<ErasureRecord>()
    .execute();
  return rows;
}

/** Archives of people's data that can still be fetched. */
async function currentExports(db: Tx) {
  return await db
    .selectFrom("access_export as x")
    .innerJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "x.organisation_id").onRef("w.id", "=", "x.worker_id"),
    )
    .where("x.expires_at", ">", sql<Date>`now()`)
    .select([
      "x.id",
      "x.worker_id as workerId",
      "x.created_at as createdAt",
      "x.expires_at as expiresAt",
    ])
    .select([sql<string>`w.given_name || ' ' || w.family_name`.as("name")])
    .orderBy("x.created_at", "desc")
    .limit(PREVIEW_SIZE)
    .execute();
}
