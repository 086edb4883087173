import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  describeGroup,
  familyOf,
  groupItems,
  groupKey,
  type ItemGroup,
  isNews,
  kindOfFamily,
  kindOfWritten,
  type OwnItem,
  repositoryOfPage,
  standingOfRequests,
} from "./group.rules.ts";
import type { ContributionSource, RequestState, SourceItem } from "./source.schema.ts";
import { sourceSchema } from "./source.schema.ts";

export const contributionImportSchema = z.object({
  source: sourceSchema,
  openResourceId: z.uuid(),
  /** Items of a file, as a reader gave them. Only those of known authors are written. */
  items: z.array(z.custom<SourceItem>()),
});

/** A contribution that an import makes, or adds to. */
export type PlannedContribution = ItemGroup & {
  /** Items that are not there yet; the others of the group are. */
  added: OwnItem[];
  /** The contribution that they join, when one of that author, month and repository is there. */
  joins: {
    id: string;
    contributedOn: string;
    amountCents: number | null;
    description: string;
    /** Does it still say what the import wrote? Whatever somebody wrote stays. */
    isUntouched: boolean;
  } | null;
  description: string;
  request: RequestState | null;
  workerName: string | null;
};

/** What an import would write; items already there, in whichever commons, are counted and skipped. */
export async function planImport(db: Tx, input: z.output<typeof contributionImportSchema>) {
  const { source, openResourceId, items } = input;
  const owners = await findOwners(db, source);
  const own: OwnItem[] = items.flatMap((item) => {
    const owner = owners.get(item.alias);
    return owner ? [{ ...item, workerId: owner.workerId }] : [];
  });
  const groups = groupItems(own);
  const there = await findThere(
    db,
    source,
    own.map(({ key }) => key),
  );
  const standing = await findContributions(db, openResourceId);
  const names = new Map([...owners.values()].map(({ workerId, name }) => [workerId, name]));
  const contributions = groups.flatMap((group): PlannedContribution[] => {
    const added = group.items.filter(({ key }) => !there.has(key));
    const known = standing.get(groupKey(group));
    if (added.length === 0 && !known) return [];
    const written = known?.kinds ?? [];
    return [
      {
        ...group,
        added,
        joins: known
          ? {
              ...known.contribution,
              isUntouched: known.contribution.description === describeGroup(group, written),
            }
          : null,
        description: describeGroup(group, [...written, ...added.map(({ kind }) => kind)]),
        request: standingOfRequests(group.items),
        workerName: names.get(group.workerId) ?? null,
      },
    ];
  });
  return {
    contributions,
    alreadyThere: own.filter(({ key }) => there.has(key)).length,
    ofOutsiders: items.length - own.length,
  };
}

/** Who the authors are, by alias. Nobody erased. */
async function findOwners(db: Tx, source: ContributionSource) {
  const rows = await db
    .selectFrom("contributor_alias as a")
    .leftJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "a.organisation_id").onRef("w.id", "=", "a.worker_id"),
    )
    .select(["a.alias", "a.worker_id as workerId"])
    .select(sql<string | null>`w.given_name || ' ' || w.family_name`.as("name"))
    .where("a.source", "=", source)
    .where("a.standing", "<>", "left_out")
    .where("w.anonymised_at", "is", null)
    .execute();
  return new Map(rows.map((row) => [row.alias, row]));
}

async function findThere(
  db: Tx,
  source: ContributionSource,
  keys: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom("contribution_item")
    .select("source_key")
    .where("source", "=", source)
    .where("source_key", "=", sql<string>`any(${keys}::text[])`)
    .execute();
  return new Set(rows.map((row) => row.source_key));
}

/**
 * Contributions of a commons that imports made, by author, month, repository and family; the oldest of each. A gift that
 * an expense pays, or that somebody made something else of, takes no more: its amount is not the import's to change.
 */
async function findContributions(db: Tx, openResourceId: string) {
  const rows = await db
    .selectFrom("contribution_item as i")
    .innerJoin("contribution as c", (join) =>
      join
        .onRef("c.organisation_id", "=", "i.organisation_id")
        .onRef("c.id", "=", "i.contribution_id"),
    )
    .where("c.open_resource_id", "=", openResourceId)
    .select(["c.id", "c.worker_id", "c.contributed_on", "c.amount_cents", "c.description"])
    .select(["c.kind", "c.expense_id"])
    .select(["i.source", "i.source_key", "i.happened_on", "i.page_url"])
    .orderBy("c.id")
    .execute();
  const found = new Map<
    string,
    {
      contribution: Omit<NonNullable<PlannedContribution["joins"]>, "isUntouched">;
      kinds: SourceItem["kind"][];
    }
  >();
  for (const row of rows) {
    const kind = kindOfWritten({ source: row.source, key: row.source_key });
    const takesMore = row.kind === "gift" && row.expense_id === null && row.amount_cents !== null;
    if (kind === "gift" && !takesMore) continue;
    const key = groupKey({
      workerId: row.worker_id,
      month: row.happened_on.slice(0, 7),
      repository: repositoryOfPage(row.page_url ?? ""),
      family: familyOf({ kind }),
    });
    const known = found.get(key);
    if (!known) {
      const contribution = {
        id: row.id,
        contributedOn: row.contributed_on,
        amountCents: row.amount_cents,
        description: row.description,
      };
      found.set(key, { contribution, kinds: [kind] });
    } else if (known.contribution.id === row.id) known.kinds.push(kind);
  }
  return found;
}

/** The last step upstream of each contribution, by its id. */
export async function findLastSteps(db: Tx, ids: readonly string[]) {
  const rows = await db
    .selectFrom("upstream_event")
    .distinctOn("contribution_id")
    .select(["contribution_id", "state", "happened_on"])
    .where("contribution_id", "=", sql<string>`any(${ids}::uuid[])`)
    .orderBy("contribution_id")
    .orderBy("happened_on", "desc")
    .orderBy("id", "desc")
    .execute();
  return new Map(
    rows.map((row) => [row.contribution_id, { state: row.state, on: row.happened_on }]),
  );
}

/** Shown of a trial; the rest is counted. */
const mostShown = 500;

/**
 * What an import would write, before anything is: the contributions, what is there already, gifts that somebody noted
 * by hand and that would count twice.
 */
export const tryContributionImport = defineQuery({
  name: "tryContributionImport",
  permission: "commons:write",
  input: contributionImportSchema.extend({
    /** Keys of the gifts that the file says were given back. */
    refunded: z.array(z.string()).optional(),
  }),
  run: async ({ db, input }) => {
    const { contributions, ...counts } = await planImport(db, input);
    const written = contributions.filter(({ added }) => added.length > 0);
    const lines = await Promise.all(
      written.slice(0, mostShown).map(async (one) => {
        const amountCents = one.family === "gift" ? sumOf(one.added) : null;
        return {
          key: groupKey(one),
          description: one.description,
          kind: kindOfFamily[one.family],
          who: one.workerName,
          added: one.added.length,
          isJoined: one.joins !== null,
          amountCents,
          linesAdded: one.added.reduce((sum, item) => sum + (item.linesAdded ?? 0), 0),
          linesRemoved: one.added.reduce((sum, item) => sum + (item.linesRemoved ?? 0), 0),
          request: one.request?.state ?? null,
          byHand: amountCents ? await findByHand(db, input.openResourceId, one, amountCents) : null,
        };
      }),
    );
    const known = contributions.filter(({ joins, request }) => joins && request);
    const last = await findLastSteps(
      db,
      known.map(({ joins }) => joins?.id ?? ""),
    );
    return {
      ...counts,
      lines,
      refunded: await findRefunded(db, input.source, input.refunded ?? []),
      /** Contributions already there whose requests moved on. */
      moved: known.filter(({ joins, request }) => isNews(request, last.get(joins?.id ?? "")))
        .length,
      created: written.filter(({ joins }) => !joins).length,
      joined: written.filter(({ joins }) => joins).length,
      items: written.reduce((sum, { added }) => sum + added.length, 0),
    };
  },
});

export const sumOf = (items: readonly SourceItem[]) =>
  items.reduce((sum, { amountCents }) => sum + (amountCents ?? 0), 0);

/** Contributions that hold a gift given back since: the ledger still counts it. */
async function findRefunded(db: Tx, source: ContributionSource, keys: readonly string[]) {
  return await db
    .selectFrom("contribution_item as i")
    .innerJoin("contribution as c", (join) =>
      join
        .onRef("c.organisation_id", "=", "i.organisation_id")
        .onRef("c.id", "=", "i.contribution_id"),
    )
    .where("i.source", "=", source)
    .where("i.source_key", "=", sql<string>`any(${keys}::text[])`)
    .select(["c.id", "c.description"])
    .distinct()
    .orderBy("c.id")
    .execute();
}

/** A gift of the same amount in the same month that no import made. */
async function findByHand(
  db: Tx,
  openResourceId: string,
  { workerId, month }: ItemGroup,
  amountCents: number,
): Promise<string | null> {
  const found = await db
    .selectFrom("contribution as c")
    .select("c.id")
    .where("c.open_resource_id", "=", openResourceId)
    .where("c.kind", "=", "gift")
    .where("c.worker_id", workerId ? "=" : "is", workerId)
    .where("c.amount_cents", "=", amountCents)
    .where(sql<string>`to_char(c.contributed_on, 'YYYY-MM')`, "=", month)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("contribution_item as i")
            .select("i.id")
            .whereRef("i.organisation_id", "=", "c.organisation_id")
            .whereRef("i.contribution_id", "=", "c.id"),
        ),
      ),
    )
    .executeTakeFirst();
  return found?.id ?? null;
}
