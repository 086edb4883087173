import { letGoOfFile } from "@essaim/database/file";
import type { DB } from "@essaim/database/schema";
import { today } from "@essaim/database/today";
import type { HouseActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { addCount, type Counts } from "./counts.rules.ts";
import { erasedRegistration } from "./registration.commands.ts";

/** What a person's file says instead of a name once it is erased. */
const erasedName = { given_name: "Personne", family_name: "effacée" };
/** What stands for a text that must say something. */
const erasedText = "[effacé]";

/** Empties the files of these people of what identifies them. @returns rows changed or removed, by table */
export async function eraseFiles(
  db: Tx,
  actor: HouseActor,
  ids: readonly string[],
): Promise<Counts> {
  const done: Counts = {};
  for (const key of await storedFilesOf(db, ids)) await letGoOfFile(db, actor, key);
  for (const [table, step] of steps) {
    const { numUpdatedRows, numDeletedRows } = await step(db, ids).executeTakeFirst();
    addCount(done, table, numUpdatedRows ?? numDeletedRows ?? 0n);
  }
  return done;
}

type Step = (
  db: Tx,
  ids: readonly string[],
) => { executeTakeFirst(): Promise<{ numUpdatedRows?: bigint; numDeletedRows?: bigint }> };

/** What becomes of a file, in this order: what leads to a record goes after it. */
const steps: readonly (readonly [table: keyof DB, step: Step])[] = [
  ["document", removeAll("document")],
  ["access_export", removeAll("access_export")],
  ["draft", removeAll("draft")],
  ["contributor_alias", removeAll("contributor_alias")],
  ["worker_change", removeAll("worker_change")],
  ["meeting_private_note", removePrivateNotes],
  ["undo_entry", removeUndoEntries],
  ["distinct_workers", removeDistinctPairs],
  ["meeting", removeAppointmentsToCome],
  ["meeting", emptyMeetings],
  ["stage", emptyStages],
  ["objective", emptyObjectives],
  ["plan_action", emptyActionsAndDropThem],
  ["aid", emptyAidsAndWithdrawThem],
  ["mentor_offer", emptyOffersAndEndThem],
  // First the two together: a session that is being told waits for it, and is refused.
  ["mentorship", emptyMentorshipsAndEndThem],
  ["mentorship_session", emptyMentorshipSessions],
  ["contribution", emptyContributions],
  ["expense", emptyExpenses],
  ["reward_claim", emptyRewardClaimsAndWithdrawThem],
  ["reward_share", emptyRewardAnswers],
  ["participant", emptyRegistrationsAndCancelThem],
  ["residence", emptyResidences],
  ["worker_import", emptyImports],
  ["worker", emptyIdentity],
];

function removeAll(
  table: "document" | "access_export" | "contributor_alias" | "draft" | "worker_change",
): Step {
  return (db, ids) => db.deleteFrom(table).where("worker_id", "in", ids);
}

function removePrivateNotes(db: Tx, ids: readonly string[]) {
  const meetings = db.selectFrom("meeting").select("id").where("worker_id", "in", ids);
  // The notes of a meeting that was taken away wait for it to come back.
  const removedMeetings = db
    .selectFrom("undo_entry")
    .select("subject_id")
    .where("kind", "=", "meeting_removal")
    .where(concernsAny(ids));
  return db
    .deleteFrom("meeting_private_note")
    .where(({ or, eb }) =>
      or([eb("meeting_id", "in", meetings), eb("meeting_id", "in", removedMeetings)]),
    );
}

function removeUndoEntries(db: Tx, ids: readonly string[]) {
  return db.deleteFrom("undo_entry").where(concernsAny(ids));
}

function removeDistinctPairs(db: Tx, ids: readonly string[]) {
  return db
    .deleteFrom("distinct_workers")
    .where(({ or, eb }) => or([eb("a_id", "in", ids), eb("b_id", "in", ids)]));
}

/** An appointment to come will not be held; the past ones are counted. */
function removeAppointmentsToCome(db: Tx, ids: readonly string[]) {
  return db
    .deleteFrom("meeting as m")
    .where("m.worker_id", "in", ids)
    .where("m.attendance", "=", "expected")
    .where("m.held_on", ">=", today())
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom("plan_action as p").select("p.id").whereRef("p.meeting_id", "=", "m.id")),
      ),
    );
}

function emptyMeetings(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("meeting")
    .set({ summary: emptyOrErased("summary"), place_detail: "" })
    .where("worker_id", "in", ids);
}

function emptyStages(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("stage")
    .set({ note: "" })
    .where("worker_id", "in", ids)
    .where("note", "<>", "");
}

function emptyObjectives(db: Tx, ids: readonly string[]) {
  return db.updateTable("objective").set({ title: erasedText }).where("worker_id", "in", ids);
}

function emptyActionsAndDropThem(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("plan_action")
    .set({
      label: erasedText,
      dropped_on: sql`case when done_on is null then coalesce(dropped_on, ${today()}::date) end`,
    })
    .where("worker_id", "in", ids);
}

/** Nobody decides any more on what was asked; what was granted is still paid. */
function emptyAidsAndWithdrawThem(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("aid")
    .set({
      purpose: erasedText,
      decision_reason: emptyOrErased("decision_reason"),
      status: sql`case when status = 'requested' then 'withdrawn' else status end`,
    })
    .where("worker_id", "in", ids);
}

function emptyOffersAndEndThem(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("mentor_offer")
    .set({ note: "", ended_on: sql`coalesce(ended_on, greatest(offered_on, ${today()}::date))` })
    .where("worker_id", "in", ids);
}

/** What is told of the two together leaves with either. */
function emptyMentorshipSessions(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("mentorship_session")
    .set({ summary: "" })
    .where("mentorship_id", "in", mentorshipsOf(db, ids));
}

/** What the other gained is theirs. One that had begun ends with its last session at the earliest. */
function emptyMentorshipsAndEndThem(db: Tx, ids: readonly string[]) {
  const hasBegun = sql`mentor_accepted_on is not null and novice_accepted_on is not null`;
  return db
    .updateTable("mentorship")
    .set({
      reasons: "",
      ended_on: sql`case when declined_on is null and ${hasBegun} then coalesce(ended_on, greatest(${today()}::date,
        mentor_accepted_on, novice_accepted_on, (select max(s.held_on) from mentorship_session s
          where s.organisation_id = mentorship.organisation_id and s.mentorship_id = mentorship.id))) end`,
      declined_on: sql`case when ${hasBegun} then declined_on
        else coalesce(declined_on, greatest(${today()}::date, proposed_on)) end`,
      mentor_gain: sql`case when mentor_id = any (${ids}::uuid[]) then '' else mentor_gain end`,
      novice_gain: sql`case when novice_id = any (${ids}::uuid[]) then '' else novice_gain end`,
    })
    .where("id", "in", mentorshipsOf(db, ids));
}

function mentorshipsOf(db: Tx, ids: readonly string[]) {
  return db
    .selectFrom("mentorship")
    .select("id")
    .where(({ or, eb }) => or([eb("mentor_id", "in", ids), eb("novice_id", "in", ids)]));
}

function emptyContributions(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("contribution")
    .set({ description: erasedText, evidence_url: null })
    .where("worker_id", "in", ids);
}

/** What was spent is counted; for whom and why is the person's. */
function emptyExpenses(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("expense")
    .set({ label: erasedText, note: "", evidence_url: null })
    .where("worker_id", "in", ids);
}

/** What a circle agreed is owed, and paid; what it still talks over, or would if its pot were taken up again, is not. */
function emptyRewardClaimsAndWithdrawThem(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("reward_claim")
    .set({
      work: erasedText,
      withdrawn_on: sql`case when paid_on is null and (select r.outcome from reward_round r
          where r.organisation_id = reward_claim.organisation_id and r.pot_id = reward_claim.pot_id
          order by r.number desc limit 1) is distinct from 'consented'
        then coalesce(withdrawn_on, ${today()}::date) else withdrawn_on end`,
    })
    .where("worker_id", "in", ids);
}

/** What was shared stays; what the person answered in their own words goes. */
function emptyRewardAnswers(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("reward_share")
    .set({ reason: erasedText })
    .where("reason", "<>", "")
    .where("claim_id", "in", (claims) =>
      claims.selectFrom("reward_claim").where("worker_id", "in", ids).select("id"),
    );
}

function emptyRegistrationsAndCancelThem(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("participant")
    .set({
      ...erasedRegistration,
      cancelled_at: sql`case when attendance = 'expected' and exists (
        select from workshop s where s.organisation_id = participant.organisation_id
          and s.id = participant.workshop_id and s.held_on >= ${today()})
        then coalesce(cancelled_at, now()) else cancelled_at end`,
    })
    .where("worker_id", "in", ids);
}

/** The neighbourhood is counted; where in it, and why somebody said so, is the person's. */
function emptyResidences(db: Tx, ids: readonly string[]) {
  return db
    .updateTable("residence")
    .set({ asked_address: "", found_address: "", lon: null, lat: null, reason: "" })
    .where("worker_id", "in", ids)
    .where(
      sql<boolean>`(asked_address <> '' or found_address <> '' or reason <> '' or lon is not null)`,
    );
}

/** Samples and problems of a spreadsheet quote whole rows: once it is written, nobody needs them. */
function emptyImports(db: Tx, ids: readonly string[]) {
  return db
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
    );
}

function emptyIdentity(db: Tx, ids: readonly string[]) {
  return db
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
    .where("id", "in", ids);
}

/** An empty text stays empty, so that what was written is still counted as such. */
const emptyOrErased = (column: string) =>
  sql<string>`case when ${sql.ref(column)} = '' then '' else ${erasedText} end`;

const concernsAny = (ids: readonly string[]) =>
  sql<boolean>`(worker_ids && ${ids}::uuid[] or subject_id = any (${ids}::uuid[]))`;

/** Keys of the files in the storage that leave with these people. */
async function storedFilesOf(db: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom("document")
    .where("worker_id", "in", ids)
    .select("storage_key")
    .union(db.selectFrom("access_export").where("worker_id", "in", ids).select("storage_key"))
    // Those of documents that were taken away wait for them to come back.
    .union(
      db
        .selectFrom("undo_entry")
        .where("kind", "=", "document_removal")
        .where(concernsAny(ids))
        .select(sql<string>`payload #>> '{document,storage_key}'`.as("storage_key")),
    )
    .execute();
  return rows.map((row) => row.storage_key);
}

/** What should have left with these people's files and is still there, by table. */
export async function countRowsLeft(db: Tx, ids: readonly string[]): Promise<Counts> {
  const { rows } = await sql<{ name: string; left: number }>`
    select 'worker' as name, count(*)::int as left from worker where id = any (${ids}::uuid[])
      and (given_name <> ${erasedName.given_name} or family_name <> ${erasedName.family_name}
        or num_nonnulls(email, phone, address_line, postcode, birth_on, birth_year) > 0 or anonymised_at is null)
    union all select 'participant', count(*)::int from participant where worker_id = any (${ids}::uuid[])
      and num_nonnulls(given_name, family_name, email, phone) > 0
    union all select 'residence', count(*)::int from residence where worker_id = any (${ids}::uuid[])
      and (asked_address <> '' or found_address <> '' or reason <> '' or num_nonnulls(lon, lat) > 0)
    union all select 'document', count(*)::int from document where worker_id = any (${ids}::uuid[])
    union all select 'access_export', count(*)::int from access_export where worker_id = any (${ids}::uuid[])
    union all select 'draft', count(*)::int from draft where worker_id = any (${ids}::uuid[])
    union all select 'worker_change', count(*)::int from worker_change where worker_id = any (${ids}::uuid[])
    union all select 'undo_entry', count(*)::int from undo_entry where ${concernsAny(ids)}
    union all select 'meeting_private_note', count(*)::int from meeting_private_note n
      join meeting m on m.organisation_id = n.organisation_id and m.id = n.meeting_id
      where m.worker_id = any (${ids}::uuid[])`.execute(db);
  const left: Counts = {};
  for (const row of rows) addCount(left, row.name, row.left);
  return left;
}
