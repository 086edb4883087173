import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editMeeting, recordMeeting } from "../meeting/meeting.commands.ts";
import { getNewMeetingForm } from "../meeting/meeting.queries.ts";
import { recordMeetingSchema } from "../meeting/meeting.schema.ts";
import { getPersonStory } from "./person-story.queries.ts";
import { checkPlace } from "./place.queries.ts";
import { createWorker, editWorker } from "./worker.commands.ts";
import { getWorkerForm, listCoaches } from "./worker.queries.ts";
import { placeSchema, workerSchema } from "./worker.schema.ts";
import { workerFilterSchema } from "./worker-filter.schema.ts";
import { listWorkers } from "./worker-list.queries.ts";
import { findWorkers } from "./worker-search.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let stranger: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours);
  stranger = actorOf(theirs);
  const { db } = database.owner;
  await db
    .insertInto("commune")
    .values([
      { code: "59512", name: "Roubaix", department_code: "59" },
      { code: "59009", name: "Villeneuve-d’Ascq", department_code: "59" },
      { code: "59360", name: "Loos", department_code: "59" },
      { code: "93066", name: "Saint-Denis", department_code: "93" },
      { code: "97411", name: "Saint-Denis", department_code: "974" },
    ])
    .execute();
  await db
    .insertInto("neighbourhood")
    .values([
      { code: "QN05981M", generation: 2024, name: "Nouveau Roubaix" },
      { code: "QN05972M", generation: 2024, name: "Secteur Sud" },
    ])
    .execute();
  await db
    .insertInto("neighbourhood_commune")
    .values([
      { neighbourhood_code: "QN05981M", commune_code: "59512" },
      { neighbourhood_code: "QN05972M", commune_code: "59350" },
      { neighbourhood_code: "QN05972M", commune_code: "59360" },
    ])
    .execute();
});
afterAll(() => database.close());

type WorkerFields = Parameters<typeof workerSchema.parse>[0] & object;

const worker = (change: WorkerFields = {}) =>
  workerSchema.parse({
    givenName: "Maïlys",
    familyName: "Lefèvre",
    kind: "platform_worker",
    supportedFrom: "2026-01-12",
    somebodyElse: "oui",
    ...change,
  });

async function create(change: WorkerFields = {}): Promise<string> {
  const outcome = await database.execute(coach, createWorker, worker(change));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const meetingOf = (workerId: string, change: object = {}) =>
  recordMeetingSchema.parse({
    workerId,
    coachId: ours.membershipId,
    heldOn: "2026-03-03",
    durationMinutes: 45,
    place: "office",
    attendance: "present",
    summary: "Point sur les courses.",
    ...change,
  });

async function record(workerId: string, change: object = {}): Promise<string> {
  const outcome = await database.execute(coach, recordMeeting, meetingOf(workerId, change));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const search = async (query: Record<string, string>, actor = coach) => {
  const filter = workerFilterSchema.parse({ suivi: "tous", ...query });
  return await database.execute(actor, listWorkers, filter);
};
const namesFound = async (query: Record<string, string>) =>
  (await search(query)).workers.map((found) => `${found.givenName} ${found.familyName}`);

describe("a person's file", () => {
  test("keeps what was written and who wrote it, and begins the pathway as a candidate", async () => {
    const id = await create({
      email: "mailys@exemple.fr",
      phone: "06 12 34 56 78",
      birth: "12/03/1991",
      addressLine: "12 rue du Chemin",
      postcode: "59100",
      commune: "roubaix",
      neighbourhood: "QN05981M",
      coachId: ours.membershipId,
    });
    const { worker: found } = await database.execute(coach, getPersonStory, { id });
    expect(found).toMatchObject({
      phone: "0612345678",
      communeCode: "59512",
      communeName: "Roubaix",
      residence: "priority",
      neighbourhoodName: "Nouveau Roubaix",
      coachName: "Ruche",
      updatedByName: "Ruche",
      birthOn: "1991-03-12",
      birthYear: 1991,
      supportedFrom: "2026-01-12",
      supportedUntil: null,
      version: 1,
    });
    expect(await stagesOf(id)).toEqual([{ kind: "candidate", starts_on: "2026-01-12" }]);
  });

  test.each([
    ["neighbourhood_elsewhere", { commune: "Lille", neighbourhood: "QN05981M" }],
    ["neighbourhood_unknown", { neighbourhood: "QN09999M" }],
    ["commune_needed", { neighbourhood: "QN05972M" }],
    ["commune_not_found", { commune: "Atlantide" }],
    ["commune_not_found", { commune: "%" }],
    ["commune_ambiguous", { commune: "Saint-Denis" }],
    ["postcode_elsewhere", { commune: "Lille", postcode: "75001" }],
    ["postcode_elsewhere", { neighbourhood: "QN05972M@59360", postcode: "62000" }],
    ["coach_unknown", { coachId: randomUUID() }],
  ])("is refused for %s, and nothing is written", async (reason, change) => {
    const input = worker({ familyName: "Refusé", ...change });
    expect(await database.execute(coach, createWorker, input)).toEqual({ ok: false, reason });
    expect((await search({ q: "Refusé" })).total).toBe(0);
  });

  test.each([
    ["villeneuve d'ascq", "59009"],
    ["VILLENEUVE-D’ASCQ (59)", "59009"],
    ["St-Denis (974)", "97411"],
    ["93066", "93066"],
  ])("finds the commune written %s", async (commune, communeCode) => {
    const id = await create({ commune });
    const { worker: found } = await database.execute(coach, getPersonStory, { id });
    expect(found.communeCode).toBe(communeCode);
  });

  test("of the same name as another waits until somebody says who it is", async () => {
    const id = await create({ givenName: "Éloïse", familyName: "D’Haene", commune: "Loos" });
    const twin = worker({ givenName: "eloise", familyName: "D’HAENE", somebodyElse: undefined });
    expect(await database.execute(coach, createWorker, twin)).toEqual({
      ok: false,
      reason: "likely_twice",
      likely: [
        {
          id,
          name: "Éloïse D’Haene",
          communeName: "Loos",
          birthYear: null,
          coachName: null,
          reasons: ["même nom"],
        },
      ],
    });
    const confirmed = await database.execute(coach, createWorker, { ...twin, somebodyElse: "oui" });
    expect(confirmed.ok).toBe(true);
  });

  test("of almost the same name waits too, unless the births are of two people", async () => {
    await create({ givenName: "Karim", familyName: "Benyahia", birth: "1985" });
    const near = { givenName: "Karime", familyName: "Benyahia", somebodyElse: undefined };
    const born = (birth: string) =>
      database.execute(coach, createWorker, worker({ ...near, birth }));
    expect(await born("1985")).toMatchObject({
      ok: false,
      reason: "likely_twice",
      likely: [{ name: "Karim Benyahia", reasons: ["nom qui s’écrit presque pareil"] }],
    });
    const unknown = await database.execute(coach, createWorker, worker(near));
    expect(unknown).toMatchObject({ reason: "likely_twice" });
    expect(await born("1962")).toMatchObject({ ok: true });
  });

  test("has its place checked while the rest of the form is wrong", async () => {
    const place = placeSchema.parse({ commune: "Lille", postcode: "75001" });
    expect(await database.execute(coach, checkPlace, place)).toBe("postcode_elsewhere");
    const nowhere = placeSchema.parse({ postcode: "rien", neighbourhood: "rien" });
    expect(await database.execute(coach, checkPlace, nowhere)).toBeNull();
  });

  test("a neighbourhood over several communes is chosen with its commune", async () => {
    const id = await create({ neighbourhood: "QN05972M@59360" });
    const { worker: found } = await database.execute(coach, getPersonStory, { id });
    expect(found).toMatchObject({ communeName: "Loos", neighbourhoodCode: "QN05972M" });
  });

  test("a colleague who left stays on the file they had, and is offered nowhere else", async () => {
    const { db } = database.owner;
    const gone = await db.transaction().execute(async (trx) => {
      await setOrganisation(trx, ours.organisationId);
      const user = await trx
        .insertInto("user_account")
        .values({ email: `${randomUUID()}@example.org`, full_name: "Ancien" })
        .returning("id")
        .executeTakeFirstOrThrow();
      const membership = await trx
        .insertInto("membership")
        .values({ organisation_id: ours.organisationId, user_id: user.id, role: "coach" })
        .returning("id")
        .executeTakeFirstOrThrow();
      return membership.id;
    });
    const id = await create({ coachId: gone });
    await db.transaction().execute(async (trx) => {
      await setOrganisation(trx, ours.organisationId);
      await trx
        .updateTable("membership")
        .set({ ended_at: new Date() })
        .where("id", "=", gone)
        .execute();
    });
    const refused = await database.execute(coach, createWorker, worker({ coachId: gone }));
    expect(refused).toEqual({ ok: false, reason: "coach_unknown" });
    const kept = { ...worker({ coachId: gone }), id, version: 1 };
    expect(await database.execute(coach, editWorker, kept)).toEqual({ ok: true, id });
    const form = await database.execute(coach, getWorkerForm, { id });
    expect(form.coaches.map((one) => one.name)).toContain("Ancien");
    // Whoever reads the sensitive answers of somebody says who reads them next.
    const taken = { ...kept, coachId: ours.membershipId, version: 2 };
    expect(await database.execute(coach, editWorker, taken)).toEqual({
      ok: false,
      reason: "coach_kept",
    });
    const manager = actorOf(ours, "manager");
    expect(await database.execute(manager, editWorker, taken)).toEqual({ ok: true, id });
    const offered = await database.execute(coach, listCoaches, {});
    expect(offered.map((one) => one.name)).toEqual(["Ruche"]);
  });
});

const stagesOf = (workerId: string) =>
  database.owner.db.transaction().execute(async (trx) => {
    await setOrganisation(trx, ours.organisationId);
    return await trx
      .selectFrom("stage")
      .where("worker_id", "=", workerId)
      .select(["kind", "starts_on"])
      .execute();
  });

/** Ends a person's support, as an exit does. */
const leave = (workerId: string, day: string) =>
  database.owner.db.transaction().execute(async (trx) => {
    await setOrganisation(trx, ours.organisationId);
    await trx
      .insertInto("stage")
      .values({
        organisation_id: ours.organisationId,
        worker_id: workerId,
        kind: "exit",
        starts_on: day,
      })
      .execute();
  });

async function setOrganisation(db: TestDatabase["owner"]["db"], id: string): Promise<void> {
  await sql`select set_config('app.organisation_id', ${id}, true)`.execute(db);
}

describe("two people change the same file", () => {
  test("the second is told, is given what was saved, and writes over nothing", async () => {
    const id = await create();
    const first = await database.execute(coach, editWorker, {
      ...worker({ givenName: "Première" }),
      id,
      version: 1,
    });
    expect(first.ok).toBe(true);
    const second = await database.execute(coach, editWorker, {
      ...worker({ givenName: "Seconde" }),
      id,
      version: 1,
    });
    expect(second).toMatchObject({
      ok: false,
      reason: "conflict",
      changedBy: "Ruche",
      current: { givenName: "Première", version: 2 },
    });
    const again = await database.execute(coach, editWorker, {
      ...worker({ givenName: "Seconde" }),
      id,
      version: 2,
    });
    expect(again).toEqual({ ok: true, id });
  });

  test("at the same instant, one wins", async () => {
    const id = await create();
    const outcomes = await Promise.all(
      ["Une", "Autre"].map((givenName) =>
        database.execute(coach, editWorker, { ...worker({ givenName }), id, version: 1 }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });
});

describe("the same form sent twice", () => {
  test("creates one person, even at the same instant", async () => {
    const input = worker({ familyName: "Double" });
    const submissionId = randomUUID();
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => database.execute(coach, createWorker, input, { submissionId })),
    );
    const ids = new Set(outcomes.map((outcome) => outcome.ok && outcome.id));
    expect(ids.size).toBe(1);
    expect((await search({ q: "Double" })).total).toBe(1);
    const changed = worker({ familyName: "Double", givenName: "Autre" });
    expect(await database.execute(coach, createWorker, changed, { submissionId })).toEqual({
      ok: false,
      reason: "form_already_used",
    });
  });

  test("records one meeting", async () => {
    const id = await create();
    const submissionId = randomUUID();
    const input = meetingOf(id);
    await Promise.all(
      [1, 2].map(() => database.execute(coach, recordMeeting, input, { submissionId })),
    );
    const { story } = await database.execute(coach, getPersonStory, { id, kind: "meeting" });
    expect(story).toHaveLength(1);
  });
});

describe("the list of people", () => {
  beforeAll(async () => {
    await create({ givenName: "Anaïs", familyName: "Çelik", email: "anais@exemple.fr" });
    await create({
      givenName: "Zoé",
      familyName: "Éluard",
      phone: "07 11 22 33 44",
      kind: "both",
      commune: "Loos",
      neighbourhood: "outside",
      coachId: ours.membershipId,
    });
    const gone = { givenName: "Paul_100%", familyName: "Terminé", supportedFrom: "2020-01-01" };
    await leave(await create(gone), "2021-01-01");
  });

  test.each([
    [{ q: "anais celik" }, "Anaïs Çelik"],
    [{ q: "CELIK ana" }, "Anaïs Çelik"],
    [{ q: "anais@exemple" }, "Anaïs Çelik"],
    [{ q: "eluard" }, "Zoé Éluard"],
    [{ q: "07 11 22" }, "Zoé Éluard"],
    [{ q: "+33711223344" }, "Zoé Éluard"],
    [{ q: "_100%" }, "Paul_100% Terminé"],
    [{ commune: "59360", lieu: "hors-quartier" }, "Zoé Éluard"],
    [{ accompagnement: "moi", profil: "plateforme-et-commun" }, "Zoé Éluard"],
    [{ suivi: "termine" }, "Paul_100% Terminé"],
  ])("%j finds %s alone", async (query, name) => {
    expect(await namesFound(query as Record<string, string>)).toEqual([name]);
  });

  test("those accompanied now, when nothing is asked", async () => {
    expect(await namesFound({ suivi: "en-cours", q: "Terminé" })).toEqual([]);
  });

  test("sorts by name without accents, and by the last meeting, the longest wait first", async () => {
    const eluard = (await search({ q: "Éluard" })).workers[0]?.id ?? "";
    await record(eluard, { heldOn: "2026-05-05" });
    const byName = await namesFound({ q: "e" });
    expect(byName.indexOf("Anaïs Çelik")).toBeLessThan(byName.indexOf("Zoé Éluard"));
    const recent = await search({ tri: "-rencontre" });
    expect(recent.workers[0]).toMatchObject({ id: eluard, lastMeetingOn: "2026-05-05" });
    const waiting = await search({ tri: "rencontre" });
    expect(waiting.workers[0]?.lastMeetingOn).toBeNull();
  });

  test("proposes those whose name is spelt almost so, when nobody's is spelt so", async () => {
    await create({ givenName: "Magdalena", familyName: "Kowalczyk" });
    const found = await search({ q: "kowalski magda" });
    expect(found.isApproximate).toBe(true);
    expect(found.workers.map((one) => one.familyName)).toEqual(["Kowalczyk"]);
    const proposed = await database.execute(coach, findWorkers, {
      search: "kowalski magda",
      limit: 5,
    });
    expect(proposed.map((one) => one.name)).toEqual(["Magdalena Kowalczyk"]);
    expect((await search({ q: "zzzzzz" })).total).toBe(0);
  });

  test("keeps those to be met again, and those whose next step is overdue", async () => {
    const late = await create({ familyName: "Retardée", supportedFrom: "2020-01-01" });
    await record(late, { heldOn: today(), nextStep: "Rappeler", nextStepOn: today() });
    const overdue = await search({ q: "Retardée", etat: "en-retard" });
    expect(overdue.total).toBe(0);
    await record(late, { heldOn: "2021-01-01" });
    expect((await search({ q: "Retardée", etat: "a-revoir" })).total).toBe(0);
    const forgotten = await create({ familyName: "Oubliée", supportedFrom: "2020-01-01" });
    await record(forgotten, {
      heldOn: "2020-02-01",
      nextStep: "Rappeler",
      nextStepOn: "2020-02-10",
    });
    expect(await namesFound({ q: "Oubliée", etat: "en-retard" })).toEqual(["Maïlys Oubliée"]);
    expect(await namesFound({ q: "Oubliée", etat: "a-revoir" })).toEqual(["Maïlys Oubliée"]);
  });

  test("comes by pages of 25, and a page too far is the last", async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => create({ familyName: `Nombreux ${index}` })),
    );
    const first = await search({ q: "Nombreux" });
    const last = await search({ q: "Nombreux", page: "99" });
    expect(first).toMatchObject({ total: 30, page: 1, pageCount: 2 });
    expect(last).toMatchObject({ total: 30, page: 2 });
    const ids = new Set([...first.workers, ...last.workers].map((found) => found.id));
    expect(ids.size).toBe(30);
  });
});

describe("another organisation", () => {
  test("has its own people in its lists", async () => {
    const found = await search({}, stranger);
    expect(found.workers.map((one) => one.id)).toEqual([theirs.workerId]);
    expect(found.coaches).toEqual([{ id: theirs.membershipId, name: "Essieu" }]);
  });

  test("does not know our records", async () => {
    const meetingId = await record(ours.workerId);
    const input = worker();
    const meeting = meetingOf(ours.workerId, { coachId: theirs.membershipId });
    const attempts = [
      () => database.execute(stranger, getPersonStory, { id: ours.workerId }),
      () => database.execute(stranger, getWorkerForm, { id: ours.workerId }),
      () => database.execute(stranger, editWorker, { ...input, id: ours.workerId, version: 1 }),
      () => database.execute(stranger, getNewMeetingForm, { workerId: ours.workerId }),
      () => database.execute(stranger, recordMeeting, meeting),
      () => database.execute(stranger, editMeeting, { ...meeting, id: meetingId, version: 1 }),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("does not lend its coaches to a form that was tampered with", async () => {
    const withCoach = worker({ coachId: theirs.membershipId });
    expect(await database.execute(coach, createWorker, withCoach)).toEqual({
      ok: false,
      reason: "coach_unknown",
    });
    const held = meetingOf(ours.workerId, { coachId: theirs.membershipId });
    expect(await database.execute(coach, recordMeeting, held)).toEqual({
      ok: false,
      reason: "coach_unknown",
    });
  });

  test.each(["editor", "funder", "admin"] as const)(
    "nor does the role %s read ours",
    async (role) => {
      const actor = actorOf(ours, role);
      await expect(
        database.execute(actor, getPersonStory, { id: ours.workerId }),
      ).rejects.toMatchObject({ code: "forbidden" });
    },
  );
});

describe("meetings", () => {
  test("two people correct one: the second is told and given what was saved", async () => {
    const workerId = await create();
    const id = await record(workerId);
    const change = (summary: string, version: number) => {
      const { workerId: _, ...input } = meetingOf(workerId, { summary });
      return database.execute(coach, editMeeting, { ...input, id, version });
    };
    expect(await change("Première version", 1)).toEqual({ ok: true, id });
    expect(await change("Seconde version", 1)).toMatchObject({
      reason: "conflict",
      current: { summary: "Première version", version: 2 },
      changedBy: "Ruche",
    });
    expect(await change("Seconde version", 2)).toEqual({ ok: true, id });
  });

  test("the journal names the record and never what was written", async () => {
    const workerId = await create();
    const id = await record(workerId, { summary: "Très personnel" });
    const lines = await database.owner.db.transaction().execute(async (trx) => {
      await setOrganisation(trx, ours.organisationId);
      const { rows } = await sql<{ line: string }>`
        select row_to_json(e)::text as line from audit_event e where subject_id = ${id}`.execute(
        trx,
      );
      return rows.map((row) => row.line);
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"recordMeeting"');
    expect(lines[0]).not.toContain("personnel");
  });
});
