import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listContributions } from "../contribution/contribution.queries.ts";
import {
  contributionFilterSchema,
  contributionSchema,
} from "../contribution/contribution.schema.ts";
import {
  dropIntention,
  editIntention,
  planIntention,
  reopenIntention,
  turnIntoContribution,
} from "./intention.commands.ts";
import { getIntention, listIntentions } from "./intention.queries.ts";
import { intentionFilterSchema, intentionSchema } from "./intention.schema.ts";

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
  await sql`delete from contribution_intention`.execute(database.owner.db);
  await sql`delete from contribution`.execute(database.owner.db);
});
afterAll(() => database.close());

const meant = (typed: object = {}) =>
  intentionSchema.parse({
    kind: "share",
    openResourceId: ours.resourceId,
    description: "Prendre deux parts",
    plannedOn: "2027-01-01",
    amountCents: "200",
    ...typed,
  });
async function plan(typed: object = {}, actor = manager): Promise<string> {
  const outcome = await database.execute(actor, planIntention, meant(typed));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}
const read = (id: string) => database.execute(coach, getIntention, { id });
const turn = (intentionId: string) =>
  database.execute(coach, turnIntoContribution, {
    intentionId,
    contribution: contributionSchema.parse({
      kind: "share",
      openResourceId: ours.resourceId,
      contributedOn: "2026-05-04",
      description: "Deux parts",
      shareCount: "2",
      shareNominalCents: "100",
    }),
  });
const count = async (etat?: string) =>
  (await database.execute(coach, listIntentions, intentionFilterSchema.parse({ etat }))).total;

test("an intention becomes one contribution, however many ask at once", async () => {
  const id = await plan();
  const outcomes = await Promise.all([turn(id), turn(id)]);
  expect(outcomes.map((one) => one.ok).sort()).toEqual([false, true]);
  const { contributions } = await database.execute(
    coach,
    listContributions,
    contributionFilterSchema.parse({ nature: "share" }),
  );
  expect(contributions).toHaveLength(1);
  expect((await read(id)).contributionId).toBe(contributions[0]?.id);
  expect([await count(), await count("realisees")]).toEqual([0, 1]);
  expect(await database.execute(coach, dropIntention, { id, reason: "Trop tard" })).toMatchObject({
    reason: "ended",
  });
});

test("one given up says why, becomes nothing, and may be taken up again", async () => {
  const id = await plan();
  await database.execute(coach, dropIntention, { id, reason: "Plus d’argent" });
  expect(await turn(id)).toEqual({ ok: false, reason: "ended" });
  expect(await read(id)).toMatchObject({ droppedReason: "Plus d’argent" });
  expect(await count("abandonnees")).toBe(1);
  await database.execute(coach, reopenIntention, { id });
  expect(await turn(id)).toMatchObject({ ok: true });
});

test("a coach leaves the line that a manager chose, and the second of two writers is told", async () => {
  const { rows } = await sql<{ id: string }>`
    insert into budget_line (organisation_id, label, amount_cents, starts_on, ends_on)
    values (${ours.organisationId}, 'Communs', 100000, '2026-01-01', '2026-12-31') returning id`.execute(
    database.owner.db,
  );
  const budgetLineId = rows[0]?.id;
  const id = await plan({ budgetLineId });
  const edit = (actor: MemberActor, version: number) =>
    database.execute(actor, editIntention, { ...meant({ amountCents: "300" }), id, version });
  expect(await edit(coach, 1)).toEqual({ ok: true, id });
  expect(await read(id)).toMatchObject({ amountCents: 30_000, budgetLineId });
  expect(await edit(manager, 1)).toMatchObject({ reason: "conflict", current: { version: 2 } });
});

test("the commons and the lines of another organisation are none", async () => {
  const foreign = (typed: object) => database.execute(manager, planIntention, meant(typed));
  expect(await foreign({ openResourceId: theirs.resourceId })).toMatchObject({
    reason: "resource_unknown",
  });
  const id = await plan();
  await expect(
    database.execute(actorOf(theirs, "manager"), dropIntention, { id, reason: "Non" }),
  ).rejects.toMatchObject({ code: "not_found" });
});
