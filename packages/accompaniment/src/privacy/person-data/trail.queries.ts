import { operationLabel } from "@essaim/identity/audit.schema";
import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { Change } from "../../worker/worker-change.rules.ts";
import { readersOf } from "../access-export.rules.ts";
import type { PersonData } from "../access-export.schema.ts";

export async function draftsOf(db: Tx, id: string): Promise<PersonData["drafts"]> {
  return await db
    .selectFrom("draft")
    .where("worker_id", "=", id)
    .select(["form", "fields", "updated_at as updatedAt"])
    .orderBy("updated_at")
    .execute();
}

export async function changesOf(db: Tx, id: string): Promise<PersonData["changes"]> {
  return await db
    .selectFrom("worker_change")
    .where("worker_id", "=", id)
    .select(["changed_at as changedAt", "changes"])
    .orderBy("changed_at")
    .orderBy("id")
    .$castTo<{ changedAt: Date; changes: Change[] }>()
    .execute();
}

export async function restorableOf(db: Tx, id: string): Promise<PersonData["restorable"]> {
  const rows = await db
    .selectFrom("undo_entry")
    .leftJoin("undo_secret as s", (join) =>
      join
        .onRef("s.organisation_id", "=", "undo_entry.organisation_id")
        .onRef("s.undo_entry_id", "=", "undo_entry.id"),
    )
    .where(sql<boolean>`(${id}::uuid = any (worker_ids) or subject_id = ${id})`)
    .select(["kind", "created_at as createdAt", "expires_at as expiresAt", "payload"])
    .select("s.content as secret")
    .select(
      sql<string[]>`array(select n.text from meeting_private_note n
        where n.organisation_id = undo_entry.organisation_id and n.meeting_id = subject_id)`.as(
        "notes",
      ),
    )
    .orderBy("created_at")
    .execute();
  // A whole spreadsheet can be taken back: what it takes holds other people's rows too.
  return rows.map(({ payload, notes, secret, ...row }) => ({
    ...row,
    content:
      row.kind === "worker_import"
        ? null
        : { ...Object(payload), ...Object(secret), privateNotes: notes },
  }));
}

export async function exportsOf(db: Tx, id: string): Promise<PersonData["exports"]> {
  return await db
    .selectFrom("access_export")
    .where("worker_id", "=", id)
    .select(["created_at as createdAt", "expires_at as expiresAt"])
    .orderBy("created_at")
    .execute();
}

export async function looksOf(db: Tx, id: string): Promise<PersonData["looks"]> {
  const rows = await db
    .selectFrom("audit_event as a")
    .leftJoin("membership as m", (join) =>
      join
        .onRef("m.organisation_id", "=", "a.organisation_id")
        .onRef("m.id", "=", "a.membership_id"),
    )
    .where("a.subject_type", "=", "worker")
    .where("a.subject_id", "=", id)
    .select(["a.occurred_at as at", "a.operation", "m.role"])
    .orderBy("a.occurred_at")
    .orderBy("a.id")
    .execute();
  return rows.map((row) => ({
    at: row.at,
    by: readersOf(row.role),
    what: operationLabel(row.operation),
  }));
}
