import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import * as fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { declareClaim, editClaim, withdrawClaim } from "./claim.commands.ts";
import { payPot } from "./pay-pot.commands.ts";
import { cancelPot, editPot, openPot, reopenPot } from "./pot.commands.ts";
import { getPot, listPots } from "./pot.queries.ts";
import { answerRound, proposeRound, settleRound } from "./round.commands.ts";

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

const potInput = (amountCents = 100_000) => ({
  title: "Traductions",
  openResourceId: ours.resourceId,
  terms: "",
  amountCents,
  budgetLineId: null,
  openedOn: "2026-01-01",
  claimsUntil: "2026-06-30",
});

async function open(amountCents?: number): Promise<string> {
  const outcome = await database.execute(manager, openPot, potInput(amountCents));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}
const claim = (potId: string, wishedCents = 60_000, declaredOn = "2026-02-01") =>
  database.execute(coach, declareClaim, {
    ...{ potId, wishedCents, declaredOn },
    workerId: ours.workerId,
    work: "Traduction du guide",
  });
const read = (id: string) => database.execute(coach, getPot, { id });
async function propose(potId: string, amounts: number[]) {
  const { claims } = await read(potId);
  const shares = claims
    .filter((one) => !one.withdrawnOn)
    .map((one, place) => ({ claimId: one.id, cents: amounts[place] ?? 0 }));
  return database.execute(coach, proposeRound, {
    ...{ potId, note: "", proposedOn: "2026-07-01", shares },
  });
}
async function answer(potId: string, given: ("consent" | "objection" | "aside")[]) {
  const round = (await read(potId)).rounds.at(-1);
  for (const [place, share] of (round?.shares ?? []).entries()) {
    const said = given[place];
    if (!said) continue;
    const outcome = await database.execute(coach, answerRound, {
      ...{ potId, roundId: round?.id ?? "", claimId: share.claim.id, answer: said },
      ...{ reason: said === "objection" ? "Trop peu" : "", answeredOn: "2026-07-02" },
    });
    if (!outcome.ok) throw new Error(outcome.reason);
  }
}
const settle = async (potId: string) =>
  database.execute(coach, settleRound, {
    potId,
    roundId: (await read(potId)).rounds.at(-1)?.id ?? "",
  });
const pay = async (id: string, version?: number) =>
  database.execute(manager, payPot, {
    id,
    version: version ?? (await read(id)).version,
    paidOn: "2026-08-01",
    account: "6226",
    payAnyway: false,
  });

test("a pot goes from claims to an objection, to an agreement, to expenses; its history stays", async () => {
  const id = await open();
  await claim(id);
  await claim(id, 80_000);
  expect(await propose(id, [60_000, 40_001])).toEqual({ ok: false, reason: "beyond_pot" });
  expect(await propose(id, [60_000, 40_000])).toMatchObject({ ok: true });
  await answer(id, ["consent"]);
  expect(await settle(id)).toEqual({ ok: false, reason: "unanswered" });
  await answer(id, ["consent", "objection"]);
  expect(await settle(id)).toMatchObject({ ok: true, outcome: "objected" });
  expect(await settle(id)).toEqual({ ok: false, reason: "round_over" });
  expect(await pay(id)).toEqual({ ok: false, reason: "not_agreed" });
  await propose(id, [50_000, 50_000]);
  await answer(id, ["consent", "aside"]);
  expect(await settle(id)).toMatchObject({ ok: true, outcome: "consented" });
  const { version } = await read(id);
  expect(await pay(id, version)).toMatchObject({ ok: true });
  expect(await pay(id, version)).toMatchObject({ ok: false, reason: "conflict" });

  const pot = await read(id);
  expect(pot).toMatchObject({ status: "paid", closedOn: "2026-08-01" });
  expect(pot.rounds.map(({ outcome }) => outcome)).toEqual(["objected", "consented"]);
  expect(pot.rounds[0]?.shares[1]).toMatchObject({ answer: "objection", reason: "Trop peu" });
  const expenses = await sql<{ cents: number; paid: string; worker: string }>`
    select amount_cents as cents, paid_on as paid, worker_id as worker from expense
    where id = any(${pot.claims.map(({ expenseId }) => expenseId)}::uuid[])`.execute(
    database.owner.db,
  );
  expect(expenses.rows).toEqual([
    { cents: 50_000, paid: "2026-08-01", worker: ours.workerId },
    { cents: 50_000, paid: "2026-08-01", worker: ours.workerId },
  ]);
  for (const late of [claim(id), propose(id, [1, 1])]) {
    expect(await late).toEqual({ ok: false, reason: "pot_settled" });
  }
});

test("whoever claims after a proposal is not left out of it", async () => {
  const id = await open();
  await claim(id);
  await propose(id, [10_000]);
  await answer(id, ["consent"]);
  await claim(id);
  expect(await settle(id)).toEqual({ ok: false, reason: "claim_missing" });
  const late = (await read(id)).claims.at(-1)?.id ?? "";
  const withdraw = (isBack: boolean) =>
    database.execute(coach, withdrawClaim, { potId: id, claimId: late, isBack });
  expect(await withdraw(false)).toMatchObject({ ok: true });
  expect(await settle(id)).toMatchObject({ ok: true, outcome: "consented" });
  expect(await withdraw(true)).toEqual({ ok: false, reason: "pot_settled" });
});

test("claims come between the opening and the last day", async () => {
  const id = await open();
  expect(await claim(id, 1, "2025-12-31")).toEqual({ ok: false, reason: "before_opening" });
  expect(await claim(id, 1, "2026-07-01")).toEqual({ ok: false, reason: "claims_over" });
});

test("a pot is not made smaller than what was proposed, and comes back from a cancellation", async () => {
  const id = await open();
  await claim(id);
  await propose(id, [90_000]);
  const edit = async (amountCents: number) =>
    database.execute(manager, editPot, {
      ...potInput(amountCents),
      id,
      version: (await read(id)).version,
    });
  expect(await edit(89_999)).toEqual({ ok: false, reason: "below_round" });
  expect(await edit(90_000)).toMatchObject({ ok: true });
  expect(await database.execute(manager, cancelPot, { id })).toMatchObject({ ok: true });
  expect(await edit(95_000)).toEqual({ ok: false, reason: "pot_settled" });
  expect(await database.execute(manager, reopenPot, { id })).toMatchObject({ ok: true });
  expect((await read(id)).status).toBe("discussing");
});

test("two at once: one payment, two numbered rounds, and never more than the pot", async () => {
  const id = await open();
  await claim(id);
  const both = await Promise.all([propose(id, [70_000]), propose(id, [80_000])]);
  expect(both.map(({ ok }) => ok)).toEqual([true, true]);
  expect((await read(id)).rounds.map(({ number }) => number)).toEqual([1, 2]);
  await answer(id, ["consent"]);
  await settle(id);
  const { version } = await read(id);
  const paid = await Promise.all([pay(id, version), pay(id, version)]);
  expect(paid.map(({ ok }) => ok).sort()).toEqual([false, true]);
});

test("a budget line that pays is told of what passes it, then pays on purpose, to the cent", async () => {
  const line = await sql<{ id: string }>`
    insert into budget_line (organisation_id, label, account, amount_cents, starts_on, ends_on)
    values (${ours.organisationId}, 'Communs', '6228', 50000, '2026-01-01', '2026-12-31') returning id`.execute(
    database.owner.db,
  );
  const budgetLineId = line.rows[0]?.id ?? "";
  const opened = await database.execute(manager, openPot, { ...potInput(), budgetLineId });
  if (!opened.ok) throw new Error(opened.reason);
  const { id } = opened;
  await claim(id);
  await claim(id);
  await propose(id, [30_000, 30_001]);
  await answer(id, ["consent", "consent"]);
  await settle(id);
  const warned = await pay(id);
  expect(warned).toMatchObject({ reason: "line_warns", sentences: [expect.any(String)] });
  expect((await read(id)).status).toBe("agreed");
  const { version } = await read(id);
  const input = { id, version, paidOn: "2026-08-01", account: "6226", payAnyway: true };
  expect(await database.execute(manager, payPot, input)).toMatchObject({ ok: true });
  const spent = await sql<{ paid: number; accounts: string[] }>`
    select m.paid_cents::int as paid, array(select distinct e.account from expense e
      join expense_allocation a on a.expense_id = e.id where a.budget_line_id = m.budget_line_id) as accounts
    from spending_month m where m.budget_line_id = ${budgetLineId}`.execute(database.owner.db);
  expect(spent.rows).toEqual([{ paid: 60_001, accounts: ["6228"] }]);
});

test("the claim of somebody erased is not put back", async () => {
  const { db } = database.owner;
  const { rows } = await sql<{ id: string }>`
    insert into worker (organisation_id, given_name, family_name, kind, supported_from, anonymised_at)
    values (${ours.organisationId}, 'Personne', 'effacée', 'both', '2024-01-01', now()) returning id`.execute(
    db,
  );
  const potId = await open();
  await sql`insert into reward_claim (organisation_id, pot_id, worker_id, work, wished_cents, declared_on, withdrawn_on)
    values (${ours.organisationId}, ${potId}, ${rows[0]?.id}, '[effacé]', 100, '2026-02-01', '2026-03-01')`.execute(
    db,
  );
  const [erased] = (await read(potId)).claims;
  expect(erased).toMatchObject({ isErased: true });
  expect(
    await database.execute(coach, withdrawClaim, {
      ...{ potId, claimId: erased?.id ?? "" },
      isBack: true,
    }),
  ).toEqual({ ok: false, reason: "worker_unknown" });
});

test("what was agreed for somebody erased since is paid, and names nobody", async () => {
  const id = await open();
  await claim(id);
  const gone = (await read(id)).claims[0]?.id ?? "";
  await propose(id, [40_000]);
  await answer(id, ["consent"]);
  await settle(id);
  const { db } = database.owner;
  const { rows } = await sql<{ id: string }>`
    insert into worker (organisation_id, given_name, family_name, kind, supported_from)
    values (${ours.organisationId}, 'Personne', 'effacée', 'both', '2025-01-01') returning id`.execute(
    db,
  );
  await sql`update reward_claim set worker_id = ${rows[0]?.id} where id = ${gone}`.execute(db);
  await sql`update worker set anonymised_at = now() where id = ${rows[0]?.id}`.execute(db);
  expect(await pay(id)).toMatchObject({ ok: true });
  const paid = await sql<{ worker: string | null; cents: number }>`
    select e.worker_id as worker, e.amount_cents as cents from expense e
    join reward_claim c on c.expense_id = e.id where c.id = ${gone}`.execute(db);
  expect(paid.rows).toEqual([{ worker: null, cents: 40_000 }]);
});

test("another organisation has no part in it, and a coach neither opens nor pays", async () => {
  const id = await open();
  const elsewhere = actorOf(theirs, "coach");
  await expect(database.execute(elsewhere, getPot, { id })).rejects.toMatchObject({
    code: "not_found",
  });
  expect((await database.execute(elsewhere, listPots, {})).map((pot) => pot.id)).not.toContain(id);
  expect(
    await database.execute(coach, declareClaim, {
      ...{ potId: id, workerId: theirs.workerId, work: "x" },
      ...{ wishedCents: 1, declaredOn: "2026-02-01" },
    }),
  ).toEqual({ ok: false, reason: "worker_unknown" });
  await expect(database.execute(coach, openPot, potInput())).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("an edited claim is told to whoever edits it too", async () => {
  const id = await open();
  await claim(id);
  const [first] = (await read(id)).claims;
  const edit = (wishedCents: number) =>
    database.execute(coach, editClaim, {
      ...{ id: first?.id ?? "", potId: id, version: 1, wishedCents },
      ...{ workerId: ours.workerId, work: "Relecture", declaredOn: "2026-02-01" },
    });
  expect(await edit(1)).toMatchObject({ ok: true });
  expect(await edit(2)).toMatchObject({ reason: "conflict", current: { wishedCents: 1 } });
});

test("whatever is proposed, answered, withdrawn and paid, no round passes the pot and what is paid is what was agreed", async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("claim" as const), cents: fc.integer({ min: 0, max: 900 }) }),
    fc.record({
      do: fc.constant("propose" as const),
      cents: fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 3, maxLength: 3 }),
    }),
    fc.record({
      do: fc.constant("answer" as const),
      given: fc.array(fc.constantFrom("consent" as const, "objection" as const, "aside" as const), {
        maxLength: 4,
      }),
    }),
    fc.record({ do: fc.constantFrom("settle" as const, "pay" as const, "withdraw" as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const id = await open(1000);
      await claim(id, 500);
      for (const one of steps) {
        if (one.do === "claim") await claim(id, one.cents);
        else if (one.do === "propose") await propose(id, one.cents);
        else if (one.do === "answer") await answer(id, one.given).catch(() => {});
        else if (one.do === "settle") await settle(id);
        else if (one.do === "pay") await pay(id);
        else {
          const claimId = (await read(id)).claims[0]?.id ?? "";
          await database.execute(coach, withdrawClaim, { potId: id, claimId, isBack: false });
        }
      }
      const pot = await read(id);
      const sum = (list: readonly number[]) => list.reduce((total, cents) => total + cents, 0);
      for (const { shares } of pot.rounds) {
        expect(sum(shares.map(({ amountCents }) => amountCents))).toBeLessThanOrEqual(1000);
      }
      const spent = await sql<{ cents: number }>`select coalesce(sum(amount_cents), 0)::int as cents
        from expense where id = any(${pot.claims.map(({ expenseId }) => expenseId)}::uuid[])`.execute(
        database.owner.db,
      );
      const agreed = pot.rounds.filter(({ outcome }) => outcome === "consented").at(-1);
      expect(spent.rows[0]?.cents).toBe(
        pot.status === "paid"
          ? sum(
              (agreed?.shares ?? [])
                .filter(({ claim: one }) => !one.withdrawnOn)
                .map(({ amountCents }) => amountCents),
            )
          : 0,
      );
    }),
    { numRuns: 15 },
  );
}, 60_000);
