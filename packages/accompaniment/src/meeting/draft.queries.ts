import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type DraftFields, draftFormSchema } from "./draft.schema.ts";

export type Draft = { fields: DraftFields; updatedAt: Date };

/** What its author had begun to write in a form, if anything. Nobody reads the drafts of others. */
export const findDraft = defineQuery({
  name: "findDraft",
  permission: "meeting:write",
  input: z.object({ form: draftFormSchema }),
  run: async ({ db, actor, input }): Promise<Draft | null> => {
    const draft = await db
      .selectFrom("draft")
      .where("membership_id", "=", actor.membershipId)
      .where("form", "=", input.form)
      .select(["fields", "updated_at as updatedAt"])
      .executeTakeFirst();
    return draft ? { ...draft, fields: draft.fields as DraftFields } : null;
  },
});

/** One's own drafts, the latest first: the address of the form, whom or what it is about, when it was last typed in. */
export const listDrafts = defineQuery({
  name: "listDrafts",
  permission: "meeting:write",
  input: z.object({}),
  run: async ({ db, actor }) =>
    await db
      .selectFrom("draft as d")
      .leftJoin("worker as w", (join) =>
        join.onRef("w.organisation_id", "=", "d.organisation_id").onRef("w.id", "=", "d.worker_id"),
      )
      .leftJoin("workshop as s", (join) =>
        join
          .onRef("s.organisation_id", "=", "d.organisation_id")
          .on(sql<boolean>`d.form = '/ateliers/' || s.id || '/presences'`),
      )
      .where("d.membership_id", "=", actor.membershipId)
      .orderBy("d.updated_at", "desc")
      .limit(20)
      .select(["d.form", "d.updated_at as updatedAt", "s.title as workshopTitle"])
      .select(sql<string | null>`w.given_name || ' ' || w.family_name`.as("workerName"))
      .execute(),
});
