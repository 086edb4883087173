import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { readGrants } from "@essaim/funding/grant/grant.queries";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { readUnanswered } from "../message/message.queries.ts";
import { loadRelease } from "../release/release.queries.ts";
import type { ReleaseContent } from "../release/release.schema.ts";

/** What is new about a grant: the day of it, and what. */
export type News = { on: string } & (
  | { kind: "release"; cutOffOn: string }
  | { kind: "report"; id: string; title: string }
  | { kind: "financial_report"; id: string; label: string }
  | { kind: "answer" }
);

const NEWS = 4;

/** A funder's own grants, the latest first, each with its latest release, what is new, and what waits for an answer. */
export const listMyGrants = defineQuery({
  name: "listMyGrants",
  permission: "portal:read",
  input: z.object({}),
  run: async ({ db }) => {
    const [grants, news, unanswered] = [
      await readGrants(db),
      await readNews(db),
      await readUnanswered(db),
    ];
    return grants
      .sort((one, other) => other.startsOn.localeCompare(one.startsOn))
      .map((grant) => {
        const mine = news.filter(({ grantId }) => grantId === grant.id);
        return {
          ...grant,
          releasedAt: mine.flatMap(({ told }) => (told.kind === "release" ? told.cutOffOn : []))[0],
          news: mine.slice(0, NEWS).map(({ told }) => told),
          waiting: unanswered.find(({ grantId }) => grantId === grant.id) ?? null,
        };
      });
  },
});

/** Everything a funder was told, the latest first. */
async function readNews(db: Tx): Promise<{ grantId: string; told: News }[]> {
  const { rows } = await sql<{ grantId: string; told: News }>`
    with paris as (
      select grant_id, made_at as at, jsonb_build_object('kind', 'release', 'cutOffOn', cut_off_on) as told
        from figure_release
      union all
      select grant_id, approved_at, jsonb_build_object('kind', 'report', 'id', id, 'title', title) from impact_report
      union all
      select grant_id, sent_on::timestamp at time zone 'Europe/Paris',
          jsonb_build_object('kind', 'financial_report', 'id', id, 'label', label) from grant_report
      union all
      select grant_id, max(written_at), jsonb_build_object('kind', 'answer') from grant_message
        where side = 'cooperative' group by grant_id)
    select grant_id as "grantId", told || jsonb_build_object('on', (at at time zone 'Europe/Paris')::date) as told
    from paris order by at desc, told ->> 'cutOffOn' desc`.execute(db);
  return rows;
}

/** One of a funder's grants, with the days at which its figures were released, the latest first. @throws NotFound */
export const getMyGrant = defineQuery({
  name: "getMyGrant",
  permission: "portal:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const grant = await loadMyGrant(db, input.id);
    return { grant, releases: await daysOf(db, grant.id) };
  },
});

async function loadMyGrant(db: Tx, id: string) {
  const grant = (await readGrants(db)).find((one) => one.id === id);
  if (!grant) throw new NotFound(`No grant ${id}`);
  return grant;
}

const daysOf = (db: Tx, grantId: string) =>
  db
    .selectFrom("figure_release")
    .where("grant_id", "=", grantId)
    .select(["id", "cut_off_on as cutOffOn", "made_at as madeAt"])
    .orderBy("cut_off_on", "desc")
    .execute();

/** Which release of which grant: a safe list, and nothing else narrows what a funder reads. */
export const releaseChoiceSchema = z.object({
  grantId: z.uuid().optional(),
  cutOffOn: z.iso.date().optional(),
});

/** Why no neighbourhood is shown at all. */
export type NoPlaces = "no_grant" | "no_release" | "overlap" | "small";

/**
 * How many people live in each neighbourhood, as a release of a funder's grant says it: the latest one of the latest
 * grant, unless another one is asked for.
 * @returns `people` by code; a neighbourhood that is not there is withheld, be it empty or not
 * @throws NotFound for a grant that is not the reader's, or a day without a release
 */
export const getMyPlaces = defineQuery({
  name: "getMyPlaces",
  permission: "portal:read",
  input: releaseChoiceSchema,
  run: async ({ db, input }) => {
    const choices = (await readGrants(db)).sort((one, other) =>
      other.startsOn.localeCompare(one.startsOn),
    );
    const grant = input.grantId ? await loadMyGrant(db, input.grantId) : (choices[0] ?? null);
    const days = grant ? await daysOf(db, grant.id) : [];
    const chosen = input.cutOffOn
      ? days.find(({ cutOffOn }) => cutOffOn === input.cutOffOn)
      : days[0];
    if (input.cutOffOn && !chosen) throw new NotFound(`No release at ${input.cutOffOn}`);
    const content = chosen ? (await loadRelease(db, chosen.id)).content : null;
    return { choices, grant, ...placesOf(content), why: whyNot(grant !== null, content) };
  },
});
export type MyPlaces = Awaited<ReturnType<typeof getMyPlaces.run>>;

/** What a release says of neighbourhoods, and nothing else of it. */
export function placesOf(content: ReleaseContent | null) {
  const shown = content?.people.neighbourhoods ?? null;
  return {
    cutOffOn: content?.cutOffOn ?? null,
    /** The day of the numbers, which may be that of an earlier release. */
    asOf: shown?.asOf ?? content?.cutOffOn ?? null,
    threshold: content?.threshold ?? null,
    isElsewhere: content?.people.isElsewhere ?? false,
    people: shown?.people ?? {},
  };
}

function whyNot(hasGrant: boolean, content: ReleaseContent | null): NoPlaces | null {
  if (!hasGrant) return "no_grant";
  if (!content) return "no_release";
  if (content.people.isElsewhere) return "overlap";
  return content.people.neighbourhoods ? null : "small";
}

/** What the cooperative of a grant has published, and what was lived there, without whoever tells it. @throws NotFound */
export const listMyStories = defineQuery({
  name: "listMyStories",
  permission: "portal:read",
  input: z.object({ grantId: z.uuid() }),
  run: async ({ db, actor, input }) => {
    await loadMyGrant(db, input.grantId);
    const activities = await db
      .selectFrom("published_record")
      // A funder reads what every organisation has published.
      .where("organisation_id", "=", actor.organisationId)
      .where("record_kind", "=", "activity")
      .select(["id", "slug", "title", "summary"])
      .orderBy("published_at", "desc")
      .orderBy("id")
      .limit(100)
      .execute();
    const lived = await db
      .selectFrom("experience")
      .where("published_at", "is not", null)
      .select(["id", "activity_id as activityId", "worked", "did_not as didNot"])
      .orderBy("published_at", "desc")
      .orderBy("id")
      .limit(500)
      .execute();
    return activities
      .map((activity) => ({
        ...activity,
        lived: lived
          .filter(({ activityId }) => activityId === activity.id)
          .map(({ id, worked, didNot }) => ({ id, worked, didNot })),
      }))
      .sort((one, other) => Number(other.lived.length > 0) - Number(one.lived.length > 0));
  },
});
