import { NotFound } from "./errors.ts";
import type { Refusal, Tx } from "./operation.ts";

/** What a command that wrote a record answers. */
export type Saved = { ok: true; id: string };

/** Somebody else saved the record since the form was made. */
export type Conflict<R> = Refusal<"conflict"> & LastChange & { current: R };

/** `changedBy` is null when the last writer is no longer known. */
type LastChange = { changedBy: string | null; changedAt: Date };

/** Tables whose trigger moves a version on with every update. */
type EditableTable =
  | "activity"
  | "aid"
  | "budget_line"
  | "campaign"
  | "contact"
  | "contribution"
  | "contribution_intention"
  | "declared_figure"
  | "expense"
  | "experience"
  | "funder"
  | "funding_grant"
  | "funding_plan"
  | "grant_report"
  | "impact_report"
  | "instalment"
  | "list_value"
  | "meeting"
  | "mentorship"
  | "newsletter"
  | "objective"
  | "open_resource"
  | "organisation"
  | "own_indicator"
  | "partner"
  | "partner_agreement"
  | "piece"
  | "piece_series"
  | "plan_action"
  | "proposal"
  | "receipt"
  | "reward_claim"
  | "reward_pot"
  | "search_synonym"
  | "share_statement"
  | "sheet"
  | "spending_import"
  | "stage"
  | "wiki"
  | "worker"
  | "worker_import"
  | "workshop";

/**
 * Begins the change of a record: holds it still until the transaction ends, so that nobody else saves it
 * meanwhile, and reads it.
 * @param version that of the record when the form was made
 * @returns the record as it is, or the conflict when it is no longer that version
 * @throws NotFound when the organisation has no such record
 */
export async function holdRecord<R>(
  db: Tx,
  table: EditableTable,
  { id, version }: { id: string; version: number },
  load: (db: Tx, id: string) => Promise<R>,
): Promise<{ ok: true; current: R } | Conflict<R>> {
  const held = await db
    .selectFrom(table)
    .select(["version", "updated_by", "updated_at"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!held) throw new NotFound(`No ${table} ${id}`);
  const current = await load(db, id);
  if (held.version === version) return { ok: true, current };
  return { ok: false, reason: "conflict", current, ...(await lastChange(db, held)) };
}

/** Who changed a record last, and when, for the person whose own change comes too late. */
export async function lastChange(
  db: Tx,
  record: { updated_by: string | null; updated_at: Date },
): Promise<LastChange> {
  const writer = await db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .select("u.full_name")
    .where("m.id", "=", record.updated_by)
    .executeTakeFirst();
  return { changedBy: writer?.full_name ?? null, changedAt: record.updated_at };
}
