import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFunder, createProgramme } from "./funder.commands.ts";
import { listFunders, listProgrammes } from "./funder.queries.ts";
import { funderSchema } from "./funder.schema.ts";
import { createGrant, editGrant } from "./grant.commands.ts";
import { getGrant, listGrants, listRunningGrants } from "./grant.queries.ts";
import { grantFilterSchema, type NewGrantInput } from "./grant.schema.ts";
import { programmeSchema } from "./programme.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
let programmeId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
  const programmes = await database.execute(manager, listProgrammes, {});
  programmeId = programmes[0]?.id ?? "";
});
afterAll(() => database.close());

const grant = (change: Partial<NewGrantInput> = {}) => ({
  funderId: ours.funderId,
  programmeId,
  title: "Communs accessibles",
  callName: "Communs 2027",
  callUrl: null,
  applyBy: "2026-10-15",
  reference: "",
  status: "applied" as const,
  askedCents: 1_200_050,
  amountCents: null,
  startsOn: "2027-01-01",
  endsOn: "2027-12-31",
  note: "",
  ...change,
});

async function create(change: Partial<NewGrantInput> = {}): Promise<string> {
  const outcome = await database.execute(manager, createGrant, grant(change));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const filter = (query: object = {}) => grantFilterSchema.parse(query);

test("a grant is kept to the cent and found with its funder", async () => {
  const id = await create();
  const found = await database.execute(manager, getGrant, { id });
  expect(found).toMatchObject({
    ...grant(),
    funderName: "Ruche",
    version: 1,
    targets: [],
    actions: [{ name: "Ruche" }],
  });
  const list = await database.execute(manager, listGrants, filter({ statut: "demande" }));
  expect(list.grants.map((one) => one.id)).toEqual([id]);
  expect(list).toMatchObject({ total: 1, securedCents: 0, hopedCents: 1_200_050 });
});

test("the grants that run on a day are those awarded whose period holds it", async () => {
  const period = { startsOn: "2031-01-01", endsOn: "2031-06-30" };
  const id = await create({ ...period, status: "awarded" });
  await create({ ...period, status: "applied" });
  const running = async (day: string) =>
    (await database.execute(manager, listRunningGrants, { day })).map((one) => one.id);
  expect(await running("2031-01-01")).toEqual([id]);
  expect(await running("2031-06-30")).toEqual([id]);
  expect(await running("2031-07-01")).toEqual([]);
});

test("the second of two people is told, shown both versions, and nothing is overwritten", async () => {
  const id = await create();
  const first = { ...grant({ title: "Le premier" }), id, version: 1 };
  const second = { ...grant({ title: "Le second" }), id, version: 1 };
  expect(await database.execute(manager, editGrant, first)).toEqual({ ok: true, id });
  expect(await database.execute(manager, editGrant, second)).toMatchObject({
    ok: false,
    reason: "conflict",
    current: { title: "Le premier", version: 2 },
    changedBy: "Ruche",
    changedAt: expect.any(Date),
  });
  expect(await database.execute(manager, editGrant, { ...second, version: 2 })).toEqual({
    ok: true,
    id,
  });
});

test("of two edits at the same moment, one is refused", async () => {
  const id = await create();
  const edit = (title: string) =>
    database.execute(manager, editGrant, { ...grant({ title }), id, version: 1 });
  const outcomes = await Promise.all([edit("Un"), edit("Deux")]);
  expect(outcomes.map((outcome) => outcome.ok).sort()).toEqual([false, true]);
});

test("a form sent twice makes one grant", async () => {
  const options = { submissionId: randomUUID() };
  const input = grant({ title: "Envoyé deux fois" });
  const outcomes = await Promise.all([
    database.execute(manager, createGrant, input, options),
    database.execute(manager, createGrant, input, options),
  ]);
  expect(outcomes[0]).toEqual(outcomes[1]);
  const { grants } = await database.execute(manager, listGrants, filter());
  expect(grants.filter((one) => one.title === input.title)).toHaveLength(1);
});

test("another organisation's funder, programme and grants do not exist here", async () => {
  expect(
    await database.execute(manager, createGrant, grant({ funderId: theirs.funderId })),
  ).toEqual({ ok: false, reason: "funder_unknown" });
  const [foreign] = await database.execute(actorOf(theirs, "manager"), listProgrammes, {});
  expect(
    await database.execute(manager, createGrant, grant({ programmeId: foreign?.id ?? "" })),
  ).toEqual({ ok: false, reason: "programme_unknown" });
  const id = theirs.grantId;
  await expect(database.execute(manager, getGrant, { id })).rejects.toThrow();
  await expect(
    database.execute(manager, editGrant, { ...grant(), id, version: 1 }),
  ).rejects.toMatchObject({ code: "not_found" });
  expect(getGrant.input.safeParse({ id: "n’importe quoi" }).success).toBe(false);
});

test("targets tied to a programme's actions keep the grant in that programme", async () => {
  const other = await database.execute(
    manager,
    createProgramme,
    programmeSchema.parse({ name: "Autre programme", actions: "Une action" }),
  );
  if (!other.ok) throw new Error();
  const move = { ...grant({ status: "awarded" }), id: ours.grantId, version: 1 };
  expect(await database.execute(manager, editGrant, { ...move, programmeId: other.id })).toEqual({
    ok: false,
    reason: "programme_has_targets",
  });
});

test("two funders do not share a name", async () => {
  const input = funderSchema.parse({ name: "Fondation des communs", kind: "foundation" });
  expect(await database.execute(manager, createFunder, input)).toMatchObject({ ok: true });
  expect(await database.execute(manager, createFunder, input)).toEqual({
    ok: false,
    reason: "name_taken",
  });
  const funders = await database.execute(manager, listFunders, {});
  expect(funders.map((one) => one.name)).toEqual(["Fondation des communs", "Ruche"]);
});

test("a coach reads and does not write; editors and funders do neither", async () => {
  const coach = actorOf(ours, "coach");
  await expect(database.execute(coach, listGrants, filter())).resolves.toBeDefined();
  await expect(database.execute(coach, createGrant, grant())).rejects.toMatchObject({
    code: "forbidden",
  });
  for (const role of ["editor", "funder", "admin"] as const) {
    await expect(database.execute(actorOf(ours, role), listGrants, filter())).rejects.toMatchObject(
      { code: "forbidden" },
    );
  }
});

test("a grant's new funder and programme are made with it, or not at all", async () => {
  const input = {
    ...grant(),
    newFunder: {
      name: "Fondation neuve",
      kind: "foundation" as const,
      websiteUrl: null,
      siret: null,
    },
    newProgramme: {
      name: "Programme neuf",
      description: "",
      actions: [{ name: "Média", description: "" }],
    },
  };
  const outcome = await database.execute(manager, createGrant, input);
  if (!outcome.ok) throw new Error(outcome.reason);
  expect(await database.execute(manager, getGrant, { id: outcome.id })).toMatchObject({
    funderName: "Fondation neuve",
    programmeName: "Programme neuf",
    actions: [{ name: "Média" }],
  });
  const before = (await database.execute(manager, listProgrammes, {})).length;
  expect(await database.execute(manager, createGrant, input)).toMatchObject({
    ok: false,
    reason: "funder_name_taken",
  });
  expect(await database.execute(manager, listProgrammes, {})).toHaveLength(before);
});
