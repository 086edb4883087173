import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populateAll, type Rows } from "@essaim/database/testing-rows";
import { getSentReport, listSentReports } from "@essaim/funding/report/sent-report.queries";
import type { MemberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeMessage } from "../message/message.commands.ts";
import { makeRelease } from "../release/release.commands.ts";
import { getMyRelease } from "../release/release.queries.ts";
import { getMyReport, listMyReports } from "../report/report.queries.ts";
import { getMyGrant, getMyPlaces, listMyGrants, listMyStories } from "./portal.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let funder: MemberActor;
let other: MemberActor;
let stranger: MemberActor;

const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populateAll(database.owner.db, "Ruche");
  theirs = await populateAll(database.owner.db, "Essieu");
  funder = actorOf(ours, "funder");
  stranger = actorOf(theirs, "funder");
  // What `populateAll` released is of no shape that is read.
  await asOwner(async (db) => {
    await sql`alter table impact_report disable trigger keep_sealed`.execute(db);
    await sql`delete from report_file where organisation_id = ${ours.organisationId}`.execute(db);
    await sql`delete from impact_report where organisation_id = ${ours.organisationId}`.execute(db);
    await sql`alter table impact_report enable trigger keep_sealed`.execute(db);
    await sql`delete from figure_release where organisation_id = ${ours.organisationId}`.execute(
      db,
    );
    for (let index = 0; index < 12; index++) {
      await sql`with w as (insert into worker (organisation_id, given_name, family_name, kind, residence, commune_code,
            neighbourhood_code, supported_from)
          values (${ours.organisationId}, 'Zoé', ${`Inventée ${index}`}, 'platform_worker', 'priority', '59350',
            'QN05901M', '2026-02-01') returning id)
        insert into stage (organisation_id, worker_id, kind, starts_on)
        select ${ours.organisationId}::uuid, id, 'diagnosis', '2026-02-01' from w`.execute(db);
    }
    const { rows } = await sql<{ id: string }>`insert into funder (organisation_id, name, kind)
      values (${ours.organisationId}, 'Autre', 'public') returning id`.execute(db);
    other = actorOf({ ...ours, funderId: rows[0]?.id }, "funder");
  });
  for (const cutOffOn of ["2026-03-31", "2026-06-30"]) {
    const made = await database.execute(actorOf(ours, "manager"), makeRelease, {
      grantId: ours.grantId,
      cutOffOn,
      isPublic: false,
    });
    if (!made.ok) throw new Error(made.reason);
  }
});
afterAll(() => database.close());

const ask = (who: MemberActor) => database.execute(who, listMyGrants, {});

test("a funder reads its own grants, with the latest release, what is new, and its question that waits", async () => {
  await database.execute(funder, writeMessage, { grantId: ours.grantId, body: "Et après\u202f?" });
  const [grant, ...others] = await ask(funder);
  expect(others).toEqual([]);
  expect(grant).toMatchObject({ id: ours.grantId, releasedAt: "2026-06-30" });
  expect(grant?.waiting).toMatchObject({ messages: 1, since: expect.any(Date) });
  expect(grant?.news.map((one) => ("cutOffOn" in one ? one.cutOffOn : one.kind))).toEqual(
    expect.arrayContaining(["2026-06-30", "2026-03-31", "answer", "financial_report"]),
  );
});

test("the days of its releases are a list, and any other day is none", async () => {
  const { releases } = await database.execute(funder, getMyGrant, { id: ours.grantId });
  expect(releases.map(({ cutOffOn }) => cutOffOn)).toEqual(["2026-06-30", "2026-03-31"]);
  const places = (cutOffOn?: string) =>
    database.execute(funder, getMyPlaces, { grantId: ours.grantId, cutOffOn });
  expect((await places()).cutOffOn).toBe("2026-06-30");
  expect((await places("2026-03-31")).cutOffOn).toBe("2026-03-31");
  await expect(places("2026-05-01")).rejects.toThrow(/No release/);
});

test("a neighbourhood that is not shown is not there, whoever lives in it", async () => {
  const places = await database.execute(funder, getMyPlaces, { grantId: ours.grantId });
  const released = await database.execute(funder, getMyGrant, { id: ours.grantId });
  const { content } = await database.execute(funder, getMyRelease, {
    id: released.releases[0]?.id ?? "",
  });
  expect(places.people).toEqual(content.people.neighbourhoods?.people ?? {});
});

test("nobody else opens any of it", async () => {
  const { releases } = await database.execute(funder, getMyGrant, { id: ours.grantId });
  const [report] = await database.execute(funder, listSentReports, {});
  for (const who of [other, stranger]) {
    expect((await ask(who)).map(({ id }) => id)).not.toContain(ours.grantId);
    const refused = [
      () => database.execute(who, getMyGrant, { id: ours.grantId }),
      () => database.execute(who, getMyPlaces, { grantId: ours.grantId }),
      () => database.execute(who, listMyStories, { grantId: ours.grantId }),
      () => database.execute(who, getMyRelease, { id: releases[0]?.id ?? "" }),
      () => database.execute(who, getSentReport, { id: report?.id ?? "" }),
    ];
    for (const one of refused) await expect(one()).rejects.toThrow(/^No /);
    expect(await database.execute(who, listSentReports, { grantId: ours.grantId })).toEqual([]);
    expect(await database.execute(who, listMyReports, { grantId: ours.grantId })).toEqual([]);
  }
  const [theirReport] = await database.execute(stranger, listMyReports, {});
  await expect(
    database.execute(funder, getMyReport, { id: theirReport?.id ?? "" }),
  ).rejects.toThrow(/No sealed report/);
});

describe("as the funder's role", () => {
  /** Everything that the role may select, as one text: whatever the pages do, no more can come out of it. */
  async function allThatItReads(): Promise<string> {
    const { rows: columns } = await sql<{ name: string; list: string }>`
      select c.relname as name, string_agg(quote_ident(a.attname), ', ') as list
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and has_column_privilege('essaim_funder', c.oid, a.attname, 'select')
      group by c.relname`.execute(database.owner.db);
    return database.staff.db.transaction().execute(async (db) => {
      await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
        set_config('app.membership_id', ${ours.membershipId}, true),
        set_config('app.funder_id', ${ours.funderId}, true), set_config('role', 'essaim_funder', true)`.execute(
        db,
      );
      let all = "";
      for (const { name, list } of columns) {
        const { rows } = await sql<{ row: string }>`
          select to_jsonb(t)::text as row from (select ${sql.raw(list)} from ${sql.table(name)}) t`.execute(
          db,
        );
        all += rows.map(({ row }) => row).join("\n");
      }
      return all;
    });
  }

  test("nobody accompanied can be read, by name nor by id, in any table", async () => {
    const all = await allThatItReads();
    expect(all).toContain(ours.grantId);
    for (const told of ["Zoé", "Inventée", "Léa", ours.workerId]) expect(all).not.toContain(told);
  });
});
