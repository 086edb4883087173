import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { type ListValueRecord, loadListValue } from "./value-list.queries.ts";
import { movedBy } from "./value-list.rules.ts";
import {
  addListValueSchema,
  type ListKey,
  type ListValueRefusal,
  listValueSchema,
  moveListValueSchema,
  renameListValueSchema,
} from "./value-list.schema.ts";

/** Adds an answer at the end of a list. Refuses one that is there already, accents and capitals aside. */
export const addListValue = defineCommand({
  name: "addListValue",
  permission: "list:write",
  subject: "list_value",
  input: addListValueSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<ListValueRefusal>> => {
    const { key, label } = input;
    const same = await sameLabel(db, key, label, null);
    if (same) return same;
    const added = await db
      .insertInto("list_value")
      .values((eb) => ({
        organisation_id: actor.organisationId,
        list_key: key,
        label,
        position: eb
          .selectFrom("list_value")
          .where("list_key", "=", key)
          .select(sql<number>`coalesce(max(position), 0) + 1`.as("position")),
        updated_by: actor.membershipId,
      }))
      // Somebody else adds the same answer at this instant.
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    return added ? { ok: true, id: added.id } : { ok: false, reason: "label_taken" };
  },
});

/**
 * Gives an answer other words, in every file that says it, if it is still the version that the form was made
 * from. Refuses the words of another answer of the list.
 * @throws NotFound when the organisation has no such value
 */
export const renameListValue = defineCommand({
  name: "renameListValue",
  permission: "list:write",
  subject: "list_value",
  input: renameListValueSchema,
  run: async ({
    db,
    input,
  }): Promise<Saved | Refusal<ListValueRefusal> | Conflict<ListValueRecord>> => {
    const { id, label } = input;
    const { key } = await loadListValue(db, id);
    await holdList(db, key);
    const held = await holdRecord(db, "list_value", input, loadListValue);
    if (!held.ok) return held;
    const same = await sameLabel(db, key, label, id);
    if (same) return same;
    await db.updateTable("list_value").set({ label }).where("id", "=", id).execute();
    return { ok: true, id };
  },
});

/**
 * Moves an answer by one place among those that are offered.
 * @throws NotFound when the organisation has no such value
 */
export const moveListValue = defineCommand({
  name: "moveListValue",
  permission: "list:write",
  subject: "list_value",
  input: moveListValueSchema,
  run: async ({ db, input }): Promise<Saved> => {
    const { id, direction } = input;
    const { key } = await loadListValue(db, id);
    const values = await holdList(db, key);
    const offered = values.filter((value) => value.retired_at === null);
    const order = movedBy(
      offered.map((value) => value.id),
      id,
      direction,
    );
    for (const [index, value] of (order ?? []).entries()) {
      const position = index + 1;
      if (offered.find((one) => one.id === value)?.position === position) continue;
      await db.updateTable("list_value").set({ position }).where("id", "=", value).execute();
    }
    return { ok: true, id };
  },
});

/**
 * Stops offering an answer. What was said with it stays said, shown and counted: nothing is ever deleted.
 * Nothing changes when it is retired already.
 * @throws NotFound when the organisation has no such value
 */
export const retireListValue = defineCommand({
  name: "retireListValue",
  permission: "list:write",
  subject: "list_value",
  input: listValueSchema,
  run: async ({ db, input }): Promise<Saved | Conflict<ListValueRecord>> => {
    const held = await holdRecord(db, "list_value", input, loadListValue);
    if (!held.ok) return held;
    if (held.current.retiredAt === null) await setRetired(db, input.id, new Date());
    return { ok: true, id: input.id };
  },
});

/**
 * Offers a retired answer again, at the place it had.
 * @throws NotFound when the organisation has no such value
 */
export const restoreListValue = defineCommand({
  name: "restoreListValue",
  permission: "list:write",
  subject: "list_value",
  input: listValueSchema,
  run: async ({ db, input }): Promise<Saved | Conflict<ListValueRecord>> => {
    const held = await holdRecord(db, "list_value", input, loadListValue);
    if (!held.ok) return held;
    if (held.current.retiredAt !== null) await setRetired(db, input.id, null);
    return { ok: true, id: input.id };
  },
});

async function setRetired(db: Tx, id: string, at: Date | null): Promise<void> {
  await db.updateTable("list_value").set({ retired_at: at }).where("id", "=", id).execute();
}

/** Holds a whole list still until the transaction ends, and gives it in its order. */
async function holdList(db: Tx, key: ListKey) {
  return await db
    .selectFrom("list_value")
    .where("list_key", "=", key)
    .select(["id", "position", "retired_at"])
    .orderBy("position")
    .orderBy(sql`fold(label)`)
    .orderBy("id")
    .forUpdate()
    .execute();
}

/** Why a list cannot have an answer of these words; null when it can. */
async function sameLabel(
  db: Tx,
  key: ListKey,
  label: string,
  self: string | null,
): Promise<Refusal<ListValueRefusal> | null> {
  const same = await db
    .selectFrom("list_value")
    .where("list_key", "=", key)
    .where(sql<boolean>`fold(label) = fold(${label})`)
    .$if(self !== null, (query) => query.where("id", "<>", self))
    .select("retired_at")
    .executeTakeFirst();
  if (!same) return null;
  return { ok: false, reason: same.retired_at ? "label_retired" : "label_taken" };
}
