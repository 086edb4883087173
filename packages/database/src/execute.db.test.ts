import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { connectAs } from "./connection.ts";
import { Forbidden, NotFound, Unavailable } from "./errors.ts";
import { createExecute } from "./execute.ts";
import { type Actor, operationsFor } from "./operation.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";
import { populate, type Rows } from "./testing-rows.ts";

const { defineQuery, defineCommand } = operationsFor<Actor, "partner:read" | "partner:write">();

const namePartner = defineCommand({
  name: "namePartner",
  permission: "partner:write",
  subject: "partner",
  input: z.object({ name: z.string(), refuse: z.boolean().default(false) }),
  async run({ db, actor, input }) {
    const { id } = await db
      .insertInto("partner")
      .values({
        organisation_id: actor.organisationId ?? "",
        name: input.name,
        kind: "cooperative",
        status: "secured",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    if (input.refuse) return { ok: false, reason: "not_today" } as const;
    return { ok: true, id } as const;
  },
});

const listPartners = defineQuery({
  name: "listPartners",
  permission: "partner:read",
  input: z.object({}),
  run: ({ db }) => db.selectFrom("partner").select("name").orderBy("name").execute(),
});

let database: TestDatabase;
let rows: Rows;
let actor: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = await populate(database.owner.db, "Ruche");
  await populate(database.owner.db, "Autre");
});
afterAll(() => database.close());

beforeEach(() => {
  actor = {
    databaseRole: "essaim_manager",
    organisationId: rows.organisationId,
    membershipId: rows.membershipId,
    funderId: null,
    permissions: new Set(["partner:read", "partner:write"]),
    requestId: randomUUID(),
  };
});

const names = async () =>
  (await database.execute(actor, listPartners, {})).map((partner) => partner.name);
const journal = () =>
  database.owner.db
    .selectFrom("audit_event")
    .selectAll()
    .where("request_id", "=", actor.requestId)
    .execute();

test("reads the rows of the actor's organisation only", async () => {
  expect(await names()).toEqual(["Ruche"]);
});

test("refuses an operation whose permission the actor lacks", async () => {
  actor = { ...actor, permissions: new Set(["partner:read"]) };
  const forbidden = database.execute(actor, namePartner, { name: "Interdit", refuse: false });
  await expect(forbidden).rejects.toThrow(Forbidden);
  expect(await names()).toEqual(["Ruche"]);
});

test("a query can write nothing, whatever its code says", async () => {
  const writing = defineQuery({
    name: "writing",
    permission: "partner:read",
    input: z.object({}),
    run: ({ db, actor }) =>
      db
        .insertInto("partner")
        .values({
          organisation_id: actor.organisationId ?? "",
          name: "Glissé",
          kind: "cooperative",
          status: "secured",
        })
        .execute(),
  });
  await expect(database.execute(actor, writing, {})).rejects.toThrow(/read-only transaction/);
});

describe("a query that looks at somebody's file", () => {
  const look = (write: boolean) =>
    defineQuery({
      name: "look",
      permission: "partner:read",
      input: z.object({ id: z.uuid() }),
      looksAt: { subject: "worker", id: (input) => input.id },
      run: async ({ db, input }) => {
        if (write) await db.deleteFrom("worker_resource").execute();
        const found = await db
          .selectFrom("worker")
          .select("id")
          .where("id", "=", input.id)
          .executeTakeFirst();
        if (!found) throw new NotFound("No such worker");
        return found;
      },
    });

  test("leaves a line that says who looked", async () => {
    await database.execute(actor, look(false), { id: rows.workerId });
    expect(await journal()).toMatchObject([
      {
        membership_id: rows.membershipId,
        operation: "look",
        subject_type: "worker",
        subject_id: rows.workerId,
      },
    ]);
  });

  test("leaves none of a file that is not there, nor can it write anything else", async () => {
    const missing = database.execute(actor, look(false), { id: randomUUID() });
    await expect(missing).rejects.toThrow(NotFound);
    const writing = database.execute(actor, look(true), { id: rows.workerId });
    await expect(writing).rejects.toThrow(/read-only transaction/);
    expect(await journal()).toEqual([]);
  });
});

test("writes who did what to which record, and nothing of what was typed", async () => {
  const outcome = await database.execute(actor, namePartner, { name: "TILIOS", refuse: false });
  const [line] = await journal();
  expect(line).toMatchObject({
    organisation_id: rows.organisationId,
    membership_id: rows.membershipId,
    operation: "namePartner",
    subject_type: "partner",
    subject_id: outcome.ok ? outcome.id : null,
  });
  expect(JSON.stringify(line)).not.toContain("TILIOS");
});

test("a refusal is a value and leaves nothing behind", async () => {
  const before = await names();
  const outcome = await database.execute(actor, namePartner, { name: "Refusé", refuse: true });
  expect(outcome).toEqual({ ok: false, reason: "not_today" });
  expect(await names()).toEqual(before);
  expect(await journal()).toEqual([]);
});

describe("a form sent twice", () => {
  test("does its work once, even at the same instant", async () => {
    const submissionId = randomUUID();
    const input = { name: "Envoyé deux fois", refuse: false };
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => database.execute(actor, namePartner, input, { submissionId })),
    );
    expect(outcomes).toEqual([outcomes[0], outcomes[0], outcomes[0]]);
    expect(outcomes[0]).toMatchObject({ ok: true });
    expect((await names()).filter((name) => name === input.name)).toHaveLength(1);
    expect(await journal()).toHaveLength(1);
  });

  test("with another content is told, and changes nothing", async () => {
    const submissionId = randomUUID();
    await database.execute(
      actor,
      namePartner,
      { name: "Premier", refuse: false },
      { submissionId },
    );
    const second = await database.execute(
      actor,
      namePartner,
      { name: "Second", refuse: false },
      { submissionId },
    );
    expect(second).toEqual({ ok: false, reason: "form_already_used" });
    expect(await names()).not.toContain("Second");
  });

  test("after a refusal may be corrected and sent again", async () => {
    const submissionId = randomUUID();
    await database.execute(actor, namePartner, { name: "Corrigé", refuse: true }, { submissionId });
    const again = await database.execute(
      actor,
      namePartner,
      { name: "Corrigé", refuse: false },
      { submissionId },
    );
    expect(again).toMatchObject({ ok: true });
  });
});

test("a database that is away is told apart from a fault", async () => {
  const away = connectAs("postgres://nobody@127.0.0.1:1/none", 1);
  const lost = createExecute(away.db)(actor, listPartners, {});
  await expect(lost).rejects.toThrow(Unavailable);
  await away.close();
});
