import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { type SqlBool, sql } from "kysely";
import { z } from "zod";
import { offeredLines } from "../budget/paying-line.queries.ts";
import {
  EXPENSES_PER_PAGE,
  type ExpenseFilter,
  expenseFilterSchema,
} from "./expense-filter.schema.ts";
import { isProven } from "./proven.queries.ts";
import { ownShare } from "./split.rules.ts";

/** Past it, a list says that there are more, and adds nothing up: counting half a million rows is longer than a page. */
const MOST_COUNTED = 2_000;

type PartInBrief = {
  lineId: string;
  label: string;
  grantId: string | null;
  grantTitle: string | null;
};

/** Expenses, the latest first. Amounts in cents. */
export const listExpenses = defineQuery({
  name: "listExpenses",
  permission: "spending:read",
  input: expenseFilterSchema,
  run: async ({ db, input }) => {
    const condition = await conditionOf(db, input);
    const { after } = input;
    const { rows } = await sql<{
      id: string;
      kind: "purchase" | "staff_time" | "aid" | "credit_note";
      label: string;
      supplier: string;
      account: string;
      incurredOn: string;
      paidOn: string | null;
      amountCents: number;
      isProven: boolean;
      parts: PartInBrief[];
      splitCents: number;
    }>`
      with page as (
        select * from expense e where ${condition}
          ${after ? sql`and (e.incurred_on, e.id) < (${after.incurredOn}::date, ${after.id}::uuid)` : sql``}
        order by e.incurred_on desc, e.id desc limit ${EXPENSES_PER_PAGE + 1})
      select e.id, e.kind, e.label, e.supplier, e.account, e.incurred_on as "incurredOn", e.paid_on as "paidOn",
        e.amount_cents as "amountCents", ${isProven} as "isProven", coalesce(split.parts, '[]') as parts,
        coalesce(split.cents, 0) as "splitCents"
      from page e
      left join lateral (
        select sum(a.amount_cents)::bigint as cents, json_agg(json_build_object('lineId', l.id, 'label', l.label,
          'grantId', g.id, 'grantTitle', g.title) order by g.title nulls last, l.label) as parts
        from expense_allocation a
        join budget_line l on l.organisation_id = a.organisation_id and l.id = a.budget_line_id
        left join funding_grant g on g.organisation_id = l.organisation_id and g.id = l.grant_id
        where a.organisation_id = e.organisation_id and a.expense_id = e.id) split on true
      order by e.incurred_on desc, e.id desc`.execute(db);
    const expenses = rows.slice(0, EXPENSES_PER_PAGE);
    const last = rows.length > EXPENSES_PER_PAGE ? expenses.at(-1) : undefined;
    const counted = await sql<{ total: number; cents: number }>`
      select count(*)::int as total, coalesce(sum(amount_cents), 0)::bigint as cents
      from (select amount_cents from expense e where ${condition} limit ${MOST_COUNTED + 1}) as first_ones`.execute(
      db,
    );
    const { total = 0, cents = 0 } = counted.rows[0] ?? {};
    const isMore = total > MOST_COUNTED;
    return {
      expenses,
      /** Where the next page goes on from; null on the last one. */
      next: last ? `${last.incurredOn}_${last.id}` : null,
      total: isMore ? MOST_COUNTED : total,
      isMore,
      /** Null when there are too many to add up. */
      totalCents: isMore ? null : cents,
    };
  },
});

async function conditionOf(db: Tx, filter: ExpenseFilter) {
  const all = [sql<SqlBool>`true`];
  if (filter.from) all.push(sql`e.incurred_on >= ${filter.from}::date`);
  if (filter.to) all.push(sql`e.incurred_on <= ${filter.to}::date`);
  if (filter.account) all.push(sql`starts_with(e.account, ${filter.account})`);
  if (filter.kind) all.push(sql`e.kind = ${filter.kind}`);
  if (filter.isPaid !== undefined) {
    all.push(filter.isPaid ? sql`e.paid_on is not null` : sql`e.paid_on is null`);
  }
  if (filter.workerId) all.push(sql`e.worker_id = ${filter.workerId}::uuid`);
  if (filter.activityId) all.push(sql`e.activity_id = ${filter.activityId}::uuid`);
  if (filter.pieceId) all.push(sql`e.piece_id = ${filter.pieceId}::uuid`);
  if (filter.importId) all.push(sql`e.import_id = ${filter.importId}::uuid`);
  if (filter.supplier) {
    const suppliers = await suppliersLike(db, filter.supplier);
    all.push(sql`e.supplier = any(${suppliers}::text[])`);
  }
  if (filter.lineId) {
    all.push(sql`e.id in (select a.expense_id from expense_allocation a
      where a.budget_line_id = ${filter.lineId}::uuid)`);
  }
  if (filter.grantId) {
    all.push(sql`e.id in (select a.expense_id from budget_line l
      join expense_allocation a on a.organisation_id = l.organisation_id and a.budget_line_id = l.id
      where l.grant_id = ${filter.grantId}::uuid)`);
  }
  if (filter.missing === "evidence") all.push(sql`not ${isProven}`);
  if (filter.missing === "split") {
    all.push(
      sql`(e.organisation_id, e.id) in (select organisation_id, expense_id from unsplit_expense)`,
    );
  }
  return sql.join(all, sql` and `);
}

/**
 * The suppliers whose name holds the words, read from the index one name after the other: half a million expenses have a
 * few thousand suppliers, and no search in a text can use an index under row level security.
 */
async function suppliersLike(db: Tx, words: string): Promise<string[]> {
  // % and _ are letters like others in a search.
  const pattern = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<{ supplier: string }>`
    with recursive named as (
      (select supplier from expense order by supplier limit 1)
      union all
      select (select e.supplier from expense e where e.supplier > named.supplier order by e.supplier limit 1)
      from named where named.supplier is not null)
    select supplier from named where fold(supplier) like fold(${pattern})`.execute(db);
  return rows.map((row) => row.supplier);
}

/** One expense with all that hangs on it. @throws NotFound */
export const getExpense = defineQuery({
  name: "getExpense",
  permission: "spending:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadExpense(db, input.id),
});

/** @throws NotFound */
export async function loadExpense(db: Tx, id: string) {
  const expense = await db
    .selectFrom("expense as e")
    .leftJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "e.organisation_id").onRef("w.id", "=", "e.worker_id"),
    )
    .leftJoin("activity as t", (join) =>
      join.onRef("t.organisation_id", "=", "e.organisation_id").onRef("t.id", "=", "e.activity_id"),
    )
    .leftJoin("piece as c", (join) =>
      join.onRef("c.organisation_id", "=", "e.organisation_id").onRef("c.id", "=", "e.piece_id"),
    )
    .leftJoin("spending_import as i", (join) =>
      join.onRef("i.organisation_id", "=", "e.organisation_id").onRef("i.id", "=", "e.import_id"),
    )
    .where("e.id", "=", id)
    .select([
      "e.id",
      "e.version",
      "e.updated_at as updatedAt",
      "e.kind",
      "e.label",
      "e.supplier",
      "e.account",
      "e.incurred_on as incurredOn",
      "e.paid_on as paidOn",
      "e.amount_cents as amountCents",
      "e.staff_member as staffMember",
      "e.minutes",
      "e.hourly_cents as hourlyCents",
      "e.worker_id as workerId",
      "e.activity_id as activityId",
      "e.piece_id as pieceId",
      "e.reference",
      "e.evidence_url as evidenceUrl",
      "e.note",
      "e.import_id as importId",
      "i.file_name as importName",
      "t.title as activityTitle",
      "c.title as pieceTitle",
      sql<string | null>`w.given_name || ' ' || w.family_name`.as("workerName"),
    ])
    .executeTakeFirst();
  if (!expense) throw new NotFound(`No expense ${id}`);
  const parts = await db
    .selectFrom("expense_allocation as a")
    .innerJoin("budget_line as l", (join) =>
      join
        .onRef("l.organisation_id", "=", "a.organisation_id")
        .onRef("l.id", "=", "a.budget_line_id"),
    )
    .leftJoin("funding_grant as g", (join) =>
      join.onRef("g.organisation_id", "=", "l.organisation_id").onRef("g.id", "=", "l.grant_id"),
    )
    .where("a.expense_id", "=", id)
    .select([
      "l.id as budgetLineId",
      "l.label as lineLabel",
      "a.amount_cents as amountCents",
      "g.id as grantId",
      "g.title as grantTitle",
    ])
    .orderBy("g.title", (order) => order.asc().nullsLast())
    .orderBy("l.label")
    .orderBy("l.id")
    .execute();
  const files = await db
    .selectFrom("funding_file")
    .where("expense_id", "=", id)
    .select([
      "id",
      "name",
      "content_type as contentType",
      "size_bytes as sizeBytes",
      "created_at as createdAt",
    ])
    .orderBy("id")
    .execute();
  const contributions = await db
    .selectFrom("contribution")
    .where("expense_id", "=", id)
    .select(["id", "description"])
    .orderBy("contributed_on")
    .execute();
  const claims = await db
    .selectFrom("reward_claim as c")
    .innerJoin("reward_pot as p", (join) =>
      join.onRef("p.organisation_id", "=", "c.organisation_id").onRef("p.id", "=", "c.pot_id"),
    )
    .where("c.expense_id", "=", id)
    .select(["c.id", "p.id as potId", "p.title as potTitle"])
    .execute();
  return {
    ...expense,
    parts,
    ownCents: ownShare(expense.amountCents, parts),
    files,
    contributions,
    claims,
  };
}
export type Expense = Awaited<ReturnType<typeof loadExpense>>;

/** What the list may be narrowed to, and the names of what its address narrows it to. */
export const listExpenseFilters = defineQuery({
  name: "listExpenseFilters",
  permission: "spending:read",
  input: z.object({
    lineId: z.uuid().optional(),
    workerId: z.uuid().optional(),
    activityId: z.uuid().optional(),
    pieceId: z.uuid().optional(),
    importId: z.uuid().optional(),
  }),
  run: async ({ db, input }) => {
    const grants = await db
      .selectFrom("funding_grant")
      .where(({ eb, exists, or, selectFrom }) =>
        or([
          eb("status", "in", ["awarded", "closed"]),
          // Whatever became of it, what is on its lines is found again.
          exists(
            selectFrom("expense_allocation as a")
              .innerJoin("budget_line as l", (join) =>
                join
                  .onRef("l.organisation_id", "=", "a.organisation_id")
                  .onRef("l.id", "=", "a.budget_line_id"),
              )
              .whereRef("l.organisation_id", "=", "funding_grant.organisation_id")
              .whereRef("l.grant_id", "=", "funding_grant.id")
              .select("a.expense_id"),
          ),
        ]),
      )
      .select(["id", "title"])
      .orderBy("starts_on", "desc")
      .orderBy("id")
      .execute();
    const { rows } = await sql<{
      line: string | null;
      lineGrantId: string | null;
      worker: string | null;
      activity: string | null;
      piece: string | null;
      import: string | null;
    }>`
      select (select label from budget_line where id = ${input.lineId ?? null}::uuid) as line,
        (select grant_id from budget_line where id = ${input.lineId ?? null}::uuid) as "lineGrantId",
        (select given_name || ' ' || family_name from worker where id = ${input.workerId ?? null}::uuid) as worker,
        (select title from activity where id = ${input.activityId ?? null}::uuid) as activity,
        (select title from piece where id = ${input.pieceId ?? null}::uuid) as piece,
        (select file_name from spending_import where id = ${input.importId ?? null}::uuid) as import`.execute(
      db,
    );
    return { grants, names: rows[0] };
  },
});

/**
 * What the form of an expense offers: lines open to spending, by grant, the people and activities it may be for, and the
 * names that others were written with.
 * @param input.keptId an expense whose lines and activity are offered whatever became of them
 */
export const listExpenseChoices = defineQuery({
  name: "listExpenseChoices",
  permission: "spending:read",
  input: z.object({ keptId: z.uuid().optional() }),
  run: async ({ db, input: { keptId } }) => {
    const kept = keptId
      ? await db
          .selectFrom("expense_allocation")
          .where("expense_id", "=", keptId)
          .select("budget_line_id as id")
          .execute()
      : [];
    const keptIds = kept.map((line) => line.id);
    const lines = await offeredLines(db, { ofClosedGrants: true, keptIds });
    const workers = await db
      .selectFrom("worker")
      .where("anonymised_at", "is", null)
      .select(["id", "given_name as givenName", "family_name as familyName"])
      .select(sql<boolean>`supported_until < ${today()}::date`.as("hasEnded"))
      .orderBy(sql`fold(family_name)`)
      .orderBy(sql`fold(given_name)`)
      .orderBy("id")
      .execute();
    const activities = await db
      .selectFrom("activity")
      .select(["id", "title"])
      .orderBy(sql`fold(title)`)
      .orderBy("id")
      .execute();
    const pieces = await db
      .selectFrom("piece")
      .select(["id", "title"])
      .orderBy(sql`fold(title)`)
      .orderBy("id")
      .execute();
    return { lines, workers, activities, pieces };
  },
});
export type ExpenseChoices = Awaited<ReturnType<(typeof listExpenseChoices)["run"]>>;
