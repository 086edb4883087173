import { fileKeyPattern, isAnnounced, letGoOfFile } from "@essaim/database/file";
import type { Tx } from "@essaim/database/operation";
import { defineCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { isNews, kindOfFamily, sourceOfItem } from "./group.rules.ts";
import {
  contributionImportSchema,
  findLastSteps,
  type PlannedContribution,
  planImport,
  sumOf,
} from "./plan-import.queries.ts";

/** Rows put in at once. */
const CHUNK = 1000;

type Tenant = { organisationId: string; membershipId: string | null };

/**
 * Writes what a file says that ours gave to a commons: one contribution by author, month and repository, made of its
 * items. What is there already is left as it is, so that the same file again adds nothing; what came since joins the
 * contribution of its month. Refuses a commons that is no longer in the directory, an export that is no
 * longer awaited, and a file where nothing is new.
 */
export const writeContributions = defineCommand({
  name: "writeContributions",
  permission: "commons:write",
  subject: "contribution_import",
  input: contributionImportSchema.extend({
    /** Of the export: it holds outsiders, and goes as soon as it is written. */
    storageKey: z.string().regex(fileKeyPattern),
  }),
  run: async ({ db, actor, input }) => {
    await holdImports(db, actor);
    const resource = await db
      .selectFrom("open_resource")
      .select("id")
      .where("id", "=", input.openResourceId)
      .executeTakeFirst();
    if (!resource) return { ok: false, reason: "resource_unknown" } as const;
    // Anything else under a key is somebody's file, which is not ours to let go of.
    if (!(await isAnnounced(db, input.storageKey))) {
      return { ok: false, reason: "export_gone" } as const;
    }
    const { contributions } = await planImport(db, input);
    const ids = new Map<PlannedContribution, string>();
    const fresh = contributions.filter(({ joins }) => !joins);
    const { id } = await db
      .insertInto("contribution_import")
      .values({
        organisation_id: actor.organisationId,
        open_resource_id: input.openResourceId,
        source: input.source,
        created_count: fresh.length,
        joined_count: contributions.filter(({ joins, added }) => joins && added.length > 0).length,
        created_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await createAll(db, actor, { id, openResourceId: input.openResourceId }, fresh, ids);
    for (const one of contributions)
      if (one.joins && one.added.length > 0) await join(db, one, ids);
    const items = contributions.flatMap((one) => {
      const contributionId = ids.get(one) ?? one.joins?.id ?? "";
      return one.added.map((item) => itemRow(actor, contributionId, item));
    });
    for (const chunk of chunks(items)) {
      await db.insertInto("contribution_item").values(chunk).execute();
    }
    const told = await tellUpstream(db, actor, contributions, ids);
    if (items.length === 0 && told === 0) return { ok: false, reason: "nothing_new" } as const;
    await letGoOfFile(db, actor, input.storageKey);
    return { ok: true, id, created: fresh.length, items: items.length, told } as const;
  },
});

/** One import at a time: two at once would both find an item missing, or undo what the other adds to. */
export async function holdImports(db: Tx, { organisationId }: Tenant): Promise<void> {
  const lock = `contribution import ${organisationId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(db);
}

async function createAll(
  db: Tx,
  actor: Tenant,
  { id, openResourceId }: { id: string; openResourceId: string },
  fresh: readonly PlannedContribution[],
  ids: Map<PlannedContribution, string>,
) {
  for (const chunk of chunks(fresh)) {
    const rows = await db
      .insertInto("contribution")
      .values(
        chunk.map((one) => ({
          organisation_id: actor.organisationId,
          updated_by: actor.membershipId,
          open_resource_id: openResourceId,
          import_id: id,
          worker_id: one.workerId,
          kind: kindOfFamily[one.family],
          contributed_on: lastDay(one),
          description: one.description,
          amount_cents: one.family === "gift" ? sumOf(one.added) : null,
          evidence_url: `https://${one.repository}`,
        })),
      )
      .returning("id")
      .execute();
    for (const [index, one] of chunk.entries()) ids.set(one, rows[index]?.id ?? "");
  }
}

/** Adds to a contribution what came since; words that somebody wrote stay. */
async function join(db: Tx, one: PlannedContribution, ids: Map<PlannedContribution, string>) {
  const { joins } = one;
  if (!joins) return;
  ids.set(one, joins.id);
  const last = lastDay(one);
  await db
    .updateTable("contribution")
    .set({
      contributed_on: sql<string>`greatest(contributed_on, ${last}::date)`,
      ...(one.family === "gift" && {
        amount_cents: sql<number>`amount_cents + ${sumOf(one.added)}`,
      }),
      ...(joins.isUntouched && { description: one.description }),
    })
    .where("id", "=", joins.id)
    .execute();
}

const lastDay = ({ added }: PlannedContribution) =>
  added
    .map(({ happenedOn }) => happenedOn)
    .sort()
    .at(-1) ?? "";

function itemRow(
  actor: Tenant,
  contributionId: string,
  item: PlannedContribution["added"][number],
) {
  return {
    organisation_id: actor.organisationId,
    contribution_id: contributionId,
    source: sourceOfItem[item.kind],
    source_key: item.key,
    happened_on: item.happenedOn,
    title: item.title,
    page_url: item.pageUrl,
    lines_added: item.linesAdded,
    lines_removed: item.linesRemoved,
  };
}

/**
 * Says what became of the requests upstream, where that is not what the ledger says last: proposed on the first day,
 * then how they stand together. Whatever somebody told since on a later day stays.
 * @returns how many contributions have news
 */
async function tellUpstream(
  db: Tx,
  actor: Tenant,
  contributions: readonly PlannedContribution[],
  ids: ReadonlyMap<PlannedContribution, string>,
): Promise<number> {
  const asked = contributions.filter(({ request }) => request);
  const idOf = (one: PlannedContribution) => ids.get(one) ?? one.joins?.id ?? "";
  const last = await findLastSteps(db, asked.map(idOf));
  const events = asked.flatMap((one) => {
    const { request } = one;
    const known = last.get(idOf(one));
    if (!isNews(request, known)) return [];
    const common = {
      organisation_id: actor.organisationId,
      contribution_id: idOf(one),
      created_by: actor.membershipId,
    };
    const requests = one.items.filter((item) => item.request);
    const first = requests.map(({ happenedOn }) => happenedOn).sort()[0] ?? request.on;
    const told = {
      ...common,
      state: request.state,
      happened_on: request.on,
      reason: "",
      page_url: pageOf(requests, request),
    };
    if (request.state === "declined") told.reason = "Fermée sur la forge sans être intégrée.";
    const isFirst = !known && request.state !== "proposed";
    return isFirst
      ? [
          {
            ...common,
            state: "proposed" as const,
            happened_on: first,
            reason: "",
            page_url: requests[0]?.pageUrl ?? null,
          },
          told,
        ]
      : [told];
  });
  for (const chunk of chunks(events)) await db.insertInto("upstream_event").values(chunk).execute();
  return new Set(events.map((event) => event.contribution_id)).size;
}

const pageOf = (
  requests: PlannedContribution["items"],
  { state, on }: NonNullable<PlannedContribution["request"]>,
) => requests.find(({ request }) => request?.state === state && request.on === on)?.pageUrl ?? null;

function chunks<T>(rows: readonly T[]): T[][] {
  const cut: T[][] = [];
  for (let from = 0; from < rows.length; from += CHUNK) cut.push(rows.slice(from, from + CHUNK));
  return cut;
}
