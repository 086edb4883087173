import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { loadEligibility } from "../spending/eligibility.queries.ts";
import { holdLines, insertExpenses } from "../spending/expense.write.ts";
import { holdStep, isInTime, letGo, save } from "./import.commands.ts";
import type { Progress } from "./import.queries.ts";
import { type JudgedExpense, judgeBatch, linesOfMapping } from "./judge-batch.queries.ts";
import { readExpenses } from "./read-expenses.ts";
import { type ImportRefusal, importAtVersion, importById } from "./spending-import.schema.ts";
import type { Undone, Written } from "./trial.schema.ts";

/**
 * Writes every expense of an import in one transaction, or none. Each is judged again, on lines and grants that are held
 * meanwhile: whatever the dry run did not see refuses the whole.
 * @throws NotFound when the organisation has no such import; Unreadable
 */
export const writeSpendingImport = defineCommand({
  name: "writeSpendingImport",
  permission: "spending:write",
  subject: "spending_import",
  input: importAtVersion.extend({
    bytes: z.custom<Uint8Array>(),
    progress: z.custom<Progress>(),
  }),
  run: async ({
    db,
    actor,
    input,
  }): Promise<({ ok: true; id: string } & Written) | Refusal<ImportRefusal>> => {
    const { id, bytes, progress } = input;
    await waitForOthers(db, actor);
    const held = await holdStep(db, input, ["tried"]);
    if (!held.ok) return { ok: false, reason: "not_at_this_step" };
    const { trial, mapping, source } = held.current;
    if (!trial || !mapping) return { ok: false, reason: "not_at_this_step" };
    if (trial.faultCount > 0) return { ok: false, reason: "problems_left" };
    const lineIds = linesOfMapping(mapping);
    if ((await holdLines(db, lineIds)).length < lineIds.length) {
      return { ok: false, reason: "changed" };
    }
    const eligibility = await loadEligibility(db, lineIds);
    const leaves = trial.decisions.refused === "leave_out";
    const written: Written = { created: 0, cents: 0, skipped: 0, leftOut: 0 };
    let refused = 0;
    let warned = 0;
    for await (const batch of readExpenses(held.current, source, bytes)) {
      const found = await judgeBatch(db, eligibility, mapping, batch.expenses);
      const isRefused = ({ refusals }: JudgedExpense) => refusals.length > 0;
      const stopped = found.judged.filter(isRefused).length;
      refused += stopped;
      warned += found.judged.filter((one) => !isRefused(one) && one.warnings.length > 0).length;
      if (batch.faults.length > 0 || refused > trial.refusalCount || warned > trial.warningCount) {
        return { ok: false, reason: "changed" };
      }
      const kept = leaves ? found.judged.filter((one) => !isRefused(one)) : found.judged;
      const inserted = await insertExpenses(
        db,
        actor,
        kept.map((one) => ({
          ...one.expense,
          importId: id,
          shares:
            one.lineId === null || isRefused(one)
              ? []
              : [{ budgetLineId: one.lineId, cents: Math.abs(one.expense.amountCents) }],
        })),
      );
      if (!inserted.ok) return { ok: false, reason: "changed" };
      for (const [index, one] of kept.entries()) {
        if (!inserted.ids[index]) continue;
        written.created += 1;
        written.cents += one.expense.amountCents;
      }
      written.skipped += found.skipped + inserted.ids.filter((one) => one === null).length;
      written.leftOut += found.leftOut + batch.nothing + (leaves ? stopped : 0);
      await progress(batch.line);
    }
    if (written.created === 0) return { ok: false, reason: "nothing_to_write" };
    await letGo(db, actor, held.current);
    // What was matched serves for the next file.
    await save(db, id, { status: "written", mapping, trial: written, written_at: new Date() });
    return { ok: true, id, ...written };
  },
});

/** One writing at a time in an organisation: two imports would each count on the same line, unseen by the other. */
async function waitForOthers(db: Tx, { organisationId }: MemberActor): Promise<void> {
  const lock = `spending_import ${organisationId}`;
  // As long as two hundred thousand lines may take; other locks are waited for no longer than usual.
  await sql`set local lock_timeout = '240s'`.execute(db);
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(db);
  await sql`set local lock_timeout to default`.execute(db);
}

/** Expenses taken back together. */
const CHUNK = 5_000;

/**
 * Takes back the expenses of an import that nobody has used since: those changed, split anew, proven by a file, paid
 * to a commons or a pot, or counted by a report that was sent stay.
 * @throws NotFound when the organisation has no such import
 */
export const undoSpendingImport = defineCommand({
  name: "undoSpendingImport",
  permission: "spending:write",
  subject: "spending_import",
  input: importById,
  run: async ({
    db,
    actor,
    input,
  }): Promise<({ ok: true; id: string } & Undone) | Refusal<ImportRefusal>> => {
    const { id } = input;
    await waitForOthers(db, actor);
    const held = await holdStep(db, input, ["written"]);
    if (!held.ok) return { ok: false, reason: "not_at_this_step" };
    if (!(await isInTime(db, id))) return { ok: false, reason: "too_late" };
    const lines = await db
      .selectFrom("expense_allocation as a")
      .innerJoin("expense as e", (join) =>
        join
          .onRef("e.organisation_id", "=", "a.organisation_id")
          .onRef("e.id", "=", "a.expense_id"),
      )
      .where("e.import_id", "=", id)
      .select("a.budget_line_id as lineId")
      .distinct()
      .execute();
    await holdLines(
      db,
      lines.map(({ lineId }) => lineId),
    );
    // Held first: nobody can begin to use one of them meanwhile.
    const { rows } = await sql<{ id: string; isUsed: boolean }>`
      select e.id, e.version > 1
        or exists (select from funding_file f where f.organisation_id = e.organisation_id and f.expense_id = e.id)
        or exists (select from contribution c where c.organisation_id = e.organisation_id and c.expense_id = e.id)
        or exists (select from reward_claim r where r.organisation_id = e.organisation_id and r.expense_id = e.id)
        or e.id in (select (counted ->> 'expenseId')::uuid
          from grant_report r, jsonb_array_elements(r.frozen -> 'counted') counted where r.sent_on is not null)
          as "isUsed"
      from expense e where e.import_id = ${id} order by e.id for update of e`.execute(db);
    const gone = rows.filter((row) => !row.isUsed).map((row) => row.id);
    for (let start = 0; start < gone.length; start += CHUNK) {
      const some = sql<string>`any(${gone.slice(start, start + CHUNK)}::uuid[])`;
      await db.deleteFrom("expense_allocation").where("expense_id", "=", some).execute();
      await db.deleteFrom("expense").where("id", "=", some).execute();
    }
    const undone: Undone = { removed: gone.length, kept: rows.length - gone.length };
    await save(db, id, { status: "undone", trial: { ...held.current.written, ...undone } });
    return { ok: true, id, ...undone };
  },
});
