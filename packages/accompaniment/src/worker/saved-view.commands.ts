import type { Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  MOST_VIEWS,
  renameViewSchema,
  savedViewSchema,
  type ViewPage,
  type ViewRefusal,
} from "./saved-view.schema.ts";

type Answer = Saved | Refusal<ViewRefusal>;

/** Keeps a filter of a page under a name, for oneself or for the team. Names are unique within each. */
export const saveView = defineCommand({
  name: "saveView",
  permission: "worker:read",
  subject: "saved_view",
  input: savedViewSchema,
  run: async ({ db, actor, input }): Promise<Answer> => {
    const membershipId = input.scope === "mine" ? actor.membershipId : null;
    const place = { page: input.page, membershipId };
    const taken = await bearing(db, place, input.name);
    if (taken && input.replace) {
      const { name, query } = input;
      await db.updateTable("saved_view").set({ name, query }).where("id", "=", taken).execute();
      return { ok: true, id: taken };
    }
    if (taken) return { ok: false, reason: "name_taken" };
    const { count } = await db
      .selectFrom("saved_view")
      .where("membership_id", "is not distinct from", membershipId)
      .where("page", "=", input.page)
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    if (count >= MOST_VIEWS) return { ok: false, reason: "too_many" };
    const saved = await db
      .insertInto("saved_view")
      .values({
        organisation_id: actor.organisationId,
        membership_id: membershipId,
        name: input.name,
        page: input.page,
        query: input.query,
        created_by: actor.membershipId,
      })
      // Somebody else may have just taken the name.
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    return saved ? { ok: true, id: saved.id } : { ok: false, reason: "name_taken" };
  },
});

/**
 * Renames a view: one's own, or one of the team's, which belong to everybody.
 * @throws NotFound when there is none, or it is a colleague's own
 */
export const renameView = defineCommand({
  name: "renameView",
  permission: "worker:read",
  subject: "saved_view",
  input: renameViewSchema.extend({ id: z.uuid() }),
  run: async ({ db, input }): Promise<Answer> => {
    const view = await held(db, input.id);
    const place = { page: view.page, membershipId: view.membership_id };
    const taken = await bearing(db, place, input.name);
    if (taken && taken !== input.id) return { ok: false, reason: "name_taken" };
    await db
      .updateTable("saved_view")
      .set({ name: input.name })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Removes a view. The people it showed stay as they are. @throws NotFound as above */
export const removeView = defineCommand({
  name: "removeView",
  permission: "worker:read",
  subject: "saved_view",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<Saved> => {
    await held(db, input.id);
    await db.deleteFrom("saved_view").where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

async function held(db: Tx, id: string) {
  const view = await db
    .selectFrom("saved_view")
    .where("id", "=", id)
    .select(["id", "page", "membership_id"])
    .forUpdate()
    .executeTakeFirst();
  if (!view) throw new NotFound("No such view");
  return view;
}

async function bearing(
  db: Tx,
  { page, membershipId }: { page: ViewPage; membershipId: string | null },
  name: string,
): Promise<string | undefined> {
  const view = await db
    .selectFrom("saved_view")
    .where("membership_id", "is not distinct from", membershipId)
    .where("page", "=", page)
    .where(sql<boolean>`fold(name) = fold(${name})`)
    .select("id")
    .executeTakeFirst();
  return view?.id;
}
