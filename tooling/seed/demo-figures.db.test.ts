import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, type TestDatabase, testSecret } from "@essaim/database/testing";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { evaluateAll } from "@essaim/impact/registry/evaluate.queries";
import {
  type IndicatorKey,
  indicatorKeys,
  registry,
} from "@essaim/impact/registry/indicator.schema";
import { peopleOfPeriod } from "@essaim/impact/registry/people.queries";
import { scopeOf } from "@essaim/impact/registry/trace.queries";
import { openStorage } from "@essaim/web/storage";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { opteosId } from "./ground.ts";
import { seedDemo } from "./main.ts";

/**
 * Each figure of the demonstration, counted again as the owner from the records themselves: no support period, no
 * roll-up, none of the registry's own queries.
 */

const folder = mkdtempSync(join(tmpdir(), "essaim-figures-"));
let test: TestDatabase;
let manager: MemberActor;
let grants: { id: string; title: string; startsOn: string; endsOn: string }[];

type Asked = { from: string; to: string; grantId: string };

/** One number; `$1` is the organisation, `$2` and `$3` the period. */
async function one(asked: Asked, query: string, ...more: unknown[]): Promise<number | null> {
  const { rows } = await test.owner.pool.query<{ n: string | null }>(query, [
    opteosId,
    asked.from,
    asked.to,
    ...more,
  ]);
  const n = rows[0]?.n;
  return n == null ? null : Number(n);
}

/** Day after day, who is there: their last stage is no exit, or it is of that very day. */
const supported = `
  select w.id, max(d)::date as last from worker w, generate_series($2::date, $3::date, interval '1 day') d
  where w.organisation_id = $1 and (
    exists (select from stage s where s.worker_id = w.id and s.kind = 'exit' and s.starts_on = d)
    or (select s.kind from stage s where s.worker_id = w.id and s.starts_on <= d
      order by s.starts_on desc, s.kind = 'exit' desc limit 1) <> 'exit')
  group by w.id`;

/** Where each of them lived on their last day: the latest answer then, or else the very first. */
const home = `
  select s.id, coalesce(
    (select case when to_check then 'unknown' else answer end from residence r
      where r.worker_id = s.id and r.superseded_at is null and r.holds_from <= s.last
      order by r.holds_from desc limit 1),
    (select case when to_check then 'unknown' else answer end from residence r
      where r.worker_id = s.id and r.superseded_at is null order by r.holds_from limit 1),
    (select residence from worker w where w.id = s.id)) as answer
  from supported s`;

const declared = (asked: Asked, key: string) =>
  one(
    asked,
    `select sum(value) as n from declared_figure where organisation_id = $1 and indicator_key = $4 and counts
      and to_char(month, 'YYYY-MM') between left($2, 7) and left($3, 7)`,
    key,
  );

async function medianWait(asked: Asked, kind: "cape" | "cesa"): Promise<number | null> {
  const { rows } = await test.owner.pool.query<{ days: number }>(
    `select c.starts_on - (select min(b.starts_on) from stage b where b.worker_id = c.worker_id and b.starts_on > coalesce(
        (select max(e.starts_on) from stage e where e.worker_id = c.worker_id and e.kind = 'exit'
          and e.starts_on < c.starts_on), '1900-01-01')) as days
      from stage c where c.organisation_id = $1 and c.kind = $4 and c.starts_on >= $2 and c.starts_on <= $3`,
    [opteosId, asked.from, asked.to, kind],
  );
  const days = rows.map((row) => row.days).sort((a, b) => a - b);
  if (days.length === 0) return null;
  const middle = (days.length - 1) / 2;
  return ((days[Math.floor(middle)] ?? 0) + (days[Math.ceil(middle)] ?? 0)) / 2;
}

const counted = new Map<string, Promise<{ people: number; priority: number; lasting: number }>>();

/** Counted once a period: it takes a while, day after day. */
function whoIsThere(asked: Asked) {
  const key = `${asked.from} ${asked.to}`;
  const found = counted.get(key) ?? countPeople(asked);
  counted.set(key, found);
  return found;
}

async function countPeople({ from, to }: Asked) {
  const { rows } = await test.owner.pool.query(
    `with supported as materialized (${supported})
      select count(*)::int as people,
        (select count(*)::int from (${home}) h where answer = 'priority') as priority,
        (select count(*)::int from supported s
          join stage e on e.worker_id = s.id and e.kind = 'exit' and e.starts_on = s.last
          join list_value v on v.id = e.exit_destination_id
          where v.code in ('own_business', 'other_cooperative', 'permanent_job')) as lasting
      from supported`,
    [opteosId, from, to],
  );
  return rows[0];
}

const people = async (asked: Asked) => (await whoIsThere(asked)).people;
const inPriority = async (asked: Asked) => (await whoIsThere(asked)).priority;
const lasting = async (asked: Asked) => (await whoIsThere(asked)).lasting;
const spent = (asked: Asked) =>
  one(
    asked,
    `select coalesce(sum(a.amount_cents), 0) as n from expense_allocation a
      where a.organisation_id = $1
        and a.budget_line_id in (select id from budget_line where grant_id = $4)
        and a.expense_id in (select id from expense where paid_on is not null and incurred_on >= $2 and incurred_on <= $3)`,
    asked.grantId,
  );
const ratio = (above: number | null, below: number | null) =>
  above === null || !below ? null : above / below;

/** An indicator that the registry gains is counted again here too, or this does not compile. */
const again: Record<IndicatorKey, (asked: Asked) => Promise<number | null>> = {
  supported_workers: people,
  supported_workers_in_priority_neighbourhood: inPriority,
  priority_share: async (asked) => ratio(await inPriority(asked), await people(asked)),
  indirect_beneficiaries: (asked) => declared(asked, "indirect_beneficiaries"),
  video_views: (asked) => declared(asked, "video_views"),
  text_audio_visits: (asked) => declared(asked, "text_audio_visits"),
  published_activities: (asked) =>
    one(
      asked,
      `select count(*) as n from activity a join published_record p on p.id = a.id
        where a.organisation_id = $1 and p.published_at >= ($2 || ' 00:00 Europe/Paris')::timestamptz
          and p.published_at < (($3::date + 1) || ' 00:00 Europe/Paris')::timestamptz`,
    ),
  transferred_activities: (asked) =>
    one(
      asked,
      `select count(*) as n from activity_location where organisation_id = $1
        and transferred_from_commune_code is not null
        and since_year >= left($2, 4)::int and since_year <= left($3, 4)::int`,
    ),
  published_experiences: (asked) =>
    one(
      asked,
      `select count(*) as n from experience e where e.organisation_id = $1
        and e.activity_id in (select id from published_record)
        and e.published_at >= ($2 || ' 00:00 Europe/Paris')::timestamptz
        and e.published_at < (($3::date + 1) || ' 00:00 Europe/Paris')::timestamptz`,
    ),
  contributions_to_commons: (asked) =>
    one(
      asked,
      `select count(*) as n from contribution
        where organisation_id = $1 and contributed_on >= $2 and contributed_on <= $3
          and not (worker_id is not null and kind in ('gift', 'share', 'membership'))`,
    ),
  money_given_to_commons: (asked) =>
    one(
      asked,
      `select coalesce(sum(amount_cents), 0) as n from contribution
        where organisation_id = $1 and kind in ('gift', 'share', 'membership') and worker_id is null
          and contributed_on >= $2 and contributed_on <= $3`,
    ),
  time_given_to_commons: (asked) =>
    one(
      asked,
      `select coalesce(sum(minutes), 0) as n from contribution
        where organisation_id = $1 and contributed_on >= $2 and contributed_on <= $3`,
    ),
  reuse_by_cooperatives: (asked) => declared(asked, "reuse_by_cooperatives"),
  sustainable_exits: lasting,
  days_to_cape: (asked) => medianWait(asked, "cape"),
  days_to_cesa: (asked) => medianWait(asked, "cesa"),
  mentoring_pairs: (asked) =>
    one(
      asked,
      `select count(distinct case when mentor_id < novice_id then (mentor_id, novice_id) else (novice_id, mentor_id) end) as n
        from mentorship where organisation_id = $1 and declined_on is null
          and mentor_accepted_on <= $3 and novice_accepted_on <= $3 and coalesce(ended_on, $3) >= $2::date`,
    ),
  paid_spending: spent,
  cost_per_supported_worker: async (asked) => ratio(await spent(asked), await people(asked)),
  cost_per_sustainable_exit: async (asked) => ratio(await spent(asked), await lasting(asked)),
};

const asManager = <T>(work: (db: Tx) => Promise<T>): Promise<T> =>
  test.execute(
    manager,
    defineQuery({
      name: "count",
      permission: "impact:write",
      input: z.object({}),
      run: ({ db }) => work(db),
    }),
    {},
  );

beforeAll(async () => {
  test = await createTestDatabase();
  const storage = openStorage({ kind: "folder", folder });
  await seedDemo({ url: test.url, secret: testSecret, storage });
  const { rows } = await test.owner.pool.query<{ id: string }>(
    "select id from membership where organisation_id = $1 and role = 'manager' limit 1",
    [opteosId],
  );
  manager = actorOf({ organisationId: opteosId, membershipId: rows[0]?.id ?? "" }, "manager");
  const found = await test.owner.pool.query<(typeof grants)[number]>(
    `select id, title, starts_on::text as "startsOn", ends_on::text as "endsOn" from funding_grant
      where organisation_id = $1 order by starts_on`,
    [opteosId],
  );
  grants = found.rows;
}, 60_000);
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The periods of the grants that have begun, and one that holds everything. */
function periods(): Asked[] {
  const begun = grants.flatMap((grant) => {
    const scope = scopeOf(grant, today());
    return scope ? [{ from: scope.from, to: scope.to, grantId: grant.id }] : [];
  });
  const [first] = begun;
  return first ? [...begun, { ...first, to: today() }] : [];
}

describe("Figures of the demonstration", () => {
  it.each(indicatorKeys)("%s is what its records say", async (key) => {
    const definitions = registry.filter((definition) => definition.key === key);
    expect(periods().length).toBeGreaterThan(2);
    for (const asked of periods()) {
      const found = await asManager((db) => evaluateAll(db, manager, definitions, asked));
      const expected = await again[key](asked);
      expect({ ...asked, value: found.get(key)?.value ?? null }).toEqual({
        ...asked,
        value: expected,
      });
    }
  });

  it("all tell something, of one grant or another", async () => {
    const found = await asManager((db) =>
      Promise.all(periods().map((asked) => evaluateAll(db, manager, registry, asked))),
    );
    expect(indicatorKeys.filter((key) => !found.some((of) => of.get(key)?.value))).toEqual([]);
  });

  it("count the same people whatever divides them", async () => {
    for (const asked of periods()) {
      const { total, ...breakdowns } = await asManager((db) => peopleOfPeriod(db, asked));
      expect(total).toBe(await people(asked));
      expect(breakdowns.residence.priority ?? 0).toBe(await inPriority(asked));
      expect(breakdowns.outcome.sustainable ?? 0).toBe(await lasting(asked));
      for (const cells of Object.values(breakdowns)) {
        expect(Object.values(cells).reduce((sum, n) => sum + n, 0)).toBe(total);
      }
    }
  });
});
