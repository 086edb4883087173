import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { type MemberActor, publicActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { makeRelease, previewRelease, showRelease } from "./release.commands.ts";
import {
  getMyRelease,
  getRelease,
  listMyReleases,
  listPublicReleases,
  listReleases,
} from "./release.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
let funder: MemberActor;

const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);

/** People of one residence, who came on a day of 2026. */
async function come(residence: string, people: number, on: string): Promise<void> {
  await asOwner(async (db) => {
    for (let index = 0; index < people; index++) {
      await sql`with w as (insert into worker (organisation_id, given_name, family_name, kind, residence, commune_code,
            neighbourhood_code, supported_from)
          values (${ours.organisationId}, 'Sofia', ${`Inventée ${index}`}, 'platform_worker', ${residence},
            ${residence === "unknown" ? null : "59350"}, ${residence === "priority" ? "QN05901M" : null}, ${on})
          returning id)
        insert into stage (organisation_id, worker_id, kind, starts_on)
        select ${ours.organisationId}::uuid, id, 'diagnosis', ${on}::date from w`.execute(db);
    }
  });
}

const release = (cutOffOn: string, isPublic = false, grantId = ours.grantId) =>
  database.execute(manager, makeRelease, { grantId, cutOffOn, isPublic });

async function released(cutOffOn: string, isPublic = false, grantId = ours.grantId) {
  const outcome = await release(cutOffOn, isPublic, grantId);
  if (!outcome.ok) throw new Error(outcome.reason);
  const { details, ...told } = await database.execute(manager, getRelease, { id: outcome.id });
  if (!details) throw new Error("A manager reads the money");
  return { ...told, details };
}

beforeEach(async () => {
  await database?.close();
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
  funder = actorOf(ours, "funder");
  // With the one that `populate` made, of whom nothing is known: 13 in a priority neighbourhood, 9 outside, 5 unknown.
  await come("priority", 13, "2026-02-01");
  await come("outside", 9, "2026-02-01");
  await come("unknown", 4, "2026-02-01");
});
afterAll(() => database.close());

test("a release says what is large enough, and its funder reads it", async () => {
  const { id, content, details } = await released("2026-03-31");
  expect(content.people.total).toEqual({ people: 27, asOf: "2026-03-31" });
  expect(content.people.tables.residence).toEqual({
    asOf: "2026-03-31",
    classes: [
      { cells: ["priority"], people: 13 },
      { cells: ["outside"], people: 9 },
      { cells: ["unknown"], people: 5 },
    ],
  });
  // One person alone does something else than the others.
  expect(content.people.tables.kind).toBeUndefined();
  expect(details.money.awardedCents).toBeNull();
  const read = await database.execute(funder, getMyRelease, { id });
  expect(read.content).toEqual(content);
  expect(await database.execute(funder, listMyReleases, {})).toHaveLength(1);
});

test("one more person changes nothing of what is read, but the day of the release", async () => {
  const first = await released("2026-03-31");
  await come("priority", 1, "2026-04-15");
  const second = await released("2026-06-30");
  expect(second.content.people).toEqual(first.content.people);
  const totalOf = ({ content }: typeof first) =>
    content.figures.concat(first.details.figures).find(({ key }) => key === "supported_workers");
  expect(totalOf(second)?.value).toBe(27);
  expect(totalOf(second)?.asOf).toBe("2026-03-31");

  // Nine more, and enough of each, are said together.
  await come("priority", 5, "2026-07-01");
  await come("outside", 5, "2026-07-01");
  await come("unknown", 5, "2026-07-01");
  const third = await released("2026-09-30");
  expect(third.content.people.total).toEqual({ people: 43, asOf: "2026-09-30" });
  expect(third.content.people.tables.residence?.asOf).toBe("2026-09-30");
});

test("what is withheld leaves no trace in what is kept", async () => {
  const cutOff = { grantId: ours.grantId, cutOffOn: "2026-03-31" };
  const before = await database.execute(manager, previewRelease, cutOff);
  await asOwner((db) =>
    // Another person alone: the table of kinds stays hidden, whoever they are.
    sql`update worker set kind = 'commons_contributor' where id =
      (select id from worker where organisation_id = ${ours.organisationId} and kind = 'platform_worker' limit 1)`.execute(
      db,
    ),
  );
  const after = await database.execute(manager, previewRelease, cutOff);
  expect(JSON.stringify(after)).toBe(JSON.stringify(before));
});

test("a release is not kept without its details", async () => {
  const kept = asOwner((db) =>
    sql`insert into figure_release (organisation_id, grant_id, cut_off_on, content)
      values (${ours.organisationId}, ${ours.grantId}, '2026-03-31', '{}')`.execute(db),
  );
  await expect(kept).rejects.toThrow(/null value in column "details"/);
});

describe("a release is refused", () => {
  test.each([
    ["2025-12-31", "before_period"],
    ["2027-01-01", "after_period"],
  ])("at %s: %s", async (day, reason) => {
    expect(await release(day)).toEqual({ ok: false, reason });
    expect(await database.execute(manager, listReleases, { grantId: ours.grantId })).toEqual([]);
  });

  test("while its day has not come", async () => {
    await asOwner((db) =>
      db
        .updateTable("funding_grant")
        .set({ ends_on: "2099-12-31" })
        .where("id", "=", ours.grantId)
        .execute(),
    );
    expect(await release("2099-06-30")).toEqual({ ok: false, reason: "in_future" });
  });

  test("when it would go back, or say a day twice", async () => {
    await released("2026-06-30");
    expect(await release("2026-06-30")).toEqual({ ok: false, reason: "not_forward" });
    expect(await release("2026-03-31")).toEqual({ ok: false, reason: "not_forward" });
  });

  test("while the grant is hoped for", async () => {
    await asOwner((db) =>
      db
        .updateTable("funding_grant")
        .set({ status: "applied" })
        .where("id", "=", ours.grantId)
        .execute(),
    );
    expect(await release("2026-03-31")).toEqual({ ok: false, reason: "not_awarded" });
  });
});

test("two managers at once make one release of a day", async () => {
  const outcomes = await Promise.all([release("2026-03-31"), release("2026-03-31")]);
  expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(await database.execute(manager, listReleases, { grantId: ours.grantId })).toHaveLength(1);
});

test("a grant whose period overlaps points to the one that showed its people first", async () => {
  await released("2026-03-31");
  const other = await asOwner(async (db) => {
    const { rows } = await sql<{ id: string }>`
      insert into funding_grant (organisation_id, funder_id, programme_id, title, status, starts_on, ends_on)
      select organisation_id, funder_id, programme_id, 'Autre période', 'awarded', '2026-02-01', '2027-01-31'
      from funding_grant where id = ${ours.grantId} returning id`.execute(db);
    return rows[0]?.id ?? "";
  });
  const outcome = await release("2026-06-30", false, other);
  if (!outcome.ok) throw new Error(outcome.reason);
  const { content } = await database.execute(manager, getRelease, { id: outcome.id });
  expect(content.people).toEqual({
    total: null,
    tables: {},
    neighbourhoods: null,
    isElsewhere: true,
  });
  expect(
    content.figures.filter(({ countsPeople, value }) => countsPeople && value !== null),
  ).toEqual([]);
});

test("a shorter grant that began on the same day says what was said of its days, and nothing new", async () => {
  const first = await released("2026-03-31");
  await come("priority", 12, "2026-04-15");
  await released("2026-09-30");
  const other = await asOwner(async (db) => {
    const { rows } = await sql<{ id: string }>`
      insert into funding_grant (organisation_id, funder_id, programme_id, title, status, starts_on, ends_on)
      select organisation_id, funder_id, programme_id, 'Un semestre', 'awarded', starts_on, '2026-06-30'
      from funding_grant where id = ${ours.grantId} returning id`.execute(db);
    return rows[0]?.id ?? "";
  });
  const outcome = await release("2026-06-30", false, other);
  if (!outcome.ok) throw new Error(outcome.reason);
  const { content } = await database.execute(manager, getRelease, { id: outcome.id });
  expect(content.people).toEqual(first.content.people);
});

test("the first day and the funder of a grant stay once its figures were released", async () => {
  await released("2026-03-31");
  const change = (set: object) =>
    asOwner((db) =>
      db.updateTable("funding_grant").set(set).where("id", "=", ours.grantId).execute(),
    );
  await expect(change({ starts_on: "2026-02-01" })).rejects.toThrow(/figures were released/);
  const { id: otherFunder } = await asOwner((db) =>
    db
      .insertInto("funder")
      .values({ organisation_id: ours.organisationId, name: "Autre", kind: "public" })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  await expect(change({ funder_id: otherFunder })).rejects.toThrow(/funder was told/);
  await change({ ends_on: "2027-06-30" });
});

test("two grants released on the same days go on saying what grows", async () => {
  const other = await asOwner(async (db) => {
    const { rows } = await sql<{ id: string }>`
      insert into funding_grant (organisation_id, funder_id, programme_id, title, status, starts_on, ends_on)
      select organisation_id, funder_id, programme_id, 'Le même jour', 'awarded', starts_on, ends_on
      from funding_grant where id = ${ours.grantId} returning id`.execute(db);
    return rows[0]?.id ?? "";
  });
  await released("2026-03-31");
  await release("2026-03-31", false, other);
  for (const residence of ["priority", "outside", "unknown"]) {
    await come(residence, 9, "2026-04-15");
  }
  const second = await released("2026-06-30");
  expect(second.content.people.total).toEqual({ people: 54, asOf: "2026-06-30" });
  expect(second.content.people.tables.residence?.asOf).toBe("2026-06-30");
  const again = await released("2026-06-30", false, other);
  expect(again.content.people).toEqual(second.content.people);
});

test("what one person gives of their money and of their time is for the team", async () => {
  await asOwner((db) =>
    sql`insert into contribution (organisation_id, open_resource_id, kind, contributed_on, description, amount_cents,
        minutes, worker_id)
      select ${ours.organisationId}::uuid, ${ours.resourceId}::uuid, kind, '2026-03-01', 'Essai', cents, minutes, giver
      from (values ('gift', 12000, null, ${ours.workerId}::uuid), ('gift', 5000, null, null),
        ('translation', null, 90, ${ours.workerId}::uuid)) as given (kind, cents, minutes, giver)`.execute(
      db,
    ),
  );
  const { content, details } = await released("2026-03-31");
  const figures = [...content.figures, ...details.figures];
  expect(figures.find(({ key }) => key === "money_given_to_commons")?.value).toBe(5000);
  expect(figures.find(({ key }) => key === "time_given_to_commons")).toBeUndefined();
  expect(content.contributions.find(({ kind }) => kind === "gift")?.contributions).toBe(1);
  expect(content.contributions.find(({ kind }) => kind === "translation")?.contributions).toBe(1);
});

test("a coach reads the figures of a release, and not its money", async () => {
  const { id } = await released("2026-03-31");
  const read = await database.execute(actorOf(ours, "coach"), getRelease, { id });
  expect(read.content.people.total?.people).toBe(27);
  expect(read.details).toBeNull();
});

test("everybody reads what was made public, without what is for the funder", async () => {
  const { id } = await released("2026-03-31");
  const read = async () => {
    const { slug } = await asOwner((db) =>
      db
        .selectFrom("organisation")
        .where("id", "=", ours.organisationId)
        .select("slug")
        .executeTakeFirstOrThrow(),
    );
    return database.executePublic(publicActor("test"), listPublicReleases, {
      organisationSlug: slug,
    });
  };
  expect(await read()).toEqual([]);
  await database.execute(manager, showRelease, { id, isPublic: true });
  const [shown] = await read();
  expect(shown?.id).toBe(id);
  await expect(sql`select details from figure_release`.execute(database.public.db)).rejects.toThrow(
    /permission denied/,
  );
});

test("another funder, and another organisation, read nothing of it", async () => {
  const { id } = await released("2026-03-31");
  const stranger = actorOf(theirs, "funder");
  await expect(database.execute(stranger, getMyRelease, { id })).rejects.toThrow(/No release/);
  await expect(database.execute(actorOf(theirs, "manager"), getRelease, { id })).rejects.toThrow(
    /No release/,
  );
});

test("nobody changes what was released", async () => {
  const { id } = await released("2026-03-31");
  const change = database.staff.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
      set_config('role', 'essaim_manager', true)`.execute(db);
    await sql`update figure_release set content = '{}' where id = ${id}`.execute(db);
  });
  await expect(change).rejects.toThrow(/permission denied/);
});
