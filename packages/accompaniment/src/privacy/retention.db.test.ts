import { randomUUID } from "node:crypto";
import { newFileKey } from "@essaim/database/file";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { houseActor, type MemberActor, memberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { monthsAfter } from "../pathway/day.rules.ts";
import { getPersonPrivacy, listLooks } from "./person-privacy.queries.ts";
import { recordNotice, removeNotice } from "./privacy-notice.commands.ts";
import { setRetention, sweepPersonalData } from "./retention.commands.ts";
import {
  getPrivacyBoard,
  nextWorkersToErase,
  previewRetention,
  workersToErase,
} from "./retention.queries.ts";
import { isToErase } from "./retention.rules.ts";

let database: TestDatabase;
let rows: Rows;
let manager: MemberActor;
let coach: MemberActor;
const house = () => houseActor(rows.organisationId, randomUUID());

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  rows = await populate(database.owner.db, `Ruche ${randomUUID()}`.replaceAll(" ", "-"));
  const { organisationId, membershipId } = rows;
  const nobody = { userId: randomUUID(), funderId: null, requestId: randomUUID() };
  manager = memberActor({ organisationId, membershipId, role: "manager", ...nobody });
  coach = memberActor({ organisationId, membershipId, role: "coach", ...nobody });
});

/** As the owner, within the organisation for what its triggers ask. */
const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, rows, work);

/** Somebody whose stages are those days: in, out, in again… */
async function person(...days: string[]): Promise<string> {
  return await asOwner(async (db) => {
    const tenant = { organisation_id: rows.organisationId };
    const { id } = await db
      .insertInto("worker")
      .values({
        ...tenant,
        given_name: "Ana",
        family_name: randomUUID(),
        kind: "both",
        supported_from: days[0] ?? "",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("stage")
      .values(
        days.map((day, at) => ({
          ...tenant,
          worker_id: id,
          kind: at % 2 === 0 ? "candidate" : "exit",
          starts_on: day,
        })),
      )
      .execute();
    return id;
  });
}

const keepFor = (months: number | null) =>
  asOwner((db) =>
    db
      .updateTable("organisation")
      .set({ retention_months: months })
      .where("id", "=", rows.organisationId)
      .execute(),
  );

/** Whom the night of a day would take. */
const dueOn = (day: string, months?: number | null) =>
  asOwner(async (db) => {
    const due = await workersToErase(db, day, { months });
    return due.map((worker) => worker.id);
  });

describe("who is to be erased", () => {
  test("those who left, once the months have passed, at the end of months too", async () => {
    await keepFor(1);
    const left = await person("2024-01-01", "2025-01-31");
    expect(await dueOn("2025-02-27")).not.toContain(left);
    expect(await dueOn("2025-02-28")).toContain(left);
  });

  test("not those who came back, until they leave again", async () => {
    await keepFor(6);
    const back = await person("2020-01-01", "2020-06-30", "2024-01-01");
    const leftAgain = await person("2020-01-01", "2020-06-30", "2024-01-01", "2025-01-31");
    expect(await dueOn("2025-07-30")).not.toContain(leftAgain);
    expect(await dueOn("2025-07-31")).toContain(leftAgain);
    expect(await dueOn("2099-01-01")).not.toContain(back);
  });

  test("nobody while nothing is decided, nor who is erased already", async () => {
    const left = await person("2000-01-01", "2001-01-01");
    expect(await dueOn("2026-01-01")).not.toContain(left);
    await keepFor(1);
    expect(await dueOn("2026-01-01")).toContain(left);
    await asOwner((db) =>
      db.updateTable("worker").set({ anonymised_at: new Date() }).where("id", "=", left).execute(),
    );
    expect(await dueOn("2026-01-01")).not.toContain(left);
  });

  test("as the rule says, whatever the days", async () => {
    const exits = [
      "2023-02-28",
      "2024-02-29",
      "2024-08-31",
      "2024-12-31",
      "2025-01-30",
      "2025-03-30",
    ];
    const people = new Map<string, string>();
    for (const exit of exits) people.set(await person("2020-01-01", exit), exit);
    const day = fc
      .date({ min: new Date("2023-01-01"), max: new Date("2028-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    await fc.assert(
      fc.asyncProperty(day, fc.integer({ min: 1, max: 36 }), async (night, months) => {
        const due = await dueOn(night, months);
        for (const [id, exit] of people) {
          const worker = { supportedUntil: exit, isAnonymised: false };
          expect(due.includes(id), `${exit} + ${months} on ${night}`).toBe(
            isToErase(worker, months, night),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  test("the night takes those of today, a few at a time, without those who leave traces", async () => {
    await keepFor(1);
    const due = await person("2020-01-01", "2020-02-01");
    const later = await person("2020-01-01", today());
    const next = await database.executeJobs(house(), nextWorkersToErase, { except: [] });
    expect(next).toContain(due);
    expect(next).not.toContain(later);
    expect(
      await database.executeJobs(house(), nextWorkersToErase, { except: [due] }),
    ).not.toContain(due);
  });
});

describe("the settings", () => {
  const choose = (retentionMonths: number | null, agreed?: number) =>
    asOwner((db) =>
      db
        .selectFrom("organisation")
        .select("version")
        .where("id", "=", rows.organisationId)
        .executeTakeFirstOrThrow(),
    ).then(({ version }) =>
      database.execute(manager, setRetention, {
        retentionMonths,
        privacyContact: "donnees@exemple.fr",
        agreed,
        version,
      }),
    );

  test("a choice that erases files the next night says how many, and is asked once more", async () => {
    await person("2020-01-01", "2020-02-01");
    expect(await choose(12)).toEqual({ ok: false, reason: "not_agreed", people: 1 });
    expect(await choose(12, 7)).toEqual({ ok: false, reason: "not_agreed", people: 1 });
    expect(await choose(12, 1)).toMatchObject({ ok: true });
    // Nothing more is erased by keeping it so.
    expect(await choose(12)).toMatchObject({ ok: true });
    expect(await choose(null)).toMatchObject({ ok: true });
  });

  test("of a duration being chosen, say whom it erases before anything is decided", async () => {
    await keepFor(36);
    const due = await person("2020-01-01", monthsAfter(today(), -13));
    const soon = await person("2020-01-01", monthsAfter(today(), -10));
    await person("2020-01-01", monthsAfter(today(), -6));
    const asked = { day: today(), months: 12 };
    const concerned = await database.execute(manager, previewRetention, asked);
    expect(concerned.rows.map((row) => row.id)).toEqual([due, soon]);
    expect(concerned).toMatchObject({ total: 2, due: 1, night: daysAfter(today(), 1) });
    const board = await database.execute(manager, getPrivacyBoard, { day: today(), page: 1 });
    expect(board.leaving.total).toBe(0);
    await expect(database.execute(coach, previewRetention, asked)).rejects.toThrow(/privacy:write/);
  });

  test("are a manager's", async () => {
    const input = { retentionMonths: 12, privacyContact: "", agreed: undefined, version: 1 };
    await expect(database.execute(coach, setRetention, input)).rejects.toThrow(/privacy:write/);
  });

  test("show who leaves within three months, and who was never told", async () => {
    await keepFor(12);
    const soon = await person("2020-01-01", monthsAfter(today(), -10));
    const late = await person("2020-01-01", monthsAfter(today(), -6));
    const due = await person("2020-01-01", monthsAfter(today(), -12));
    const board = await database.execute(manager, getPrivacyBoard, { day: today(), page: 1 });
    expect(board.leaving.rows.map((row) => row.id)).toEqual([due, soon]);
    expect(board.leaving).toMatchObject({ total: 2, due: 1 });
    expect(board.leaving.rows.map((row) => row.id)).not.toContain(late);
    expect(board.notice.without).toBe(board.notice.people);
  });
});

describe("what a person was told", () => {
  test("is recorded by their coach, and taken back when it was a mistake", async () => {
    const id = await person("2025-01-01");
    const notice = {
      workerId: id,
      givenOn: "2025-01-02",
      channel: "mail",
      legalBasis: "contract",
    } as const;
    expect(await database.execute(coach, recordNotice, notice)).toMatchObject({ ok: true });
    const told = await database.execute(coach, getPersonPrivacy, { id });
    expect(told.notices).toMatchObject([
      { givenOn: "2025-01-02", channel: "mail", legalBasis: "contract" },
    ]);
    const removed = { id: told.notices[0]?.id ?? "", workerId: id };
    expect(await database.execute(coach, removeNotice, removed)).toMatchObject({ ok: true });
    await expect(database.execute(coach, removeNotice, removed)).rejects.toThrow("No such notice");
  });

  test("who looked is read by managers, by person, day and kind of page, a page at a time", async () => {
    const id = await person("2025-01-01");
    const looks = (operation: string, instants: string[]) =>
      asOwner((db) =>
        db
          .insertInto("audit_event")
          .values(
            instants.map((occurred_at) => ({
              organisation_id: rows.organisationId,
              membership_id: rows.membershipId,
              operation,
              subject_type: "worker",
              subject_id: id,
              occurred_at,
            })),
          )
          .execute(),
      );
    // The last one is of the day after, in Paris.
    await looks("getSituation", [
      "2025-07-14T08:00:00Z",
      "2025-07-14T09:30:00Z",
      "2025-07-14T22:30:00Z",
    ]);
    await looks("getPlan", ["2025-07-14T09:00:00Z"]);
    const { looks: grouped, next } = await database.execute(manager, listLooks, { workerId: id });
    expect(grouped).toMatchObject([
      { operation: "getSituation", times: 1 },
      {
        operation: "getSituation",
        times: 2,
        first: new Date("2025-07-14T08:00:00Z"),
        last: new Date("2025-07-14T09:30:00Z"),
      },
      { operation: "getPlan", times: 1 },
    ]);
    expect(next).toBeNull();
    await looks(
      "getSituation",
      Array.from({ length: 27 }, (_, at) => `2025-06-${String(at + 1).padStart(2, "0")}T10:00:00Z`),
    );
    const first = await database.execute(manager, listLooks, { workerId: id });
    expect(first.looks).toHaveLength(25);
    const rest = await database.execute(manager, listLooks, {
      workerId: id,
      before: first.next ?? undefined,
    });
    expect(rest).toMatchObject({ looks: { length: 5 }, next: null });
    await expect(database.execute(coach, listLooks, { workerId: id })).rejects.toThrow(
      /privacy:read/,
    );
  });
});

test("the night removes what is no longer kept, and nothing that still is", async () => {
  const id = await person("2025-01-01");
  const tenant = { organisation_id: rows.organisationId };
  const gone = newFileKey(rows.organisationId);
  const inDays = (count: number) => new Date(Date.now() + count * 86_400_000);
  await asOwner(async (db) => {
    await db
      .insertInto("access_export")
      .values([
        { ...tenant, worker_id: id, storage_key: gone, size_bytes: 1, expires_at: inDays(-1) },
        {
          ...tenant,
          worker_id: id,
          storage_key: newFileKey(rows.organisationId),
          size_bytes: 1,
          expires_at: inDays(1),
        },
      ])
      .execute();
    await db
      .insertInto("undo_entry")
      .values(
        [-1, 1].map((day) => ({
          ...tenant,
          kind: "worker_import",
          subject_id: randomUUID(),
          worker_ids: [id],
          payload: "{}",
          created_at: inDays(-30),
          expires_at: inDays(day),
        })),
      )
      .execute();
    await db
      .insertInto("draft")
      .values([
        {
          ...tenant,
          membership_id: rows.membershipId,
          form: "/a",
          fields: "{}",
          updated_at: inDays(-100),
        },
        {
          ...tenant,
          membership_id: rows.membershipId,
          form: "/b",
          fields: "{}",
          updated_at: inDays(-1),
        },
      ])
      .execute();
  });
  const swept = await database.executeJobs(house(), sweepPersonalData, {});
  expect(swept).toMatchObject({
    done: { access_export: 1, undo_entry: 1, draft: 1 },
  });
  const { rows: files } = await sql<{ key: string }>`
    select storage_key as key from file_removal where organisation_id = ${rows.organisationId}`.execute(
    database.owner.db,
  );
  expect(files.map((file) => file.key)).toEqual([gone]);
  expect(await database.executeJobs(house(), sweepPersonalData, {})).toMatchObject({ done: {} });
});
