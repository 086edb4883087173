import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type ViewPage, type ViewScope, viewPages, writtenQuery } from "./saved-view.schema.ts";

export type SavedView = {
  id: string;
  name: string;
  page: ViewPage;
  scope: ViewScope;
  /** The page's address after `?`. */
  query: string;
};

/** The views of a page that a member may open, those of the list of people unless said: the team's first, by name. */
export const listSavedViews = defineQuery({
  name: "listSavedViews",
  permission: "worker:read",
  input: z.object({ page: z.enum(viewPages).optional() }),
  run: async ({ db, input: { page = "workers" } }): Promise<SavedView[]> => {
    const rows = await views(db)
      .where("page", "=", page)
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
  return db.selectFrom("saved_view").select(["id", "name", "page", "query", "membership_id"]);
}

function toView(row: {
  id: string;
  name: string;
  page: ViewPage;
  query: string;
  membership_id: string | null;
}): SavedView {
  const { page } = row;
  return {
    id: row.id,
    name: row.name,
    page,
    scope: row.membership_id ? "mine" : "team",
    query: writtenQuery(page, row.query),
  };
}
