import { enqueueJob } from "@essaim/database/job";
import { today } from "@essaim/database/today";
import type { HouseActor } from "@essaim/identity/actor";
import {
  defineCommand,
  defineHouseCommand,
  NotFound,
  type Refusal,
  type Tx,
} from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { addCount, type Counts } from "./counts.rules.ts";
import { countRowsLeft, eraseFiles } from "./erased-file.commands.ts";
import {
  askErasureSchema,
  type EraseWorkersInput,
  type ErasureRefusal,
  eraseWorkersSchema,
  erasureGrounds,
} from "./erasure.schema.ts";
import { type KnownPerson, knownPeople } from "./identity.queries.ts";
import { forgetRegistrations, registrationsOf } from "./registration.commands.ts";
import { workersToErase } from "./retention.queries.ts";
import { textTables } from "./text-column.queries.ts";
import { removeTraces } from "./trace.commands.ts";
import { countTraces } from "./trace.queries.ts";
import { squeezed } from "./trace.rules.ts";

/** `traces` says how many names are left, by column: nothing was erased. */
export type TracesLeft = Refusal<"traces_left"> & { traces: Counts };

/**
 * Asks for the erasure of a person's file (RGPD, article 17), once their name is typed again. Another process does
 * it. Somebody still accompanied is refused: their contract needs the file, and the counts need its end.
 * @throws NotFound when the organisation has no such person
 */
export const askErasure = defineCommand({
  name: "askErasure",
  permission: "privacy:write",
  subject: "worker",
  input: askErasureSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<{ ok: true; id: string; jobId: string } | Refusal<ErasureRefusal>> => {
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", input.workerId)
      .select(["given_name", "family_name", "supported_until", "anonymised_at"])
      .forUpdate()
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    if (worker.anonymised_at) return { ok: false, reason: "already_erased" };
    if (!worker.supported_until || worker.supported_until > today()) {
      return { ok: false, reason: "still_supported" };
    }
    const name = `${worker.given_name} ${worker.family_name}`;
    if (squeezed(input.typedName) !== squeezed(name)) return { ok: false, reason: "name_differs" };
    const jobId = await enqueueJob(db, actor, "erase_workers", { workerIds: [input.workerId] });
    return { ok: true, id: input.workerId, jobId };
  },
});

/**
 * Erases people: their file keeps what is counted and loses whatever identifies them, and their name leaves every
 * text of the organisation. One transaction: either everything, with a search that proves that nothing is left, or
 * nothing at all. Somebody already erased, back in the cooperative, or whose time has not come, is left as they are.
 * @returns `erasedIds`, the people erased now; `traces_left` when the search finds a trace afterwards
 */
export const eraseWorkers = defineHouseCommand({
  name: "eraseWorkers",
  permission: "house:keep",
  subject: "erasure",
  input: eraseWorkersSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<{ ok: true; id: string | null; erasedIds: string[] } | TracesLeft> => {
    // The texts of the audience are among those that names leave: held first, as whoever counts it does.
    await sql`select hold_audience()`.execute(db);
    const ids = await holdWorkers(db, input);
    if (ids.length === 0) return { ok: true, id: null, erasedIds: [] };
    const people = await knownPeople(db, ids);
    const tables = await textTables(db);
    const searches = people.map((person) => person.search);
    const done = await eraseFiles(db, actor, ids);
    addCount(done, "participant", await forgetRegistrations(db, people));
    for (const [table, rows] of Object.entries(await removeTraces(db, tables, searches))) {
      addCount(done, table, rows);
    }
    const traces = {
      ...(await countTraces(db, tables, searches)),
      ...(await countLeft(db, people)),
    };
    if (Object.keys(traces).length > 0) return { ok: false, reason: "traces_left", traces };
    await writeJournal(db, actor, ids);
    return { ok: true, id: await writeErasure(db, actor, input, ids, done, 0), erasedIds: ids };
  },
});

/** Keeps the account of an erasure that left traces, and therefore erased nothing: `done` says how many, by column. */
export const recordFailedErasure = defineHouseCommand({
  name: "recordFailedErasure",
  permission: "house:keep",
  subject: "erasure",
  input: eraseWorkersSchema.extend({ traces: z.record(z.string(), z.int()) }),
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string }> => {
    const left = Object.values(input.traces).reduce((sum, count) => sum + count, 0);
    return {
      ok: true,
      id: await writeErasure(db, actor, input, input.workerIds, input.traces, left),
    };
  },
});

/** Keeps the account of what the night removed besides people's files. */
export const recordSweep = defineHouseCommand({
  name: "recordSweep",
  permission: "house:keep",
  subject: "erasure",
  input: z.object({ done: z.record(z.string(), z.int()), ground: z.enum(erasureGrounds) }),
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string }> => ({
    ok: true,
    id: await writeErasure(db, actor, { ...input, requestedBy: null }, [], input.done, 0),
  }),
});

/** Of these people, those who may be erased now, held still until the transaction ends. */
async function holdWorkers(db: Tx, { workerIds, ground }: EraseWorkersInput): Promise<string[]> {
  const rows = await db
    .selectFrom("worker")
    .where("id", "in", workerIds)
    .where("anonymised_at", "is", null)
    .where("supported_until", "<=", today())
    .select("id")
    .orderBy("id")
    .forUpdate()
    .execute();
  const ids = rows.map((row) => row.id);
  if (ground === "request" || ids.length === 0) return ids;
  // Somebody may have come back since they were listed.
  const due = new Set((await workersToErase(db, today())).map((worker) => worker.id));
  return ids.filter((id) => due.has(id));
}

/** What should have left with these people and is still there, by table. */
async function countLeft(db: Tx, people: readonly KnownPerson[]): Promise<Counts> {
  const ids = people.map((person) => person.id);
  const left = await countRowsLeft(db, ids);
  addCount(left, "participant", (await registrationsOf(db, people)).length);
  return left;
}

async function writeErasure(
  db: Tx,
  actor: HouseActor,
  { ground, requestedBy }: Pick<EraseWorkersInput, "ground" | "requestedBy">,
  workerIds: string[],
  done: Counts,
  tracesLeft: number,
): Promise<string> {
  const { id } = await db
    .insertInto("erasure")
    .values({
      organisation_id: actor.organisationId,
      ground,
      requested_by: requestedBy,
      worker_ids: workerIds,
      done: JSON.stringify(done),
      traces_left: tracesLeft,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** One line per file: whoever asks what became of it finds it there. */
async function writeJournal(db: Tx, actor: HouseActor, workerIds: string[]): Promise<void> {
  await db
    .insertInto("audit_event")
    .values(
      workerIds.map((id) => ({
        organisation_id: actor.organisationId,
        operation: "eraseWorkers",
        subject_type: "worker",
        subject_id: id,
        request_id: actor.requestId,
      })),
    )
    .execute();
}
