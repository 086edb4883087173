import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { listRunningGrants, loadGrant, readGrants } from "@essaim/funding/grant/grant.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { evaluateAll, mayCount } from "../registry/evaluate.queries.ts";
import type { IndicatorDefinition } from "../registry/indicator.schema.ts";
import { readDefinitions } from "../registry/own-indicator.queries.ts";
import { peopleOfPeriod } from "../registry/people.queries.ts";
import type { Scope } from "../registry/relation.ts";
import { scopeOf } from "../registry/trace.queries.ts";
import { countByMonth, figureOfMonths } from "./by-month.queries.ts";
import type { ByMonth } from "./forecast.rules.ts";
import {
  type Action,
  groupByAction,
  type Progress,
  type TargetRow,
  type ToldFigure,
} from "./progress.rules.ts";

type Promising = {
  startsOn: string;
  endsOn: string;
  actions: readonly Action[];
  targets: readonly TargetRow[];
};

/** How far the targets of a grant are, and how many people its period touched. */
async function readProgress(db: Tx, actor: MemberActor, grant: Promising, scope: Scope | null) {
  const asked = new Set([
    ...grant.targets.map(({ indicatorKey }) => indicatorKey),
    "supported_workers",
    "supported_workers_in_priority_neighbourhood",
  ]);
  const definitions = (await readDefinitions(db)).filter(({ key }) => asked.has(key));
  const promised = definitions.filter(
    ({ key, retiredOn }) =>
      retiredOn === null && grant.targets.some(({ indicatorKey }) => indicatorKey === key),
  );
  const byMonth = new Map<string, ByMonth>();
  const figures = new Map<string, ToldFigure>();
  if (scope) {
    const open = promised.filter((one) => mayCount(actor, one));
    for (const [key, by] of await countByMonth(db, open, scope)) byMonth.set(key, by);
    // What is told by month adds up to its figure: it is not counted twice.
    const others: IndicatorDefinition[] = [];
    for (const one of definitions) {
      const by = byMonth.get(one.key);
      if (by) figures.set(one.key, figureOfMonths(one, by));
      else others.push(one);
    }
    const counted = await evaluateAll(db, actor, others, scope);
    for (const [key, figure] of counted) figures.set(key, figure);
  }
  const known = { grant, scope, figures, byMonth };
  return {
    groups: groupByAction(grant.targets, grant.actions, definitions, known),
    people: {
      total: figures.get("supported_workers")?.value ?? null,
      priority: figures.get("supported_workers_in_priority_neighbourhood")?.value ?? null,
    },
  };
}

/** A grant's targets against what is done, exactly, and how many people its period touched: for the team. @throws NotFound */
export const getGrantProgress = defineQuery({
  name: "getGrantProgress",
  permission: "grant:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const grant = await loadGrant(db, input.id);
    return await readProgress(db, actor, grant, scopeOf(grant, today()));
  },
});
export type GrantProgress = Awaited<ReturnType<typeof getGrantProgress.run>>;

/**
 * How far what running grants promise of some declared indicators is, exactly: for the team alone. The latest grant
 * first.
 */
export const listProgressOf = defineQuery({
  name: "listProgressOf",
  permission: "impact:read",
  input: z.object({ indicatorKeys: z.array(z.string()), day: z.iso.date() }),
  run: async ({ db, actor, input: { indicatorKeys, day } }) => {
    const running = await listRunningGrants.run({ db, actor, input: { day } });
    const definitions = (await readDefinitions(db)).filter(
      ({ key, source }) => source === "declared" && indicatorKeys.includes(key),
    );
    const told: { grant: { id: string; title: string }; targets: Progress[] }[] = [];
    for (const { id, title } of running) {
      const grant = await loadGrant(db, id);
      const scope = scopeOf(grant, day);
      const targets = grant.targets.filter(({ indicatorKey }) =>
        definitions.some(({ key }) => key === indicatorKey),
      );
      if (!scope || targets.length === 0) continue;
      const byMonth = await countByMonth(db, definitions, scope);
      const figures = new Map<string, ToldFigure>();
      for (const one of definitions) {
        const by = byMonth.get(one.key);
        if (by) figures.set(one.key, figureOfMonths(one, by));
      }
      const known = { grant, scope, figures, byMonth };
      const groups = groupByAction(targets, grant.actions, definitions, known);
      told.push({ grant: { id, title }, targets: groups.flatMap((group) => group.targets) });
    }
    return told;
  },
});

/** Grants that the dashboard offers to look at, the latest; the list of grants leads to the others. */
const MOST_CHOICES = 20;

/** `financement` chooses the grant. */
export const dashboardFilterSchema = z
  .object({ financement: z.uuid().optional() })
  .transform(({ financement }) => ({ grantId: financement }));

/**
 * The dashboard of one grant, the one asked for or else the latest: every figure exactly, so for the team alone.
 * @throws NotFound for a grant that is not the organisation's
 */
export const getTeamDashboard = defineQuery({
  name: "getTeamDashboard",
  permission: "impact:read",
  input: dashboardFilterSchema,
  run: async ({ db, actor, input }) => {
    const newest = (await readGrants(db)).sort((a, b) => b.startsOn.localeCompare(a.startsOn));
    const chosen = input.grantId
      ? newest.find(({ id }) => id === input.grantId)
      : (newest.find(({ isVisibleToFunder }) => isVisibleToFunder) ?? newest[0]);
    if (input.grantId && !chosen) throw new NotFound(`No grant ${input.grantId}`);
    const choices = newest
      .filter(({ id }, at) => at < MOST_CHOICES || id === chosen?.id)
      .map(({ id, title, funderName }) => ({ id, title, funderName }));
    if (!chosen) return { choices, grant: null };

    const grant = await loadGrant(db, chosen.id);
    const scope = scopeOf(grant, today());
    const progress = await readProgress(db, actor, grant, scope);
    return { choices, grant: chosen, scope, ...progress };
  },
});
export type TeamDashboard = Awaited<ReturnType<typeof getTeamDashboard.run>>;

/**
 * All that is counted over the period of a grant so far, and its people by each breakdown, exactly: for the team alone.
 * @throws NotFound
 */
export const getFiguresOfGrant = defineQuery({
  name: "getFiguresOfGrant",
  permission: "impact:read",
  input: z.object({ grantId: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const { id, title, startsOn, endsOn } = await loadGrant(db, input.grantId);
    const scope = scopeOf({ id, startsOn, endsOn }, today());
    const people = scope && (await peopleOfPeriod(db, scope));
    const definitions = await readDefinitions(db);
    const counted =
      scope && people ? await evaluateAll(db, actor, definitions, scope, people) : null;
    return {
      grant: { id, title },
      scope,
      figures: definitions.flatMap(({ key, name, counted: what, unit }) => {
        const { value = null, unknown = 0 } = counted?.get(key) ?? {};
        if (value === null) return [];
        return [{ definition: { key, name, counted: what, unit }, value, unknown }];
      }),
      people,
    };
  },
});
export type FiguresOfGrant = Awaited<ReturnType<typeof getFiguresOfGrant.run>>;
