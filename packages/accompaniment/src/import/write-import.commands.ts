import { enqueueJob } from "@essaim/database/job";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { hasStreet } from "@essaim/territory/geocoding/query.rules";
import { sql } from "kysely";
import { z } from "zod";
import { listOf } from "../list/value-list.schema.ts";
import { byHand, waiting } from "../residence/residence.rules.ts";
import { type NewAnswer, replaceAnswers } from "../residence/write-answers.commands.ts";
import { UNDO_DAYS } from "../undo.schema.ts";
import { holdStep, letGo, save } from "./import.commands.ts";
import { type ImportRefusal, importAtVersionSchema } from "./import.schema.ts";
import { likelyFiles, SeenPeople } from "./likely-same.queries.ts";
import { preparedRows } from "./prepare.queries.ts";
import type { PreparedPerson } from "./prepared.schema.ts";
import { decisionFor, type Written } from "./trial.schema.ts";
import type { Progress } from "./try-import.queries.ts";

/** What the dry run saw is no longer true: on this row, something else is now wrong, or somebody is now known. */
export type Changed = Refusal<"changed"> & { row: number };

/**
 * Writes everybody in one transaction, or nobody. Every row is judged again, by the rules and lists of this moment: a
 * problem or a likely duplicate that the dry run did not see refuses the whole. Written already, it answers the same.
 * @throws NotFound when the organisation has no such import; Unreadable
 */
export const writeImport = defineCommand({
  name: "writeImport",
  permission: "worker:import",
  subject: "worker_import",
  input: importAtVersionSchema.extend({
    bytes: z.custom<Uint8Array>(),
    progress: z.custom<Progress>(),
  }),
  run: async ({
    db,
    actor,
    input,
  }): Promise<({ ok: true; id: string } & Written) | Refusal<ImportRefusal> | Changed> => {
    const { id, bytes, progress } = input;
    await waitForOthers(db, actor);
    const held = await holdStep(db, input, ["tried"]);
    if (!held.ok) return { ok: false, reason: "not_at_this_step" };
    const { trial } = held.current;
    if (!trial) return { ok: false, reason: "not_at_this_step" };
    await preferIndexes(db);
    const { decisions } = trial;
    const bad = new Set(trial.badRows);
    if (bad.size > 0 && !decisions.leaveOut) return { ok: false, reason: "problems_left" };
    const likely = new Set(trial.duplicates.map(({ row }) => row));
    const isSkipped = (row: number) => likely.has(row) && decisionFor(decisions, row) === "skip";
    const written: Written = { created: 0, skipped: 0, leftOut: 0 };
    const workerIds: string[] = [];
    const seen = new SeenPeople();
    let done = 0;
    let toLocate = false;
    for await (const batch of preparedRows(db, held.current, bytes)) {
      const people: PreparedPerson[] = [];
      for (const { row, person } of batch) {
        // A row left out stays out, though what was wrong with it may have been mended since.
        if (bad.has(row)) written.leftOut += 1;
        else if (person) people.push(person);
        else return { ok: false, reason: "changed", row };
      }
      const known = await likelyFiles(db, people, id);
      const kept: PreparedPerson[] = [];
      for (const person of people) {
        const { row } = person;
        const twins = seen.meet(person).length + (known.get(row)?.length ?? 0);
        if (twins > 0 && !likely.has(row)) return { ok: false, reason: "changed", row };
        if (isSkipped(row)) written.skipped += 1;
        else kept.push(person);
      }
      toLocate ||= kept.some(isToLocate);
      if (kept.length > 0) workerIds.push(...(await insertPeople(db, actor, id, kept)));
      done += batch.length;
      await progress(done);
    }
    written.created = workerIds.length;
    if (written.created === 0) return { ok: false, reason: "nothing_to_write" };
    await letGo(db, actor, held.current);
    await save(db, id, { status: "written", trial: written, written_at: new Date() });
    await db
      .insertInto("undo_entry")
      .values({
        organisation_id: actor.organisationId,
        kind: "worker_import",
        subject_id: id,
        worker_ids: workerIds,
        payload: JSON.stringify({}),
        created_by: actor.membershipId,
        expires_at: sql<Date>`now() + make_interval(days => ${UNDO_DAYS})`,
      })
      .execute();
    if (toLocate) await enqueueJob(db, actor, "locate_addresses");
    return { ok: true, id, ...written };
  },
});

/**
 * One writing at a time in an organisation: two imports of the same people, each unseen by the other until it ends,
 * would both be written.
 */
async function waitForOthers(db: Tx, { organisationId }: MemberActor): Promise<void> {
  const lock = `worker_import ${organisationId}`;
  // As long as ten thousand rows may take; other locks are waited for no longer than usual.
  await sql`set local lock_timeout = '240s'`.execute(db);
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(db);
  await sql`set local lock_timeout to default`.execute(db);
}

/**
 * What follows each row (its foreign keys, its support period) is planned once, while the tables of a new
 * organisation are nearly empty, and would then read all of them ten thousand times as they fill.
 */
async function preferIndexes(db: Tx): Promise<void> {
  await sql`set local enable_seqscan = off`.execute(db);
}

/**
 * Writes some people with their stages, answers, commons and homes: one statement by table, so that what follows the stages
 * does so once everything of a person is there.
 */
async function insertPeople(
  db: Tx,
  actor: MemberActor,
  importId: string,
  people: readonly PreparedPerson[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select uuidv7() as id from generate_series(1, ${people.length})`.execute(db);
  const ids = rows.map((row) => row.id);
  const mine = { organisation_id: actor.organisationId, updated_by: actor.membershipId };
  await db
    .insertInto("worker")
    .values(
      people.map(({ worker, home, stages, dependants }, index) => ({
        ...mine,
        id: ids[index],
        import_id: importId,
        given_name: worker.givenName,
        family_name: worker.familyName,
        kind: worker.kind,
        birth_on: worker.birth?.on ?? null,
        birth_year: worker.birth?.year ?? null,
        email: worker.email,
        phone: worker.phone,
        address_line: worker.addressLine,
        postcode: worker.postcode,
        commune_code: home.communeCode,
        residence: home.residence,
        neighbourhood_code: home.neighbourhoodCode,
        coach_id: worker.coachId,
        dependants,
        supported_from: stages[0]?.startsOn ?? worker.supportedFrom,
        // As the stages will say, so that the trigger which follows them finds nothing to change.
        supported_until: lastDay(stages),
      })),
    )
    .execute();
  const idOf = (index: number) => ids[index] ?? "";
  await insertStages(
    db,
    mine,
    people.flatMap(({ stages }, index) =>
      stages.map((stage) => ({ ...stage, workerId: idOf(index) })),
    ),
  );
  await insertValues(
    db,
    mine,
    people.flatMap(({ values }, index) =>
      values.map((value) => ({ ...value, workerId: idOf(index) })),
    ),
  );
  const resources = people.flatMap(({ resourceIds }, index) =>
    resourceIds.map((resourceId) => ({ workerId: idOf(index), resourceId })),
  );
  if (resources.length > 0) {
    await sql`
      insert into worker_resource (organisation_id, worker_id, open_resource_id)
      select ${mine.organisation_id}, r.worker_id, r.resource_id from unnest(
        ${resources.map((r) => r.workerId)}::uuid[],
        ${resources.map((r) => r.resourceId)}::uuid[]) as r(worker_id, resource_id)`.execute(db);
  }
  await insertHomes(db, actor, people, ids);
  return ids;
}

/** Where people live: what the spreadsheet says, or else an address that waits to be located. */
async function insertHomes(
  db: Tx,
  actor: MemberActor,
  people: readonly PreparedPerson[],
  ids: readonly string[],
): Promise<void> {
  const codes = [...new Set(people.flatMap(({ home }) => home.communeCode ?? []))];
  const communes = codes.length
    ? await db.selectFrom("commune").where("code", "in", codes).select(["code", "name"]).execute()
    : [];
  const names = new Map(communes.map(({ code, name }) => [code, name]));
  const answers = people.flatMap(({ worker, home, stages }, index): NewAnswer[] => {
    const workerId = ids[index] ?? "";
    const holdsFrom = stages[0]?.startsOn ?? worker.supportedFrom;
    const { residence: answer, neighbourhoodCode, communeCode } = home;
    if (answer !== "unknown") {
      const told = byHand({ answer, neighbourhoodCode }, home, holdsFrom);
      return told.map((one) => ({ ...one, source: "import", workerId }));
    }
    if (!isToLocate({ worker, home })) return [];
    const address = { ...worker, communeCode, communeName: names.get(communeCode ?? "") ?? null };
    return [{ ...waiting(address, holdsFrom), workerId }];
  });
  await replaceAnswers(db, actor, [], answers);
}

/** Does it remain for the address to say where somebody lives? */
const isToLocate = ({ worker, home }: Pick<PreparedPerson, "worker" | "home">) =>
  home.residence === "unknown" &&
  hasStreet({
    line: worker.addressLine,
    postcode: worker.postcode,
    communeCode: home.communeCode,
  });

/** The last exit, when nobody came back after it. */
function lastDay(stages: PreparedPerson["stages"]): string | null {
  const last = stages.at(-1);
  return last?.kind === "exit" ? last.startsOn : null;
}

type Mine = { organisation_id: string; updated_by: string };

async function insertStages(
  db: Tx,
  mine: Mine,
  stages: readonly (PreparedPerson["stages"][number] & { workerId: string })[],
): Promise<void> {
  await sql`
    insert into stage (organisation_id, updated_by, worker_id, kind, starts_on, term_on, ends_on,
      exit_reason_id, exit_destination_id)
    select ${mine.organisation_id}, ${mine.updated_by}, s.* from unnest(
      ${stages.map((s) => s.workerId)}::uuid[],
      ${stages.map((s) => s.kind)}::text[],
      ${stages.map((s) => s.startsOn)}::date[],
      ${stages.map((s) => s.termOn)}::date[],
      ${stages.map((s) => s.endsOn)}::date[],
      ${stages.map((s) => s.exitReasonId)}::uuid[],
      ${stages.map((s) => s.exitDestinationId)}::uuid[]) as s`.execute(db);
}

async function insertValues(
  db: Tx,
  mine: Mine,
  values: readonly (PreparedPerson["values"][number] & { workerId: string })[],
): Promise<void> {
  if (values.length === 0) return;
  await sql`
    insert into worker_value (organisation_id, worker_id, list_key, value_id, moment, is_multiple, is_sensitive)
    select ${mine.organisation_id}, v.* from unnest(
      ${values.map((v) => v.workerId)}::uuid[],
      ${values.map((v) => v.key)}::text[],
      ${values.map((v) => v.valueId)}::uuid[],
      ${values.map((v) => v.moment)}::text[],
      ${values.map((v) => listOf(v.key).isMultiple)}::boolean[],
      ${values.map((v) => listOf(v.key).isSensitive)}::boolean[]) as v`.execute(db);
}
