import { today } from "@essaim/database/today";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { type Deadline, deadlinesOf } from "../pathway/deadline.rules.ts";
import { stagesOf } from "../pathway/stage.queries.ts";
import { inOrder, type Stage } from "../pathway/stage.rules.ts";
import { STORY_PAGE, type StoryCursor, type StoryKind, storyKinds } from "./person-story.schema.ts";
import { type StoryLine, storyLines } from "./person-story-lines.queries.ts";
import { loadWorker } from "./worker.queries.ts";

/** An appointment or a session to come. `startTime` is `14:30`, in Paris. */
export type Upcoming = {
  kind: "meeting" | "workshop";
  id: string;
  on: string;
  startTime: string | null;
  title: string;
  coachName: string;
};

/** What is to be done next: the open action due first. */
export type NextAction = {
  id: string;
  label: string;
  dueOn: string | null;
  ownerName: string | null;
};

/**
 * A person's page: how to reach them, what comes next, and one page of their story, newest first: stages,
 * meetings, group sessions, aids, contributions, documents, mentoring sessions, objectives reached.
 * @param input.kind one kind of lines only
 * @param input.before where the page before it ended
 * @throws NotFound when the organisation has no such person
 */
export const getPersonStory = defineQuery({
  name: "getPersonStory",
  permission: "worker:read",
  looksAt: { subject: "worker", id: (input) => input.id },
  input: z.object({
    id: z.uuid(),
    kind: z.enum(storyKinds).optional(),
    before: z.object({ on: z.iso.date(), id: z.uuid() }).optional(),
  }),
  run: async ({ db, input: { id, kind, before } }) => {
    const worker = await loadWorker(db, id);
    const day = today();
    const stages = (await stagesOf(db, [id])).get(id) ?? [];
    const found = await lines(db, id, day, kind ? [kind] : storyKinds, before);
    const page = found.slice(0, STORY_PAGE);
    const last = page.at(-1);
    return {
      worker,
      story: await storyLines(db, id, page),
      /** Where an older page begins; null when this one is the last. */
      next:
        last && found.length > STORY_PAGE
          ? ({ on: last.on, id: last.id } satisfies StoryCursor)
          : null,
      nextAction: await nextActionOf(db, id),
      upcoming: await upcomingOf(db, id, day),
      plannedStages: inOrder(stages).filter((stage) => stage.startsOn > day) satisfies Stage[],
      deadlines: deadlinesOf(stages, day) satisfies Deadline[],
    };
  },
});

export type { StoryLine };

type FoundLine = { kind: StoryKind; id: string; on: string };

/**
 * The days and ids of one page and one line more. Each kind brings at most as many lines by its own index: a
 * story of thousands costs no more than a short one.
 */
async function lines(
  db: Tx,
  workerId: string,
  day: string,
  kinds: readonly StoryKind[],
  before: StoryCursor | undefined,
): Promise<FoundLine[]> {
  const limit = sql.lit(STORY_PAGE + 1);
  const branches = kinds.map((kind) => {
    const { on, id, from } = sources[kind](workerId, day);
    const older = before
      ? sql`and (${on}, ${id}) < (${before.on}::date, ${before.id}::uuid)`
      : sql``;
    return sql`(select ${sql.lit(kind)} as kind, ${id} as id, ${on} as "on"
      from ${from} ${older} order by ${on} desc, ${id} desc limit ${limit})`;
  });
  const { rows } = await sql<FoundLine>`
    select kind, id, "on" from (${sql.join(branches, sql` union all `)}) line
    order by "on" desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** Where each kind of line is: its day, its id, and the rows that are the person's and of the past. */
const sources: Record<
  StoryKind,
  (workerId: string, day: string) => Record<"on" | "id" | "from", RawBuilder<unknown>>
> = {
  stage: (workerId, day) => ({
    on: sql`s.starts_on`,
    id: sql`s.id`,
    from: sql`stage s where s.worker_id = ${workerId} and s.starts_on <= ${day}`,
  }),
  // An appointment of the past that nobody told is part of the story; one of today is still to come.
  meeting: (workerId, day) => ({
    on: sql`m.held_on`,
    id: sql`m.id`,
    from: sql`meeting m where m.worker_id = ${workerId} and m.held_on <= ${day}
      and (m.attendance <> 'expected' or m.held_on < ${day})`,
  }),
  workshop: (workerId, day) => ({
    on: sql`w.held_on`,
    id: sql`w.id`,
    from: sql`participant p
      join workshop w on w.organisation_id = p.organisation_id and w.id = p.workshop_id
      where p.worker_id = ${workerId} and p.cancelled_at is null and w.cancelled_at is null
        and w.held_on <= ${day} and (p.attendance <> 'expected' or w.held_on < ${day})`,
  }),
  aid: (workerId) => ({
    on: sql`coalesce(a.paid_on, a.decided_on, a.requested_on)`,
    id: sql`a.id`,
    from: sql`aid a where a.worker_id = ${workerId}`,
  }),
  contribution: (workerId) => ({
    on: sql`c.contributed_on`,
    id: sql`c.id`,
    from: sql`contribution c where c.worker_id = ${workerId}`,
  }),
  document: (workerId) => ({
    on: sql`(d.created_at at time zone 'Europe/Paris')::date`,
    id: sql`d.id`,
    from: sql`document d where d.worker_id = ${workerId}`,
  }),
  mentoring: (workerId) => ({
    on: sql`x.held_on`,
    id: sql`x.id`,
    from: sql`mentorship_session x
      join mentorship r on r.organisation_id = x.organisation_id and r.id = x.mentorship_id
      where (r.mentor_id = ${workerId} or r.novice_id = ${workerId})`,
  }),
  objective: (workerId) => ({
    on: sql`o.closed_on`,
    id: sql`o.id`,
    from: sql`objective o where o.worker_id = ${workerId} and o.status = 'reached'`,
  }),
};

async function nextActionOf(db: Tx, workerId: string): Promise<NextAction | null> {
  const action = await db
    .selectFrom("plan_action as a")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "a.organisation_id").onRef("m.id", "=", "a.owner_id"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .where("a.worker_id", "=", workerId)
    .where("a.done_on", "is", null)
    .where("a.dropped_on", "is", null)
    .orderBy("a.due_on")
    .orderBy("a.id")
    .limit(1)
    .select(["a.id", "a.label", "a.due_on as dueOn", "u.full_name as ownerName"])
    .executeTakeFirst();
  return action ?? null;
}

/** Appointments and sessions from that day on that the person is expected at, soonest first. */
async function upcomingOf(db: Tx, workerId: string, day: string): Promise<Upcoming[]> {
  const rows = await db
    .selectFrom("encounter as e")
    .innerJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "e.organisation_id").onRef("m.id", "=", "e.coach_id"),
    )
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .leftJoin("workshop as w", (join) =>
      join
        .onRef("w.organisation_id", "=", "e.organisation_id")
        .onRef("w.id", "=", "e.id")
        .on("e.kind", "=", "workshop"),
    )
    .where("e.worker_id", "=", workerId)
    .where("e.attendance", "=", "expected")
    .where("e.held_on", ">=", day)
    .orderBy("e.held_on")
    .orderBy("e.start_time")
    .orderBy("e.id")
    .limit(20)
    .select([
      "e.kind",
      "e.id",
      "e.held_on as on",
      "e.start_time",
      "w.title",
      "u.full_name as coachName",
    ])
    .execute();
  return rows.map(({ kind, start_time, title, ...row }) => ({
    ...row,
    kind: kind === "workshop" ? "workshop" : "meeting",
    startTime: start_time?.slice(0, 5) ?? null,
    title: title ?? `Rendez-vous avec ${row.coachName}`,
  }));
}
