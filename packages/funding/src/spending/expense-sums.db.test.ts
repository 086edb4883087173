import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import {
  editExpense,
  payExpense,
  recordExpense,
  removeExpense,
  unpayExpense,
} from "./expense.commands.ts";
import { getExpense, listExpenses } from "./expense.queries.ts";
import { insertExpenses, splitExpense } from "./expense.write.ts";
import { expenseFilterSchema } from "./expense-filter.schema.ts";
import type { Share } from "./split.rules.ts";
import { addGrant, addLine, expenseOf, findLostCents } from "./testing-spending.ts";

let database: TestDatabase;
let ours: Rows;
let manager: MemberActor;
let grantId: string;
let lines: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  manager = actorOf(ours, "manager");
  grantId = await addGrant(database, ours);
  lines = [
    await addLine(database, ours, { grant_id: grantId, amount_cents: 500_000 }),
    await addLine(database, ours, { grant_id: grantId, amount_cents: 500_000 }),
    await addLine(database, ours),
  ];
});
afterAll(() => database.close());

/** What other features do inside their own commands. */
const insertRows = defineCommand({
  name: "insertRows",
  permission: "spending:write",
  subject: "expense",
  input: z.custom<Parameters<typeof insertExpenses>[2]>(),
  run: async ({ db, actor, input }) => {
    const outcome = await insertExpenses(db, actor, input);
    return outcome.ok ? { ...outcome, id: null } : outcome;
  },
});
const resplit = defineCommand({
  name: "resplit",
  permission: "spending:write",
  subject: "expense",
  input: z.custom<Parameters<typeof splitExpense>[2]>(),
  run: async ({ db, actor, input }) => {
    const outcome = await splitExpense(db, actor, input);
    return outcome.ok ? { ok: true, id: input.expenseId } : outcome;
  },
});
/** The steps of an aid, as its own commands write them. */
const moveAid = defineCommand({
  name: "moveAid",
  permission: "aid:decide",
  subject: "aid",
  input: z.object({
    id: z.uuid(),
    status: z.enum(["requested", "granted", "paid"]),
    line: z.uuid(),
  }),
  run: async ({ db, actor, input: { id, status, line } }) => {
    const isDecided = status !== "requested";
    await db
      .updateTable("aid")
      .set({
        status,
        decided_on: isDecided ? "2026-05-02" : null,
        decided_by: isDecided ? actor.membershipId : null,
        decision_reason: isDecided ? "Oui" : "",
        budget_line_id: isDecided ? line : null,
        paid_on: status === "paid" ? "2026-05-03" : null,
      })
      .where("id", "=", id)
      .execute();
    return { ok: true, id };
  },
});

async function addAid(amount_cents: number): Promise<string> {
  return await inOrganisation(database.owner.db, ours, async (db) => {
    const { id } = await db
      .insertInto("aid")
      .values({
        organisation_id: ours.organisationId,
        worker_id: ours.workerId,
        amount_cents,
        purpose: "Un casque",
        requested_on: "2026-05-01",
        requested_by: ours.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  });
}

const cents = fc.integer({ min: 1, max: 50_000 });
const shares = fc.array(
  fc.record({
    line: fc.nat({ max: 2 }),
    part: fc.oneof(
      fc.record({ cents }),
      fc.record({ hundredths: fc.integer({ min: 1, max: 6_000 }) }),
    ),
  }),
  { maxLength: 3 },
);
const fields = fc.record({
  amount: cents,
  month: fc.integer({ min: 1, max: 3 }),
  isCreditNote: fc.boolean(),
  isPaid: fc.boolean(),
  shares,
});
const which = fc.nat({ max: 20 });
const step = fc.oneof(
  fc.record({ do: fc.constant("record" as const), fields }),
  fc.record({ do: fc.constant("edit" as const), which, fields }),
  fc.record({ do: fc.constant("split" as const), which, shares }),
  fc.record({ do: fc.constantFrom("pay" as const, "unpay" as const, "remove" as const), which }),
  fc.record({
    do: fc.constant("aid" as const),
    status: fc.constantFrom("requested" as const, "granted" as const, "paid" as const),
    line: fc.nat({ max: 2 }),
  }),
);

const sharesOf = (some: readonly { line: number; part: object }[]): Share[] =>
  some.map(({ line, part }) => ({ budgetLineId: lines[line] ?? "", ...part }) as Share);

const inputOf = (typed: {
  amount: number;
  month: number;
  isCreditNote: boolean;
  isPaid: boolean;
  shares: readonly { line: number; part: object }[];
}) =>
  expenseOf({
    kind: typed.isCreditNote ? "credit_note" : "purchase",
    amountCents: typed.isCreditNote ? -typed.amount : typed.amount,
    incurredOn: `2026-0${typed.month}-15`,
    paidOn: typed.isPaid ? "2026-06-01" : null,
    shares: sharesOf(typed.shares),
    keepAnyway: true,
  });

test("whatever is done in whatever order, months add up to the splits and no expense is split beyond itself", async () => {
  const aidId = await addAid(4_321);
  const ids: string[] = [];
  let written = 0;
  const count = ({ ok }: { ok: boolean }) => {
    written += Number(ok);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      for (const one of steps) {
        const id = ids["which" in one ? one.which % Math.max(1, ids.length) : 0];
        const version = async () =>
          (await database.execute(manager, getExpense, { id: id ?? "" })).version;
        if (one.do === "record") {
          const made = await database.execute(manager, recordExpense, inputOf(one.fields));
          count(made);
          if (made.ok) ids.push(made.id);
        } else if (one.do === "aid") {
          const line = lines[one.line] ?? "";
          const { status } = one;
          // A decision is taken back before another one, as the commands do.
          await database.execute(manager, moveAid, { id: aidId, status: "requested", line });
          count(await database.execute(manager, moveAid, { id: aidId, status, line }));
        } else if (!id) {
        } else if (one.do === "edit") {
          const input = { ...inputOf(one.fields), id, version: await version() };
          count(await database.execute(manager, editExpense, input));
        } else if (one.do === "split") {
          const input = { expenseId: id, shares: sharesOf(one.shares) };
          count(await database.execute(manager, resplit, input));
        } else {
          const target = { id, version: await version() };
          if (one.do === "pay") {
            count(await database.execute(manager, payExpense, { ...target, paidOn: "2026-06-02" }));
          } else if (one.do === "unpay")
            count(await database.execute(manager, unpayExpense, target));
          else {
            count(await database.execute(manager, removeExpense, target));
            ids.splice(ids.indexOf(id), 1);
          }
        }
      }
      expect(await findLostCents(database, ours)).toEqual([]);
    }),
    { numRuns: 60 },
  );
  // Most steps do something: the sums are not those of nothing.
  expect(written).toBeGreaterThan(200);
}, 60_000);

test("two managers who split or pay one expense at once lose nothing, and neither is an error", async () => {
  const made = await database.execute(manager, recordExpense, expenseOf({ amountCents: 9_999 }));
  if (!made.ok) throw new Error(made.reason);
  const expenseId = made.id;
  const half = (line: number) => [{ budgetLineId: lines[line] ?? "", hundredths: 6_000 }];
  for (let turn = 0; turn < 5; turn += 1) {
    const { version } = await database.execute(manager, getExpense, { id: expenseId });
    const outcomes = await Promise.all([
      database.execute(manager, resplit, { expenseId, shares: half(0) }),
      database.execute(manager, resplit, { expenseId, shares: half(1) }),
      database.execute(manager, payExpense, { id: expenseId, version, paidOn: "2026-06-01" }),
      database.execute(manager, editExpense, {
        ...expenseOf({ amountCents: 9_999, shares: half(2) }),
        id: expenseId,
        version,
      }),
    ]);
    expect(outcomes.slice(0, 2)).toEqual([
      { ok: true, id: expenseId },
      { ok: true, id: expenseId },
    ]);
    for (const outcome of outcomes.slice(2)) {
      if (!outcome.ok) expect(outcome.reason).toBe("conflict");
    }
    expect(await findLostCents(database, ours)).toEqual([]);
  }
});

test("expenses whose lines cross never wait for each other for ever", async () => {
  const crossing = [0, 1, 2, 3].map((turn) => {
    const order = turn % 2 === 0 ? [0, 1, 2] : [2, 1, 0];
    return order.map((line) => ({ budgetLineId: lines[line] ?? "", hundredths: 3_000 }));
  });
  const outcomes = await Promise.all(
    [...crossing, ...crossing].map((some) =>
      database.execute(manager, recordExpense, expenseOf({ shares: some, keepAnyway: true })),
    ),
  );
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
});

test("two expenses at once do not pass a ceiling that each of them respects", async () => {
  const capped = await addGrant(database, ours);
  const line = await addLine(database, ours, { grant_id: capped });
  await inOrganisation(database.owner.db, ours, (db) =>
    db
      .insertInto("eligibility_rule")
      .values({
        organisation_id: ours.organisationId,
        grant_id: capped,
        kind: "ceiling",
        max_cents: 10_000,
        severity: "refuse",
      })
      .execute(),
  );
  const input = expenseOf({ amountCents: 6_000, shares: [{ budgetLineId: line, isRest: true }] });
  const outcomes = await Promise.all([
    database.execute(manager, recordExpense, input),
    database.execute(manager, recordExpense, input),
  ]);
  expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.reason)).sort()).toEqual([
    "not_eligible",
    "ok",
  ]);
});

test("rows of a file are written by thousands, once, in their order", async () => {
  const rows = Array.from({ length: 2_100 }, (_, index) => ({
    ...expenseOf({ label: `Écriture ${index}`, supplier: "Un fichier", amountCents: index + 1 }),
    sourceKey: `fec-${index}`,
    shares: [{ budgetLineId: lines[2] ?? "", isRest: true as const }],
  }));
  const again = [{ ...expenseOf({ supplier: "Un fichier" }), sourceKey: "neuve" }, ...rows];
  const first = await database.execute(manager, insertRows, rows);
  const second = await database.execute(manager, insertRows, again);
  if (!first.ok || !second.ok) throw new Error();
  expect(new Set(first.ids).size).toBe(rows.length);
  expect(second.ids.filter((id) => id !== null)).toHaveLength(1);
  expect(second.ids[0]).not.toBeNull();
  const seventh = await database.execute(manager, getExpense, { id: first.ids[6] ?? "" });
  expect(seventh).toMatchObject({ label: "Écriture 6", parts: [{ amountCents: 7 }] });
  const filter = expenseFilterSchema.parse({ fournisseur: "un fichier" });
  expect(await database.execute(manager, listExpenses, filter)).toMatchObject({ isMore: true });
  expect(await findLostCents(database, ours)).toEqual([]);
});

test("the first row that cannot be split is named, and none is written", async () => {
  const beyond = [{ budgetLineId: lines[0] ?? "", cents: 20_000 }];
  const rows = [expenseOf({ supplier: "Nulle part" }), expenseOf({ shares: beyond })];
  expect(await database.execute(manager, insertRows, rows)).toEqual({
    ok: false,
    reason: "beyond_whole",
    index: 1,
  });
  const filter = expenseFilterSchema.parse({ fournisseur: "nulle part" });
  expect(await database.execute(manager, listExpenses, filter)).toMatchObject({ total: 0 });
});
