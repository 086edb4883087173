import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { offeredLines } from "../budget/paying-line.queries.ts";
import { loadEligibility } from "../spending/eligibility.queries.ts";
import { type Fault, Faults } from "./fault.schema.ts";
import type { FecReading } from "./fec.ts";
import { judgeBatch, linesOfMapping } from "./judge-batch.queries.ts";
import type { Mapping } from "./mapping.schema.ts";
import { readExpenses } from "./read-expenses.ts";
import { type ImportStatus, importById, type Source } from "./spending-import.schema.ts";
import type { TableReading } from "./table-survey.ts";
import { type Judged, MOST_JUDGED, type Trial, type Written } from "./trial.schema.ts";

export type Reading = FecReading | TableReading;

/** Why a file cannot be taken over, and what is wrong in it, line by line. */
export type Refused = { message: string; faults: Fault[]; faultCount: number };

/** A file of accounts or of hours on its way in. */
export type ImportRecord = {
  id: string;
  version: number;
  source: Source;
  fileName: string;
  storageKey: string | null;
  status: ImportStatus;
  /** What was found in the file; null before, and once nothing of it is kept. */
  reading: Reading | null;
  refused: Refused | null;
  mapping: Mapping | null;
  trial: Trial | null;
  written: Written | null;
  rowCount: number | null;
  createdAt: Date;
  createdByName: string | null;
  writtenAt: Date | null;
};

export type ImportLine = Pick<
  ImportRecord,
  "id" | "source" | "fileName" | "status" | "createdAt" | "createdByName" | "written"
> & { isRefused: boolean };

/** The latest imports of spending, fifty at most. */
export const listSpendingImports = defineQuery({
  name: "listSpendingImports",
  permission: "spending:read",
  input: z.object({}),
  run: async ({ db }): Promise<ImportLine[]> => {
    const rows = await records(db)
      .select([
        sql<boolean>`coalesce(i.reading ? 'message', false)`.as("isRefused"),
        sql<Written | null>`case when i.status in ('written', 'undone') then i.trial end`.as(
          "written",
        ),
      ])
      .orderBy("i.created_at", "desc")
      .orderBy("i.id", "desc")
      .limit(50)
      .execute();
    return rows.map(({ version: _, rowCount: __, writtenAt: ___, ...row }) => row);
  },
});

/** One import, as far as it is. @throws NotFound when the organisation has no such import */
export const getSpendingImport = defineQuery({
  name: "getSpendingImport",
  permission: "spending:read",
  input: importById,
  run: ({ db, input }) => loadImport(db, input.id),
});

/**
 * One import with the lines that may pay, and where the last one of its kind put what it told.
 * @throws NotFound when the organisation has no such import
 */
export const getSpendingMatching = defineQuery({
  name: "getSpendingMatching",
  permission: "spending:read",
  input: importById,
  run: async ({ db, input }) => {
    const record = await loadImport(db, input.id);
    const last = await db
      .selectFrom("spending_import")
      .where("source", "=", record.source)
      .where("status", "=", "written")
      .where("mapping", "is not", null)
      .select("mapping")
      .orderBy("written_at", "desc")
      .limit(1)
      .executeTakeFirst();
    const before = last?.mapping as unknown as Mapping | undefined;
    return { record, lines: await offeredLines(db), before: before ?? null };
  },
});

/** Told how many lines are read. */
export type Progress = (lines: number) => Promise<void>;

/**
 * The dry run: every expense of the file read, known ones left out, the others judged by the agreements that would pay.
 * Nothing is written.
 * @throws NotFound when the organisation has no such import; Unreadable
 */
export const trySpendingImport = defineQuery({
  name: "trySpendingImport",
  permission: "spending:write",
  input: importById.extend({
    bytes: z.custom<Uint8Array>(),
    progress: z.custom<Progress>(),
  }),
  run: async ({ db, input }): Promise<Omit<Trial, "decisions"> & { version: number }> => {
    const record = await loadImport(db, input.id);
    const { mapping, source } = record;
    const faults = new Faults();
    const trial = {
      version: record.version,
      rowCount: 0,
      created: 0,
      createdCents: 0,
      skipped: 0,
      leftOut: 0,
      aheadCount: 0,
      refusals: [] as Judged[],
      refusalCount: 0,
      refusedCents: 0,
      warnings: [] as Judged[],
      warningCount: 0,
    };
    const byLine = new Map<string | null, { count: number; cents: number }>();
    const eligibility = await loadEligibility(db, mapping ? linesOfMapping(mapping) : []);
    for await (const batch of readExpenses(record, source, input.bytes)) {
      if (!mapping) break;
      for (const { line, message } of batch.faults) faults.add(line, message);
      const { judged, skipped, leftOut } = await judgeBatch(
        db,
        eligibility,
        mapping,
        batch.expenses,
      );
      trial.rowCount += batch.expenses.length;
      trial.skipped += skipped;
      trial.leftOut += leftOut + batch.nothing;
      for (const { expense, lineId, refusals, warnings } of judged) {
        const { amountCents, line, label } = expense;
        trial.created += 1;
        trial.createdCents += amountCents;
        if (batch.ahead.has(expense.sourceKey)) trial.aheadCount += 1;
        const at = refusals.length > 0 ? null : lineId;
        const sum = byLine.get(at) ?? { count: 0, cents: 0 };
        byLine.set(at, { count: sum.count + 1, cents: sum.cents + amountCents });
        if (refusals.length > 0) {
          trial.refusalCount += 1;
          trial.refusedCents += amountCents;
          keep(trial.refusals, { line, label, amountCents, messages: refusals });
        } else if (warnings.length > 0) {
          trial.warningCount += 1;
          keep(trial.warnings, { line, label, amountCents, messages: warnings });
        }
      }
      await input.progress(batch.line);
    }
    return {
      ...trial,
      faults: faults.kept,
      faultCount: faults.count,
      byLine: [...byLine].map(([lineId, sum]) => ({ lineId, ...sum })),
    };
  },
});

function keep(list: Judged[], one: Judged): void {
  if (list.length < MOST_JUDGED) list.push(one);
}

/** One import. Throws NotFound. */
export async function loadImport(db: Tx, id: string): Promise<ImportRecord> {
  const row = await records(db)
    .select(["i.reading", "i.mapping", "i.trial", "i.storage_key as storageKey"])
    .where("i.id", "=", id)
    .executeTakeFirst();
  if (!row) throw new NotFound("No such import");
  const { reading, mapping, trial, ...rest } = row;
  const found = reading as unknown as Reading | Refused | null;
  const isOver = rest.status === "written" || rest.status === "undone";
  return {
    ...rest,
    reading: found && "kind" in found ? found : null,
    refused: found && "message" in found ? found : null,
    mapping: mapping as unknown as Mapping | null,
    trial: isOver ? null : (trial as unknown as Trial | null),
    written: isOver ? (trial as unknown as Written) : null,
  };
}

function records(db: Tx) {
  return db
    .selectFrom("spending_import as i")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "i.organisation_id").onRef("m.id", "=", "i.created_by"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .select([
      "i.id",
      "i.version",
      "i.source",
      "i.file_name as fileName",
      "i.status",
      "i.row_count as rowCount",
      "i.created_at as createdAt",
      "u.full_name as createdByName",
      "i.written_at as writtenAt",
    ]);
}
