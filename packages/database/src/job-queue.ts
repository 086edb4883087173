import { sql } from "kysely";
import type { Database } from "./connection.ts";

// What the process that does the jobs asks of the database, as `essaim_jobs`. The queue itself is
// graphile-worker's; the `job` rows are what people see of it, and its key is the job's id.

export type JobKey = { organisationId: string; jobId: string };

/** How a turn of a job ended. `again`: it was cut short, and its next turn starts over. */
export type JobEnd =
  | { status: "done"; result: Record<string, unknown> }
  /** `failure` is a French sentence for whoever asked. */
  | { status: "failed"; failure: string }
  | { status: "again" };

export type HeldJob = {
  kind: string;
  input: unknown;
  /** Null when the house asked. */
  requestedBy: string | null;
  /** Shown at once on the job's page, outside of any transaction of the work; a few times a second at most. */
  progress: Progress;
};

/**
 * How far a job is.
 * @param triesAgainAt somebody whom the work needs does not answer, and is asked again then; left out, the work goes on
 */
export type Progress = (done: number, total: number, triesAgainAt?: Date) => Promise<void>;

/** What `result` holds as long as a job runs. */
export type JobPace = {
  /** The last time that the work went on, as an ISO instant. */
  wentOnAt?: string;
  triesAgainAt?: string;
};

/** Between two writings of a progress, in milliseconds. */
const progressPause = 400;

const lockOf = (jobId: string) => sql`hashtextextended(${jobId}, 0)`;

/**
 * Does one turn of a job on a connection of its own, which holds a lock as long as the work lasts: PostgreSQL
 * lets go of it when the process dies, and that is how others know.
 * @param work does the job; it must not throw
 * @returns how it ended; `elsewhere` when a living process does it already, `over` when it needs no turn
 * @throws the database's errors, and then the turn counts as cut short
 */
export async function holdJob(
  database: Database,
  { organisationId, jobId }: JobKey,
  work: (job: HeldJob) => Promise<JobEnd>,
): Promise<JobEnd["status"] | "elsewhere" | "over"> {
  return database.connection().execute(async (session) => {
    const { rows } = await sql<{ held: boolean }>`
      select pg_try_advisory_lock(${lockOf(jobId)}) as held`.execute(session);
    if (!rows[0]?.held) return "elsewhere";
    const ours = () =>
      session
        .updateTable("job")
        .where("organisation_id", "=", organisationId)
        .where("id", "=", jobId)
        .where("status", "in", ["queued", "running"]);
    try {
      const job = await ours()
        .set({
          status: "running",
          started_at: sql<Date>`now()`,
          done: 0,
          total: null,
          result: null,
        })
        .returning(["kind", "input", "requested_by"])
        .executeTakeFirst();
      if (!job) return "over";
      const progress = throttled((done, total, pace) =>
        ours()
          .set({ done, total, result: JSON.stringify(pace) })
          .execute(),
      );
      const end = await work({
        kind: job.kind,
        input: job.input,
        requestedBy: job.requested_by,
        progress: progress.write,
      });
      await progress.rest();
      if (end.status === "again") {
        await ours().set({ status: "queued", done: 0, total: null, result: null }).execute();
      } else if (end.status === "failed") {
        await ours()
          .set({
            ...{ status: "failed", failure: end.failure, finished_at: sql<Date>`now()` },
            result: null,
          })
          .execute();
      } else {
        await ours()
          .set({
            status: "done",
            result: JSON.stringify(end.result),
            done: sql<number>`coalesce(total, done)`,
            finished_at: sql<Date>`now()`,
          })
          .execute();
      }
      return end.status;
    } finally {
      await sql`select pg_advisory_unlock(${lockOf(jobId)})`.execute(session);
    }
  });
}

/** Writes the first call at once, then the latest of those that come too soon, once it is no longer too soon. */
function throttled(write: (done: number, total: number, pace: JobPace) => Promise<unknown>) {
  let last = 0;
  let wentOnAt: string | undefined;
  let writing = Promise.resolve();
  let later: NodeJS.Timeout | undefined;
  const send = (done: number, total: number, pace: JobPace) => {
    last = Date.now();
    writing = writing
      .then(() => write(Math.max(0, Math.min(done, total)), total, pace))
      .then(() => {});
    return writing;
  };
  return {
    async write(done: number, total: number, triesAgainAt?: Date) {
      clearTimeout(later);
      if (!triesAgainAt) wentOnAt = new Date().toISOString();
      const pace = { wentOnAt, triesAgainAt: triesAgainAt?.toISOString() };
      const wait = last + progressPause - Date.now();
      if (wait <= 0 || done >= total) return await send(done, total, pace);
      // What it cannot write is told to whoever writes next, or rests.
      later = setTimeout(() => void send(done, total, pace).catch(() => {}), wait);
    },
    rest: () => {
      clearTimeout(later);
      return writing;
    },
  };
}

/**
 * Puts back in the queue what a process left half-way when it died, and tells whoever waits for a job that no
 * turn is left for. Safe from several processes at once.
 * @param failure what to say of a job that never ended
 */
export async function recoverJobs(database: Database, failure: string): Promise<void> {
  await database.transaction().execute(async (db) => {
    // A turn that began a moment ago may not hold its lock yet.
    await sql`
      with g as materialized (
        select locked_by, key from graphile_worker.jobs
        where task_identifier = 'job' and locked_at < now() - interval '10 seconds')
      select graphile_worker.force_unlock_workers(array_agg(g.locked_by)) from g
      where pg_try_advisory_xact_lock(hashtextextended(g.key, 0))
      having count(*) > 0`.execute(db);
    await sql`
      update job set status = 'failed', failure = ${failure}, finished_at = now()
      where status in ('queued', 'running') and created_at < now() - interval '1 minute'
        and not exists (select from graphile_worker.jobs g where g.key = job.id::text
          and (g.locked_at is not null or g.attempts < g.max_attempts))`.execute(db);
    await sql`
      select graphile_worker.complete_jobs(array_agg(g.id))
      from graphile_worker.jobs g where g.locked_at is null and g.attempts >= g.max_attempts
      having count(*) > 0`.execute(db);
  });
}

/** Gives its turn back to a job that was cut short because the process was asked to stop. */
export async function giveTurnBack(database: Database, jobIds: string[]): Promise<void> {
  if (!jobIds.length) return;
  await sql`
    select graphile_worker.reschedule_jobs(array[g.id], run_at => now(), attempts => g.attempts - 1)
    from graphile_worker.jobs g
    where g.key = any(${jobIds}) and g.locked_at is null and g.attempts > 0`.execute(database);
}

/**
 * Asks for the house's own work in every organisation, once.
 * @param since the instant that the work is due for: asked a second time for it, nothing happens
 */
export async function askHouseJobs(
  database: Database,
  kinds: string[],
  since: Date,
): Promise<void> {
  if (!kinds.length) return;
  await sql`
    insert into job (organisation_id, kind)
    select o.id, k.kind from organisation o cross join unnest(${kinds}::text[]) as k (kind)
    where not exists (select from job j where j.organisation_id = o.id and j.kind = k.kind
      and j.requested_by is null and j.created_at >= ${since})`.execute(database);
}

/** Days for which the page of a job that has ended can still be seen. */
const keptDays = 30;

/** Forgets the jobs that ended long ago. */
export async function forgetOldJobs(database: Database): Promise<void> {
  await sql`delete from job where finished_at < now() - make_interval(days => ${keptDays})`.execute(
    database,
  );
}

/** Whoever asked, as they are today; null when their access has ended since. */
export async function findRequester(
  database: Database,
  { organisationId, membershipId }: { organisationId: string; membershipId: string },
) {
  return (
    (await database
      .selectFrom("membership")
      .select(["user_id as userId", "role", "funder_id as funderId"])
      .where("organisation_id", "=", organisationId)
      .where("id", "=", membershipId)
      .where("ended_at", "is", null)
      .executeTakeFirst()) ?? null
  );
}
