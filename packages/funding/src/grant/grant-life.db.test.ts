import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setGrantBudget } from "../budget/budget-line.commands.ts";
import { createReport } from "../report/report.commands.ts";
import { listExpenseFilters } from "../spending/expense.queries.ts";
import { amendGrant, takeBackAmendment } from "./amendment.commands.ts";
import { setLegalIdentity } from "./cooperative.commands.ts";
import { getLegalIdentity } from "./cooperative.queries.ts";
import { createFunder, editFunder } from "./funder.commands.ts";
import { getFunder, listFunderSums, listProgrammes } from "./funder.queries.ts";
import { createGrant } from "./grant.commands.ts";
import { getGrant } from "./grant.queries.ts";
import type { NewGrantInput } from "./grant.schema.ts";
import {
  applyForGrant,
  awardGrant,
  closeGrant,
  declineGrant,
  reopenGrant,
  signAgreement,
  takeBackStep,
} from "./grant-life.commands.ts";
import { listAmendments } from "./grant-life.queries.ts";
import { CLOSED } from "./grant-life.schema.ts";
import {
  addInstalment,
  editInstalment,
  editReceipt,
  recordReceipt,
  removeInstalment,
  removeReceipt,
} from "./payment.commands.ts";
import { listPayments } from "./payment.queries.ts";
import { isSiret } from "./siret.rules.ts";

let database: TestDatabase;
let ours: Rows;
let manager: MemberActor;
let programmeId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  manager = actorOf(ours, "manager");
  programmeId = (await database.execute(manager, listProgrammes, {}))[0]?.id ?? "";
});
afterAll(() => database.close());

async function create(change: Partial<NewGrantInput> = {}): Promise<string> {
  const outcome = await database.execute(manager, createGrant, {
    funderId: ours.funderId,
    programmeId,
    title: "Communs",
    callName: "",
    callUrl: null,
    applyBy: null,
    askedCents: null,
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
    note: "",
    status: "envisaged",
    amountCents: null,
    reference: "",
    ...change,
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const awarded = (amountCents: number) => create({ status: "awarded", amountCents });
const read = (id: string) => database.execute(manager, getGrant, { id });
const step = async (id: string) => ({ id, version: (await read(id)).version });
const money = { decidedOn: "2026-02-01", decisionNote: "" };
const agreement = {
  reference: "C-12",
  signedOn: "2026-03-01",
  conditions: "",
  inKindCents: null,
  isDeMinimis: false,
  raeReference: "",
};
const receipt = (grantId: string, amountCents: number) =>
  database.execute(manager, recordReceipt, {
    grantId,
    amountCents,
    receivedOn: "2026-04-01",
    instalmentId: null,
    reference: "",
  });
const line = (grantId: string, amount: number, account = "65") =>
  database.owner.db
    .insertInto("budget_line")
    .values({
      organisation_id: ours.organisationId,
      grant_id: grantId,
      label: `Ligne ${Math.random()}`,
      account,
      amount_cents: amount,
      starts_on: "2026-01-01",
      ends_on: "2026-12-31",
    })
    .execute();
const amend = async (id: string, change: { amountCents: number; endsOn?: string }) =>
  database.execute(manager, amendGrant, {
    ...(await step(id)),
    signedOn: "2026-05-01",
    reference: "",
    reason: "Prolongation",
    endsOn: "2026-12-31",
    ...change,
  });

test("a grant goes from the call to its closing, and says when each step was taken", async () => {
  const id = await create();
  const ok = { ok: true, id };
  const filed = { askedCents: 1_000_000, appliedOn: "2026-01-10" };
  expect(await database.execute(manager, applyForGrant, { ...(await step(id)), ...filed })).toEqual(
    ok,
  );
  const yes = { ...money, amountCents: 900_000 };
  expect(await database.execute(manager, awardGrant, { ...(await step(id)), ...yes })).toEqual(ok);
  expect(
    await database.execute(manager, signAgreement, { ...(await step(id)), ...agreement }),
  ).toEqual(ok);
  await line(id, 900_000);
  await line(id, 5_000, "86");
  expect(await receipt(id, 900_000)).toEqual(ok);
  const closing = { closedOn: "2026-06-01", nothingMore: false };
  expect(await database.execute(manager, closeGrant, { ...(await step(id)), ...closing })).toEqual(
    ok,
  );
  expect(await read(id)).toMatchObject({
    ...filed,
    ...agreement,
    status: "closed",
    amountCents: 900_000,
    decidedOn: "2026-02-01",
    closedOn: "2026-06-01",
  });
});

test("a step is refused where the grant no longer is, and whoever comes second is shown why", async () => {
  const id = await create({ status: "applied", askedCents: 10_000 });
  const { version } = await read(id);
  const decide = () =>
    Promise.all([
      database.execute(manager, awardGrant, { id, version, ...money, amountCents: 10_000 }),
      database.execute(manager, declineGrant, { id, version, ...money }),
    ]);
  const outcomes = await decide();
  expect(outcomes.map((one) => one.ok).sort()).toEqual([false, true]);
  expect(outcomes.find((one) => !one.ok)).toMatchObject({ reason: "conflict" });
  const closed = await create({ status: "closed" });
  expect(
    await database.execute(manager, awardGrant, {
      ...(await step(closed)),
      ...money,
      amountCents: 1,
    }),
  ).toEqual({ ok: false, reason: "moved_on" });
});

test("what is spent on its lines is taken off before a grant is declined, and found until then", async () => {
  const id = await create({ status: "applied", askedCents: 10_000 });
  await line(id, 10_000);
  const owner = { organisation_id: ours.organisationId };
  const { id: expenseId } = await database.owner.db
    .insertInto("expense")
    .values({
      ...owner,
      kind: "purchase",
      label: "Un achat",
      account: "606",
      incurred_on: "2026-03-01",
      amount_cents: 1_000,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { id: lineId } = await database.owner.db
    .selectFrom("budget_line")
    .where("grant_id", "=", id)
    .select("id")
    .executeTakeFirstOrThrow();
  await database.owner.db
    .insertInto("expense_allocation")
    .values({ ...owner, expense_id: expenseId, budget_line_id: lineId, amount_cents: 1_000 })
    .execute();
  const decline = async () =>
    database.execute(manager, declineGrant, { ...(await step(id)), ...money });
  expect(await decline()).toEqual({ ok: false, reason: "spent_on" });
  const { grants } = await database.execute(manager, listExpenseFilters, {});
  expect(grants.map((grant) => grant.id)).toContain(id);
  await database.owner.db
    .deleteFrom("expense_allocation")
    .where("expense_id", "=", expenseId)
    .execute();
  expect(await decline()).toEqual({ ok: true, id });
});

test("dates follow one another", async () => {
  const id = await create();
  const filed = { askedCents: 1_000, appliedOn: "2026-03-01" };
  await database.execute(manager, applyForGrant, { ...(await step(id)), ...filed });
  const yes = { ...money, amountCents: 1_000 };
  expect(await database.execute(manager, awardGrant, { ...(await step(id)), ...yes })).toEqual({
    ok: false,
    reason: "before_application",
  });
  const later = { ...yes, decidedOn: "2026-04-01" };
  await database.execute(manager, awardGrant, { ...(await step(id)), ...later });
  const refile = async (appliedOn: string) =>
    database.execute(manager, applyForGrant, { ...(await step(id)), ...filed, appliedOn });
  expect(await refile("2026-04-02")).toEqual({ ok: false, reason: "after_decision" });
  expect(await refile("2026-02-15")).toEqual({ ok: true, id });
  expect(await read(id)).toMatchObject({ status: "awarded", appliedOn: "2026-02-15" });
  expect(
    await database.execute(manager, signAgreement, { ...(await step(id)), ...agreement }),
  ).toEqual({ ok: false, reason: "before_decision" });
});

test("a mistaken step is taken back, a decision on which something rests is not", async () => {
  const id = await create({ status: "awarded", amountCents: 5_000, askedCents: 6_000 });
  await database.execute(manager, signAgreement, { ...(await step(id)), ...agreement });
  const back = async () => database.execute(manager, takeBackStep, await step(id));
  expect(await back()).toEqual({ ok: true, id });
  expect(await read(id)).toMatchObject({ status: "awarded", signedOn: null });
  await receipt(id, 100);
  expect(await back()).toEqual({ ok: false, reason: "rests_on_it" });
  const { receipts } = await database.execute(manager, listPayments, { grantId: id });
  await database.execute(manager, removeReceipt, { id: receipts[0]?.id ?? "", version: 1 });
  expect(await back()).toEqual({ ok: true, id });
  expect(await read(id)).toMatchObject({ status: "applied", amountCents: null, askedCents: 6_000 });
  expect(await back()).toEqual({ ok: true, id });
  expect(await back()).toEqual({ ok: false, reason: "moved_on" });
});

describe("the closing", () => {
  const close = async (id: string, nothingMore = false) =>
    database.execute(manager, closeGrant, {
      ...(await step(id)),
      closedOn: today(),
      nothingMore,
    });

  test("waits for what is expected and for the division to the cent", async () => {
    const id = await awarded(10_000);
    expect(await close(id)).toEqual({ ok: false, reason: "still_expected" });
    expect(await close(id, true)).toEqual({ ok: false, reason: "undivided" });
    await line(id, 9_999);
    expect(await close(id, true)).toEqual({ ok: false, reason: "undivided" });
    await line(id, 1);
    expect(await close(id, true)).toEqual({ ok: true, id });
    expect(await database.execute(manager, reopenGrant, await step(id))).toEqual({ ok: true, id });
    expect(await read(id)).toMatchObject({ status: "awarded", closedOn: null });
  });

  test("waits for the reports to be accepted", async () => {
    const id = await create({ status: "awarded" });
    await database.owner.db
      .insertInto("grant_report")
      .values({
        organisation_id: ours.organisationId,
        grant_id: id,
        form: "cerfa",
        stage: "final",
        label: "Compte rendu",
        covers_from: "2026-01-01",
        covers_to: "2026-12-31",
        due_on: "2027-06-30",
      })
      .execute();
    expect(await close(id)).toEqual({ ok: false, reason: "report_open" });
  });
});

test("a closed grant takes a late receipt, and nothing else of what its closing rests on", async () => {
  const id = await awarded(10_000);
  await amend(id, { amountCents: 9_000 });
  await line(id, 9_000);
  const expected = {
    label: "Acompte",
    expectedOn: "2026-04-01",
    amountCents: 5_000,
    condition: "",
  };
  await database.execute(manager, addInstalment, { grantId: id, ...expected });
  await receipt(id, 8_000);
  const due = {
    grantId: id,
    form: "cerfa",
    stage: "final",
    label: "Compte rendu",
    coversFrom: "2026-01-01",
    coversTo: "2026-12-31",
    dueOn: "2027-06-30",
  } as const;
  const closing = { closedOn: "2026-06-01", nothingMore: true };
  expect(
    await database.execute(manager, closeGrant, { ...(await step(id)), ...closing }),
  ).toMatchObject({ ok: true });

  const { instalments, receipts } = await database.execute(manager, listPayments, { grantId: id });
  const [instalment, received] = [instalments[0], receipts[0]];
  const [amendment] = await database.execute(manager, listAmendments, { grantId: id });
  if (!instalment || !received || !amendment) throw new Error("nothing is there");
  const refused = { ok: false, reason: "grant_closed" };
  const { version } = await step(id);
  expect(
    await Promise.all([
      database.execute(manager, addInstalment, { grantId: id, ...expected }),
      database.execute(manager, editInstalment, { ...instalment, amountCents: 1 }),
      database.execute(manager, removeInstalment, instalment),
      database.execute(manager, editReceipt, { ...received, amountCents: 1 }),
      database.execute(manager, removeReceipt, received),
      database.execute(manager, takeBackAmendment, { id, version, amendmentId: amendment.id }),
      database.execute(manager, createReport, due),
    ]),
  ).toEqual(Array(7).fill(refused));
  expect(
    await database.execute(manager, setGrantBudget, { grantId: id, version, lines: [] }),
  ).toEqual({ ok: false, reason: "invalid", errors: { lines: CLOSED } });
  expect(await receipt(id, 1_000)).toEqual({ ok: true, id });
});

describe("amendments", () => {
  test("write the grant, and give it back what it said when the last is taken back", async () => {
    const id = await awarded(10_000);
    expect(await amend(id, { amountCents: 10_000 })).toEqual({
      ok: false,
      reason: "nothing_changed",
    });
    expect(await amend(id, { amountCents: 12_000, endsOn: "2027-03-31" })).toEqual({
      ok: true,
      id,
    });
    expect(await amend(id, { amountCents: 11_000, endsOn: "2027-03-31" })).toEqual({
      ok: true,
      id,
    });
    expect(await read(id)).toMatchObject({ amountCents: 11_000, endsOn: "2027-03-31" });
    const [first, last] = await database.execute(manager, listAmendments, { grantId: id });
    const takeBack = async (amendmentId = "") =>
      database.execute(manager, takeBackAmendment, { ...(await step(id)), amendmentId });
    expect(await takeBack(first?.id)).toEqual({ ok: false, reason: "not_last" });
    expect(await takeBack(last?.id)).toEqual({ ok: true, id });
    expect(await takeBack(first?.id)).toEqual({ ok: true, id });
    expect(await read(id)).toMatchObject({ amountCents: 10_000, endsOn: "2026-12-31" });
  });

  test("never go below what is received or divided, and the decision no longer sets the amount", async () => {
    const id = await awarded(10_000);
    await receipt(id, 6_000);
    await line(id, 8_000);
    expect(await amend(id, { amountCents: 5_999 })).toEqual({
      ok: false,
      reason: "received_above",
    });
    expect(await amend(id, { amountCents: 7_999 })).toEqual({ ok: false, reason: "lines_above" });
    expect(await amend(id, { amountCents: 8_000 })).toEqual({ ok: true, id });
    const yes = { ...money, amountCents: 9_000 };
    expect(await database.execute(manager, awardGrant, { ...(await step(id)), ...yes })).toEqual({
      ok: false,
      reason: "amended",
    });
  });
});

describe("payments", () => {
  test("never pass what is awarded, two at once included", async () => {
    const id = await awarded(10_000);
    const outcomes = await Promise.all([receipt(id, 6_000), receipt(id, 6_000)]);
    expect(outcomes.map((one) => one.ok).sort()).toEqual([false, true]);
    expect(outcomes.find((one) => !one.ok)).toEqual({ ok: false, reason: "above_awarded" });
  });

  test("never pass what is awarded while an amendment lowers it", async () => {
    const id = await awarded(10_000);
    const lowered = amend(id, { amountCents: 7_000 });
    const outcomes = await Promise.all([lowered, receipt(id, 8_000)]);
    const { amountCents } = await read(id);
    const { receipts } = await database.execute(manager, listPayments, { grantId: id });
    const received = receipts.reduce((sum, one) => sum + one.amountCents, 0);
    expect(received).toBeLessThanOrEqual(amountCents ?? 0);
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
  });

  test("whatever is recorded, corrected or removed, the sum stays within the award", async () => {
    const act = fc.record({
      verb: fc.constantFrom("record", "edit", "remove"),
      cents: fc.integer({ min: 1, max: 6_000 }),
      which: fc.nat(5),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        const id = await awarded(10_000);
        for (const { verb, cents, which } of acts) {
          const { receipts } = await database.execute(manager, listPayments, { grantId: id });
          const one = receipts[which % Math.max(1, receipts.length)];
          const before = receipts.reduce((sum, row) => sum + row.amountCents, 0);
          if (verb === "record") {
            const outcome = await receipt(id, cents);
            expect(outcome.ok).toBe(before + cents <= 10_000);
          } else if (one && verb === "edit") {
            const outcome = await database.execute(manager, editReceipt, {
              ...one,
              amountCents: cents,
            });
            expect(outcome.ok).toBe(before - one.amountCents + cents <= 10_000);
          } else if (one) {
            await database.execute(manager, removeReceipt, one);
          }
        }
        const { receipts } = await database.execute(manager, listPayments, { grantId: id });
        expect(receipts.reduce((sum, row) => sum + row.amountCents, 0)).toBeLessThanOrEqual(10_000);
      }),
      { numRuns: 15 },
    );
  });

  test("pay an instalment, which then stays; not one of another grant", async () => {
    const [id, other] = [await awarded(10_000), await awarded(10_000)];
    for (const grantId of [id, other]) {
      await database.execute(manager, addInstalment, {
        grantId,
        label: "Acompte",
        expectedOn: "2026-04-01",
        amountCents: 5_000,
        condition: "",
      });
    }
    const firstOf = async (grantId: string) => {
      const { instalments } = await database.execute(manager, listPayments, { grantId });
      if (!instalments[0]) throw new Error("no instalment");
      return instalments[0];
    };
    const pay = async (instalmentId: string) =>
      database.execute(manager, recordReceipt, {
        grantId: id,
        instalmentId,
        amountCents: 4_000,
        receivedOn: "2026-04-02",
        reference: "",
      });
    expect(await pay((await firstOf(other)).id)).toEqual({
      ok: false,
      reason: "instalment_unknown",
    });
    const instalment = await firstOf(id);
    expect(await pay(instalment.id)).toEqual({ ok: true, id });
    expect(await firstOf(id)).toMatchObject({ amountCents: 5_000, receivedCents: 4_000 });
    expect(await database.execute(manager, removeInstalment, instalment)).toEqual({
      ok: false,
      reason: "has_receipts",
    });
  });

  test("never lose money to the removal of what announced it", async () => {
    const id = await awarded(10_000);
    const expected = { grantId: id, label: "Acompte", expectedOn: "2026-04-01", condition: "" };
    for (let run = 0; run < 8; run++) {
      await database.execute(manager, addInstalment, { ...expected, amountCents: 100 });
      const { instalments } = await database.execute(manager, listPayments, { grantId: id });
      const instalment = instalments.find((one) => one.receivedCents === 0);
      if (!instalment) throw new Error("no instalment");
      const [received, removed] = await Promise.all([
        database.execute(manager, recordReceipt, {
          grantId: id,
          instalmentId: instalment.id,
          amountCents: 100,
          receivedOn: "2026-04-02",
          reference: "",
        }),
        database.execute(manager, removeInstalment, instalment),
      ]);
      expect(received.ok).toBe(!removed.ok);
      expect(received.ok ? removed : received).toMatchObject({
        reason: received.ok ? "has_receipts" : "instalment_unknown",
      });
    }
  });

  test("are refused before the decision, and while nobody knows the amount", async () => {
    expect(await receipt(await create(), 1)).toEqual({ ok: false, reason: "not_awarded" });
    expect(await receipt(await create({ status: "awarded" }), 1)).toEqual({
      ok: false,
      reason: "amount_unknown",
    });
  });
});

test("a funder is corrected once its version is right, and adds up what it awarded and paid", async () => {
  const made = await database.execute(manager, createFunder, {
    name: "Fondation A",
    kind: "foundation",
    websiteUrl: null,
    siret: "73282932000074",
  });
  if (!made.ok) throw new Error(made.reason);
  const funder = await database.execute(manager, getFunder, { id: made.id });
  expect(funder).toMatchObject({ siret: "73282932000074", version: 1 });
  const edited = { ...funder, name: "Fondation B", siret: null };
  expect(await database.execute(manager, editFunder, edited)).toEqual({ ok: true, id: made.id });
  expect(await database.execute(manager, editFunder, edited)).toMatchObject({ reason: "conflict" });
  expect(
    await database.execute(manager, editFunder, { ...edited, version: 2, name: "Ruche" }),
  ).toEqual({ ok: false, reason: "name_taken" });
  for (const amountCents of [1_000, 2_000]) {
    const id = await create({ funderId: made.id, status: "awarded", amountCents });
    await receipt(id, 300);
    await receipt(id, 200);
  }
  const sums = await database.execute(manager, listFunderSums, {});
  expect(sums.find((one) => one.id === made.id)).toMatchObject({
    grants: 2,
    awardedCents: 3_000,
    receivedCents: 1_000,
  });
});

test("the cooperative's legal name and SIRET are a manager's to write, and nobody else's name is touched", async () => {
  const { version } = await database.execute(manager, getLegalIdentity, {});
  const told = { legalName: "Ruche SCIC", siret: "73282932000074", version };
  expect(await database.execute(manager, setLegalIdentity, told)).toMatchObject({ ok: true });
  expect(await database.execute(manager, getLegalIdentity, {})).toMatchObject({
    ...told,
    version: version + 1,
    name: "Ruche",
  });
  await expect(
    database.execute(actorOf(ours, "coach"), setLegalIdentity, told),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("the database and the form give every SIRET the same verdict", async () => {
  const digits = fc.string({
    unit: fc.constantFrom(..."0123456789"),
    minLength: 14,
    maxLength: 14,
  });
  const ofLaPoste = digits.map((text) => `356000000${text.slice(9)}`);
  const written = fc.oneof(
    digits,
    ofLaPoste,
    fc.string({ maxLength: 15 }).filter((text) => !text.includes("\0")),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 50, maxLength: 100 }), async (all) => {
      const { rows } = await sql<{ verdict: boolean }>`
        select is_siret(w) as verdict from unnest(${all}::text[]) with ordinality as t (w, n) order by n
      `.execute(database.owner.db);
      expect(rows.map((row) => row.verdict)).toEqual(all.map(isSiret));
    }),
    { numRuns: 30 },
  );
});
