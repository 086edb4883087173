import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { editContribution, recordContribution } from "./contribution/contribution.commands.ts";
import {
  getContribution,
  listContributionChoices,
  listContributions,
} from "./contribution/contribution.queries.ts";
import {
  type ContributionInput,
  contributionFilterSchema,
} from "./contribution/contribution.schema.ts";
import { createPartner, editPartner } from "./partner/partner.commands.ts";
import { getPartner, listPartners, listPartnersIn } from "./partner/partner.queries.ts";
import { partnerFilterSchema, partnerSchema } from "./partner/partner.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let manager: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours, "coach");
  manager = actorOf(ours, "manager");
});
afterAll(() => database.close());

const contribution = (change: Partial<ContributionInput> = {}): ContributionInput => ({
  kind: "gift",
  openResourceId: ours.resourceId,
  contributedOn: "2025-06-01",
  description: "Don annuel",
  workerId: null,
  amountCents: 15_000,
  minutes: null,
  shareCount: null,
  shareNominalCents: null,
  certificate: "",
  renewsOn: null,
  asMentor: false,
  budgetLineId: null,
  payAnyway: false,
  evidenceUrl: null,
  ...change,
});

async function record(change: Partial<ContributionInput> = {}): Promise<string> {
  const outcome = await database.execute(coach, recordContribution, contribution(change));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const list = (query: object) =>
  database.execute(coach, listContributions, contributionFilterSchema.parse(query));

test("contributions are found by kind, by whom and by year, with their sums", async () => {
  await record();
  await record({
    kind: "time",
    amountCents: null,
    minutes: 90,
    workerId: ours.workerId,
    contributedOn: "2025-07-01",
  });
  const year = await list({ annee: "2025" });
  expect(year).toMatchObject({ total: 2, totalCents: 15_000, totalMinutes: 90, resourceCount: 1 });
  expect(year.contributions[0]).toMatchObject({ kind: "time", workerName: "Léa Ruche" });
  expect((await list({ par: "personnes" })).total).toBe(1);
  expect((await list({ par: "cooperative", annee: "2025" })).total).toBe(1);
  expect((await list({ nature: "gift" })).total).toBe(1);
  expect((await list({ commun: theirs.resourceId })).total).toBe(0);
});

test("another organisation's commons, people and contributions do not exist here", async () => {
  const foreign = contribution({ openResourceId: theirs.resourceId });
  expect(await database.execute(coach, recordContribution, foreign)).toEqual({
    ok: false,
    reason: "resource_unknown",
  });
  const stranger = contribution({ workerId: theirs.workerId });
  expect(await database.execute(coach, recordContribution, stranger)).toEqual({
    ok: false,
    reason: "worker_unknown",
  });
  const id = await record();
  const elsewhere = actorOf(theirs, "coach");
  await expect(database.execute(elsewhere, getContribution, { id })).rejects.toMatchObject({
    code: "not_found",
  });
  const foreignEdit = contribution({ openResourceId: theirs.resourceId });
  const edit = { ...foreignEdit, leaveExpense: false, id, version: 1 };
  await expect(database.execute(elsewhere, editContribution, edit)).rejects.toMatchObject({
    code: "not_found",
  });
  const choices = await database.execute(elsewhere, listContributionChoices, {});
  expect(choices.resources.map((one) => one.id)).toEqual([theirs.resourceId]);
});

test("somebody erased is offered no more, but where it is said already", async () => {
  await sql`update worker set anonymised_at = now() where id = ${theirs.workerId}`.execute(
    database.owner.db,
  );
  const elsewhere = actorOf(theirs, "coach");
  const offered = async (keptWorkerId?: string) =>
    (await database.execute(elsewhere, listContributionChoices, { keptWorkerId })).workers.length;
  expect(await offered()).toBe(0);
  expect(await offered(theirs.workerId)).toBe(1);
});

test("the second of two people changing a contribution is told", async () => {
  const id = await record();
  const edit = (description: string, version: number) =>
    database.execute(coach, editContribution, {
      ...contribution({ description }),
      leaveExpense: false,
      id,
      version,
    });
  expect(await edit("Le premier", 1)).toEqual({ ok: true, id });
  expect(await edit("Le second", 1)).toMatchObject({
    reason: "conflict",
    current: { description: "Le premier", version: 2 },
    changedBy: "Ruche",
  });
  expect(await edit("Le second", 2)).toEqual({ ok: true, id });
});

test("a form sent twice records one contribution; changed, it is refused", async () => {
  const before = (await list({})).total;
  const options = { submissionId: randomUUID() };
  const first = await database.execute(coach, recordContribution, contribution(), options);
  const again = await database.execute(coach, recordContribution, contribution(), options);
  expect(again).toEqual(first);
  const other = contribution({ amountCents: 99 });
  expect(await database.execute(coach, recordContribution, other, options)).toEqual({
    ok: false,
    reason: "form_already_used",
  });
  expect((await list({})).total).toBe(before + 1);
});

const partner = (change: object = {}) =>
  partnerSchema.parse({ name: "TILIOS", kind: "cooperative", status: "secured", ...change });

test("partners are sorted by how sure they are, found without accents, never twice by name", async () => {
  await database.execute(
    manager,
    createPartner,
    partner({ name: "Euratechnologies", status: "envisaged" }),
  );
  await database.execute(
    manager,
    createPartner,
    partner({ name: "Réseau des CAE", kind: "cae_network", status: "in_discussion" }),
  );
  await database.execute(manager, createPartner, partner());
  const all = await database.execute(coach, listPartners, partnerFilterSchema.parse({}));
  expect(all.partners.map((one) => one.name)).toEqual([
    "Ruche",
    "TILIOS",
    "Réseau des CAE",
    "Euratechnologies",
  ]);
  const search = (q: string) =>
    database.execute(coach, listPartners, partnerFilterSchema.parse({ q }));
  expect((await search("reseau")).partners.map((one) => one.name)).toEqual(["Réseau des CAE"]);
  expect((await search("%")).total).toBe(0);
  expect(await database.execute(manager, createPartner, partner())).toEqual({
    ok: false,
    reason: "name_taken",
  });
});

test("a partner is changed with care, by a manager only", async () => {
  const outcome = await database.execute(manager, createPartner, partner({ name: "Mobicoop" }));
  if (!outcome.ok) throw new Error(outcome.reason);
  const { id } = outcome;
  const edit = (change: object, version: number) =>
    database.execute(manager, editPartner, {
      ...partner({ name: "Mobicoop", ...change }),
      id,
      version,
    });
  expect(await edit({ role: "Covoiturage" }, 1)).toEqual({ ok: true, id });
  expect(await edit({ role: "Autre" }, 1)).toMatchObject({
    reason: "conflict",
    current: { role: "Covoiturage" },
  });
  expect(await edit({ name: "Ruche" }, 2)).toEqual({ ok: false, reason: "name_taken" });
  await expect(database.execute(coach, createPartner, partner())).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(
    database.execute(actorOf(theirs, "manager"), getPartner, { id }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("a partner works in communes that exist, and is found in them by whoever reads partners", async () => {
  const outcome = await database.execute(
    manager,
    createPartner,
    partner({ name: "Régie de quartier", communes: "Lille (59350)\nlille" }),
  );
  if (!outcome.ok) throw new Error(outcome.reason);
  const { id } = outcome;
  const found = await database.execute(coach, getPartner, { id });
  expect(found.communes).toEqual(["Lille (59350)"]);
  const inLille = async (actor: typeof coach) =>
    (await database.execute(actor, listPartnersIn, { communeCodes: ["59350"] })).map(
      ({ name }) => name,
    );
  expect(await inLille(coach)).toContain("Régie de quartier");
  expect(await inLille(actorOf(theirs, "coach"))).not.toContain("Régie de quartier");
  expect(
    await database.execute(manager, editPartner, {
      ...partner({ name: "Régie de quartier", communes: "Atlantide, Lille, Ys" }),
      id,
      version: found.version,
    }),
  ).toEqual({ ok: false, reason: "communes_unknown", names: ["Atlantide", "Ys"] });
  await database.execute(manager, editPartner, {
    ...partner({ name: "Régie de quartier" }),
    id,
    version: found.version,
  });
  expect(await inLille(coach)).not.toContain("Régie de quartier");
});
