import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asOurs, Forbidden, NotFound } from "./errors.ts";
import type { Tx } from "./operation.ts";
import { createTestDatabase, inOrganisation, type TestDatabase } from "./testing.ts";
import { populateAll, type Rows } from "./testing-rows.ts";

// Nobody writes of somebody erased, and nobody takes a colleague's person.

let database: TestDatabase;
let ours: Rows;
let erasedId: string;
let colleagueId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populateAll(database.owner.db, "Ruche");
  [erasedId = "", colleagueId = ""] = await asOwner(async (db) => {
    const { rows } = await sql<{ worker: string; member: string }>`
      with w as (insert into worker (organisation_id, given_name, family_name, kind, supported_from, anonymised_at)
          values (${ours.organisationId}, 'Personne', 'effacée', 'both', '2024-01-01', now()) returning id),
        u as (insert into user_account (email, full_name) values ('collegue@example.org', 'Collègue') returning id),
        m as (insert into membership (organisation_id, user_id, role)
          select ${ours.organisationId}::uuid, u.id, 'coach' from u returning id)
      select w.id as worker, m.id as member from w, m`.execute(db);
    return [rows[0]?.worker, rows[0]?.member];
  });
});
afterAll(() => database.close());

const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);

/** Runs as a member of ours, and rolls back. @throws our own errors */
async function as<T>(role: string, work: (db: Tx) => Promise<T>, member = ours.membershipId) {
  const stop = new Error("rolled back");
  await database.staff.db
    .transaction()
    .execute(async (db) => {
      await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
        set_config('app.membership_id', ${member}, true),
        set_config('role', ${role}, true)`.execute(db);
      await work(db);
      throw stop;
    })
    .catch((error: unknown) => {
      if (error !== stop) throw asOurs(error);
    });
}

test("every table that tells of people holds them against an erasure", async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct c.relname as name from pg_constraint f
      join pg_class c on c.oid = f.conrelid
      where f.contype = 'f' and f.confrelid = 'worker'::regclass
        and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'hold_living')
        and (has_table_privilege('essaim_coach', c.oid, 'insert') or has_table_privilege('essaim_manager', c.oid, 'insert'))
      order by 1`.execute(database.owner.db);
  // A draft is its author's, and its command holds the person; a pair kept apart tells nothing.
  expect(rows.map((row) => row.name)).toEqual(["distinct_workers", "draft"]);
});

describe("of somebody erased, a member", () => {
  const writes: Record<string, (id: string) => ReturnType<typeof sql>> = {
    "tells no meeting": (id) => sql`insert into meeting
      (organisation_id, worker_id, coach_id, held_on, duration_minutes, place, summary, attendance)
      values (${ours.organisationId}, ${id}, ${ours.membershipId}, '2026-01-05', 30, 'office', 'Vue.', 'present')`,
    "asks no aid": (id) => sql`insert into aid
      (organisation_id, worker_id, amount_cents, purpose, requested_on, requested_by)
      values (${ours.organisationId}, ${id}, 1000, 'Un vélo', '2026-01-05', ${ours.membershipId})`,
    "offers no mentoring": (id) => sql`insert into mentor_offer
      (organisation_id, worker_id, open_resource_id, offered_on)
      values (${ours.organisationId}, ${id}, ${ours.resourceId}, '2026-01-05')`,
    "proposes no mentorship": (id) => sql`insert into mentorship
      (organisation_id, mentor_id, novice_id, proposed_on, proposed_by)
      values (${ours.organisationId}, ${ours.workerId}, ${id}, '2026-01-05', ${ours.membershipId})`,
    "records no notice": (id) => sql`insert into privacy_notice
      (organisation_id, worker_id, given_on, channel, legal_basis)
      values (${ours.organisationId}, ${id}, '2026-01-05', 'mail', 'contract')`,
    "records no contribution": (id) => sql`insert into contribution
      (organisation_id, open_resource_id, worker_id, kind, contributed_on, description, minutes)
      values (${ours.organisationId}, ${ours.resourceId}, ${id}, 'translation', '2026-01-05', 'Une traduction', 30)`,
    "changes no name": (id) => sql`update worker set given_name = 'Aïssatou' where id = ${id}`,
  };
  for (const [name, write] of Object.entries(writes)) {
    test(name, async () => {
      for (const role of ["essaim_coach", "essaim_manager"]) {
        await expect(as(role, (db) => write(erasedId).execute(db))).rejects.toBeInstanceOf(
          NotFound,
        );
        // The same of somebody alive passes: what is refused is the erased file.
        await as(role, (db) => write(ours.workerId).execute(db)).catch((error) => {
          if (name !== "proposes no mentorship") throw error;
        });
      }
    });
  }

  test("writes nothing while an erasure is on its way, and is refused once it ended", async () => {
    const { rows } = await asOwner((db) =>
      sql<{ id: string }>`
        insert into worker (organisation_id, given_name, family_name, kind, supported_from)
        values (${ours.organisationId}, 'Karim', 'Benali', 'both', '2024-01-01') returning id`.execute(
        db,
      ),
    );
    const id = rows[0]?.id ?? "";
    let late: Promise<unknown> = Promise.resolve();
    await asOwner(async (db) => {
      await sql`select from worker where id = ${id} for update`.execute(db);
      late = as("essaim_coach", (other) =>
        (writes["records no notice"] as (id: string) => ReturnType<typeof sql>)(id).execute(other),
      ).then(
        () => "written",
        (error) => error,
      );
      // Long enough for the write to be waiting.
      await new Promise((resolve) => setTimeout(resolve, 200));
      await sql`update worker set anonymised_at = now() where id = ${id}`.execute(db);
    });
    expect(await late).toBeInstanceOf(NotFound);
  });
});

describe("a person", () => {
  const give = (coach: string | null) => (db: Tx) =>
    sql`update worker set coach_id = ${coach} where id = ${ours.workerId}`.execute(db);
  const now = (coach: string | null) => asOwner(give(coach));

  test("is taken from a colleague by nobody but a manager", async () => {
    await now(colleagueId);
    await expect(as("essaim_coach", give(ours.membershipId))).rejects.toBeInstanceOf(Forbidden);
    await expect(as("essaim_coach", give(null))).rejects.toBeInstanceOf(Forbidden);
    await as("essaim_manager", give(ours.membershipId));
    await as("essaim_coach", give(ours.membershipId), colleagueId);
  });

  test("whom nobody accompanies is taken by whoever comes first", async () => {
    await now(null);
    await as("essaim_coach", give(ours.membershipId));
  });
});
