import { sql } from "kysely";
import { NotFound } from "./errors.ts";
import type { Tx } from "./operation.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A record's id as it came in an address. PostgreSQL refuses to compare anything else with a uuid.
 * @throws NotFound when it cannot be the id of any record
 */
export function requireId(text: string | undefined): string {
  if (!text || !uuid.test(text)) throw new NotFound(`Not a record's id: ${text?.slice(0, 40)}`);
  return text;
}

export type LastChange = { changedBy: string; changedAt: Date };

/** Who changed a record last, and when, for the person whose own change comes too late. */
export async function lastChange(
  db: Tx,
  record: { organisation_id: string; updated_by: string | null; updated_at: Date },
): Promise<LastChange> {
  const { rows } = await sql<{ full_name: string }>`
    select u.full_name from membership m join user_account u on u.id = m.user_id
    where m.organisation_id = ${record.organisation_id} and m.id = ${record.updated_by}`.execute(
    db,
  );
  return { changedBy: rows[0]?.full_name ?? "Quelqu’un", changedAt: record.updated_at };
}
