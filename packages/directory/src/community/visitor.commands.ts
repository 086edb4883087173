import type { Refusal, Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";

// The public process may neither read nor write what visitors send: functions of the database do it, and say little.

type Done = { ok: true; id: null };

/** Why nothing was taken: the record is no longer public there, or too many forms came from one place. */
type SubmitRefusal = "closed" | "slow_down";

/** Sends a form. @param call the function that takes it */
export async function submit(
  db: Tx,
  call: RawBuilder<unknown>,
): Promise<Done | Refusal<SubmitRefusal>> {
  const { rows } = await sql<{ said: "submitted" | SubmitRefusal }>`select ${call} as said`.execute(
    db,
  );
  const said = rows[0]?.said ?? "closed";
  return said === "submitted" ? { ok: true, id: null } : { ok: false, reason: said };
}

/** Does what the link of a mail is for. @param call the function that does it, and says whether the link serves */
export async function doByLink(
  db: Tx,
  call: RawBuilder<unknown>,
): Promise<Done | Refusal<"unknown">> {
  const { rows } = await sql<{ done: boolean }>`select ${call} as done`.execute(db);
  return rows[0]?.done ? { ok: true, id: null } : { ok: false, reason: "unknown" };
}
