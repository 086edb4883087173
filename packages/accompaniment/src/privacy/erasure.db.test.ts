import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { mediaRows } from "@essaim/database/testing-media-rows";
import { communityRows, populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { sheetRows } from "@essaim/database/testing-sheet-rows";
import { type HouseActor, houseActor, type MemberActor, memberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countWorkerFacts } from "../worker/fact-count.queries.ts";
import { editWorker } from "../worker/worker.commands.ts";
import { editWorkerSchema } from "../worker/worker.schema.ts";
import { askErasure, eraseWorkers, recordFailedErasure } from "./erasure.commands.ts";
import { type TestPerson, tellEverything } from "./testing-person.ts";
import { catalogueColumns, textTables } from "./text-column.queries.ts";
import { isSearched, neverNames, ownIdentities } from "./text-column.rules.ts";
import { holdsAny } from "./trace.queries.ts";
import { findTraces, traceSearch } from "./trace.rules.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let person: TestPerson;
let stranger: TestPerson;
let house: HouseActor;
let manager: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  for (const rows of [ours, theirs]) await asOwner(rows, (db) => publishRows(db, rows));
  for (const rows of [ours, theirs]) await asOwner(rows, (db) => communityRows(db, rows));
  for (const rows of [ours, theirs]) await asOwner(rows, (db) => mediaRows(db, rows));
  for (const rows of [ours, theirs]) await asOwner(rows, (db) => sheetRows(db, rows));
  person = await tellEverything(database.owner.db, ours);
  stranger = await tellEverything(database.owner.db, theirs);
  house = houseActor(ours.organisationId, randomUUID());
  manager = memberActor({
    organisationId: ours.organisationId,
    membershipId: ours.membershipId,
    role: "manager",
    userId: randomUUID(),
    funderId: null,
    requestId: randomUUID(),
  });
});
afterAll(() => database.close());

/** As the owner, who sees everything, within an organisation for what its triggers ask. */
const asOwner = <T>(rows: Rows, work: (db: Tx) => Promise<T>) =>
  inOrganisation(database.owner.db, rows, work);

/** Every value of every text, JSON and vector column of the database, whatever its schema, in one organisation or none. */
async function everyText(except?: string): Promise<{ column: string; text: string }[]> {
  const { rows: columns } = await sql<{ table: string; column: string; tenant: boolean }>`
    select format('%I.%I', n.nspname, c.relname) as "table", quote_ident(a.attname) as "column",
      exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'organisation_id') as tenant
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'p', 'm') and n.nspname not like 'pg_%' and n.nspname <> 'information_schema'
      and (t.typcategory = 'S' or t.typname in ('json', 'jsonb', 'tsvector', 'citext', 'xml')
        or (t.typcategory = 'A' and t.typelem::regtype::text in ('text', 'jsonb', 'json', 'character varying')))`.execute(
    database.owner.db,
  );
  const found: { column: string; text: string }[] = [];
  for (const { table, column, tenant } of columns) {
    const condition = tenant && except ? sql`where organisation_id <> ${except}` : sql``;
    const { rows } = await sql<{ text: string | null }>`
      select ${sql.raw(column)}::text as text from ${sql.raw(table)} ${condition}`.execute(
      database.owner.db,
    );
    for (const { text } of rows) if (text) found.push({ column: `${table}.${column}`, text });
  }
  return found;
}

/** Independent of the rules under test: letters and digits only, without accents. */
const plain = (text: string) =>
  decodeURIComponent(text.replace(/%(?![0-9A-F]{2})/gi, "%25"))
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

async function traces(words: readonly string[], except?: string): Promise<string[]> {
  return (await everyText(except))
    .filter(({ text }) => words.some((word) => plain(text).includes(word)))
    .map(({ column, text }) => `${column}: ${text}`);
}

const everyTrace = [
  "aissatou",
  "ndiaye",
  "lemaitre",
  "sowere",
  "aisatou",
  "612345678",
  "12ruedelepeule",
  "ndiay",
];

/** What reports count, of which nothing may move. */
async function statistics(rows: Rows) {
  const asked = async (query: ReturnType<typeof sql<Record<string, unknown>>>) =>
    (await query.execute(database.owner.db)).rows;
  const counted = (query: string) => asked(sql<Record<string, unknown>>`${sql.raw(query)}`);
  const here = `organisation_id = '${rows.organisationId}'`;
  return {
    facts: await database.execute(manager, countWorkerFacts, { day: "2024-06-01" }),
    people:
      await counted(`select kind, residence, commune_code, neighbourhood_code, dependants, coach_id,
      supported_from, supported_until from worker where ${here} order by id`),
    values: await counted(`select * from worker_value where ${here} order by worker_id, value_id`),
    stages: await counted(
      `select worker_id, kind, starts_on, term_on, ends_on, exit_reason_id from stage where ${here} order by id`,
    ),
    periods: await counted(
      `select * from support_period where ${here} order by worker_id, starts_on`,
    ),
    meetings:
      await counted(`select worker_id, held_on, duration_minutes, attendance, place, summary <> '' as told
      from meeting where ${here} and (held_on < '2099-01-01') order by id`),
    themes: await counted(`select * from meeting_theme where ${here}`),
    attendance: await counted(
      `select workshop_id, attendance, count(*) from participant where ${here} group by 1, 2 order by 1, 2`,
    ),
    aids: await counted(
      `select worker_id, amount_cents, status, paid_on, budget_line_id from aid where ${here} order by id`,
    ),
    contributions: await counted(
      `select worker_id, kind, contributed_on, amount_cents, minutes from contribution where ${here} order by id`,
    ),
    skills: await counted(`select * from skill_level where ${here}`),
    actions: await counted(
      `select worker_id, due_on, done_on from plan_action where ${here} order by id`,
    ),
    mentoring:
      await counted(`select m.mentor_id, m.novice_id, m.ended_on, s.duration_minutes from mentorship m
      join mentorship_session s on s.organisation_id = m.organisation_id and s.mentorship_id = m.id where m.${here}`),
    notices: await counted(`select * from privacy_notice where ${here}`),
  };
}

/** A list stays a list, and an object keeps what it holds. */
const jsonWith = (name: string, trace: object) => {
  const held = sql.ref(name);
  const added = sql`${JSON.stringify(trace)}::jsonb`;
  return sql`case jsonb_typeof(${held}) when 'array' then ${held} || jsonb_build_array(${added})
    when 'object' then ${held} || ${added} else ${added} end`;
};

/** Writes a trace in every searched column of every row, each kind as somebody could write it. */
async function writeEverywhere(rows: Rows): Promise<number> {
  return await asOwner(rows, async (db) => {
    let written = 0;
    for (const table of await textTables(db)) {
      const key = table.key.map((column) => sql.ref(column));
      // What is still expected has no minutes.
      const told = table.name === "meeting" ? sql`and attendance <> 'expected'` : sql``;
      const { rows: held } = await sql<Record<string, unknown>>`
        select ${sql.join(key)} from ${sql.table(table.name)}
        where organisation_id = ${rows.organisationId} ${told}`.execute(db);
      expect(held.length, `${table.name} has a row to write in`).toBeGreaterThan(0);
      for (const [turn, row] of held.entries()) {
        const values = table.columns.map(({ name, kind, maxLength }) => {
          const text = `Ndiaye Aïssatou ${turn}, 06.12.34.56.78, 12, rue de l'Epeule`;
          const value = {
            json: jsonWith(name, { "Aïssatou\nN’Diaye": ["NDIAYE Aissatou", 33612345678] }),
            slug: sql`${`aissatou-ndiaye-${turn}`}`,
            url: sql`'https://exemple.org/A%C3%AFssatou-N%E2%80%99Diaye'`,
            query: sql`'q=A%C3%AFssatou+N%E2%80%99Diaye&tri=nom'`,
            // Where group sessions are held is nobody's address.
            text: sql`${(name === "place_detail" ? "Chez Ndiaye Aïssatou" : text).slice(0, maxLength ?? text.length)}`,
          }[kind];
          return sql`${sql.ref(name)} = ${value}`;
        });
        const isThis = table.key.map((name) => sql`${sql.ref(name)} = ${row[name]}`);
        await sql`update ${sql.table(table.name)} set ${sql.join(values)}
          where ${sql.join(isThis, sql` and `)}`.execute(db);
        written += values.length;
      }
    }
    return written;
  });
}

describe("the catalogue", () => {
  test("every text of an organisation's table is within the eraser's reach, or said to hold no name", async () => {
    const columns = await asOwner(ours, catalogueColumns);
    const names = new Set(columns.map(({ table, column }) => `${table}.${column}`));
    const known = [...Object.keys(neverNames), ...Object.keys(ownIdentities)];
    expect(known.filter((name) => !names.has(name))).toEqual([]);
    const unreachable: string[] = [];
    for (const found of columns.filter((one) => isSearched(one))) {
      const { rows } = await sql<{ reachable: boolean }>`
        select has_column_privilege('essaim_keeper', ${found.table}, ${found.column}, 'select')
          and has_column_privilege('essaim_keeper', ${found.table}, ${found.column}, 'update') as reachable`.execute(
        database.owner.db,
      );
      if (!rows[0]?.reachable) unreachable.push(`${found.table}.${found.column}`);
    }
    expect(unreachable).toEqual([]);
  });

  test("every text has a type that the eraser reads, and vectors follow other columns by themselves", async () => {
    await expect(asOwner(ours, textTables)).resolves.not.toEqual([]);
    const columns = await asOwner(ours, catalogueColumns);
    const vectors = columns.filter((one) => one.type === "tsvector" && !one.isGenerated);
    expect(vectors.map(({ table, column }) => `${table}.${column}`)).toEqual([
      // A trigger draws them from the content.
      "published_record.search",
      "published_record.headline",
    ]);
  });
});

describe("an erasure", () => {
  let before: Awaited<ReturnType<typeof statistics>>;
  let after: Awaited<ReturnType<typeof statistics>>;
  let erasureId: string | null;

  beforeAll(async () => {
    expect((await traces(everyTrace, theirs.organisationId)).length).toBeGreaterThan(35);
    before = await statistics(ours);
    const input = {
      workerIds: [person.workerId],
      ground: "request" as const,
      requestedBy: ours.membershipId,
    };
    const outcome = await database.executeJobs(house, eraseWorkers, input);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    expect(outcome.erasedIds).toEqual([person.workerId]);
    erasureId = outcome.id;
    after = await statistics(ours);
  });

  test("leaves no trace in the whole database", async () => {
    expect(await traces(everyTrace, theirs.organisationId)).toEqual([]);
  });

  test("leaves the statistics as they were", () => {
    expect(after).toEqual(before);
  });

  test("touches nothing of another organisation, nor of somebody else", async () => {
    expect((await traces(["aissatou"])).length).toBeGreaterThan(20);
    const { rows } = await sql<{ family_name: string; anonymised_at: Date | null }>`
      select family_name, anonymised_at from worker where id in (${person.otherId}, ${stranger.workerId})`.execute(
      database.owner.db,
    );
    expect(rows.map((row) => row.anonymised_at)).toEqual([null, null]);
    const karim = await everyText(theirs.organisationId);
    expect(
      karim.some(
        ({ column, text }) => column.endsWith("participant.email") && text === "ines@exemple.fr",
      ),
    ).toBe(true);
  });

  test("lets go of the files, and of nobody else's", async () => {
    const { rows } = await sql<{ storage_key: string }>`
      select storage_key from file_removal where organisation_id = ${ours.organisationId}`.execute(
      database.owner.db,
    );
    expect(new Set(rows.map((row) => row.storage_key))).toEqual(
      new Set([person.documentKey, person.exportKey]),
    );
  });

  test("keeps an account that names nobody, and a line in the journal", async () => {
    const { rows } = await sql<{
      done: Record<string, number>;
      traces_left: number;
      worker_ids: string[];
    }>`
      select done, traces_left, worker_ids from erasure where id = ${erasureId}`.execute(
      database.owner.db,
    );
    expect(rows[0]?.worker_ids).toEqual([person.workerId]);
    expect(rows[0]?.traces_left).toBe(0);
    expect(rows[0]?.done).toMatchObject({
      worker: 1,
      document: 1,
      meeting_private_note: 2,
      undo_entry: 3,
    });
    const { rows: lines } = await sql<{ membership_id: string | null }>`
      select membership_id from audit_event
      where operation = 'eraseWorkers' and subject_type = 'worker' and subject_id = ${person.workerId}`.execute(
      database.owner.db,
    );
    expect(lines).toEqual([{ membership_id: null }]);
  });

  test("done again changes nothing", async () => {
    const input = { workerIds: [person.workerId], ground: "request" as const, requestedBy: null };
    expect(await database.executeJobs(house, eraseWorkers, input)).toMatchObject({
      ok: true,
      id: null,
      erasedIds: [],
    });
    expect(await statistics(ours)).toEqual(after);
  });
});

test("a name written in every text there is leaves them all", async () => {
  expect(await writeEverywhere(theirs)).toBeGreaterThan(100);
  expect((await traces(everyTrace, ours.organisationId)).length).toBeGreaterThan(100);
  const before = await statistics(theirs);
  const outcome = await database.executeJobs(
    houseActor(theirs.organisationId, randomUUID()),
    eraseWorkers,
    {
      workerIds: [stranger.workerId],
      ground: "request",
      requestedBy: null,
    },
  );
  expect(outcome).toMatchObject({ ok: true, erasedIds: [stranger.workerId] });
  expect(await traces(everyTrace)).toEqual([]);
  expect(await statistics(theirs)).toEqual(before);
});

test("what was under way with the person ends with their file", async () => {
  const { left, begun, proposed, aid } = await asOwner(ours, async (db) => {
    const { rows } = await sql<{ left: string; begun: string; proposed: string; aid: string }>`
      with w as (insert into worker (organisation_id, given_name, family_name, kind, supported_from, supported_until)
          values (${ours.organisationId}, 'Zélie', 'Vandamme', 'both', '2024-01-01', '2024-12-31') returning id),
        a as (insert into aid (organisation_id, worker_id, amount_cents, purpose, requested_on, requested_by)
          select ${ours.organisationId}, id, 5000, 'Un vélo', '2024-02-01', ${ours.membershipId}::uuid from w returning id),
        b as (insert into mentorship (organisation_id, mentor_id, novice_id, proposed_on, proposed_by,
            mentor_accepted_on, novice_accepted_on)
          select ${ours.organisationId}, id, ${person.otherId}::uuid, '2024-02-01', ${ours.membershipId}::uuid,
            '2024-02-02', '2024-02-03' from w returning id),
        p as (insert into mentorship (organisation_id, mentor_id, novice_id, proposed_on, proposed_by, mentor_accepted_on)
          select ${ours.organisationId}, ${person.otherId}::uuid, id, '2024-02-01', ${ours.membershipId}::uuid,
            '2024-02-02' from w returning id)
      select w.id as left, b.id as begun, p.id as proposed, a.id as aid from w, a, b, p`.execute(
      db,
    );
    return rows[0] as { left: string; begun: string; proposed: string; aid: string };
  });
  const outcome = await database.executeJobs(house, eraseWorkers, {
    workerIds: [left],
    ground: "request",
    requestedBy: null,
  });
  expect(outcome).toMatchObject({ ok: true, erasedIds: [left] });
  const { rows } = await sql<Record<string, unknown>>`
    select b.ended_on is not null and b.declined_on is null as "hasEnded",
      p.declined_on is not null and p.ended_on is null as "isDeclined", a.status
    from mentorship b, mentorship p, aid a
    where b.id = ${begun} and p.id = ${proposed} and a.id = ${aid}`.execute(database.owner.db);
  expect(rows).toEqual([{ hasEnded: true, isDeclined: true, status: "withdrawn" }]);
});

test("a circle no longer divides what an erased person wished; what it agreed, or paid, is kept as a sum", async () => {
  const left = await asOwner(ours, async (db) => {
    const here = { organisation_id: ours.organisationId };
    const { id: workerId } = await db
      .insertInto("worker")
      .values({
        ...here,
        ...{ given_name: "Odon", family_name: "Quillévéré", kind: "both" },
        ...{ supported_from: "2024-01-01", supported_until: "2024-12-31" },
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    for (const [status, outcomes] of [
      ["open", []],
      ["discussing", ["consented", null]],
      ["cancelled", ["objected"]],
      ["agreed", ["objected", "consented"]],
      ["paid", ["consented"]],
    ] as const) {
      const { id: potId } = await db
        .insertInto("reward_pot")
        .values({
          ...here,
          ...{ open_resource_id: ours.resourceId, title: `Pot ${status}`, amount_cents: 50_000 },
          ...{ opened_on: "2024-08-01", claims_until: "2024-09-30", status },
          closed_on: status === "paid" || status === "cancelled" ? "2024-11-01" : null,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      for (const [place, outcome] of outcomes.entries()) {
        await db
          .insertInto("reward_round")
          .values({
            ...{ ...here, pot_id: potId, number: place + 1, outcome },
            proposed_on: "2024-10-01",
          })
          .execute();
      }
      await db
        .insertInto("reward_claim")
        .values({
          ...{ ...here, pot_id: potId, worker_id: workerId, work: "Un guide" },
          ...{ wished_cents: 20_000, declared_on: "2024-08-05" },
          paid_on: status === "paid" ? "2024-11-01" : null,
        })
        .execute();
    }
    return workerId;
  });
  const outcome = await database.executeJobs(house, eraseWorkers, {
    workerIds: [left],
    ground: "request",
    requestedBy: null,
  });
  expect(outcome).toMatchObject({ ok: true, erasedIds: [left] });
  const { rows } = await sql<Record<string, unknown>>`
    select p.title, c.work, c.wished_cents as wished, c.withdrawn_on is not null as "isWithdrawn"
    from reward_claim c join reward_pot p on p.id = c.pot_id where c.worker_id = ${left} order by p.title`.execute(
    database.owner.db,
  );
  const kept = { work: "[effacé]", wished: 20_000 };
  expect(rows).toEqual([
    { ...kept, title: "Pot agreed", isWithdrawn: false },
    { ...kept, title: "Pot cancelled", isWithdrawn: true },
    { ...kept, title: "Pot discussing", isWithdrawn: true },
    { ...kept, title: "Pot open", isWithdrawn: true },
    { ...kept, title: "Pot paid", isWithdrawn: false },
  ]);
});

test("the database preselects every text in which the rules find somebody", async () => {
  const search = traceSearch({
    givenNames: ["Aïssatou"],
    familyNames: ["N’Diaye-Lemaître"],
    emails: ["aissatou@exemple.fr"],
    phones: ["0612345678"],
    addresses: ["12 rue de l’Épeule"],
  });
  const gap = fc.constantFrom(
    " ",
    "-",
    ", ",
    "\u00a0",
    "\u202f",
    "\n",
    "’",
    "_",
    "",
    "\u00ad",
    " | ",
  );
  const write = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => text.normalize("NFD"),
    (text) => text.normalize("NFD").replace(/\p{M}/gu, ""),
  );
  const pieces = fc.array(
    fc.constantFrom(
      "Aïssatou",
      "N’Diaye",
      "Lemaître",
      "06",
      "12",
      "34",
      "56",
      "78",
      "aissatou@exemple.fr",
      "rue",
      "de l’Épeule",
      "œuvre",
      "Ａ",
    ),
    { minLength: 1, maxLength: 8 },
  );
  const text = fc.tuple(pieces, gap, write).map(([words, between, as]) => as(words.join(between)));
  const texts = fc.sample(text, 2000).filter((one) => findTraces(one, [search]).length > 0);
  expect(texts.length).toBeGreaterThan(300);
  const { rows } = await sql<{ text: string }>`
    select text from unnest(${texts}::text[]) text where not ${holdsAny(sql`text`, search.hints)}`.execute(
    database.owner.db,
  );
  expect(rows).toEqual([]);
});

describe("whoever asks", () => {
  const ask = (workerId: string, typedName: string) =>
    database.execute(manager, askErasure, { workerId, typedName });

  test("types the name, for somebody who left", async () => {
    expect(await ask(person.otherId, "Karim Benali")).toMatchObject({ reason: "still_supported" });
    expect(await ask(person.workerId, "Personne effacée")).toMatchObject({
      reason: "already_erased",
    });
    const left = await leaver("Ana", "Is", "2025-01-31");
    expect(await ask(left, "Ana Iss")).toMatchObject({ reason: "name_differs" });
    const asked = await ask(left, "ana  IS");
    if (!asked.ok) throw new Error(asked.reason);
    const { rows } = await sql<{ kind: string; input: unknown }>`
      select kind, input from job where id = ${asked.ok && "jobId" in asked ? asked.jobId : null}`.execute(
      database.owner.db,
    );
    expect(rows).toEqual([{ kind: "erase_workers", input: { workerIds: [left] } }]);
  });

  test("is a manager", async () => {
    const coach = memberActor({ ...manager, role: "coach" });
    await expect(
      database.execute(coach, askErasure, { workerId: person.otherId, typedName: "Karim Benali" }),
    ).rejects.toThrow(/privacy:write/);
  });
});

describe("who is whom", () => {
  async function erase(workerId: string) {
    const outcome = await database.executeJobs(house, eraseWorkers, {
      workerIds: [workerId],
      ground: "request",
      requestedBy: null,
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  }
  const minutesOf = async (workerId: string) => {
    const { rows } = await sql<{ summary: string }>`
      select summary from meeting where worker_id = ${workerId}`.execute(database.owner.db);
    return rows[0]?.summary;
  };
  const tell = (workerId: string, summary: string) =>
    asOwner(ours, (db) =>
      db
        .insertInto("meeting")
        .values({
          organisation_id: ours.organisationId,
          worker_id: workerId,
          coach_id: ours.membershipId,
          held_on: "2025-01-06",
          duration_minutes: 30,
          place: "office",
          summary,
        })
        .execute(),
    );

  test("a homonym's own file stays theirs", async () => {
    const first = await leaver("Marie", "Dupré", "2025-01-31");
    const second = await leaver("Marie", "Dupré", "2025-01-31");
    const neighbour = await leaver("Sonia", "Cauchy", "2025-01-31");
    await tell(second, "Marie Dupré ouvre son atelier.");
    await tell(neighbour, "Avec Marie Dupré, près du marché.");
    await erase(first);
    expect(await minutesOf(second)).toBe("Marie Dupré ouvre son atelier.");
    expect(await minutesOf(neighbour)).toBe("Avec [personne effacée], près du marché.");
  });

  test("a family name that others bear, or things, says nothing by itself", async () => {
    await asOwner(ours, (db) =>
      db
        .insertInto("partner")
        .values({
          organisation_id: ours.organisationId,
          name: "Fondation Vasseur",
          kind: "other",
          status: "secured",
        })
        .execute(),
    );
    const gone = await leaver("Paul", "Vasseur", "2025-01-31");
    const neighbour = await leaver("Nina", "Roy", "2025-01-31");
    await tell(neighbour, "Dossier envoyé à la Fondation Vasseur par Paul Vasseur.");
    await erase(gone);
    expect(await minutesOf(neighbour)).toBe(
      "Dossier envoyé à la Fondation Vasseur par [personne effacée].",
    );
  });

  test("somebody is found under the name that their file bore before", async () => {
    const gone = await leaver("Rosalie", "Quintin", "2025-01-31");
    const neighbour = await leaver("Nour", "Sahli", "2025-01-31");
    await tell(neighbour, "Elle a déjeuné avec Rosalie Quintin, au 07 11 22 33 44.");
    const file = {
      givenName: "Rosalie",
      kind: "both",
      supportedFrom: "2024-01-01",
      somebodyElse: "oui",
    };
    for (const change of [
      { familyName: "Quintin", phone: "0711223344", version: "1" },
      { familyName: "Vermeersch", version: "2" },
    ]) {
      const parsed = editWorkerSchema.parse({ ...file, ...change, id: gone });
      const { rows } = await sql<{ version: number }>`
        select version from worker where id = ${gone}`.execute(database.owner.db);
      const edited = await database.execute(manager, editWorker, {
        ...parsed,
        version: rows[0]?.version ?? 0,
      });
      expect(edited).toMatchObject({ ok: true });
    }
    await erase(gone);
    expect(await minutesOf(neighbour)).toBe(
      "Elle a déjeuné avec [personne effacée], au [personne effacée].",
    );
  });

  test("two records that would bear the same name are numbered", async () => {
    const gone = await leaver("Zoé", "Quatrebarbes", "2025-01-31");
    await asOwner(ours, (db) =>
      db
        .insertInto("partner")
        .values(
          ["Zoé Quatrebarbes", "Quatrebarbes Zoé"].map((name) => ({
            organisation_id: ours.organisationId,
            name,
            kind: "other",
            status: "secured",
          })),
        )
        .execute(),
    );
    await erase(gone);
    const { rows } = await sql<{ name: string }>`
      select name from partner where name like '[personne%' and organisation_id = ${ours.organisationId} order by name`.execute(
      database.owner.db,
    );
    expect(rows.map((row) => row.name).slice(-2)).toEqual([
      "[personne effacée]",
      "[personne effacée] (2)",
    ]);
  });

  test("traces left: nothing is erased, and the account says where they are", async () => {
    const gone = await leaver("Hugo", "Wyart", "2025-01-31");
    const traced = await leaver("Nadia", "Cor", "2025-01-31");
    await tell(traced, "Avec Hugo Wyart.");
    // Whatever the eraser writes there, something puts the name back.
    await asOwner(ours, async (db) => {
      await sql`create function put_back() returns trigger language plpgsql as $$
        begin new.summary := replace(new.summary, '[personne effacée]', 'Hugo Wyart'); return new; end $$`.execute(
        db,
      );
      await sql`create trigger put_back before update on meeting for each row execute function put_back()`.execute(
        db,
      );
    });
    const input = { workerIds: [gone], ground: "request" as const, requestedBy: null };
    const outcome = await database.executeJobs(house, eraseWorkers, input);
    expect(outcome).toEqual({ ok: false, reason: "traces_left", traces: { "meeting.summary": 1 } });
    await asOwner(ours, (db) => sql`drop trigger put_back on meeting`.execute(db));
    const { rows } = await sql<{
      family_name: string;
    }>`select family_name from worker where id = ${gone}`.execute(database.owner.db);
    expect(rows).toEqual([{ family_name: "Wyart" }]);
    const failed = await database.executeJobs(house, recordFailedErasure, {
      ...input,
      traces: { "meeting.summary": 1 },
    });
    const { rows: accounts } =
      await sql`select traces_left, done from erasure where id = ${failed.ok ? failed.id : null}`.execute(
        database.owner.db,
      );
    expect(accounts).toEqual([{ traces_left: 1, done: { "meeting.summary": 1 } }]);
  });
});

/** Somebody who left on a day. */
async function leaver(givenName: string, familyName: string, exitOn: string): Promise<string> {
  return await asOwner(ours, async (db) => {
    const { id } = await db
      .insertInto("worker")
      .values({
        organisation_id: ours.organisationId,
        given_name: givenName,
        family_name: familyName,
        kind: "both",
        supported_from: "2024-01-01",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("stage")
      .values([
        {
          organisation_id: ours.organisationId,
          worker_id: id,
          kind: "candidate",
          starts_on: "2024-01-01",
        },
        { organisation_id: ours.organisationId, worker_id: id, kind: "exit", starts_on: exitOn },
      ])
      .execute();
    return id;
  });
}
