import { letGoOfFile } from "@essaim/database/file";
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
import {
  askErasureSchema,
  type EraseWorkersInput,
  type ErasureRefusal,
  eraseWorkersSchema,
  erasureGrounds,
} from "./erasure.schema.ts";
import { bearsNameOf, type KnownPerson, knownPeople } from "./identity.queries.ts";
import { workersToErase } from "./retention.queries.ts";
import { textTables } from "./text-column.queries.ts";
import { removeTraces } from "./trace.commands.ts";
import { countTraces } from "./trace.queries.ts";
import { squeezed } from "./trace.rules.ts";

/** What a person's file says instead of a name once it is erased. */
const erasedName = { given_name: "Personne", family_name: "effacée" };
/** What stands for a text that must say something. */
const erasedText = "[effacé]";

type Counts = Record<string, number>;

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
    const ids = await holdWorkers(db, input);
    if (ids.length === 0) return { ok: true, id: null, erasedIds: [] };
    const people = await knownPeople(db, ids);
    const tables = await textTables(db);
    const searches = people.map((person) => person.search);
    const done = await eraseFiles(db, actor, ids);
    add(done, "participant", await forgetRegistrations(db, people));
    for (const [table, rows] of Object.entries(await removeTraces(db, tables, searches))) {
      add(done, table, rows);
    }
    const traces = {
      ...(await countTraces(db, tables, searches)),
      ...(await countRowsLeft(db, people)),
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

/** Empties the files of these people of what identifies them. @returns rows changed or removed, by table */
async function eraseFiles(db: Tx, actor: HouseActor, ids: string[]): Promise<Counts> {
  const done: Counts = {};
  const day = today();
  const count = async (
    table: string,
    work: Promise<{ numUpdatedRows?: bigint; numDeletedRows?: bigint }>,
  ) => {
    const { numUpdatedRows, numDeletedRows } = await work;
    add(done, table, Number(numUpdatedRows ?? numDeletedRows ?? 0n));
  };
  const meetings = db.selectFrom("meeting").select("id").where("worker_id", "in", ids);
  const mentorships = db
    .selectFrom("mentorship")
    .select("id")
    .where(({ or, eb }) => or([eb("mentor_id", "in", ids), eb("novice_id", "in", ids)]));
  // The notes of a meeting that was taken away wait for it to come back.
  const removedMeetings = db
    .selectFrom("undo_entry")
    .select("subject_id")
    .where("kind", "=", "meeting_removal")
    .where(concernsAny(ids));
  for (const file of await filesOf(db, ids)) await letGoOfFile(db, actor, file);
  await count(
    "document",
    db.deleteFrom("document").where("worker_id", "in", ids).executeTakeFirst(),
  );
  await count(
    "access_export",
    db.deleteFrom("access_export").where("worker_id", "in", ids).executeTakeFirst(),
  );
  await count("draft", db.deleteFrom("draft").where("worker_id", "in", ids).executeTakeFirst());
  await count(
    "worker_change",
    db.deleteFrom("worker_change").where("worker_id", "in", ids).executeTakeFirst(),
  );
  await count(
    "meeting_private_note",
    db
      .deleteFrom("meeting_private_note")
      .where(({ or, eb }) =>
        or([eb("meeting_id", "in", meetings), eb("meeting_id", "in", removedMeetings)]),
      )
      .executeTakeFirst(),
  );
  await count("undo_entry", db.deleteFrom("undo_entry").where(concernsAny(ids)).executeTakeFirst());
  // An appointment to come will not be held; the past ones are counted.
  await count(
    "meeting",
    db
      .deleteFrom("meeting as m")
      .where("m.worker_id", "in", ids)
      .where("m.attendance", "=", "expected")
      .where("m.held_on", ">=", day)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("plan_action as p").select("p.id").whereRef("p.meeting_id", "=", "m.id"),
          ),
        ),
      )
      .executeTakeFirst(),
  );
  await count(
    "meeting",
    db
      .updateTable("meeting")
      .set({ summary: orEmpty("summary"), place_detail: "" })
      .where("worker_id", "in", ids)
      .executeTakeFirst(),
  );
  await count(
    "stage",
    db
      .updateTable("stage")
      .set({ note: "" })
      .where("worker_id", "in", ids)
      .where("note", "<>", "")
      .executeTakeFirst(),
  );
  await count(
    "objective",
    db
      .updateTable("objective")
      .set({ title: erasedText })
      .where("worker_id", "in", ids)
      .executeTakeFirst(),
  );
  await count(
    "plan_action",
    db
      .updateTable("plan_action")
      .set({
        label: erasedText,
        dropped_on: sql`case when done_on is null then coalesce(dropped_on, ${day}::date) end`,
      })
      .where("worker_id", "in", ids)
      .executeTakeFirst(),
  );
  await count(
    "aid",
    db
      .updateTable("aid")
      .set({ purpose: erasedText, decision_reason: orEmpty("decision_reason") })
      .where("worker_id", "in", ids)
      .executeTakeFirst(),
  );
  await count(
    "mentor_offer",
    db
      .updateTable("mentor_offer")
      .set({ note: "", ended_on: sql`coalesce(ended_on, greatest(offered_on, ${day}::date))` })
      .where("worker_id", "in", ids)
      .executeTakeFirst(),
  );
  // What is told of the two together leaves with either; what the other gained is theirs.
  await count(
    "mentorship_session",
    db
      .updateTable("mentorship_session")
      .set({ summary: "" })
      .where("mentorship_id", "in", mentorships)
      .executeTakeFirst(),
  );
  await count(
    "mentorship",
    db
      .updateTable("mentorship")
      .set({
        reasons: "",
        mentor_gain: sql`case when mentor_id = any (${ids}::uuid[]) then '' else mentor_gain end`,
        novice_gain: sql`case when novice_id = any (${ids}::uuid[]) then '' else novice_gain end`,
      })
      .where("id", "in", mentorships)
      .executeTakeFirst(),
  );
  await count(
    "contribution",
    db
      .updateTable("contribution")
      .set({ description: erasedText, evidence_url: null })
      .where("worker_id", "in", ids)
      .executeTakeFirst(),
  );
  await count(
    "participant",
    db
      .updateTable("participant")
      .set({
        ...noRegistration,
        cancelled_at: sql`case when attendance = 'expected' and exists (
          select from workshop s where s.organisation_id = participant.organisation_id
            and s.id = participant.workshop_id and s.held_on >= ${day})
          then coalesce(cancelled_at, now()) else cancelled_at end`,
      })
      .where("worker_id", "in", ids)
      .executeTakeFirst(),
  );
  // Samples and problems of a spreadsheet quote whole rows: once it is written, nobody needs them.
  await count(
    "worker_import",
    db
      .updateTable("worker_import")
      .set({ reading: null, mapping: null, trial: null })
      .where("status", "in", ["written", "undone", "given_up"])
      .where(
        "id",
        "in",
        db
          .selectFrom("worker")
          .select("import_id")
          .where("id", "in", ids)
          .where("import_id", "is not", null)
          .$castTo<{ import_id: string }>(),
      )
      .executeTakeFirst(),
  );
  await count(
    "worker",
    db
      .updateTable("worker")
      .set({
        ...erasedName,
        email: null,
        phone: null,
        address_line: null,
        postcode: null,
        birth_on: null,
        birth_year: null,
        import_id: null,
        anonymised_at: sql`now()`,
      })
      .where("id", "in", ids)
      .executeTakeFirst(),
  );
  return done;
}

const noRegistration = {
  given_name: null,
  family_name: null,
  email: null,
  phone: null,
  cancel_token_hash: null,
};

/** An empty text stays empty, so that what was written is still counted as such. */
const orEmpty = (column: string) =>
  sql<string>`case when ${sql.ref(column)} = '' then '' else ${erasedText} end`;

const concernsAny = (ids: string[]) =>
  sql<boolean>`(worker_ids && ${ids}::uuid[] or subject_id = any (${ids}::uuid[]))`;

/** Keys of the files in the storage that leave with these people. */
async function filesOf(db: Tx, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select storage_key as key from document where worker_id = any (${ids}::uuid[])
    union select storage_key from access_export where worker_id = any (${ids}::uuid[])
    union select key #>> '{}' from undo_entry,
      jsonb_path_query(payload, 'lax $.**.storage_key') as key
      where ${concernsAny(ids)} and jsonb_typeof(key) = 'string'
        and not exists (select from document d where d.storage_key = key #>> '{}'
          and d.worker_id <> all (${ids}::uuid[]))`.execute(db);
  return rows.map((row) => row.key);
}

/**
 * People who registered for a public meeting before they had a file are recognised by their mail, their telephone
 * or their name, and forgotten too.
 */
async function forgetRegistrations(db: Tx, people: readonly KnownPerson[]): Promise<number> {
  const ids = await registrationsOf(db, people);
  if (ids.length === 0) return 0;
  const { numUpdatedRows } = await db
    .updateTable("participant")
    .set(noRegistration)
    .where("id", "in", ids)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

async function registrationsOf(db: Tx, people: readonly KnownPerson[]): Promise<string[]> {
  const rows = await db
    .selectFrom("participant")
    .where("worker_id", "is", null)
    .where("family_name", "is not", null)
    .select(["id", "given_name", "family_name", "email", "phone"])
    .execute();
  const phone = (digits: string) => digits.replace(/\D/g, "").slice(-9);
  const isOneOf = people.map(({ identity, search }) => {
    const emails = new Set(identity.emails.map((email) => email.toLowerCase()));
    const phones = new Set(identity.phones.map(phone).filter((digits) => digits.length === 9));
    const bearsName = search.homonymIds.length === 0 ? bearsNameOf(identity) : () => false;
    return (row: (typeof rows)[number]) =>
      (row.email !== null && emails.has(row.email.toLowerCase())) ||
      (row.phone !== null && phones.has(phone(row.phone))) ||
      bearsName({ givenName: row.given_name ?? "", familyName: row.family_name ?? "" });
  });
  return rows.filter((row) => isOneOf.some((is) => is(row))).map((row) => row.id);
}

/** What should have left with these people and is still there, by table. */
async function countRowsLeft(db: Tx, people: readonly KnownPerson[]): Promise<Counts> {
  const ids = people.map((person) => person.id);
  const { rows } = await sql<{ name: string; left: number }>`
    select 'worker' as name, count(*)::int as left from worker where id = any (${ids}::uuid[])
      and (given_name <> ${erasedName.given_name} or family_name <> ${erasedName.family_name}
        or num_nonnulls(email, phone, address_line, postcode, birth_on, birth_year) > 0 or anonymised_at is null)
    union all select 'participant', count(*)::int from participant where worker_id = any (${ids}::uuid[])
      and num_nonnulls(given_name, family_name, email, phone) > 0
    union all select 'document', count(*)::int from document where worker_id = any (${ids}::uuid[])
    union all select 'access_export', count(*)::int from access_export where worker_id = any (${ids}::uuid[])
    union all select 'draft', count(*)::int from draft where worker_id = any (${ids}::uuid[])
    union all select 'worker_change', count(*)::int from worker_change where worker_id = any (${ids}::uuid[])
    union all select 'undo_entry', count(*)::int from undo_entry where ${concernsAny(ids)}
    union all select 'meeting_private_note', count(*)::int from meeting_private_note n
      join meeting m on m.organisation_id = n.organisation_id and m.id = n.meeting_id
      where m.worker_id = any (${ids}::uuid[])`.execute(db);
  const left = Object.fromEntries(
    rows.filter((row) => row.left > 0).map((row) => [row.name, row.left]),
  );
  const registrations = await registrationsOf(db, people);
  if (registrations.length > 0) add(left, "participant", registrations.length);
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

function add(counts: Counts, table: string, rows: number): void {
  if (rows > 0) counts[table] = (counts[table] ?? 0) + rows;
}
