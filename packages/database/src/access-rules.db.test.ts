import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFileKey } from "./file.ts";
import type { Tx } from "./operation.ts";
import { keeperRole } from "./roles.ts";
import { createTestDatabase, inOrganisation, type TestDatabase } from "./testing.ts";
import { populateAll, type Rows } from "./testing-rows.ts";

// Within one organisation: what a colleague, a manager or the public may not do with rows that they may reach.

let database: TestDatabase;
let ours: Rows;
let colleagueId: string;
const denied = /row-level security|permission denied/;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populateAll(database.owner.db, "Ruche");
  await populateAll(database.owner.db, "Autre");
  colleagueId = await asOwner(async (db) => {
    const { rows } = await sql<{ id: string }>`
      with u as (insert into user_account (email, full_name) values ('collegue@example.org', 'Collègue') returning id)
      insert into membership (organisation_id, user_id, role)
        select ${ours.organisationId}::uuid, u.id, 'coach' from u returning id`.execute(db);
    await sql`update worker set coach_id = ${ours.membershipId} where id = ${ours.workerId}`.execute(
      db,
    );
    return rows[0]?.id ?? "";
  });
});
afterAll(() => database.close());

/** Prepares rows. */
const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);

/** Runs as one role of our organisation, as the member who wrote its rows unless said; always rolled back. */
async function as<T>(
  role: string,
  work: (db: Tx) => Promise<T>,
  membershipId = ours.membershipId,
): Promise<T> {
  const stop = new Error("rolled back");
  let result: T | undefined;
  await (role === keeperRole ? database.jobs : database.staff).db
    .transaction()
    .execute(async (db) => {
      await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
        set_config('app.membership_id', ${membershipId}, true),
        set_config('role', ${role}, true)`.execute(db);
      result = await work(db);
      throw stop;
    })
    .catch((error: unknown) => {
      if (error !== stop) throw error;
    });
  return result as T;
}
const byColleague = <T>(work: (db: Tx) => Promise<T>) => as("essaim_coach", work, colleagueId);
const count = (table: string) => async (db: Tx) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)).rows[0]
    ?.n;

describe("what a colleague does not see", () => {
  test.each([
    ["worker_value", "sensitive answers of a person whom somebody else accompanies"],
    ["meeting_private_note", "somebody else's private notes"],
    ["draft", "what somebody else is typing"],
    ["calendar_feed", "the secret address of somebody else's calendar"],
    ["job", "somebody else's jobs"],
  ])("%s: %s", async (table) => {
    expect(await as("essaim_coach", count(table))).toBeGreaterThan(0);
    expect(await byColleague(count(table))).toBe(0);
  });

  test("the rectifications of sensitive answers", async () => {
    await asOwner((db) =>
      sql`update worker_change set is_sensitive = true where organisation_id = ${ours.organisationId}`.execute(
        db,
      ),
    );
    expect(await as("essaim_coach", count("worker_change"))).toBe(1);
    expect(await as("essaim_manager", count("worker_change"), colleagueId)).toBe(1);
    expect(await byColleague(count("worker_change"))).toBe(0);
  });

  test("somebody else's own views of a list, but the team's", async () => {
    const own = (db: Tx, membershipId: string) =>
      sql`insert into saved_view (organisation_id, membership_id, name, query, created_by)
        values (${ours.organisationId}, ${membershipId}, 'À moi', '', ${membershipId})`.execute(db);
    await asOwner((db) => own(db, ours.membershipId));
    expect(await as("essaim_coach", count("saved_view"))).toBe(2);
    expect(await byColleague(count("saved_view"))).toBe(1);
    expect(await as("essaim_manager", count("saved_view"), colleagueId)).toBe(1);
    await expect(byColleague((db) => own(db, ours.membershipId))).rejects.toThrow(denied);
  });

  test("a manager sees the sensitive answers and the private notes, writes no note in another's name", async () => {
    for (const table of ["worker_value", "meeting_private_note"])
      expect(await as("essaim_manager", count(table), colleagueId)).toBe(1);
    const rewritten = await as(
      "essaim_manager",
      (db) => sql`update meeting_private_note set text = 'autre'`.execute(db),
      colleagueId,
    );
    expect(rewritten.numAffectedRows).toBe(0n);
    const forged = as(
      "essaim_manager",
      (db) =>
        sql`insert into meeting_private_note (organisation_id, meeting_id, author_id, text)
          select organisation_id, meeting_id, ${ours.membershipId}::uuid, 'x' from meeting_private_note
          on conflict do nothing`.execute(db),
      colleagueId,
    );
    await expect(forged).rejects.toThrow(denied);
  });

  test("a person whom nobody accompanies keeps nothing from the coaches", async () => {
    const seen = await asOwner(async (db) => {
      await sql`update worker set coach_id = null where id = ${ours.workerId}`.execute(db);
      return true;
    });
    expect(seen).toBe(true);
    expect(await byColleague(count("worker_value"))).toBe(1);
    await asOwner((db) =>
      sql`update worker set coach_id = ${ours.membershipId} where id = ${ours.workerId}`.execute(
        db,
      ),
    );
  });
});

describe("what a role may not do", () => {
  const decide = (db: Tx) =>
    sql`update aid set status = 'granted', decided_on = '2026-02-02', decided_by = ${ours.membershipId},
      decision_reason = 'utile', budget_line_id = (select id from budget_line)`.execute(db);

  test("a coach decides no aid, even their own, and withdraws it", async () => {
    await expect(as("essaim_coach", decide)).rejects.toThrow(denied);
    const asked = as("essaim_coach", (db) =>
      sql`insert into aid (organisation_id, worker_id, amount_cents, purpose, requested_on, requested_by, status)
        values (${ours.organisationId}, ${ours.workerId}, 100, 'x', '2026-02-01', ${ours.membershipId}, 'withdrawn')`.execute(
        db,
      ),
    );
    await expect(asked).rejects.toThrow(denied);
    const withdrawn = await as("essaim_coach", (db) =>
      sql`update aid set status = 'withdrawn'`.execute(db),
    );
    expect(withdrawn.numAffectedRows).toBe(1n);
    expect((await as("essaim_manager", decide)).numAffectedRows).toBe(1n);
  });

  test("a member changes their own reminders, nobody else's, and no role", async () => {
    const wanted = (db: Tx) => sql`update membership set wants_reminders = true`.execute(db);
    for (const role of ["essaim_coach", "essaim_manager"]) {
      expect((await as(role, wanted)).numAffectedRows).toBe(1n);
      const promoted = as(role, (db) => sql`update membership set role = 'admin'`.execute(db));
      await expect(promoted).rejects.toThrow(denied);
    }
  });

  test("a manager reads in the journal who looked at people, and nothing else", async () => {
    const { rows } = await as("essaim_manager", (db) =>
      sql<{ subject: string }>`select distinct subject_type as subject from audit_event`.execute(
        db,
      ),
    );
    expect(rows).toEqual([{ subject: "worker" }]);
    const forged = as("essaim_manager", (db) =>
      sql`insert into audit_event (organisation_id, membership_id, operation)
        values (${ours.organisationId}, ${colleagueId}, 'forged')`.execute(db),
    );
    await expect(forged).rejects.toThrow(denied);
  });

  test("a job is asked for in one's own name", async () => {
    const asked = (requestedBy: string | null) =>
      as("essaim_coach", (db) =>
        sql`insert into job (organisation_id, kind, requested_by)
          values (${ours.organisationId}, 'test', ${requestedBy})`.execute(db),
      );
    expect((await asked(ours.membershipId)).numAffectedRows).toBe(1n);
    for (const other of [colleagueId, null]) await expect(asked(other)).rejects.toThrow(denied);
  });

  test("nobody lets go of another organisation's file", async () => {
    const theirs = newFileKey(colleagueId);
    const released = as("essaim_coach", (db) =>
      sql`insert into file_removal (organisation_id, storage_key)
        values (${ours.organisationId}, ${theirs})`.execute(db),
    );
    await expect(released).rejects.toThrow(/check constraint/);
  });

  test("encounters are of one's own organisation, whoever asks", async () => {
    for (const role of ["essaim_coach", "essaim_manager"]) {
      const { rows } = await as(role, (db) =>
        sql<{ id: string; kind: string }>`select organisation_id as id, kind from encounter
          order by kind`.execute(db),
      );
      expect(rows).toEqual(
        ["meeting", "workshop"].map((kind) => ({ id: ours.organisationId, kind })),
      );
    }
  });

  test("the keeper is the jobs' alone, who are nobody's until they take a role", async () => {
    const taken = database.staff.db
      .transaction()
      .execute((db) => sql`select set_config('role', ${keeperRole}, true)`.execute(db));
    await expect(taken).rejects.toThrow(denied);
    await expect(sql`select from worker`.execute(database.jobs.db)).rejects.toThrow(denied);
    await expect(sql`select from graphile_worker.jobs`.execute(database.staff.db)).rejects.toThrow(
      denied,
    );
  });
});

describe("registration without an account", () => {
  /** A public session in our organisation with `capacity` places, some days from now. */
  async function session(capacity: number | null, days = 7): Promise<string> {
    return asOwner(async (db) => {
      const { rows } = await sql<{ id: string }>`
        insert into workshop (organisation_id, kind, title, coach_id, held_on, start_time, duration_minutes, place,
          capacity, is_public)
        values (${ours.organisationId}, 'information', 'Réunion', ${ours.membershipId},
          current_date + ${days}::int, '10:00', 60, 'office', ${capacity}, true) returning id`.execute(
        db,
      );
      return rows[0]?.id ?? "";
    });
  }
  const register = async (id: string, email: string, visitor = email) =>
    (
      await sql<{
        outcome: string;
      }>`select register_participant(${ours.organisationId}, ${id}, 'Léa', 'Petit',
        ${email}, null, ${visitor}, 'fr') as outcome`.execute(database.public.db)
    ).rows[0]?.outcome;
  const taken = async (id: string) =>
    (
      await sql<{
        n: number;
      }>`select count(*)::int as n from participant where workshop_id = ${id}`.execute(
        database.owner.db,
      )
    ).rows[0]?.n;

  test("takes a place, once for each address, and answers the same to both", async () => {
    const id = await session(null);
    expect(await register(id, "lea@example.org")).toBe("registered");
    expect(await register(id, "LEA@example.org")).toBe("registered");
    expect(await taken(id)).toBe(1);
  });

  test("gives the last place to one of those who ask at the same instant", async () => {
    const id = await session(2);
    const people = Array.from({ length: 6 }, (_, at) => `p${at}@example.org`);
    const outcomes = await Promise.all(people.map((email) => register(id, email)));
    expect(outcomes.sort()).toEqual([...Array(4).fill("full"), "registered", "registered"]);
    expect(await taken(id)).toBe(2);
    const free = await sql<{
      free: number;
    }>`select count_free_places(${ours.organisationId}, ${id}) as free`.execute(database.public.db);
    expect(Number(free.rows[0]?.free)).toBe(0);
  });

  test("is closed once begun, cancelled or not public", async () => {
    expect(await register(await session(10, -1), "a@example.org")).toBe("closed");
    const id = await session(10);
    for (const change of ["cancelled_at = now()", "cancelled_at = null, is_public = false"]) {
      await asOwner((db) =>
        sql`update workshop set ${sql.raw(change)} where id = ${id}`.execute(db),
      );
      expect(await register(id, "c@example.org")).toBe("closed");
    }
    expect(await taken(id)).toBe(0);
  });

  test("slows down one visitor who insists", async () => {
    const id = await session(null);
    const outcomes: (string | undefined)[] = [];
    for (let at = 0; at < 22; at += 1)
      outcomes.push(await register(id, `n${at}@example.org`, "same"));
    expect(outcomes.filter((one) => one === "registered")).toHaveLength(20);
    expect(outcomes.at(-1)).toBe("slow_down");
  });

  test("the public reads no name, and cancels by a link only", async () => {
    for (const table of ["participant", "worker", "job"])
      await expect(
        sql`select from ${sql.table(table)}`.execute(database.public.db),
      ).rejects.toThrow(denied);
    const { rows } = await sql<{ done: boolean }>`
      select cancel_registration(${ours.organisationId}, 'nobody''s') as done`.execute(
      database.public.db,
    );
    expect(rows[0]?.done).toBe(false);
  });
});
