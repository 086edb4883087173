import { sql } from "kysely";
import { z } from "zod";
import { type JobStatus, jobIdSchema } from "./job.schema.ts";
import { defineQuery, NotFound } from "./operation.ts";

/** Seconds after which a job that nobody has begun is told as late: maybe nothing does the jobs. */
const lateAfter = 60;

/**
 * How far one's own job is; somebody else's is as good as absent. `done` of `total` counts what the job counts
 * (rows, people…); `total` is null when it is not known yet. `pace`: when the work last went on, and when somebody who
 * does not answer is asked again.
 */
export const getJob = defineQuery({
  name: "getJob",
  permission: "job:read",
  input: jobIdSchema,
  run: async ({ db, input }) => {
    const job = await db
      .selectFrom("job")
      .select(["id", "kind", "status", "done", "total", "failure", "input", "result"])
      .select("created_at as askedAt")
      .select(
        sql<boolean>`status = 'queued' and created_at < now() - make_interval(secs => ${lateAfter})`.as(
          "isLate",
        ),
      )
      .where("id", "=", input.id)
      .executeTakeFirst();
    if (!job) throw new NotFound(`No job ${input.id}`);
    return {
      ...job,
      status: job.status as JobStatus,
      input: asRecord(job.input),
      result: job.status === "done" ? asRecord(job.result) : {},
      pace: paceSchema.parse(job.status === "running" ? asRecord(job.result) : {}),
    };
  },
});

export type JobRecord = Awaited<ReturnType<typeof getJob.run>>;

const instant = z.coerce.date().nullable().catch(null).default(null);
const paceSchema = z.object({ wentOnAt: instant, triesAgainAt: instant });

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
