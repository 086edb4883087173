import type { Tx } from "@essaim/database/operation";
import { defineQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { UNDO_DAYS } from "./source.schema.ts";

const imports = (db: Tx) =>
  db
    .selectFrom("contribution_import as i")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "i.organisation_id")
        .onRef("r.id", "=", "i.open_resource_id"),
    )
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "i.organisation_id").onRef("m.id", "=", "i.created_by"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .select(["i.id", "i.source", "i.created_at as createdAt", "u.full_name as createdByName"])
    .select(["r.id as openResourceId", "r.name as openResourceName"])
    .select(["i.created_count as createdCount", "i.joined_count as joinedCount"])
    .select(["i.undone_at as undoneAt", "i.removed_count as removedCount"])
    .select(
      sql<boolean>`i.undone_at is null and i.created_count > 0
        and i.created_at > now() - make_interval(days => ${UNDO_DAYS})`.as("canUndo"),
    );

const mostListed = 20;

/** The last imports of contributions, the newest first. */
export const listContributionImports = defineQuery({
  name: "listContributionImports",
  permission: "commons:write",
  input: z.object({}),
  run: ({ db }) =>
    imports(db).orderBy("i.created_at", "desc").orderBy("i.id", "desc").limit(mostListed).execute(),
});

/** @throws NotFound */
export async function loadContributionImport(db: Tx, id: string) {
  const found = await imports(db).where("i.id", "=", id).executeTakeFirst();
  if (!found) throw new NotFound(`No import ${id}`);
  return found;
}

/**
 * What an import made that is still there. Used: changed since, by somebody or by a later import, told of upstream, or
 * what an intention became. Steps upstream that the import wrote are of its own moment.
 */
export async function contributionsOfImport(db: Tx, importId: string) {
  const { rows } = await sql<{
    id: string;
    description: string;
    contributedOn: string;
    amountCents: number | null;
    workerName: string | null;
    /** Undoing the import leaves it. */
    isUsed: boolean;
  }>`
    select c.id, c.description, c.contributed_on as "contributedOn", c.amount_cents as "amountCents",
      case when w.id is not null then w.given_name || ' ' || w.family_name end as "workerName", c.version > 1
      or exists (select from upstream_event e where e.organisation_id = c.organisation_id
        and e.contribution_id = c.id and e.created_at > c.created_at)
      or exists (select from contribution_intention n where n.organisation_id = c.organisation_id
        and n.contribution_id = c.id) as "isUsed"
    from contribution c
    left join worker w on w.organisation_id = c.organisation_id and w.id = c.worker_id
    where c.import_id = ${importId} order by c.contributed_on desc, c.id`.execute(db);
  return rows;
}

const mostShown = 200;

/** An import with what it made that is still there, and how much of it undoing would leave. @throws NotFound */
export const getContributionImport = defineQuery({
  name: "getContributionImport",
  permission: "commons:write",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const found = await loadContributionImport(db, input.id);
    const made = await contributionsOfImport(db, input.id);
    return {
      ...found,
      madeCount: made.length,
      usedCount: made.filter(({ isUsed }) => isUsed).length,
      made: made.slice(0, mostShown),
    };
  },
});
