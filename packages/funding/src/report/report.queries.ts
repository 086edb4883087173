import { NotFound } from "@essaim/database/errors";
import { today } from "@essaim/database/today";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type FrozenReport, type ReportHeader, readFrozen } from "./frozen-report.schema.ts";
import { type ReportForm, type ReportStage, readAnswers } from "./report.schema.ts";
import { doubtsAbout, missingFrom } from "./report-checks.rules.ts";
import { type CountedExpense, differencesSince } from "./report-differences.rules.ts";
import type { ReportContent } from "./report-document.ts";
import { isCounted, type ReportSource, reportFigures } from "./report-figures.rules.ts";
import { loadReportSource } from "./report-source.queries.ts";
import { type ExpenseInFile, type RecordInFile, wordsInFile } from "./report-workbook.ts";

const isBegun = sql<boolean>`answers <> '{}'`;

/** The reports of a grant, the first one due first. */
export const listReports = defineQuery({
  name: "listReports",
  permission: "spending:read",
  input: z.object({ grantId: z.uuid() }),
  run: ({ db, input }) =>
    db
      .selectFrom("grant_report")
      .where("grant_id", "=", input.grantId)
      .select([
        "id",
        "label",
        sql<ReportForm>`form`.as("form"),
        sql<ReportStage>`stage`.as("stage"),
        "covers_from as coversFrom",
        "covers_to as coversTo",
        "due_on as dueOn",
        "sent_on as sentOn",
        "accepted_on as acceptedOn",
        isBegun.as("isBegun"),
      ])
      .orderBy("due_on")
      .orderBy("id")
      .execute(),
});

/** @throws NotFound */
export async function loadReport(db: Tx, id: string) {
  const found = await db
    .selectFrom("grant_report as r")
    .innerJoin("funding_grant as g", (join) =>
      join.onRef("g.organisation_id", "=", "r.organisation_id").onRef("g.id", "=", "r.grant_id"),
    )
    .innerJoin("funder as f", (join) =>
      join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
    )
    .innerJoin("programme as p", (join) =>
      join
        .onRef("p.organisation_id", "=", "g.organisation_id")
        .onRef("p.id", "=", "g.programme_id"),
    )
    .innerJoin("organisation as o", "o.id", "r.organisation_id")
    .where("r.id", "=", id)
    .select([
      "r.id",
      "r.grant_id as grantId",
      sql<ReportForm>`r.form`.as("form"),
      sql<ReportStage>`r.stage`.as("stage"),
      "r.label",
      "r.covers_from as coversFrom",
      "r.covers_to as coversTo",
      "r.due_on as dueOn",
      "r.answers",
      "r.frozen",
      "r.sent_on as sentOn",
      "r.accepted_on as acceptedOn",
      "r.version",
      isBegun.as("isBegun"),
      "o.name as organisationName",
      "o.legal_name as legalName",
      "o.siret",
      "f.name as funderName",
      "g.title as grantTitle",
      "g.reference as grantReference",
      "g.status as grantStatus",
      "g.starts_on as grantStartsOn",
      "g.ends_on as grantEndsOn",
      "p.name as programmeName",
    ])
    .executeTakeFirst();
  if (!found) throw new NotFound(`No report ${id}`);
  const { answers, frozen, ...report } = found;
  return {
    ...report,
    answers: readAnswers(answers),
    frozen: frozen === null ? null : readFrozen(frozen),
  };
}
export type Report = Awaited<ReturnType<typeof loadReport>>;

export function headerOf(report: Report): ReportHeader {
  const { organisationName, legalName, siret, funderName, programmeName } = report;
  const { grantTitle, grantReference, grantStartsOn, grantEndsOn } = report;
  return {
    ...{ organisationName, legalName, siret, funderName, programmeName },
    ...{ grantTitle, grantReference, grantStartsOn, grantEndsOn },
  };
}

/** The expenses that a report counts, as it keeps them once it is sent. */
export function countedIn(source: ReportSource): CountedExpense[] {
  return source.spending
    .filter((one) => isCounted(one, source))
    .map(({ expenseId, lineId, account, incurredOn, paidOn, cents }) => ({
      ...{ expenseId, lineId, account, incurredOn, paidOn, cents },
    }));
}

/**
 * A report as it is read: what it said once it was sent, what the records say until then, with what is missing or
 * doubtful, or what changed since. @throws NotFound, also for a report of another grant
 */
export const getReport = defineQuery({
  name: "getReport",
  permission: "spending:read",
  input: z.object({ grantId: z.uuid(), id: z.uuid() }),
  run: async ({ db, input }) => {
    const report = await loadReport(db, input.id);
    if (report.grantId !== input.grantId) throw new NotFound(`No report ${input.id}`);
    return { ...(await reviewReport(db, report)), report };
  },
});

/** What a report says, and what is to be known before or after it is sent. */
export async function reviewReport(db: Tx, report: Report) {
  const source = await loadReportSource(db, report);
  const live = reportFigures(source, report.frozen?.answers ?? report.answers);
  const { frozen } = report;
  return {
    header: frozen?.header ?? headerOf(report),
    answers: frozen?.answers ?? report.answers,
    figures: frozen?.figures ?? live,
    missing: frozen ? [] : missingFrom(report, live, report.answers),
    doubts: frozen
      ? []
      : doubtsAbout(
          report,
          { startsOn: report.grantStartsOn, endsOn: report.grantEndsOn },
          report,
          source,
          live,
          today(),
        ),
    differences: frozen
      ? differencesSince(frozen, { figures: live, counted: countedIn(source) })
      : [],
    counted: frozen?.counted ?? countedIn(source),
  };
}

/**
 * All that the files of a report hold: what it says, and each expense that it counts, in the words of today
 * (`wordsInFile`).
 * @throws NotFound, also for a report of another grant
 */
export const getReportFile = defineQuery({
  name: "getReportFile",
  permission: "spending:read",
  input: z.object({ grantId: z.uuid(), id: z.uuid() }),
  run: async ({ db, input }) => {
    const report = await loadReport(db, input.id);
    if (report.grantId !== input.grantId) throw new NotFound(`No report ${input.id}`);
    const { header, answers, figures, counted } = await reviewReport(db, report);
    const { form, stage, label, coversFrom, coversTo, sentOn } = report;
    const content: ReportContent = {
      report: { form, stage, label, coversFrom, coversTo, sentOn },
      header,
      answers,
      figures,
    };
    const ids = [...new Set(counted.map(({ expenseId }) => expenseId))];
    const { rows: words } = await sql<RecordInFile & { id: string }>`
      select e.id, e.kind, e.account, e.label, e.supplier, e.worker_id is not null
        or exists (select from contribution c where c.organisation_id = e.organisation_id
          and c.expense_id = e.id and c.worker_id is not null)
        or exists (select from reward_claim r where r.organisation_id = e.organisation_id
          and r.expense_id = e.id) as "isForSomebody"
      from expense e where e.id = any(${ids}::uuid[])`.execute(db);
    const { rows: lines } = await sql<{ id: string; label: string }>`
      select id, label from budget_line
      where id = any(${counted.map(({ lineId }) => lineId)}::uuid[])`.execute(db);
    const wordsById = new Map(words.map((one) => [one.id, one]));
    const lineById = new Map(lines.map((one) => [one.id, one.label]));
    const expenses = counted.map(
      (one): ExpenseInFile => ({
        incurredOn: one.incurredOn,
        paidOn: one.paidOn,
        account: one.account,
        cents: one.cents,
        line: lineById.get(one.lineId) ?? "",
        ...wordsInFile(wordsById.get(one.expenseId)),
      }),
    );
    return { content, expenses };
  },
});

export const EXPENSES_PER_PAGE = 50;

/**
 * The expenses that a report counts, by day, as they were counted; their words are those of today. An expense that was
 * removed since has none. Amounts in cents.
 */
export const listCountedExpenses = defineQuery({
  name: "listCountedExpenses",
  permission: "spending:read",
  input: z.object({
    grantId: z.uuid(),
    id: z.uuid(),
    lineId: z.uuid().optional(),
    page: z.number().int().min(1).default(1),
  }),
  run: async ({ db, input }) => {
    const report = await loadReport(db, input.id);
    if (report.grantId !== input.grantId) throw new NotFound(`No report ${input.id}`);
    const all = report.frozen?.counted ?? countedIn(await loadReportSource(db, report));
    const matching = input.lineId ? all.filter((one) => one.lineId === input.lineId) : all;
    const shown = matching.slice(
      (input.page - 1) * EXPENSES_PER_PAGE,
      input.page * EXPENSES_PER_PAGE,
    );
    const ids = shown.map(({ expenseId }) => expenseId);
    const words = ids.length
      ? await db
          .selectFrom("expense")
          .where("id", "in", ids)
          .select(["id", "label", "supplier", "kind", "aid_id as aidId", "worker_id as workerId"])
          .execute()
      : [];
    const lineIds = [...new Set(all.map(({ lineId }) => lineId))];
    const lines = lineIds.length
      ? await db
          .selectFrom("budget_line as l")
          .leftJoin("funding_grant as g", (join) =>
            join
              .onRef("g.organisation_id", "=", "l.organisation_id")
              .onRef("g.id", "=", "l.grant_id"),
          )
          .where("l.id", "in", lineIds)
          .select(["l.id", "l.label", "l.grant_id as grantId", "g.title as grantTitle"])
          .orderBy("l.account")
          .orderBy("l.label")
          .execute()
      : [];
    return {
      report,
      lines,
      expenses: shown.map((one) => ({
        ...one,
        record: words.find(({ id }) => id === one.expenseId) ?? null,
        line: lines.find(({ id }) => id === one.lineId) ?? null,
      })),
      total: matching.length,
      totalCents: matching.reduce((sum, one) => sum + one.cents, 0),
      page: input.page,
      pageCount: Math.max(1, Math.ceil(matching.length / EXPENSES_PER_PAGE)),
    };
  },
});

/**
 * The reports that count an expense: those that were sent and counted it, and those being written whose period and
 * perimeter hold it now. `cents`: how much of it.
 */
export const listReportsCounting = defineQuery({
  name: "listReportsCounting",
  permission: "spending:read",
  input: z.object({ expenseId: z.uuid() }),
  run: async ({ db, input: { expenseId } }) => {
    const expense = await db
      .selectFrom("expense")
      .where("id", "=", expenseId)
      .select(["incurred_on as incurredOn", "paid_on as paidOn"])
      .executeTakeFirst();
    if (!expense) throw new NotFound(`No expense ${expenseId}`);
    const { rows } = await sql<{
      id: string;
      grantId: string;
      label: string;
      grantTitle: string;
      sentOn: string | null;
      acceptedOn: string | null;
      coversFrom: string;
      coversTo: string;
      frozen: FrozenReport["counted"] | null;
    }>`
      select r.id, r.grant_id as "grantId", r.label, g.title as "grantTitle", r.sent_on as "sentOn",
        r.accepted_on as "acceptedOn", r.covers_from as "coversFrom", r.covers_to as "coversTo",
        jsonb_path_query_array(r.frozen, '$.counted[*] ? (@.expenseId == $id)',
          jsonb_build_object('id', ${expenseId}::text)) as frozen
      from grant_report r
      join funding_grant g on g.organisation_id = r.organisation_id and g.id = r.grant_id
      where (r.sent_on is not null and r.frozen @> jsonb_build_object('counted',
          jsonb_build_array(jsonb_build_object('expenseId', ${expenseId}::text))))
        or (r.sent_on is null and ${expense.paidOn}::date is not null
          and ${expense.incurredOn}::date between r.covers_from and r.covers_to
          and exists (select from expense_allocation s
            join budget_line l on l.organisation_id = s.organisation_id and l.id = s.budget_line_id
            where s.organisation_id = r.organisation_id and s.expense_id = ${expenseId}
              and (l.grant_id = r.grant_id or l.grant_id in (
                select other.grant_id from plan_entry ours
                join plan_entry other on other.organisation_id = ours.organisation_id
                  and other.plan_id = ours.plan_id
                where ours.organisation_id = r.organisation_id and ours.grant_id = r.grant_id)
                or (l.grant_id is null and l.action_id in (
                  select a.id from plan_entry ours
                  join funding_plan p on p.organisation_id = ours.organisation_id and p.id = ours.plan_id
                  join programme_action a on a.organisation_id = p.organisation_id
                    and a.programme_id = p.programme_id
                  where ours.organisation_id = r.organisation_id and ours.grant_id = r.grant_id)))))
      order by r.due_on, r.id`.execute(db);
    return rows.map(({ frozen, ...report }) => ({
      ...report,
      cents: frozen?.reduce((sum, one) => sum + one.cents, 0) ?? null,
    }));
  },
});
