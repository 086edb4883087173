import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type ViewScope, viewQuery } from "./saved-view.schema.ts";
import { readFilter } from "./worker-filter.schema.ts";

export type SavedView = {
  id: string;
  name: string;
  scope: ViewScope;
  /** The list's address after `?`. */
  query: string;
};

/** The views that a member may open, the team's first, by name. */
export const listSavedViews = defineQuery({
  name: "listSavedViews",
  permission: "worker:read",
  input: z.object({}),
  run: async ({ db }): Promise<SavedView[]> => {
    const rows = await views(db)
      .orderBy(sql`membership_id is not null`)
      .orderBy(sql`fold(name)`)
      .execute();
    return rows.map(toView);
  },
});

/** One view. @throws NotFound when there is none, or it is a colleague's own */
export const getSavedView = defineQuery({
  name: "getSavedView",
  permission: "worker:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<SavedView> => {
    const row = await views(db).where("id", "=", input.id).executeTakeFirst();
    if (!row) throw new NotFound("No such view");
    return toView(row);
  },
});

function views(db: Tx) {
  return db.selectFrom("saved_view").select(["id", "name", "query", "membership_id"]);
}

function toView(row: {
  id: string;
  name: string;
  query: string;
  membership_id: string | null;
}): SavedView {
  return {
    id: row.id,
    name: row.name,
    scope: row.membership_id ? "mine" : "team",
    // As it would be written today, so that the list can tell which view it shows.
    query: viewQuery(readFilter(new URLSearchParams(row.query))),
  };
}
