import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import type { Role } from "@essaim/identity/permission";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { retireListValue } from "../list/value-list.commands.ts";
import { getListValue, listValues } from "../list/value-list.queries.ts";
import { type ListKey, listKeys } from "../list/value-list.schema.ts";
import { countWorkerFacts } from "./fact-count.queries.ts";
import { editSituation } from "./situation.commands.ts";
import { getSituation, getSituationForm } from "./situation.queries.ts";
import { answersSchema, situationSchema } from "./situation.schema.ts";
import { checkSituation } from "./situation-answers.queries.ts";
import { createWorker, editWorker } from "./worker.commands.ts";
import { workerEditSchema, workerSchema } from "./worker.schema.ts";
import { listWorkerChanges } from "./worker-change.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let colleague: MemberActor;
let manager: MemberActor;
let stranger: MemberActor;
/** Ids of our values, by list and code. */
let ids: Record<ListKey, Record<string, string>>;
let theirIds: Record<ListKey, Record<string, string>>;
let workerId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours, "coach");
  colleague = await join("Collègue", "coach");
  manager = await join("Direction", "manager");
  stranger = actorOf(theirs, "coach");
  ids = await valueIds(coach);
  theirIds = await valueIds(stranger);
});
afterAll(() => database.close());

beforeEach(async () => {
  workerId = await create();
});

/** Runs as the owner, in our organisation. */
const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);

/** A new member of our organisation. */
async function join(name: string, role: Role): Promise<MemberActor> {
  const membershipId = await asOwner(async (trx) => {
    const user = await trx
      .insertInto("user_account")
      .values({ email: `${randomUUID()}@example.org`, full_name: name })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { id } = await trx
      .insertInto("membership")
      .values({ organisation_id: ours.organisationId, user_id: user.id, role })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  });
  return actorOf({ ...ours, membershipId }, role);
}

async function valueIds(actor: MemberActor) {
  const lists = await database.execute(actor, listValues, { keys: listKeys });
  return Object.fromEntries(
    listKeys.map((key) => [
      key,
      Object.fromEntries(lists[key].map(({ code, id }) => [code ?? "", id])),
    ]),
  ) as Record<ListKey, Record<string, string>>;
}

async function create(change: object = {}): Promise<string> {
  const input = workerSchema.parse({
    givenName: "Maïlys",
    familyName: "Lefèvre",
    kind: "platform_worker",
    supportedFrom: "2026-01-12",
    somebodyElse: "oui",
    coachId: ours.membershipId,
    ...change,
  });
  const outcome = await database.execute(coach, createWorker, input);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

/** A form of the situation, with everything that is sensitive shown. */
const form = (change: object = {}) => ({
  ...situationSchema.parse({ version: "1", sensitive: "oui", ...change }),
  id: workerId,
});
const edit = (change: object = {}, actor = coach) =>
  database.execute(actor, editSituation, form(change));
const read = async (actor = coach) => await database.execute(actor, getSituation, { id: workerId });
const labels = async (actor = coach) => {
  const { now, entry } = (await read(actor)).situation;
  const written = (values: { label: string }[]) => values.map((value) => value.label).join(", ");
  return {
    support: written(now.income_support),
    supportBefore: written(entry.income_support),
    unemployment: written(now.unemployment),
    health: written(now.health_barrier),
    needs: written(now.need),
  };
};
const trail = (actor = coach) =>
  database.execute(actor, listWorkerChanges, { workerId, limit: 100 });

describe("a person's situation", () => {
  test("is kept, list by list, and what nobody answered stays unknown", async () => {
    const outcome = await edit({
      gender: ids.gender.woman,
      language: [ids.language.fr, ids.language.ar],
      need: [ids.need.housing],
      dependants: "2",
      resourceIds: [ours.resourceId],
    });
    expect(outcome).toEqual({ ok: true, id: workerId });
    const { situation } = await read();
    expect(situation.now.gender.map((value) => value.label)).toEqual(["Femme"]);
    expect(situation.now.language.map((value) => value.code)).toEqual(["fr", "ar"]);
    expect(situation.now.education).toEqual([]);
    expect(situation).toMatchObject({
      version: 2,
      dependants: 2,
      resources: [{ id: ours.resourceId, name: "Ruche" }],
    });
    expect(await edit({ version: "2" })).toMatchObject({ ok: true });
    expect((await read()).situation).toMatchObject({ dependants: null, resources: [] });
    expect((await read()).situation.now.language).toEqual([]);
  });

  test("of the first day is also that of the arrival, and then stays", async () => {
    await edit({
      income_support: [ids.income_support.rsa],
      unemployment: ids.unemployment.from_12,
    });
    expect(await labels()).toMatchObject({ support: "RSA", supportBefore: "RSA" });
    await edit({
      version: "2",
      income_support: [ids.income_support.activity_bonus],
      entry_income_support: [ids.income_support.rsa],
      entry_unemployment: ids.unemployment.from_12,
    });
    expect(await labels()).toMatchObject({
      support: "Prime d’activité",
      supportBefore: "RSA",
      unemployment: "",
    });
  });

  test.each([
    [{ need: ["housing", "none"] }, { need: /ne va pas avec/ }],
    [{ income_support: ["rsa", "none"] }, { income_support: /ne va pas avec/ }],
    [
      { income_support: ["rsa"], entry_income_support: ["ass", "none"] },
      { entry_income_support: /ne va pas avec/ },
    ],
  ] as [Record<string, string[]>, Record<string, RegExp>][])(
    "%j is refused beside its field, and nothing is written",
    async (codes, errors) => {
      const chosen = Object.fromEntries(
        Object.entries(codes).map(([field, asked]) => [
          field,
          asked.map((code) => ids[field.replace("entry_", "") as ListKey][code]),
        ]),
      );
      const expected = Object.fromEntries(
        Object.entries(errors).map(([field, said]) => [field, expect.stringMatching(said)]),
      );
      expect(await edit({ gender: ids.gender.woman, ...chosen })).toEqual({
        ok: false,
        reason: "values_refused",
        errors: expected,
      });
      expect((await read()).situation).toMatchObject({ version: 1, now: { gender: [] } });
      expect(await trail()).toEqual([]);
    },
  );

  test("has its answers checked while the rest of the form is wrong", async () => {
    const answers = answersSchema.parse({
      need: [ids.need.housing, ids.need.none],
      gender: "rien",
      income_support: [ids.income_support.rsa, ids.income_support.none],
      sensitive: "oui",
    });
    const wrong = await database.execute(coach, checkSituation, { ...answers, id: workerId });
    expect(Object.keys(wrong)).toEqual(["income_support", "need"]);
  });

  test("takes neither the value of another list, nor one of another organisation, nor its commons", async () => {
    expect(await edit({ gender: ids.education.level_3 })).toMatchObject({
      errors: { gender: "Choisissez une réponse dans la liste." },
    });
    expect(await edit({ need: [theirIds.need.housing] })).toMatchObject({
      errors: { need: "Choisissez une réponse dans la liste." },
    });
    expect(await edit({ resourceIds: [theirs.resourceId] })).toEqual({
      ok: false,
      reason: "resource_unknown",
    });
  });

  test("of another organisation is not known", async () => {
    await expect(edit({}, stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(read(stranger)).rejects.toMatchObject({ code: "not_found" });
    expect(await trail(stranger)).toEqual([]);
  });

  test("changed by two people: the second is told and given what was saved", async () => {
    await edit({ gender: ids.gender.woman });
    expect(await edit({ gender: ids.gender.man })).toMatchObject({
      ok: false,
      reason: "conflict",
      changedBy: "Ruche",
      current: { version: 2, now: { gender: [{ code: "woman" }] } },
    });
    const identity = workerEditSchema.parse({
      givenName: "Maïlys",
      familyName: "Lefèvre",
      kind: "both",
      version: "1",
    });
    expect(await database.execute(coach, editWorker, { ...identity, id: workerId })).toMatchObject({
      reason: "conflict",
    });
  });

  test("sent twice is written once", async () => {
    const submissionId = randomUUID();
    const input = form({ gender: ids.gender.woman });
    const outcomes = await Promise.all(
      [1, 2].map(() => database.execute(coach, editSituation, input, { submissionId })),
    );
    expect(outcomes).toEqual([
      { ok: true, id: workerId },
      { ok: true, id: workerId },
    ]);
    expect(await trail()).toHaveLength(1);
    expect((await read()).situation.version).toBe(2);
  });

  test("keeps an answer retired since, until somebody changes it", async () => {
    const admin = await join("Administration", "admin");
    await edit({ prescriber: ids.prescriber.plie });
    const id = ids.prescriber.plie ?? "";
    const { version } = await database.execute(admin, getListValue, { id });
    expect(await database.execute(admin, retireListValue, { id, version })).toEqual({
      ok: true,
      id,
    });
    const { choices } = await database.execute(coach, getSituationForm, { id: workerId });
    expect(choices.prescriber.map((value) => value.code)).toContain("plie");
    expect(await edit({ version: "2", prescriber: id, dependants: "1" })).toMatchObject({
      ok: true,
    });
    expect((await read()).situation.now.prescriber).toMatchObject([{ code: "plie" }]);
    workerId = await create();
    const fresh = await database.execute(coach, getSituationForm, { id: workerId });
    expect(fresh.choices.prescriber.map((value) => value.code)).not.toContain("plie");
    expect(await edit({ prescriber: id })).toMatchObject({
      errors: { prescriber: expect.stringMatching(/n’est plus proposé/) },
    });
  });

  test("of an anonymised file is no longer edited", async () => {
    await asOwner((trx) =>
      trx
        .updateTable("worker")
        .set({ anonymised_at: new Date() })
        .where("id", "=", workerId)
        .execute(),
    );
    await expect(edit({ version: "2" })).rejects.toMatchObject({ code: "not_found" });
    await expect(database.execute(coach, getSituationForm, { id: workerId })).rejects.toMatchObject(
      { code: "not_found" },
    );
  });
});

describe("what is sensitive", () => {
  beforeEach(async () => {
    const outcome = await edit({
      income_support: [ids.income_support.rsa],
      health_barrier: ids.health_barrier.yes,
      need: [ids.need.housing],
    });
    expect(outcome.ok).toBe(true);
  });

  test("is read by the person's coach and by managers, not by a colleague", async () => {
    const whole = { support: "RSA", health: "Oui, la santé est un frein", needs: "Logement" };
    expect(await labels(coach)).toMatchObject(whole);
    expect(await labels(manager)).toMatchObject(whole);
    expect(await labels(colleague)).toMatchObject({ support: "", health: "", needs: "Logement" });
    expect((await read(colleague)).isSensitiveOpen).toBe(false);
    expect((await read(manager)).isSensitiveOpen).toBe(true);
  });

  test("stays as it is when a colleague saves the rest", async () => {
    const saved = await edit(
      { version: "2", sensitive: undefined, need: [ids.need.digital] },
      colleague,
    );
    expect(saved).toEqual({ ok: true, id: workerId });
    expect(await labels()).toMatchObject({
      support: "RSA",
      supportBefore: "RSA",
      health: "Oui, la santé est un frein",
      needs: "Numérique",
    });
  });

  test("is refused to a colleague whose form was tampered with", async () => {
    const input = { version: "2", income_support: [ids.income_support.aah] };
    expect(await edit(input, colleague)).toEqual({ ok: false, reason: "reserved" });
    expect(await edit({ version: "2" }, colleague)).toEqual({ ok: false, reason: "reserved" });
    expect((await labels()).support).toBe("RSA");
  });

  test("follows the person to another coach", async () => {
    const identity = workerEditSchema.parse({
      givenName: "Maïlys",
      familyName: "Lefèvre",
      kind: "platform_worker",
      coachId: colleague.membershipId,
      version: "2",
    });
    await database.execute(coach, editWorker, { ...identity, id: workerId });
    expect((await labels(colleague)).support).toBe("RSA");
    expect((await labels(coach)).support).toBe("");
  });

  test("is counted for managers only", async () => {
    const count = async (actor: MemberActor) =>
      (await database.execute(actor, countWorkerFacts, { day: "2026-06-01" })).facts.map(
        (fact) => fact.key,
      );
    expect(await count(manager)).toContain("health_barrier");
    expect(await count(coach)).not.toContain("health_barrier");
    expect(await count(coach)).toContain("need");
  });

  test("is in the trail for whoever may read it", async () => {
    const changes = (await trail(coach)).map((line) => line.changes.map(({ field }) => field));
    expect(changes.flat()).toEqual(expect.arrayContaining(["Besoins et freins", "Frein de santé"]));
    const seen = await trail(colleague);
    expect(JSON.stringify(seen)).not.toContain("RSA");
    expect(seen.flatMap((line) => line.changes.map(({ field }) => field))).toEqual([
      "Besoins et freins",
    ]);
  });
});

describe("the trail", () => {
  test("says who changed which field, from what to what", async () => {
    await edit({ gender: ids.gender.woman });
    await edit({ version: "2", gender: ids.gender.other, dependants: "1" }, manager);
    expect(await trail()).toMatchObject([
      {
        changedByName: "Direction",
        isSensitive: false,
        changes: [
          { field: "Genre", before: "Femme", after: "Autre ou non binaire" },
          { field: "Personnes à charge", before: "", after: "1" },
        ],
      },
      { changedByName: "Ruche", changes: [{ field: "Genre", before: "", after: "Femme" }] },
    ]);
  });

  test("has no line when nothing changed", async () => {
    await edit({ gender: ids.gender.woman });
    await edit({ version: "2", gender: ids.gender.woman });
    expect(await trail()).toHaveLength(1);
  });

  test("tells an identity in the words that the person reads", async () => {
    const identity = workerEditSchema.parse({
      givenName: "Maïlys",
      familyName: "Lefebvre",
      kind: "both",
      phone: "0612345678",
      birth: "12/03/1991",
      commune: "Lille",
      version: "1",
    });
    await database.execute(coach, editWorker, { ...identity, id: workerId });
    const [line] = await trail();
    expect(line?.changes).toEqual([
      { field: "Nom", before: "Lefèvre", after: "Lefebvre" },
      { field: "Téléphone", before: "", after: "06\u00a012\u00a034\u00a056\u00a078" },
      { field: "Commune", before: "", after: "Lille (59)" },
      { field: "Naissance", before: "", after: "12/03/1991" },
      { field: "Type d’activité", before: "Travail de plateforme", after: "Plateforme et commun" },
      { field: "Accompagnement par", before: "Ruche", after: "" },
    ]);
  });

  test("is said in the journal when it is read, like the file", async () => {
    await trail(manager);
    await read(manager);
    const looks = await asOwner((trx) =>
      trx
        .selectFrom("audit_event")
        .where("subject_id", "=", workerId)
        .where("membership_id", "=", manager.membershipId)
        .select("operation")
        .execute(),
    );
    expect(looks.map((line) => line.operation).sort()).toEqual([
      "getSituation",
      "listWorkerChanges",
    ]);
  });
});

test("everybody's situation is counted, unknown included, for the people accompanied that day", async () => {
  const day = "2019-03-15";
  const at = async (change: object) => {
    workerId = await create({ supportedFrom: "2019-03-01" });
    expect((await edit(change)).ok).toBe(true);
  };
  await at({ need: [ids.need.housing, ids.need.digital], gender: ids.gender.woman });
  await at({ need: [ids.need.housing], unemployment: ids.unemployment.from_24 });
  await at({});
  await create({ supportedFrom: "2019-04-01" });
  const { people, facts } = await database.execute(manager, countWorkerFacts, { day });
  expect(people).toBe(3);
  const fact = (key: string, moment = "now") => {
    const found = facts.find((one) => one.key === key && one.moment === moment);
    const said = found?.values.filter((value) => value.people > 0);
    return {
      said: Object.fromEntries((said ?? []).map((value) => [value.label, value.people])),
      unknown: found?.unknown,
    };
  };
  expect(fact("need")).toEqual({ said: { Logement: 2, Numérique: 1 }, unknown: 1 });
  expect(fact("gender")).toEqual({ said: { Femme: 1 }, unknown: 2 });
  expect(fact("unemployment", "entry")).toEqual({ said: { "24 mois et plus": 1 }, unknown: 2 });
  expect(fact("disability")).toEqual({ said: {}, unknown: 3 });
});
