import { today } from "@essaim/database/today";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { offeredValues } from "../list/value-list.queries.ts";
import type { Attendance } from "../meeting/attendance.schema.ts";
import { clock } from "../meeting/clock.rules.ts";
import { coachesOf } from "../worker/worker.queries.ts";
import { placesLeft, placesTaken } from "./workshop.rules.ts";
import {
  type SessionKind,
  type WorkshopKind,
  type WorkshopPlace,
  workshopKinds,
} from "./workshop.schema.ts";

export type SessionRow = {
  id: string;
  kind: SessionKind;
  title: string;
  heldOn: string;
  startTime: string;
  place: WorkshopPlace;
  coachName: string;
  capacity: number | null;
  isPublic: boolean;
  isCancelled: boolean;
  /** Expected or told, those who excused themselves aside. */
  expected: number;
  present: number;
  /** Expected still, though the day has passed. */
  untold: number;
};
export type WorkshopRow = SessionRow & { kind: WorkshopKind };

export type WorkshopRecord = {
  id: string;
  version: number;
  kind: WorkshopKind;
  title: string;
  description: string;
  coachId: string;
  coachName: string;
  heldOn: string;
  startTime: string;
  durationMinutes: number;
  place: WorkshopPlace;
  placeDetail: string;
  capacity: number | null;
  isPublic: boolean;
  cancelledAt: Date | null;
  minutes: string;
  themes: { id: string; label: string }[];
  updatedAt: Date;
  updatedByName: string | null;
};

export type Participant = {
  id: string;
  /** Null for somebody who registered by themselves and has no file. */
  workerId: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  attendance: Attendance;
  registeredAt: Date;
  /** Registered without an account, on the public site. */
  isOutside: boolean;
};

const PER_PAGE = 50;
const byId = z.object({ id: z.uuid() });

/** Which page of the sessions to come, or past. */
export const sessionListSchema = z.object({
  when: z.enum(["coming", "past"]).default("coming"),
  page: z.coerce.number().int().min(1).default(1),
});

/** Group sessions to come, soonest first; or past, latest first, with how many came. */
export const listWorkshops = defineQuery({
  name: "listWorkshops",
  permission: "meeting:read",
  input: sessionListSchema,
  run: async ({ db, input }) => {
    const { sessions, ...list } = await listSessions(db, workshopKinds, input);
    return { workshops: sessions, ...list };
  },
});

/** A page of the sessions of some kinds; with `total`, the cancelled ones among them, which the list shows too. */
export async function listSessions<K extends SessionKind>(
  db: Tx,
  kinds: readonly K[],
  input: z.output<typeof sessionListSchema>,
) {
  const day = today();
  const isComing = input.when === "coming";
  const { total, cancelled } = await db
    .selectFrom("workshop as s")
    .where("s.kind", "in", kinds)
    .where("s.held_on", isComing ? ">=" : "<", day)
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .select(({ fn }) => fn.count<number>("s.cancelled_at").as("cancelled"))
    .executeTakeFirstOrThrow();
  const pageCount = Math.max(1, Math.ceil(total / PER_PAGE));
  const page = Math.min(input.page, pageCount);
  const direction = isComing ? "asc" : "desc";
  const rows = await countedSessions(db)
    .where("s.kind", "in", kinds)
    .where("s.held_on", isComing ? ">=" : "<", day)
    .orderBy("s.held_on", direction)
    .orderBy("s.start_time", direction)
    .orderBy("s.id", direction)
    .limit(PER_PAGE)
    .offset((page - 1) * PER_PAGE)
    .execute();
  const sessions = rows.map((row) => sessionRow(row, day) as SessionRow & { kind: K });
  return { sessions, total, cancelled, page, pageCount };
}

/** Sessions with who holds them and how many come; which ones and in what order is the caller's to say. */
export function countedSessions(db: Tx) {
  return db
    .selectFrom("workshop as s")
    .innerJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "s.organisation_id").onRef("m.id", "=", "s.coach_id"),
    )
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom("participant as p")
          .whereRef("p.organisation_id", "=", "s.organisation_id")
          .whereRef("p.workshop_id", "=", "s.id")
          .where("p.cancelled_at", "is", null)
          .select([
            sql<number>`count(*) filter (where p.attendance <> 'excused')`.as("expected"),
            sql<number>`count(*) filter (where p.attendance = 'present')`.as("present"),
            sql<number>`count(*) filter (where p.attendance = 'expected')`.as("untold"),
          ])
          .as("c"),
      (join) => join.onTrue(),
    )
    .select(["s.id", "s.kind", "s.title", "s.held_on as heldOn", "s.start_time as startTime"])
    .select(["s.place", "s.capacity", "s.is_public as isPublic", "u.full_name as coachName"])
    .select(sql<boolean>`s.cancelled_at is not null`.as("isCancelled"))
    .select(({ fn }) => [
      fn.coalesce("c.expected", sql<number>`0`).as("expected"),
      fn.coalesce("c.present", sql<number>`0`).as("present"),
      fn.coalesce("c.untold", sql<number>`0`).as("untold"),
    ]);
}

/** A row of `countedSessions` as it is read on a day. */
export const sessionRow = (row: SessionRow, day: string): SessionRow => ({
  ...row,
  startTime: clock(row.startTime),
  untold: row.heldOn < day ? row.untold : 0,
});

/**
 * A group session and everybody expected there. The journal says who looked: the list holds people's names.
 * @throws NotFound when the organisation has no such session
 */
export const getWorkshop = defineQuery({
  name: "getWorkshop",
  permission: "meeting:read",
  looksAt: { subject: "workshop", id: (input) => input.id },
  input: byId,
  run: async ({ db, input }) => ({
    workshop: await loadWorkshop(db, input.id),
    participants: await participantsOf(db, input.id),
  }),
});

/**
 * What the form of a session needs: who may hold it, the themes; the session when it exists.
 * @throws NotFound when the organisation has no such session
 */
export const getWorkshopForm = defineQuery({
  name: "getWorkshopForm",
  permission: "meeting:write",
  input: z.object({ id: z.uuid().nullable() }),
  run: async ({ db, input }) => {
    const workshop = input.id ? await loadWorkshop(db, input.id) : null;
    const kept = workshop?.themes.map((theme) => theme.id);
    return {
      workshop,
      coaches: await coachesOf(db, workshop?.coachId),
      themes: (await offeredValues(db, ["meeting_theme"], kept)).meeting_theme,
    };
  },
});

/** Sessions to come at which a person is not expected yet, soonest first, and those where they are. */
export const listWorkshopsFor = defineQuery({
  name: "listWorkshopsFor",
  permission: "meeting:write",
  input: z.object({ workerId: z.uuid() }),
  run: async ({ db, input }) => {
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", input.workerId)
      .where("anonymised_at", "is", null)
      .select(["id", sql<string>`given_name || ' ' || family_name`.as("name")])
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    const rows = await db
      .selectFrom("workshop as s")
      .leftJoin("participant as p", (join) =>
        join
          .onRef("p.organisation_id", "=", "s.organisation_id")
          .onRef("p.workshop_id", "=", "s.id")
          .on("p.worker_id", "=", input.workerId)
          .on("p.cancelled_at", "is", null),
      )
      .where("s.kind", "in", workshopKinds)
      .where("s.held_on", ">=", today())
      .where("s.cancelled_at", "is", null)
      .orderBy("s.held_on")
      .orderBy("s.start_time")
      .orderBy("s.id")
      .limit(PER_PAGE)
      .select(["s.id", "s.kind", "s.title", "s.held_on as heldOn", "s.start_time", "s.capacity"])
      .select(["s.place", "s.place_detail as placeDetail"])
      .select(sql<boolean>`p.id is not null`.as("isEnrolled"))
      .select(({ selectFrom }) =>
        selectFrom("participant as q")
          .whereRef("q.organisation_id", "=", "s.organisation_id")
          .whereRef("q.workshop_id", "=", "s.id")
          .where("q.cancelled_at", "is", null)
          .where("q.attendance", "<>", "excused")
          .select(({ fn }) => fn.countAll<number>().as("count"))
          .as("taken"),
      )
      .execute();
    return {
      worker,
      workshops: rows.map(({ start_time, ...row }) => ({
        ...row,
        startTime: clock(start_time),
        taken: row.taken ?? 0,
      })),
    };
  },
});

export type WorkerToEnrol = {
  id: string;
  name: string;
  communeName: string | null;
  /** The last day of their support; null while it goes on. */
  supportedUntil: string | null;
  /** Expected at the session already. */
  isEnrolled: boolean;
};

/**
 * A session, the places left in it, and people to choose among to add to it: those of the ids that the organisation
 * knows, by name.
 * @throws NotFound when the organisation has no such session
 */
export const getEnrolment = defineQuery({
  name: "getEnrolment",
  permission: "meeting:write",
  input: z.object({ workshopId: z.uuid(), workerIds: z.array(z.uuid()).max(400) }),
  run: async ({ db, input }) => {
    const workshop = await loadWorkshop(db, input.workshopId);
    const participants = await participantsOf(db, input.workshopId);
    const there = new Set(participants.map((one) => one.workerId));
    const rows =
      input.workerIds.length === 0
        ? []
        : await db
            .selectFrom("worker as w")
            .leftJoin("commune as c", "c.code", "w.commune_code")
            .where("w.id", "in", input.workerIds)
            .where("w.anonymised_at", "is", null)
            .select(["w.id", sql<string>`w.given_name || ' ' || w.family_name`.as("name")])
            .select(["c.name as communeName", "w.supported_until as supportedUntil"])
            .orderBy(sql`fold(w.given_name || ' ' || w.family_name)`)
            .orderBy("w.id")
            .execute();
    return {
      workshop,
      /** Null when nobody counts them. */
      left:
        workshop.capacity === null
          ? null
          : placesLeft(workshop.capacity, placesTaken(participants)),
      workers: rows.map((row): WorkerToEnrol => ({ ...row, isEnrolled: there.has(row.id) })),
    };
  },
});

/** One session with the names behind its ids. Throws NotFound. */
export async function loadWorkshop(db: Tx, id: string): Promise<WorkshopRecord> {
  const row = await namedSession(db, id)
    .where("s.kind", "in", workshopKinds)
    .$narrowType<{ kind: WorkshopKind }>()
    .executeTakeFirst();
  if (!row) throw new NotFound("No such workshop");
  const themes = await db
    .selectFrom("workshop_theme as wt")
    .innerJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "wt.organisation_id").onRef("v.id", "=", "wt.value_id"),
    )
    .where("wt.workshop_id", "=", id)
    .select(["v.id", "v.label"])
    .orderBy("v.position")
    .orderBy("v.id")
    .execute();
  return { ...row, startTime: clock(row.startTime), themes };
}

/** What is written of a session, with the names of who holds it and who changed it last. */
export function namedSession(db: Tx, id: string) {
  return db
    .selectFrom("workshop as s")
    .innerJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "s.organisation_id").onRef("m.id", "=", "s.coach_id"),
    )
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .leftJoin("membership as em", (join) =>
      join
        .onRef("em.organisation_id", "=", "s.organisation_id")
        .onRef("em.id", "=", "s.updated_by"),
    )
    .leftJoin("user_account as eu", "eu.id", "em.user_id")
    .where("s.id", "=", id)
    .select([
      "s.id",
      "s.version",
      "s.kind",
      "s.title",
      "s.description",
      "s.coach_id as coachId",
      "u.full_name as coachName",
      "s.held_on as heldOn",
      "s.start_time as startTime",
      "s.duration_minutes as durationMinutes",
      "s.place",
      "s.place_detail as placeDetail",
      "s.capacity",
      "s.is_public as isPublic",
      "s.cancelled_at as cancelledAt",
      "s.minutes",
      "s.updated_at as updatedAt",
      "eu.full_name as updatedByName",
    ]);
}

/** Everybody expected at a session, by name; whoever cancelled is not. */
export async function participantsOf(db: Tx, workshopId: string): Promise<Participant[]> {
  return await db
    .selectFrom("participant as p")
    .leftJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "p.organisation_id").onRef("w.id", "=", "p.worker_id"),
    )
    .where("p.workshop_id", "=", workshopId)
    .where("p.cancelled_at", "is", null)
    .select(["p.id", "p.worker_id as workerId", "p.attendance"])
    .select(["p.registered_at as registeredAt"])
    .select([
      // Forgotten some months after the session: the count stays.
      sql<string>`coalesce(w.given_name || ' ' || w.family_name, p.given_name || ' ' || p.family_name, '')`.as(
        "name",
      ),
      sql<string | null>`coalesce(w.email, p.email)`.as("email"),
      sql<string | null>`coalesce(w.phone, p.phone)`.as("phone"),
      sql<boolean>`p.worker_id is null`.as("isOutside"),
    ])
    .orderBy(sql`fold(coalesce(w.family_name, p.family_name, ''))`)
    .orderBy(sql`fold(coalesce(w.given_name, p.given_name, ''))`)
    .orderBy("p.id")
    .execute();
}
