import { randomUUID } from "node:crypto";
import type { Database } from "@essaim/database/connection";
import { newFileKey } from "@essaim/database/file";
import { inOrganisation } from "@essaim/database/testing";
import type { Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import * as fc from "fast-check";
import { sql } from "kysely";
import { listOf, workerListKeys } from "../list/value-list.schema.ts";
import { decidePathway, type Stage } from "../pathway/stage.rules.ts";
import { anyPathway } from "../pathway/testing-pathways.ts";

/** What makes one file of a random test; numbers pick among what the world offers. */
export type RandomFile = {
  givenName: string;
  familyName: string;
  email: string | null;
  phone: string | null;
  birth: "none" | "year" | "day";
  address: boolean;
  place: "unknown" | "outside" | "commune" | "priority";
  kind: "platform_worker" | "commons_contributor" | "both";
  coach: number;
  dependants: number | null;
  pathway: Stage[];
  answers: number[];
  resources: boolean[];
  meetings: { day: number; withAction: boolean; attendance: "present" | "absent" | "expected" }[];
  sessions: (null | {
    attendance: "expected" | "present" | "absent" | "excused";
    isCancelled: boolean;
  })[];
  objectives: number;
  actions: { inObjective: boolean }[];
  skills: { day: number; value: number; level: number }[];
  aids: ("requested" | "granted" | "paid")[];
  offers: { resource: number; isEnded: boolean }[];
  mentorships: ("mentor" | "novice")[];
  documents: number;
  notices: number;
  exports: number;
  contributions: number;
  drafts: { member: number; age: number }[];
  changes: number;
  removedMeetings: number;
};

const few = fc.integer({ min: 0, max: 2 });
const dayOffset = fc.integer({ min: 0, max: 30 });

/** Short pathways come often: they are those of a file opened twice. */
const pathway = fc.oneof(
  anyPathway,
  fc
    .constantFrom(0, 40)
    .map((): Stage[] => [{ id: "", kind: "candidate", startsOn: "2024-01-10", termOn: null }]),
  fc.constant<Stage[]>([
    { id: "", kind: "candidate", startsOn: "2024-02-01", termOn: null },
    { id: "", kind: "diagnosis", startsOn: "2024-03-01", termOn: null },
    { id: "", kind: "cape", startsOn: "2024-04-01", termOn: "2025-03-31" },
  ]),
);

export const randomFile: fc.Arbitrary<RandomFile> = fc.record({
  givenName: fc.constantFrom("Léa", "Lea", "Ali"),
  familyName: fc.constantFrom("Martin", "MARTIN", "Diallo"),
  email: fc.constantFrom(null, "lea@exemple.fr", "lea.martin@exemple.fr"),
  phone: fc.constantFrom(null, "0612345678", "0711223344"),
  birth: fc.constantFrom("none", "year", "day"),
  address: fc.boolean(),
  place: fc.constantFrom("unknown", "outside", "commune", "priority"),
  kind: fc.constantFrom("platform_worker", "commons_contributor", "both"),
  coach: few,
  dependants: fc.constantFrom(null, 0, 3),
  pathway,
  answers: fc.array(fc.integer({ min: -3, max: 5 }), { minLength: 40, maxLength: 40 }),
  resources: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
  meetings: fc.array(
    fc.record({
      day: dayOffset,
      withAction: fc.boolean(),
      attendance: fc.constantFrom("present", "absent", "expected"),
    }),
    { maxLength: 3 },
  ),
  sessions: fc.array(
    fc.option(
      fc.record({
        attendance: fc.constantFrom("expected", "present", "absent", "excused"),
        isCancelled: fc.boolean(),
      }),
    ),
    { minLength: 2, maxLength: 2 },
  ),
  objectives: few,
  actions: fc.array(fc.record({ inObjective: fc.boolean() }), { maxLength: 3 }),
  skills: fc.uniqueArray(
    fc.record({
      day: fc.integer({ min: 0, max: 2 }),
      value: few,
      level: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 4, selector: ({ day, value }) => `${day} ${value}` },
  ),
  aids: fc.array(fc.constantFrom("requested", "granted", "paid"), { maxLength: 3 }),
  offers: fc.uniqueArray(
    fc.record({ resource: fc.integer({ min: 0, max: 1 }), isEnded: fc.boolean() }),
    { maxLength: 2, selector: ({ resource }) => resource },
  ),
  mentorships: fc.array(fc.constantFrom("mentor", "novice"), { maxLength: 2 }),
  documents: few,
  notices: few,
  exports: few,
  contributions: few,
  drafts: fc.uniqueArray(fc.record({ member: fc.integer({ min: 0, max: 1 }), age: dayOffset }), {
    maxLength: 2,
    selector: ({ member }) => member,
  }),
  changes: few,
  removedMeetings: few,
});

/** An organisation where random files can be written: two commons, two sessions, two members, lists, a budget line. */
export type World = {
  rows: Rows;
  members: string[];
  resources: string[];
  sessions: string[];
  budgetLineId: string;
  lists: { id: string; key: string }[];
};

export async function makeWorld(owner: Database, rows: Rows): Promise<World> {
  return await inOrganisation(owner, rows, async (db) => {
    const tenant = { organisation_id: rows.organisationId };
    const user = await db
      .insertInto("user_account")
      .values({ email: `${randomUUID()}@example.org`, full_name: "Autre coach" })
      .returning("id")
      .executeTakeFirstOrThrow();
    const member = await db
      .insertInto("membership")
      .values({ ...tenant, user_id: user.id, role: "coach" })
      .returning("id")
      .executeTakeFirstOrThrow();
    const resource = await db
      .insertInto("open_resource")
      .values({
        ...tenant,
        slug: `r-${randomUUID()}`,
        kind: "software",
        name: "Autre",
        summary: "x",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const sessions = await db
      .insertInto("workshop")
      .values(
        [1, 2].map((n) => ({
          ...tenant,
          kind: "workshop",
          title: `Atelier ${n}`,
          coach_id: rows.membershipId,
          held_on: "2026-01-15",
          start_time: "10:00",
          duration_minutes: 60,
          place: "office",
        })),
      )
      .returning("id")
      .execute();
    const budget = await db
      .insertInto("budget_line")
      .values({
        ...tenant,
        label: "Aides",
        amount_cents: 1_000_000,
        starts_on: "2026-01-01",
        ends_on: "2026-12-31",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const lists = await db
      .selectFrom("list_value")
      .where("organisation_id", "=", rows.organisationId)
      .select(["id", "list_key as key"])
      .orderBy("list_key")
      .orderBy("position")
      .execute();
    return {
      rows,
      members: [rows.membershipId, member.id],
      resources: [rows.resourceId, resource.id],
      sessions: sessions.map((one) => one.id),
      budgetLineId: budget.id,
      lists,
    };
  });
}

/** Writes a random file. @param partnerId who is in its mentorships @returns its id */
export async function writeFile(
  owner: Database,
  world: World,
  file: RandomFile,
  partnerId: string,
): Promise<string> {
  return await inOrganisation(owner, world.rows, async (db) => {
    const tenant = { organisation_id: world.rows.organisationId };
    const by = world.rows.membershipId;
    const id = randomUUID();
    const about = { ...tenant, worker_id: id };
    const add = async (table: string, rows: object[]): Promise<string[]> => {
      if (rows.length === 0) return [];
      const added = await db
        .insertInto(table as "worker")
        .values(rows as never)
        .returningAll()
        .execute();
      return added.map((row) => row.id);
    };
    const times = <T>(count: number, make: (n: number) => T) =>
      Array.from({ length: count }, (_, n) => make(n));
    const dayOf = (n: number, month = "03") =>
      `2026-${month}-${String(1 + (n % 28)).padStart(2, "0")}`;
    const pathway = file.pathway.map((stage) => ({ ...stage, id: randomUUID() }));
    const decision = decidePathway(pathway, today());
    if (!decision.ok) throw new Error(decision.message);
    await add("worker", [
      {
        ...tenant,
        id,
        given_name: file.givenName,
        family_name: file.familyName,
        email: file.email,
        phone: file.phone,
        birth_on: file.birth === "day" ? "1985-03-12" : null,
        birth_year: file.birth === "none" ? null : 1985,
        address_line: file.address ? "12 rue du Chemin" : null,
        postcode: file.address ? "59000" : null,
        commune_code: file.place === "commune" || file.place === "priority" ? "59350" : null,
        residence: file.place === "commune" ? "unknown" : file.place,
        neighbourhood_code: file.place === "priority" ? "QN05901M" : null,
        kind: file.kind,
        coach_id: world.members[file.coach] ?? null,
        dependants: file.dependants,
        supported_from: decision.stages[0]?.startsOn,
        updated_by: by,
      },
    ]);
    await add(
      "residence",
      file.place === "priority" || file.place === "outside"
        ? [
            {
              ...about,
              holds_from: decision.stages[0]?.startsOn,
              generation: 2024,
              answer: file.place,
              neighbourhood_code: file.place === "priority" ? "QN05901M" : null,
              commune_code: file.place === "priority" ? "59350" : null,
              source: "hand",
              answered_by: by,
            },
          ]
        : [],
    );
    await add(
      "stage",
      decision.stages.map((stage) => ({
        ...about,
        id: stage.id,
        kind: stage.kind,
        starts_on: stage.startsOn,
        term_on: stage.termOn,
        ends_on: stage.endsOn,
        note: "Note d’étape",
      })),
    );
    const values = workerListKeys.flatMap((key, index) => {
      const { isMultiple, isSensitive, hasEntry } = listOf(key);
      const offered = world.lists.filter((one) => one.key === key);
      return (hasEntry ? (["now", "entry"] as const) : (["now"] as const)).flatMap((moment, m) => {
        const pick = file.answers[index * 2 + m] ?? -1;
        const chosen = offered[pick];
        const also = isMultiple ? offered[pick + 1] : undefined;
        return [chosen, also].flatMap((value) =>
          value
            ? [
                {
                  ...about,
                  list_key: key,
                  value_id: value.id,
                  moment,
                  is_multiple: isMultiple,
                  is_sensitive: isSensitive,
                },
              ]
            : [],
        );
      });
    });
    await add("worker_value", values);
    await add(
      "worker_resource",
      world.resources
        .filter((_, n) => file.resources[n])
        .map((open_resource_id) => ({ ...about, open_resource_id })),
    );
    for (const meeting of file.meetings) {
      const [meetingId] = await add("meeting", [
        {
          ...about,
          coach_id: by,
          held_on: dayOf(meeting.day),
          duration_minutes: 45,
          place: "office",
          attendance: meeting.attendance,
          summary: meeting.attendance === "present" ? "Point d’étape" : "",
        },
      ]);
      if (meeting.withAction) {
        await add("plan_action", [{ ...about, meeting_id: meetingId, label: "Rappeler" }]);
      }
    }
    await add(
      "participant",
      world.sessions.flatMap((workshop_id, n) => {
        const session = file.sessions[n];
        if (!session) return [];
        const cancelled_at = session.isCancelled ? new Date("2026-01-10T10:00Z") : null;
        return [{ ...about, workshop_id, attendance: session.attendance, cancelled_at }];
      }),
    );
    const objectives = await add(
      "objective",
      times(file.objectives, (n) => ({ ...about, title: `Objectif ${n}`, set_on: dayOf(n) })),
    );
    await add(
      "plan_action",
      file.actions.map(({ inObjective }, n) => ({
        ...about,
        label: `Action ${n}`,
        objective_id: inObjective ? (objectives[0] ?? null) : null,
        due_on: dayOf(n),
      })),
    );
    const skills = world.lists.filter((one) => one.key === "skill");
    await add(
      "skill_level",
      file.skills.map(({ day, value, level }) => ({
        ...about,
        assessed_on: dayOf(day),
        value_id: skills[value]?.id,
        level,
        assessed_by: by,
      })),
    );
    await add(
      "aid",
      file.aids.map((status) => ({
        ...about,
        amount_cents: 10_000,
        purpose: "Un vélo",
        requested_on: dayOf(1),
        requested_by: by,
        status,
        ...(status === "requested"
          ? {}
          : {
              decided_on: dayOf(2),
              decided_by: by,
              decision_reason: "Utile",
              budget_line_id: world.budgetLineId,
              paid_on: status === "paid" ? dayOf(3) : null,
            }),
      })),
    );
    await add(
      "mentor_offer",
      file.offers.map(({ resource, isEnded }) => ({
        ...about,
        open_resource_id: world.resources[resource],
        offered_on: dayOf(1),
        ended_on: isEnded ? dayOf(5) : null,
      })),
    );
    await add(
      "mentorship",
      file.mentorships.map((role, n) => ({
        ...tenant,
        mentor_id: role === "mentor" ? id : partnerId,
        novice_id: role === "mentor" ? partnerId : id,
        proposed_on: dayOf(n),
        proposed_by: by,
        // All but the first are over, so that the two are never twice in an open one.
        declined_on: dayOf(n, "04"),
      })),
    );
    const file_ = () => ({ storage_key: newFileKey(world.rows.organisationId), size_bytes: 10 });
    await add(
      "document",
      times(file.documents, () => ({
        ...about,
        ...file_(),
        name: "cv.pdf",
        content_type: "application/pdf",
        sha256: "0".repeat(64),
        created_by: by,
      })),
    );
    await add(
      "privacy_notice",
      times(file.notices, (n) => ({
        ...about,
        given_on: dayOf(n),
        channel: "in_person",
        legal_basis: "contract",
        recorded_by: by,
      })),
    );
    await add(
      "access_export",
      times(file.exports, () => ({ ...about, ...file_(), expires_at: new Date("2030-01-01") })),
    );
    await add(
      "contribution",
      times(file.contributions, (n) => ({
        ...about,
        open_resource_id: world.resources[0],
        kind: "code",
        contributed_on: dayOf(n),
        description: "Un correctif",
      })),
    );
    await add(
      "draft",
      file.drafts.map(({ member, age }) => ({
        ...about,
        membership_id: world.members[member],
        form: `/personnes/${id}/comptes-rendus/nouveau`,
        fields: JSON.stringify([{ name: "summary", value: `Brouillon de ${age}` }]),
        updated_at: new Date(Date.UTC(2026, 2, 1, 0, age)),
      })),
    );
    await add(
      "worker_change",
      times(file.changes, (n) => ({
        ...about,
        changed_by: by,
        changes: JSON.stringify([{ field: "Prénom", before: "Lea", after: "Léa" }]),
        is_sensitive: n > 0,
      })),
    );
    await add(
      "undo_entry",
      times(file.removedMeetings, () => ({
        ...tenant,
        kind: "meeting_removal",
        subject_id: randomUUID(),
        worker_ids: [id],
        payload: "{}",
        created_by: by,
        expires_at: new Date("2030-01-01"),
      })),
    );
    return id;
  });
}

/** What the journal and the forms say of the past, and what a merge writes besides. */
const aside = ["audit_event", "submission", "kysely_migration", "kysely_migration_lock"];

/** Every row of every table of an organisation, as text, table by table. */
export async function snapshot(owner: Database, rows: Rows): Promise<Record<string, string[]>> {
  return await inOrganisation(owner, rows, async (db) => {
    const { rows: tables } = await sql<{ name: string }>`
      select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`.execute(db);
    const content: Record<string, string[]> = {};
    for (const { name } of tables.filter((table) => !aside.includes(table.name))) {
      const { rows: found } = await sql<{ row: string }>`
        select to_jsonb(t)::text as row from ${sql.table(name)} t
        where organisation_id = ${rows.organisationId} order by 1`.execute(db);
      content[name] = found.map(({ row }) => row);
    }
    return content;
  });
}

/** Where an id is written in the tables of an organisation, as `table.column`, json included. */
export async function whereabouts(owner: Database, rows: Rows, id: string): Promise<string[]> {
  const content = await snapshot(owner, rows);
  const found = new Set<string>();
  for (const [table, lines] of Object.entries(content)) {
    for (const line of lines.filter((text) => text.includes(id))) {
      for (const [column, value] of Object.entries(JSON.parse(line) as object)) {
        if (JSON.stringify(value).includes(id)) found.add(`${table}.${column}`);
      }
    }
  }
  return [...found].sort();
}
