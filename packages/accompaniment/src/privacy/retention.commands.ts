import { letGoOfFile } from "@essaim/database/file";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import type { HouseActor } from "@essaim/identity/actor";
import {
  defineCommand,
  defineHouseCommand,
  type Refusal,
  type Tx,
} from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { DRAFT_DAYS } from "../meeting/draft.schema.ts";
import { addCount, type Counts } from "./counts.rules.ts";
import { countDue, loadRetention, nextNight, type RetentionSettings } from "./retention.queries.ts";
import { retentionFormSchema } from "./retention.schema.ts";

/** The next night would erase `people` files: the manager must know it. */
export type Unagreed = Refusal<"not_agreed"> & { people: number };

/**
 * Decides how long files are kept after an exit, and whom people write to. A choice by which the next night erases
 * files is asked for once more, with their number.
 */
export const setRetention = defineCommand({
  name: "setRetention",
  permission: "privacy:write",
  subject: "organisation",
  input: retentionFormSchema,
  run: async ({ db, actor, input }): Promise<Saved | Unagreed | Conflict<RetentionSettings>> => {
    const id = actor.organisationId;
    const held = await holdRecord(db, "organisation", { ...input, id }, loadRetention);
    if (!held.ok) return held;
    if (input.retentionMonths !== held.current.retentionMonths) {
      const people = await countDue(db, input.retentionMonths, nextNight(today()));
      if (people > 0 && people !== input.agreed) return { ok: false, reason: "not_agreed", people };
    }
    await db
      .updateTable("organisation")
      .set({ retention_months: input.retentionMonths, privacy_contact: input.privacyContact })
      .where("id", "=", id)
      .execute();
    return { ok: true, id };
  },
});

type Swept = { ok: true; id: null; done: Counts };

/**
 * What the night removes besides files whose time has come, and what the other capabilities forget by themselves:
 * what can no longer be undone, archives that expired, drafts that nobody came back to.
 * @returns rows changed or removed, by table
 */
export const sweepPersonalData = defineHouseCommand({
  name: "sweepPersonalData",
  permission: "house:keep",
  subject: "erasure",
  isRecorded: (outcome: Swept) => Object.keys(outcome.done).length > 0,
  input: z.object({}),
  run: async ({ db, actor }): Promise<Swept> => {
    const done: Counts = {};
    addCount(done, "undo_entry", await forgetUndoEntries(db));
    addCount(done, "access_export", await forgetExports(db, actor));
    addCount(done, "draft", await forgetDrafts(db));
    return { ok: true, id: null, done };
  },
});

async function forgetUndoEntries(db: Tx): Promise<bigint> {
  const { numDeletedRows } = await db
    .deleteFrom("undo_entry")
    .where("expires_at", "<=", sql<Date>`now()`)
    .executeTakeFirst();
  return numDeletedRows;
}

async function forgetDrafts(db: Tx): Promise<bigint> {
  const { numDeletedRows } = await db
    .deleteFrom("draft")
    .where("updated_at", "<", sql<Date>`now() - make_interval(days => ${DRAFT_DAYS})`)
    .executeTakeFirst();
  return numDeletedRows;
}

async function forgetExports(db: Tx, actor: HouseActor): Promise<number> {
  const gone = await db
    .deleteFrom("access_export")
    .where("expires_at", "<=", sql<Date>`now()`)
    .returning("storage_key")
    .execute();
  for (const { storage_key } of gone) await letGoOfFile(db, actor, storage_key);
  return gone.length;
}
