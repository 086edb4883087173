import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { AnswerRow } from "./residence.rules.ts";

/** An answer to write, and whose. */
export type NewAnswer = AnswerRow & { workerId: string };

/**
 * Puts answers in the place of others: these are kept to be read, and the file follows by itself. Whoever calls holds
 * the people's files.
 * @param supersede ids of answers in force
 */
export async function replaceAnswers(
  db: Tx,
  actor: { organisationId: string; membershipId: string | null },
  supersede: readonly string[],
  insert: readonly NewAnswer[],
): Promise<void> {
  if (supersede.length > 0) {
    await sql`update residence set superseded_at = now()
      where id = any (${[...supersede]}::uuid[]) and superseded_at is null`.execute(db);
  }
  if (insert.length === 0) return;
  // As one parameter: thousands of rows have more values than a statement may.
  await sql`
    insert into residence (organisation_id, answered_by, worker_id, holds_from, generation, answer,
      neighbourhood_code, commune_code, source, asked_address, found_address, lon, lat, score, doubts, to_check, reason,
      checked_by, checked_at)
    select ${actor.organisationId}, ${actor.membershipId}::uuid, r."workerId", r."holdsFrom", r.generation, r.answer,
      r."neighbourhoodCode", r."communeCode", r.source, r."askedAddress", r."foundAddress", r.lon, r.lat, r.score,
      r.doubts, r."isToCheck", r.reason, r."checkedBy", r."checkedAt"
    from jsonb_to_recordset(${JSON.stringify(insert)}::jsonb) as r ("workerId" uuid, "holdsFrom" date,
      generation smallint, answer text, "neighbourhoodCode" text, "communeCode" text, source text,
      "askedAddress" text, "foundAddress" text, lon double precision, lat double precision, score real,
      doubts text[], "isToCheck" boolean, reason text, "checkedBy" uuid,
      "checkedAt" timestamptz)`.execute(db);
}
