import type { Connection } from "@essaim/database/connection";
import { Forbidden, NotFound } from "@essaim/database/errors";
import { createExecute, type Execute } from "@essaim/database/execute";
import {
  askHouseJobs,
  findRequester,
  forgetOldJobs,
  giveTurnBack,
  type HeldJob,
  holdJob,
  type JobEnd,
  type JobKey,
  type Progress,
  recoverJobs,
} from "@essaim/database/job-queue";
import {
  type CronItem,
  Logger,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
} from "graphile-worker";
import { z } from "zod";
import { type HouseActor, houseActor, type MemberActor, memberActor } from "./actor.ts";
import type { Role } from "./permission.ts";

/** What a job finds to work with, whatever the app adds. */
export type JobFacts = {
  jobId: string;
  organisationId: string;
  /** Ids and choices, to be parsed by whoever knows their kind. */
  input: unknown;
  /** Whoever asked, with the role they have today; null for the house's own work. */
  actor: MemberActor | null;
  house: HouseActor;
  execute: Execute;
  /** Seen on the job's page at once, outside of any transaction. Cheap: most calls write nothing. */
  progress: Progress;
};

/**
 * Does one job and returns what its page needs: ids and counts, kept as they are. It may be started over after a
 * crash, even one that comes just after its work was written: it looks first at what is there already.
 * @throws JobRefusal for what a person can cause; anything else is tried again, three times in all
 */
export type RunJob<Services> = (
  work: JobFacts & Services,
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler with nothing to say returns nothing
) => Promise<Record<string, unknown> | void>;

export type JobKinds<Services> = Record<
  string,
  {
    run: RunJob<Services>;
    /** `HH:MM` in Paris: the house asks for it at that time, in every organisation. */
    nightly?: string;
  }
>;

/** Ends a job with a French sentence for whoever asked. It is not tried again. */
export class JobRefusal extends Error {}

type Options<Services> = {
  /** Opened as `essaim_jobs`. */
  connection: Connection;
  kinds: JobKinds<Services>;
  services: Services;
  /** Told ids, kinds and codes; never what an error says, which may quote somebody. */
  log: (
    level: "info" | "warn" | "error",
    message: string,
    details: Record<string, unknown>,
  ) => void;
  /** More of the house's own work, done every minute by one process at a time. */
  everyMinute: () => Promise<void>;
  /** Jobs done at once by this process. */
  concurrency?: number;
  /**
   * How long a job may still take once asked to stop, in milliseconds. A supervisor kills after twelve seconds.
   */
  grace?: number;
};

const gone = {
  asker: "L’accès de la personne qui l’a demandé est fermé.",
  right: "Votre rôle ne permet plus de le faire.",
  record: "Ce sur quoi il portait n’existe plus.",
  kind: "Cette version d’Essaim ne sait plus le faire.",
  tries:
    "Un problème est survenu de notre côté, trois fois de suite. Rien n’a été fait à moitié\u202f: vous pouvez recommencer.",
};

const jobPayload = z.object({ organisationId: z.uuid(), jobId: z.uuid() });
const cronPayload = z.object({ _cron: z.object({ ts: z.coerce.date() }) });

/** What the queue keeps of an error, and logs: nothing of what it said. */
class CutShort extends Error {
  constructor(why: string) {
    super(why);
    this.stack = why;
  }
}

/**
 * Does the jobs of every organisation until it is stopped. It waits for a database that is away, and several
 * processes share the work.
 */
export function startJobs<Services>(options: Options<Services>) {
  const { connection, kinds, services, log } = options;
  const execute = createExecute(connection.db);
  const stopping = new AbortController();
  /** Jobs given back because the process stops. */
  const givenBack: string[] = [];
  assertNightly(kinds);

  const work = async (job: HeldJob, { organisationId, jobId }: JobKey): Promise<JobEnd> => {
    const kind = kinds[job.kind];
    // What the house does by itself, nobody asks for.
    if (!kind || (kind.nightly && job.requestedBy)) return { status: "failed", failure: gone.kind };
    const member = job.requestedBy
      ? await findRequester(connection.db, { organisationId, membershipId: job.requestedBy })
      : null;
    if (job.requestedBy && !member) return { status: "failed", failure: gone.asker };
    const actor =
      member &&
      memberActor({
        ...member,
        role: member.role as Role,
        organisationId,
        membershipId: job.requestedBy ?? "",
        requestId: jobId,
      });
    const house = houseActor(organisationId, jobId);
    const facts = { jobId, organisationId, input: job.input, actor, house, execute };
    const result = await kind.run({ ...services, ...facts, progress: job.progress });
    return { status: "done", result: result ?? {} };
  };

  const doJob = async (key: JobKey, aborted: Promise<"aborted">, isLastTry: boolean) => {
    let kind = "";
    const turn = await holdJob(connection.db, key, async (job) => {
      kind = job.kind;
      log("info", "job started", { ...key, kind });
      const ended = work(job, key).catch((error: unknown): JobEnd => {
        if (error instanceof JobRefusal) return { status: "failed", failure: error.message };
        log("error", "job failed", { ...key, kind, isLastTry, ...traceOf(error) });
        if (error instanceof Forbidden) return { status: "failed", failure: gone.right };
        if (error instanceof NotFound) return { status: "failed", failure: gone.record };
        return isLastTry ? { status: "failed", failure: gone.tries } : { status: "again" };
      });
      const end = await Promise.race([ended, aborted]);
      if (end !== "aborted") return end;
      givenBack.push(key.jobId);
      return { status: "again" };
    }).catch((error: unknown) => {
      log("error", "job cut short", { ...key, kind, ...traceOf(error) });
      throw new CutShort("the database is away");
    });
    log("info", "job ended", { ...key, kind, end: turn });
    if (turn === "again") throw new CutShort("to be started over");
    if (turn === "elsewhere") throw new CutShort("another process does it");
  };

  const tasks: TaskList = {
    job: async (payload, helpers) => {
      const { attempts, max_attempts } = helpers.job;
      const aborted = new Promise<"aborted">((resolve) => {
        helpers.abortSignal?.addEventListener("abort", () => resolve("aborted"), { once: true });
      });
      await doJob(jobPayload.parse(payload), aborted, attempts >= max_attempts);
    },
    sweep: () =>
      sanitized(async () => {
        await recoverJobs(connection.db, gone.tries);
        await options.everyMinute();
      }),
    nightly: (payload) =>
      sanitized(async () => {
        const { ts } = cronPayload.parse(payload)._cron;
        const due = Object.keys(kinds).filter((kind) => kinds[kind]?.nightly === timeInParis(ts));
        await askHouseJobs(connection.db, due, ts);
        await forgetOldJobs(connection.db);
      }),
  };

  const sanitized = async (task: () => Promise<void>) => {
    try {
      await task();
    } catch (error) {
      log("error", "house work failed", traceOf(error));
      throw new CutShort("house work failed");
    }
  };

  let runner: Runner | undefined;
  const started = (async () => {
    while (!stopping.signal.aborted) {
      try {
        runner = await run({
          pgPool: connection.pool,
          taskList: tasks,
          concurrency: options.concurrency ?? 2,
          noHandleSignals: true,
          gracefulShutdownAbortTimeout: options.grace ?? 8_000,
          parsedCronItems: parseCronItems(crontab),
          logger: quietLogger(log),
        });
        // A worker that cannot tell the queue how its job ended leaves: the others go on, so all start again.
        runner.events.once("worker:fatalError", () => void runner?.stop().catch(() => {}));
        // Asked to stop while it was starting.
        if (stopping.signal.aborted) await runner.stop();
        await runner.promise;
      } catch (error) {
        log("warn", "the queue is away", traceOf(error));
      }
      if (!stopping.signal.aborted) await pause(2_000, stopping.signal);
    }
  })();

  return {
    /** Takes no other job, waits a little for those begun, and gives back the others. */
    async stop(): Promise<void> {
      stopping.abort();
      await runner?.stop().catch(() => {});
      await started;
      await giveTurnBack(connection.db, givenBack).catch(() => {});
    },
  };
}

const crontab: CronItem[] = [
  {
    task: "sweep",
    match: "* * * * *",
    identifier: "sweep",
    options: { maxAttempts: 1, backfillPeriod: 0 },
  },
  // The hour is Paris's, which crontabs do not know: each quarter asks what is due. What a night missed because
  // nothing ran is asked for when it runs again.
  {
    task: "nightly",
    match: "*/15 * * * *",
    identifier: "nightly",
    options: { backfillPeriod: 24 * 60 * 60 * 1000 },
  },
];

const parisTime = new Intl.DateTimeFormat("fr-FR", {
  timeZone: "Europe/Paris",
  hour: "2-digit",
  minute: "2-digit",
});

/** `HH:MM` in Paris. */
export function timeInParis(instant: Date): string {
  return parisTime.format(instant);
}

/** From two to three in the morning, an hour may not exist or exist twice. */
function assertNightly(kinds: JobKinds<never>): void {
  for (const [kind, { nightly }] of Object.entries(kinds)) {
    if (nightly !== undefined && !/^(0[013-9]|1\d|2[0-3]):(00|15|30|45)$/.test(nightly)) {
      throw new Error(`${kind}: a nightly time is a quarter of an hour, and not between 2 and 3`);
    }
  }
}

/** Where an error comes from, without what it says. */
function traceOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    code: "code" in error ? error.code : undefined,
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .join("\n"),
    cause: error.cause ? traceOf(error.cause) : undefined,
  };
}

/** The queue's own warnings. What it says of jobs is said better above. */
function quietLogger(log: Options<unknown>["log"]): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level !== "error" && level !== "warning") return;
    if (meta?.failure) return;
    log("warn", message.split("\n")[0]?.slice(0, 200) ?? "", {});
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
