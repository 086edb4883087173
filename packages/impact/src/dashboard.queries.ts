import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { type GrantInBrief, readGrants } from "@essaim/funding/grant/grant.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { decideOverlaps, type PeopleCounts } from "./disclosure.rules.ts";
import { type Facts, type Reader, showFigures, type TargetRow } from "./figures.rules.ts";
import { indicatorKeys } from "./indicator.schema.ts";

/** What was done during a grant's period, exactly. Never handed to a view as it is: see `showFigures`. */
async function gatherFacts(db: Tx, organisationId: string, grant: GrantInBrief): Promise<Facts> {
  const contributions = await sql<{ kind: string; contributions: number }>`
    select kind, contributions from count_contributions(${grant.id}) order by 2 desc, 1`.execute(
    db,
  );
  const declared = await sql<{ indicatorKey: string; value: number }>`
    select indicator_key as "indicatorKey", value from sum_declared_figures(${grant.id})`.execute(
    db,
  );
  const activities = await db
    .selectFrom("published_record")
    // A funder reads what every organisation has published.
    .where("organisation_id", "=", organisationId)
    .where("record_kind", "=", "activity")
    .where(
      sql<boolean>`(published_at at time zone 'Europe/Paris')::date between ${grant.startsOn} and ${grant.endsOn}`,
    )
    .select(({ fn }) => fn.countAll<number>().as("published"))
    .executeTakeFirstOrThrow();
  return {
    people: await countPeople(db, grant.id),
    contributions: contributions.rows,
    publishedActivities: activities.published,
    declared: Object.fromEntries(declared.rows.map((row) => [row.indicatorKey, row.value])),
  };
}

function margins(
  rows: readonly { residence: string; kind: string; people: number }[],
): PeopleCounts {
  const residence: Record<string, number> = {};
  const kind: Record<string, number> = {};
  for (const row of rows) {
    residence[row.residence] = (residence[row.residence] ?? 0) + row.people;
    kind[row.kind] = (kind[row.kind] ?? 0) + row.people;
  }
  return { residence, kind };
}

async function targetsOf(db: Tx, grantId: string): Promise<TargetRow[]> {
  const rows = await db
    .selectFrom("target")
    .where("grant_id", "=", grantId)
    .select(["indicator_key as indicatorKey", "action_id as actionId", "value"])
    .execute();
  const rank = (key: string) => (indicatorKeys as readonly string[]).indexOf(key);
  return rows.sort((a, b) => rank(a.indicatorKey) - rank(b.indicatorKey));
}

async function figuresFor(db: Tx, organisationId: string, grant: GrantInBrief, reader: Reader) {
  const actions = await db
    .selectFrom("programme_action")
    .where("programme_id", "=", grant.programmeId)
    .select(["id", "name", "description"])
    .orderBy("position")
    .execute();
  const targets = await targetsOf(db, grant.id);
  const facts = await gatherFacts(db, organisationId, grant);
  return showFigures(facts, targets, actions, reader);
}

/** A grant's targets against what was done, exact: for the team. @throws NotFound */
export const getGrantFigures = defineQuery({
  name: "getGrantFigures",
  permission: "grant:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const grant = (await readGrants(db)).find((one) => one.id === input.id);
    if (!grant) throw new NotFound(`No grant ${input.id}`);
    return figuresFor(db, actor.organisationId, grant, { kind: "team" });
  },
});

/** Has somebody at this funder an open access, with which to read its dashboard? For the team. */
export const hasFunderAccess = defineQuery({
  name: "hasFunderAccess",
  permission: "grant:read",
  input: z.object({ funderId: z.uuid() }),
  run: async ({ db, input }) => {
    const reader = await db
      .selectFrom("membership")
      .where("funder_id", "=", input.funderId)
      .where("role", "=", "funder")
      .where("ended_at", "is", null)
      .select("id")
      .executeTakeFirst();
    return reader !== undefined;
  },
});

/** `financement` chooses the grant; `vue=financeur` shows a manager what its funder sees. */
export const dashboardFilterSchema = z
  .object({ financement: z.uuid().optional(), vue: z.enum(["financeur"]).optional() })
  .transform(({ financement, vue }) => ({ grantId: financement, asFunder: vue === "financeur" }));

/**
 * The grant that is read: the one asked for, or else the latest. A funder has its own awarded ones alone.
 * @returns `standIn`, the grant whose figures of people stand in for its own when its funder reads it
 * @throws NotFound for a grant that is not the reader's
 */
export async function chooseGrant(
  db: Tx,
  actor: MemberActor,
  input: { grantId?: string; asFunder: boolean },
) {
  const isFunder = actor.role === "funder";
  const all = await readGrants(db);
  const grants = isFunder ? all.filter((one) => one.isVisibleToFunder) : all;
  const newestFirst = [...grants].sort((a, b) => b.startsOn.localeCompare(a.startsOn));
  const grant =
    (input.grantId
      ? grants.find((one) => one.id === input.grantId)
      : (newestFirst.find((one) => one.isVisibleToFunder) ?? newestFirst[0])) ?? null;
  if (input.grantId && !grant) throw new NotFound(`No grant ${input.grantId}`);
  const choices = newestFirst.map(({ id, title, funderName, startsOn, endsOn, status }) => ({
    id,
    title,
    funderName,
    startsOn,
    endsOn,
    status,
  }));
  const asFunder = isFunder || input.asFunder;
  if (!grant) return { grant, choices, asFunder, isHidden: false, standIn: null };
  const ofFunder = all.filter((one) => one.funderId === grant.funderId && one.isVisibleToFunder);
  const standInId = asFunder ? (decideOverlaps(ofFunder).get(grant.id) ?? null) : null;
  const standIn = ofFunder.find((one) => one.id === standInId);
  return {
    grant,
    choices,
    asFunder,
    isHidden: !grant.isVisibleToFunder,
    standIn: standIn ? { id: standIn.id, title: standIn.title } : null,
  };
}

/** People of a grant by each breakdown, exactly. Never handed to a view as they are. */
export async function countPeople(db: Tx, grantId: string): Promise<PeopleCounts> {
  const people = await sql<{ residence: string; kind: string; people: number }>`
    select residence, kind, people from count_supported_workers(${grantId})`.execute(db);
  return margins(people.rows);
}

/**
 * The dashboard of one grant: the one asked for, or else the latest. To a funder, and to a manager who
 * asks for the funder's view, nothing withheld is in what is returned.
 * @throws NotFound for a grant that is not the reader's
 */
export const getDashboard = defineQuery({
  name: "getDashboard",
  permission: "impact:read",
  input: dashboardFilterSchema,
  run: async ({ db, actor, input }) => {
    const { grant, choices, asFunder, isHidden, standIn } = await chooseGrant(db, actor, input);
    if (!grant || (asFunder && isHidden)) {
      return { choices, grant, asFunder, isHidden, standIn: null, figures: null };
    }
    const figures = await figuresFor(
      db,
      actor.organisationId,
      grant,
      asFunder ? { kind: "funder", overlaps: standIn !== null } : { kind: "team" },
    );
    return { choices, grant, asFunder, isHidden, standIn, figures };
  },
});
export type Dashboard = Awaited<ReturnType<typeof getDashboard.run>>;
