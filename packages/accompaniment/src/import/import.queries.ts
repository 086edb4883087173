import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type ImportStatus, importById } from "./import.schema.ts";
import type { Choices, Mapping } from "./mapping.schema.ts";
import type { Reading } from "./reading.schema.ts";
import type { Trial, Written } from "./trial.schema.ts";
import { loadChoices } from "./world.queries.ts";

/** A spreadsheet on its way in. */
export type ImportRecord = {
  id: string;
  version: number;
  fileName: string;
  storageKey: string | null;
  status: ImportStatus;
  /** What was found in the file; null before, and once nothing of it is kept. */
  reading: Reading | null;
  /** Why it could not be read. */
  refusal: string | null;
  mapping: Mapping | null;
  trial: Trial | null;
  written: Written | null;
  rowCount: number | null;
  createdAt: Date;
  createdByName: string | null;
  writtenAt: Date | null;
};

/** What the list of past imports says of one. */
export type ImportLine = Pick<
  ImportRecord,
  "id" | "fileName" | "status" | "rowCount" | "createdAt" | "createdByName" | "written" | "refusal"
>;

/** The latest imports, fifty at most. */
export const listImports = defineQuery({
  name: "listImports",
  permission: "worker:import",
  input: z.object({}),
  run: async ({ db }): Promise<ImportLine[]> => {
    const rows = await records(db)
      .select([
        sql<string | null>`i.reading ->> 'message'`.as("refusal"),
        sql<Written | null>`case when i.status in ('written', 'undone') then i.trial end`.as(
          "written",
        ),
      ])
      .orderBy("i.created_at", "desc")
      .orderBy("i.id", "desc")
      .limit(50)
      .execute();
    return rows.map((row) => ({ ...row, status: row.status as ImportStatus }));
  },
});

/** One import, as far as it is. @throws NotFound when the organisation has no such import */
export const getImport = defineQuery({
  name: "getImport",
  permission: "worker:import",
  input: importById,
  run: ({ db, input }) => loadImport(db, input.id),
});

/** One import with what the words of its columns may stand for today. @throws NotFound */
export const getImportMatching = defineQuery({
  name: "getImportMatching",
  permission: "worker:import",
  input: importById,
  run: async ({ db, input }): Promise<{ record: ImportRecord; choices: Choices }> => ({
    record: await loadImport(db, input.id),
    choices: await loadChoices(db),
  }),
});

/** What the words of a column may stand for today. */
export const listImportChoices = defineQuery({
  name: "listImportChoices",
  permission: "worker:import",
  input: z.object({}),
  run: ({ db }): Promise<Choices> => loadChoices(db),
});

/** One import. Throws NotFound. */
export async function loadImport(db: Tx, id: string): Promise<ImportRecord> {
  const row = await records(db)
    .select(["i.reading", "i.mapping", "i.trial", "i.storage_key as storageKey"])
    .where("i.id", "=", id)
    .executeTakeFirst();
  if (!row) throw new NotFound("No such import");
  const { reading, mapping, trial, status, ...rest } = row;
  const found = reading as unknown as Reading | { message: string } | null;
  const isOver = status === "written" || status === "undone";
  return {
    ...rest,
    status: status as ImportStatus,
    reading: found && "sheets" in found ? found : null,
    refusal: found && "message" in found ? found.message : null,
    mapping: mapping as unknown as Mapping | null,
    trial: isOver ? null : (trial as unknown as Trial | null),
    written: isOver ? (trial as unknown as Written) : null,
  };
}

function records(db: Tx) {
  return db
    .selectFrom("worker_import as i")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "i.organisation_id").onRef("m.id", "=", "i.created_by"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .select([
      "i.id",
      "i.version",
      "i.file_name as fileName",
      "i.status",
      "i.row_count as rowCount",
      "i.created_at as createdAt",
      "u.full_name as createdByName",
      "i.written_at as writtenAt",
    ]);
}
