import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dashboardFilterSchema, getDashboard, getGrantFigures } from "./dashboard.queries.ts";
import { setTargets } from "./target.commands.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
let funder: MemberActor;
let actionId: string;

/** As the owner: sees every organisation where it is a superuser, so each statement names its own. */
const asOwner = <T>(rows: Rows, work: (db: Tx) => Promise<T>) =>
  inOrganisation(database.owner.db, rows, work);

type People = readonly [
  residence: "priority" | "outside" | "unknown",
  kind: "platform_worker" | "commons_contributor" | "both",
  count: number,
  from?: string,
  until?: string | null,
];

async function addWorkers(rows: Rows, groups: readonly People[]): Promise<void> {
  await asOwner(rows, async (db) => {
    for (const [residence, kind, count, from = "2026-02-01", until = null] of groups) {
      for (let index = 0; index < count; index++) {
        const { id } = await db
          .insertInto("worker")
          .values({
            organisation_id: rows.organisationId,
            given_name: "Sofia",
            family_name: `Inventée ${index}`,
            kind,
            residence,
            commune_code: residence === "unknown" ? null : "59350",
            neighbourhood_code: residence === "priority" ? "QN05901M" : null,
            supported_from: from,
          })
          .returning("id")
          .executeTakeFirstOrThrow();
        const stage = { organisation_id: rows.organisationId, worker_id: id };
        await db
          .insertInto("stage")
          .values([
            { ...stage, kind: "diagnosis" as const, starts_on: from },
            ...(until ? [{ ...stage, kind: "exit" as const, starts_on: until }] : []),
          ])
          .execute();
      }
    }
  });
}

async function addGrant(
  rows: Rows,
  values: {
    title: string;
    starts: string;
    ends: string;
    status?: "envisaged" | "applied";
    funderId?: string;
  },
): Promise<string> {
  return asOwner(rows, async (db) => {
    const { programme_id } = await db
      .selectFrom("funding_grant")
      .where("id", "=", rows.grantId)
      .select("programme_id")
      .executeTakeFirstOrThrow();
    const { id } = await db
      .insertInto("funding_grant")
      .values({
        organisation_id: rows.organisationId,
        funder_id: values.funderId ?? rows.funderId,
        programme_id,
        title: values.title,
        status: values.status ?? "awarded",
        starts_on: values.starts,
        ends_on: values.ends,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  });
}

const dashboard = (actor: MemberActor, query: object = {}) =>
  database.execute(actor, getDashboard, dashboardFilterSchema.parse(query));

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
  funder = actorOf(ours, "funder");
  // With the one that `populate` made (unknown, both): 13 in a priority neighbourhood, 9 outside, 3 unknown.
  await addWorkers(ours, [
    ["priority", "platform_worker", 10],
    ["priority", "commons_contributor", 3],
    ["outside", "platform_worker", 8],
    ["outside", "both", 1],
    ["unknown", "platform_worker", 2],
    // Neither the day before the period nor the day after it counts.
    ["priority", "both", 1, "2025-01-01", "2025-12-31"],
    ["priority", "both", 1, "2027-01-01"],
  ]);
  await addWorkers(theirs, [["priority", "platform_worker", 30]]);
  await asOwner(ours, async (db) => {
    actionId = (
      await db
        .selectFrom("programme_action")
        .where("organisation_id", "=", ours.organisationId)
        .select("id")
        .executeTakeFirstOrThrow()
    ).id;
    const contribution = {
      organisation_id: ours.organisationId,
      open_resource_id: ours.resourceId,
    };
    await db
      .insertInto("contribution")
      .values([
        {
          ...contribution,
          kind: "code",
          contributed_on: "2026-12-31",
          description: "Dernier jour",
        },
        { ...contribution, kind: "data", contributed_on: "2025-12-31", description: "La veille" },
      ])
      .execute();
    const figure = { organisation_id: ours.organisationId, evidence: "Relevé" };
    await db
      .insertInto("declared_figure")
      .values([
        {
          ...figure,
          indicator_key: "video_views",
          month: "2026-12-01",
          source: "PeerTube",
          value: 900,
        },
        {
          ...figure,
          indicator_key: "video_views",
          month: "2027-01-01",
          source: "PeerTube",
          value: 7,
        },
        {
          ...figure,
          indicator_key: "indirect_beneficiaries",
          month: "2026-04-01",
          source: "Ateliers",
          value: 3,
        },
      ])
      .execute();
    await db
      .updateTable("activity")
      .set({
        status: "published",
        limits: "Peu de place",
        advantages: "Peu d’argent",
        // Already 2026 in Paris.
        published_at: "2025-12-31T23:30:00Z",
      })
      .where("id", "=", ours.activityId)
      .execute();
    await sql`select publish_record('activity', ${ours.activityId})`.execute(db);
    await sql`update published_record p set published_at = a.published_at from activity a where a.id = p.id`.execute(
      db,
    );
  });
  const outcome = await database.execute(manager, setTargets, {
    grantId: ours.grantId,
    version: 1,
    targets: [
      { indicatorKey: "supported_workers", actionId, value: 25 },
      { indicatorKey: "supported_workers_in_priority_neighbourhood", actionId, value: 13 },
      { indicatorKey: "indirect_beneficiaries", actionId, value: 500 },
      { indicatorKey: "video_views", actionId: null, value: 20_000 },
      { indicatorKey: "text_audio_visits", actionId: null, value: 10_000 },
      { indicatorKey: "contributions_to_commons", actionId: null, value: 10 },
      { indicatorKey: "published_activities", actionId: null, value: 8 },
    ],
  });
  if (!outcome.ok) throw new Error(outcome.reason);
});
afterAll(() => database.close());

function byKey(found: Awaited<ReturnType<typeof dashboard>>) {
  const figures = found.figures?.groups.flatMap((group) => group.figures) ?? [];
  return Object.fromEntries(figures.map((figure) => [figure.indicatorKey, figure]));
}

test("the team's figures are those that plain SQL finds", async () => {
  const { rows } = await asOwner(ours, (db) =>
    sql<{ key: string; value: number | null }>`
      with g as (select * from funding_grant where id = ${ours.grantId}),
      w as (select distinct worker.* from worker, g
            where worker.organisation_id = g.organisation_id
              and exists (select from support_period p
                where p.organisation_id = worker.organisation_id and p.worker_id = worker.id
                  and daterange(p.starts_on, p.ends_on, '[]') && daterange(g.starts_on, g.ends_on, '[]')))
      select 'supported_workers' as key, (select count(*) from w) as value
      union all select 'supported_workers_in_priority_neighbourhood',
        (select count(*) from w where neighbourhood_code is not null)
      union all select 'indirect_beneficiaries', (select sum(value)::bigint from declared_figure f, g
        where f.organisation_id = g.organisation_id and indicator_key = 'indirect_beneficiaries' and to_char(month, 'YYYY') = '2026')
      union all select 'video_views', (select sum(value)::bigint from declared_figure f, g
        where f.organisation_id = g.organisation_id and indicator_key = 'video_views' and to_char(month, 'YYYY') = '2026')
      union all select 'text_audio_visits', null
      union all select 'contributions_to_commons',
        (select count(*) from contribution c, g
          where c.organisation_id = g.organisation_id and to_char(contributed_on, 'YYYY') = '2026')
      union all select 'published_activities', (select count(*) from activity a, g
        where a.organisation_id = g.organisation_id and a.status = 'published'
        and published_at >= '2025-12-31 23:00:00+00' and published_at < '2026-12-31 23:00:00+00')`.execute(
      db,
    ),
  );
  const expected = Object.fromEntries(rows.map((row) => [row.key, row.value]));
  expect(expected).toEqual({
    supported_workers: 25,
    supported_workers_in_priority_neighbourhood: 13,
    indirect_beneficiaries: 3,
    video_views: 1000,
    text_audio_visits: null,
    contributions_to_commons: 2,
    published_activities: 1,
  });
  const found = byKey(await dashboard(manager, { financement: ours.grantId }));
  expect(
    Object.fromEntries(Object.entries(found).map(([key, { actual }]) => [key, actual])),
  ).toEqual(expected);
  const ofGrant = await database.execute(actorOf(ours, "coach"), getGrantFigures, {
    id: ours.grantId,
  });
  expect(ofGrant.groups.map((group) => group.action?.name ?? null)).toEqual(["Ruche", null]);
  expect(ofGrant.people.residence).toEqual([
    { cells: ["priority"], people: 13 },
    { cells: ["outside"], people: 9 },
    { cells: ["unknown"], people: 3 },
  ]);
});

test("somebody who left and came back counts for the periods they were there, not for the gap", async () => {
  const counted = async (starts: string, ends: string) => {
    const financement = await addGrant(ours, {
      title: `${starts}`,
      starts,
      ends,
      status: "applied",
    });
    return (await dashboard(manager, { financement })).figures?.people.total;
  };
  const periods = [
    ["1995-01-01", "1995-12-31"],
    ["1996-07-01", "1997-02-28"],
    ["1998-01-01", "1998-12-31"],
    ["1995-12-31", "1998-01-01"],
  ] as const;
  const before = await Promise.all(periods.map(([from, to]) => counted(from, to)));
  const workerId = await asOwner(ours, async (db) => {
    const { id } = await db
      .insertInto("worker")
      .values({
        organisation_id: ours.organisationId,
        given_name: "Sofia",
        family_name: "Revenue",
        kind: "both",
        supported_from: "1995-03-01",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const stage = { organisation_id: ours.organisationId, worker_id: id };
    await db
      .insertInto("stage")
      .values([
        { ...stage, kind: "candidate", starts_on: "1995-03-01" },
        { ...stage, kind: "exit", starts_on: "1996-06-30" },
        { ...stage, kind: "candidate", starts_on: "1997-03-01" },
        { ...stage, kind: "exit", starts_on: "1999-06-30" },
      ])
      .execute();
    return id;
  });
  const after = await Promise.all(periods.map(([from, to]) => counted(from, to)));
  // There in 1995 and 1998, away from July 1996 to February 1997; once over the whole time, not twice.
  expect(after.map((people, index) => (people ?? 0) - (before[index] ?? 0))).toEqual([1, 0, 1, 1]);
  await asOwner(ours, async (db) => {
    await db.deleteFrom("stage").where("worker_id", "=", workerId).execute();
    await db.deleteFrom("worker").where("id", "=", workerId).execute();
  });
});

test("the funder sees what was promised, and no figure that is withheld", async () => {
  const found = await dashboard(funder);
  expect(found.figures?.people).toEqual({
    total: 25,
    residence: [
      { cells: ["priority"], people: 13 },
      { cells: ["outside", "unknown"], people: 12 },
    ],
    kind: [
      { cells: ["platform_worker"], people: 20 },
      { cells: ["commons_contributor", "both"], people: 5 },
    ],
  });
  expect(byKey(found)).toMatchObject({
    supported_workers: { actual: 25, withheld: null },
    supported_workers_in_priority_neighbourhood: { actual: 13, withheld: null },
    indirect_beneficiaries: { actual: null, withheld: "small" },
    video_views: { actual: 1000, withheld: null },
    text_audio_visits: { actual: null, withheld: null },
  });
});

test("a manager who asks for the funder's view gets what the funder gets, to the letter", async () => {
  const grant = { financement: ours.grantId };
  const [asked, own] = [
    await dashboard(manager, { ...grant, vue: "financeur" }),
    await dashboard(funder, grant),
  ];
  expect(JSON.stringify({ ...asked, choices: null })).toBe(
    JSON.stringify({ ...own, choices: null }),
  );
});

test("what is sent does not change by one byte when a withheld figure does", async () => {
  const before = JSON.stringify(await dashboard(funder));
  const change = (text: string) => asOwner(ours, (db) => sql.raw(text).execute(db));
  const here = `organisation_id = '${ours.organisationId}'`;
  const one = (where: string) => `(select id from worker where ${here} and ${where} limit 1)`;
  // 9 outside and 3 unknown become 11 and 1; 3 contributors and 2 both become 1 and 4; 3 beneficiaries become 1.
  await change(`update worker set residence = 'outside', commune_code = '59350' where id in
    (select id from worker where ${here} and residence = 'unknown' limit 2)`);
  for (let moved = 0; moved < 2; moved++) {
    await change(
      `update worker set kind = 'both' where id = ${one("kind = 'commons_contributor'")}`,
    );
  }
  await change(
    `update declared_figure set value = 1 where ${here} and indicator_key = 'indirect_beneficiaries'`,
  );
  const exact = await dashboard(manager, { financement: ours.grantId });
  expect(exact.figures?.people.residence?.map(({ people }) => people)).toEqual([13, 11, 1]);
  expect(JSON.stringify(await dashboard(funder))).toBe(before);
});

describe("who sees which grant", () => {
  test("a funder sees its own awarded grants and nothing of another funder's", async () => {
    const otherFunder = await asOwner(ours, async (db) =>
      db
        .insertInto("funder")
        .values({
          organisation_id: ours.organisationId,
          name: "Autre fondation",
          kind: "foundation",
        })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    const foreign = await addGrant(ours, {
      title: "D’une autre",
      starts: "2026-01-01",
      ends: "2026-12-31",
      funderId: otherFunder.id,
    });
    const hoped = await addGrant(ours, {
      title: "Espéré",
      starts: "2030-01-01",
      ends: "2030-12-31",
      status: "envisaged",
    });
    const seen = await dashboard(funder);
    expect(seen.choices.map((one) => one.id)).toEqual([ours.grantId]);
    for (const financement of [foreign, hoped, theirs.grantId]) {
      await expect(dashboard(funder, { financement })).rejects.toMatchObject({ code: "not_found" });
    }
    const other = await dashboard(actorOf({ ...ours, funderId: otherFunder.id }, "funder"));
    expect(other.choices.map((one) => one.id)).toEqual([foreign]);
    const hidden = await dashboard(manager, { financement: hoped, vue: "financeur" });
    expect(hidden).toMatchObject({ isHidden: true, figures: null });
  });

  test("roles without the permission are refused", async () => {
    for (const role of ["coach", "editor", "admin"] as const) {
      await expect(dashboard(actorOf(ours, role))).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(
      database.execute(funder, getGrantFigures, { id: ours.grantId }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("the funder's role in PostgreSQL cannot read people, meetings, contributions, nor declared lines", async () => {
    for (const table of ["worker", "meeting", "contribution", "declared_figure", "membership"]) {
      const read = database.staff.db.transaction().execute(async (db) => {
        await sql`select set_config('role', 'essaim_funder', true),
          set_config('app.organisation_id', ${ours.organisationId}, true),
          set_config('app.funder_id', ${ours.funderId}, true)`.execute(db);
        await sql`select 1 from ${sql.table(table)}`.execute(db);
      });
      await expect(read, table).rejects.toThrow(/permission denied/);
    }
  });

  test("the counting functions answer nothing about a grant that is not the asker's", async () => {
    const count = (grantId: string, organisationId: string, funderId: string) =>
      database.staff.db.transaction().execute(async (db) => {
        await sql`select set_config('role', 'essaim_funder', true),
          set_config('app.organisation_id', ${organisationId}, true),
          set_config('app.funder_id', ${funderId}, true)`.execute(db);
        const { rows } = await sql<{ n: number }>`
          select (select count(*) from count_supported_workers(${grantId}))
            + (select count(*) from count_contributions(${grantId}))
            + (select count(*) from sum_declared_figures(${grantId})) as n`.execute(db);
        return rows[0]?.n;
      });
    expect(await count(ours.grantId, ours.organisationId, ours.funderId)).toBeGreaterThan(0);
    expect(await count(ours.grantId, ours.organisationId, randomUUID())).toBe(0);
    expect(await count(ours.grantId, theirs.organisationId, theirs.funderId)).toBe(0);
  });
});

test("a grant whose period overlaps an earlier one shows no figure of people, and says whose stand in", async () => {
  const nested = await addGrant(ours, {
    title: "Printemps",
    starts: "2026-03-01",
    ends: "2026-05-31",
  });
  const next = await addGrant(ours, { title: "2027", starts: "2027-01-01", ends: "2027-12-31" });
  const seen = await dashboard(funder, { financement: nested });
  expect(seen.standIn).toEqual({ id: ours.grantId, title: "Ruche" });
  expect(seen.figures).toMatchObject({
    people: { total: null, residence: null, kind: null },
    withheld: "overlap",
  });
  expect((await dashboard(funder, { financement: next })).figures?.people.total).toBe(26);
  expect((await dashboard(funder, { financement: ours.grantId })).figures?.people.total).toBe(25);
  const exact = await dashboard(manager, { financement: nested });
  expect(exact.figures?.people.total).toBe(25);
});

test("targets are replaced whole, within the grant's programme, and a second hand is told", async () => {
  const id = await addGrant(ours, { title: "Objectifs", starts: "2031-01-01", ends: "2031-12-31" });
  const set = (value: number, version: number, action: string | null = null) =>
    database.execute(manager, setTargets, {
      grantId: id,
      version,
      targets: [{ indicatorKey: "supported_workers", actionId: action, value }],
    });
  expect(await set(10, 1)).toEqual({ ok: true, id });
  expect(await set(11, 1)).toMatchObject({
    reason: "conflict",
    current: { targets: [{ indicatorKey: "supported_workers", value: 10 }], version: 2 },
    changedBy: "Ruche",
  });
  const [foreignAction] = await asOwner(theirs, (db) =>
    db
      .selectFrom("programme_action")
      .where("organisation_id", "=", theirs.organisationId)
      .select("id")
      .execute(),
  );
  expect(await set(12, 2, foreignAction?.id ?? "")).toEqual({
    ok: false,
    reason: "action_unknown",
    indicatorKey: "supported_workers",
  });
  const kept = await database.execute(manager, getGrantFigures, { id });
  expect(kept.groups.flatMap((group) => group.figures)).toMatchObject([{ target: 10 }]);
});
