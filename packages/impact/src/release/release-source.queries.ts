import type { Tx } from "@essaim/database/operation";
import { type Grant, loadGrant } from "@essaim/funding/grant/grant.queries";
import { readMoneyUntil } from "@essaim/funding/overview/money-until.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import type { Places } from "../disclosure/neighbourhoods.rules.ts";
import { breakDown, evaluateAll } from "../registry/evaluate.queries.ts";
import { findIndicator, type IndicatorDefinition } from "../registry/indicator.schema.ts";
import { readDefinitions } from "../registry/own-indicator.queries.ts";
import { peopleOfPeriod } from "../registry/people.queries.ts";
import { countByMonth } from "../target/by-month.queries.ts";
import { readReleases } from "./release.queries.ts";

/** What the team reads beside a release that is made: what was promised, and what the records say today. */
export async function loadBesideRelease(
  db: Tx,
  actor: MemberActor,
  grantId: string,
  cutOffOn: string,
) {
  const { startsOn } = await loadGrant(db, grantId);
  const definitions = await definitionsOutside(db);
  const scope = { from: startsOn, to: cutOffOn, grantId };
  return {
    definitions,
    exact: await evaluateAll(db, actor, definitions, scope),
    promises: await promisesOf(db, grantId),
  };
}
export type BesideRelease = Awaited<ReturnType<typeof loadBesideRelease>>;

/** All that a release of a grant at a day is decided from, exactly: none of it is handed to a view. */
export async function loadReleaseSource(
  db: Tx,
  actor: MemberActor,
  grantId: string,
  cutOffOn: string,
) {
  const grant = await loadGrant(db, grantId);
  const scope = { from: grant.startsOn, to: cutOffOn, grantId };
  const organisation = await db
    .selectFrom("organisation")
    .where("id", "=", actor.organisationId)
    .select(["name", "disclosure_threshold as threshold"])
    .executeTakeFirstOrThrow();
  const programme = await db
    .selectFrom("programme")
    .where("id", "=", grant.programmeId)
    .select("description")
    .executeTakeFirstOrThrow();
  const definitions = await definitionsOutside(db);
  const people = await peopleOfPeriod(db, scope);
  return {
    grant,
    organisation,
    programme,
    definitions,
    people,
    made: await readReleases(db),
    exact: await evaluateAll(db, actor, definitions, scope, people),
    months: await monthsOf(db, definitions, scope),
    contributions: await contributionsOf(db, scope),
    promises: await promisesOf(db, grantId),
    places: await placesDuring(db, scope),
    names: await neighbourhoodNames(db, Object.keys(people.neighbourhood)),
    money: await moneyOf(db, grant, cutOffOn),
  };
}
export type ReleaseSource = Awaited<ReturnType<typeof loadReleaseSource>>;

/** Every indicator that somebody outside the team may read, as it is defined today. */
export async function definitionsOutside(db: Tx): Promise<IndicatorDefinition[]> {
  const all = await readDefinitions(db);
  return all.filter(({ audience, retiredOn }) => audience !== "team" && retiredOn === null);
}

/** Month by month, what is declared and counts nobody. */
async function monthsOf(
  db: Tx,
  definitions: readonly IndicatorDefinition[],
  scope: { from: string; to: string },
) {
  const told = definitions.filter((one) => one.source === "declared" && !one.countsPeople);
  const counted = await countByMonth(db, told, scope);
  return Object.fromEntries(
    [...counted].map(([key, { months }]) => [
      key,
      Object.entries(months)
        .map(([month, value]) => ({ month, value }))
        .sort((one, other) => one.month.localeCompare(other.month)),
    ]),
  );
}

async function contributionsOf(db: Tx, scope: { from: string; to: string }) {
  const definition = findIndicator("contributions_to_commons");
  const shares = definition ? await breakDown(db, definition, scope, "contribution") : [];
  return shares.map(({ value, count }) => ({ kind: value, contributions: count }));
}

/** What the grant promised of each indicator: its target, on the way to it, and the action it belongs to. */
async function promisesOf(db: Tx, grantId: string) {
  const { rows } = await sql<{
    key: string;
    actionId: string | null;
    target: number;
    milestones: { dueOn: string; value: number }[];
  }>`
    select t.indicator_key as key, t.action_id as "actionId", t.value as target,
      coalesce(jsonb_agg(jsonb_build_object('dueOn', m.due_on, 'value', m.value) order by m.due_on)
        filter (where m.id is not null), '[]') as milestones
    from target t
    left join target_milestone m on m.organisation_id = t.organisation_id and m.target_id = t.id
    where t.grant_id = ${grantId}
    group by t.organisation_id, t.id`.execute(db);
  return new Map(rows.map((row) => [row.key, { ...row, target: Number(row.target) }]));
}

/** The neighbourhoods in force on some day of a period, and where they are. */
async function placesDuring(db: Tx, { from, to }: { from: string; to: string }): Promise<Places> {
  const { rows } = await sql<{ code: string; places: string[] }>`
    select n.code, array(select distinct coalesce(co.epci_code, co.department_code)
      from neighbourhood_commune nc join commune co on co.code = nc.commune_code
      where nc.neighbourhood_code = n.code) as places
    from neighbourhood n
    where n.valid_from <= ${to} and (n.valid_until is null or n.valid_until >= ${from})`.execute(
    db,
  );
  return new Map(rows.map(({ code, places }) => [code, places]));
}

async function neighbourhoodNames(db: Tx, codes: readonly string[]) {
  if (codes.length === 0) return {};
  const rows = await db
    .selectFrom("neighbourhood")
    .where("code", "in", codes)
    .select(["code", "name"])
    .execute();
  return Object.fromEntries(rows.map(({ code, name }) => [code, name]));
}

/** Where the grant's money stood at the end of the day. Whole cents. */
async function moneyOf(db: Tx, grant: Grant, day: string) {
  const { lines, receivedCents } = await readMoneyUntil(db, grant.id, day);
  const sum = (key: "paidCents" | "committedCents") =>
    lines.reduce((cents, line) => cents + line[key], 0);
  return {
    awardedCents: grant.amountCents,
    receivedCents,
    paidCents: sum("paidCents"),
    committedCents: sum("committedCents"),
    lines: lines.map(({ id: _, ...line }) => line),
  };
}
