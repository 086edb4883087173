import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  type Mentor,
  type Novice,
  type Offer,
  rankMentors,
  WEAK_LEVEL,
} from "./mentoring.rules.ts";
import type { OfferKind } from "./mentoring.schema.ts";

export type MentorOffer = {
  id: string;
  workerId: string;
  kind: OfferKind;
  label: string;
  note: string;
  offeredOn: string;
};

export type MentorshipRecord = {
  id: string;
  version: number;
  mentorId: string;
  mentorName: string;
  noviceId: string;
  noviceName: string;
  proposedOn: string;
  proposedByName: string;
  reasons: string;
  mentorAcceptedOn: string | null;
  noviceAcceptedOn: string | null;
  declinedOn: string | null;
  /** Null when nobody said. */
  declinedBy: "mentor" | "novice" | null;
  endedOn: string | null;
  mentorGain: string;
  noviceGain: string;
  sessions: { id: string; heldOn: string; durationMinutes: number; summary: string }[];
};

/**
 * What a person passes on and receives: their offers, their mentorships on both sides with the sessions held, what
 * may be offered, and whom to propose to them.
 * @throws NotFound
 */
export const getWorkerMentoring = defineQuery({
  name: "getWorkerMentoring",
  permission: "worker:read",
  looksAt: { subject: "worker", id: ({ workerId }) => workerId },
  input: z.object({ workerId: z.uuid() }),
  run: async ({ db, input: { workerId } }) => {
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", workerId)
      .select([
        "id",
        sql<string>`given_name || ' ' || family_name`.as("name"),
        "anonymised_at as anonymisedAt",
      ])
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    const offers = await openOffers(db).where("o.worker_id", "=", workerId).execute();
    const mentorships = await mentorshipsQuery(db)
      .where(({ or, eb }) =>
        or([eb("s.mentor_id", "=", workerId), eb("s.novice_id", "=", workerId)]),
      )
      // What goes on or waits for an answer first.
      .orderBy(sql`coalesce(s.declined_on, s.ended_on) is not null`)
      .orderBy("s.proposed_on", "desc")
      .orderBy("s.id", "desc")
      .execute();
    return {
      worker,
      offers: offers.map(({ resourceIds: _, departmentCode: __, ...offer }): MentorOffer => offer),
      mentorships,
      choices: await offerChoices(db, offers),
      suggestions: worker.anonymisedAt ? [] : await suggestMentors(db, workerId),
    };
  },
});

/** Mentorships of the organisation: proposed and going on, then the latest ended. */
export const listMentorships = defineQuery({
  name: "listMentorships",
  permission: "worker:read",
  input: z.object({}),
  run: async ({ db }) => {
    const mentorships = await mentorshipsQuery(db)
      // The living tell of it on their own page.
      .where("m.anonymised_at", "is", null)
      .where("n.anonymised_at", "is", null)
      .orderBy(sql`coalesce(s.declined_on, s.ended_on) is not null`)
      .orderBy(sql`coalesce(s.declined_on, s.ended_on, s.proposed_on)`, "desc")
      .orderBy("s.id", "desc")
      .limit(200)
      .execute();
    const { mentors } = await db
      .selectFrom("mentor_offer")
      .where("ended_on", "is", null)
      .select(({ fn }) => fn.count<number>("worker_id").distinct().as("mentors"))
      .executeTakeFirstOrThrow();
    return { mentorships, mentors };
  },
});

/** Whom to propose to a novice, ranked, with the reasons. */
export async function suggestMentors(db: Tx, noviceId: string) {
  const novice = await profileOf(db, noviceId);
  const offers = await openOffers(db)
    .where("o.worker_id", "<>", noviceId)
    .where("w.anonymised_at", "is", null)
    // Two people already brought together are not suggested to each other again while it lasts.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("mentorship as s")
            .select("s.id")
            .whereRef("s.organisation_id", "=", "o.organisation_id")
            .whereRef("s.mentor_id", "=", "o.worker_id")
            .where("s.novice_id", "=", noviceId)
            .where("s.declined_on", "is", null)
            .where("s.ended_on", "is", null),
        ),
      ),
    )
    .leftJoin("commune as wc", "wc.code", "w.commune_code")
    .select([
      sql<string>`w.given_name || ' ' || w.family_name`.as("workerName"),
      "w.commune_code as communeCode",
      "wc.name as communeName",
      "wc.department_code as workerDepartmentCode",
      "w.neighbourhood_code as neighbourhoodCode",
      sql<number>`(select count(*) from mentorship s where s.organisation_id = o.organisation_id
        and s.mentor_id = o.worker_id and s.declined_on is null and s.ended_on is null)`.as(
        "current",
      ),
      sql<
        Mentor["before"]
      >`(select case when s.declined_on is null then 'ended' else 'declined' end from mentorship s
        where s.organisation_id = o.organisation_id and s.mentor_id = o.worker_id and s.novice_id = ${noviceId}
        order by coalesce(s.declined_on, s.ended_on) desc, s.id desc limit 1)`.as("before"),
    ])
    .execute();
  const mentors = new Map<string, Mentor & { offers: Offer[] }>();
  for (const row of offers) {
    const mentor = mentors.get(row.workerId) ?? {
      id: row.workerId,
      name: row.workerName,
      communeCode: row.communeCode,
      communeName: row.communeName,
      departmentCode: row.workerDepartmentCode,
      neighbourhoodCode: row.neighbourhoodCode,
      current: row.current,
      before: row.before,
      offers: [],
    };
    mentor.offers.push({
      kind: row.kind,
      id: row.thingId,
      label: row.label,
      resourceIds: row.resourceIds,
      departmentCode: row.departmentCode,
    });
    mentors.set(row.workerId, mentor);
  }
  return rankMentors(novice, [...mentors.values()]);
}

async function profileOf(db: Tx, workerId: string): Promise<Novice> {
  const place = await db
    .selectFrom("worker as w")
    .leftJoin("commune as c", "c.code", "w.commune_code")
    .where("w.id", "=", workerId)
    .select([
      "w.commune_code as communeCode",
      "c.name as communeName",
      "c.department_code as departmentCode",
      "w.neighbourhood_code as neighbourhoodCode",
    ])
    .executeTakeFirst();
  if (!place) throw new NotFound("No such worker");
  const resources = await db
    .selectFrom("worker_resource as wr")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "wr.organisation_id")
        .onRef("r.id", "=", "wr.open_resource_id"),
    )
    .where("wr.worker_id", "=", workerId)
    .select(["r.id", "r.name"])
    .execute();
  const values = await db
    .selectFrom("worker_value as wv")
    .innerJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "wv.organisation_id").onRef("v.id", "=", "wv.value_id"),
    )
    .where("wv.worker_id", "=", workerId)
    .where("wv.list_key", "in", ["language", "work_platform"])
    .select(["wv.list_key as list", "v.id", "v.code"])
    .execute();
  const skills = await db
    .selectFrom("skill_level as s")
    .distinctOn("s.value_id")
    .where("s.worker_id", "=", workerId)
    .orderBy("s.value_id")
    .orderBy("s.assessed_on", "desc")
    .select(["s.value_id as id", "s.level"])
    .execute();
  const languages = values.filter((value) => value.list === "language");
  return {
    ...place,
    resources,
    workPlatformIds: values.filter((one) => one.list === "work_platform").map((one) => one.id),
    languageIds: languages.map((one) => one.id),
    speaksFrench: languages.length === 0 || languages.some((one) => one.code === "fr"),
    weakSkillIds: skills.filter((one) => one.level <= WEAK_LEVEL).map((one) => one.id),
  };
}

const kind = sql<OfferKind>`case
  when o.open_resource_id is not null then 'resource' when o.activity_id is not null then 'activity'
  when o.commune_code is not null then 'commune' else o.list_key end`;

function openOffers(db: Tx) {
  return db
    .selectFrom("mentor_offer as o")
    .innerJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "o.organisation_id").onRef("w.id", "=", "o.worker_id"),
    )
    .leftJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "o.organisation_id")
        .onRef("r.id", "=", "o.open_resource_id"),
    )
    .leftJoin("activity as a", (join) =>
      join.onRef("a.organisation_id", "=", "o.organisation_id").onRef("a.id", "=", "o.activity_id"),
    )
    .leftJoin("commune as c", "c.code", "o.commune_code")
    .leftJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "o.organisation_id").onRef("v.id", "=", "o.value_id"),
    )
    .where("o.ended_on", "is", null)
    .orderBy("o.offered_on")
    .orderBy("o.id")
    .select([
      "o.id",
      "o.worker_id as workerId",
      kind.as("kind"),
      sql<string>`coalesce(o.open_resource_id::text, o.activity_id::text, o.commune_code, o.value_id::text)`.as(
        "thingId",
      ),
      sql<string>`coalesce(r.name, a.title, c.name, v.label)`.as("label"),
      "o.note",
      "o.offered_on as offeredOn",
      "c.department_code as departmentCode",
      sql<string[]>`coalesce((select json_agg(ar.open_resource_id) from activity_resource ar
        where ar.organisation_id = o.organisation_id and ar.activity_id = o.activity_id), '[]')`.as(
        "resourceIds",
      ),
    ]);
}

/** What may be offered besides: what the organisation knows, the communes where its people live, its lists. */
async function offerChoices(db: Tx, offered: readonly { kind: OfferKind; thingId: string }[]) {
  const resources = await db
    .selectFrom("open_resource")
    .select(["id", "name as label"])
    .orderBy(sql`fold(name)`)
    .execute();
  const activities = await db
    .selectFrom("activity")
    .select(["id", "title as label"])
    .orderBy(sql`fold(title)`)
    .execute();
  const communes = await db
    .selectFrom("commune as c")
    .where(({ exists, selectFrom }) =>
      exists(selectFrom("worker as w").select("w.id").whereRef("w.commune_code", "=", "c.code")),
    )
    .select(["c.code as id", sql<string>`c.name || ' (' || c.department_code || ')'`.as("label")])
    .orderBy(sql`fold(c.name)`)
    .execute();
  const values = await db
    .selectFrom("list_value")
    .where("list_key", "in", ["language", "work_platform", "skill"])
    .where("retired_at", "is", null)
    .select(["list_key as list", "id", "label"])
    .orderBy("position")
    .orderBy("id")
    .execute();
  const taken = new Set(offered.map((one) => `${one.kind}:${one.thingId}`));
  const of = (kindOfOffer: OfferKind, things: readonly { id: string; label: string }[]) => ({
    kind: kindOfOffer,
    things: things
      .map(({ id, label }) => ({ value: `${kindOfOffer}:${id}`, label }))
      .filter((one) => !taken.has(one.value)),
  });
  const list = (key: OfferKind) =>
    of(
      key,
      values.filter((value) => value.list === key),
    );
  return [
    of("resource", resources),
    of("activity", activities),
    of("commune", communes),
    list("work_platform"),
    list("skill"),
    list("language"),
  ].filter((group) => group.things.length > 0);
}

function mentorshipsQuery(db: Tx) {
  return db
    .selectFrom("mentorship as s")
    .innerJoin("worker as m", (join) =>
      join.onRef("m.organisation_id", "=", "s.organisation_id").onRef("m.id", "=", "s.mentor_id"),
    )
    .innerJoin("worker as n", (join) =>
      join.onRef("n.organisation_id", "=", "s.organisation_id").onRef("n.id", "=", "s.novice_id"),
    )
    .innerJoin("membership as pm", (join) =>
      join
        .onRef("pm.organisation_id", "=", "s.organisation_id")
        .onRef("pm.id", "=", "s.proposed_by"),
    )
    .innerJoin("user_account as pu", "pu.id", "pm.user_id")
    .select([
      "s.id",
      "s.version",
      "s.mentor_id as mentorId",
      sql<string>`m.given_name || ' ' || m.family_name`.as("mentorName"),
      "s.novice_id as noviceId",
      sql<string>`n.given_name || ' ' || n.family_name`.as("noviceName"),
      "s.proposed_on as proposedOn",
      "pu.full_name as proposedByName",
      "s.reasons",
      "s.mentor_accepted_on as mentorAcceptedOn",
      "s.novice_accepted_on as noviceAcceptedOn",
      "s.declined_on as declinedOn",
      sql<MentorshipRecord["declinedBy"]>`case s.declined_by_mentor
        when true then 'mentor' when false then 'novice' end`.as("declinedBy"),
      "s.ended_on as endedOn",
      "s.mentor_gain as mentorGain",
      "s.novice_gain as noviceGain",
      sql<MentorshipRecord["sessions"]>`coalesce((
        select json_agg(json_build_object('id', t.id, 'heldOn', t.held_on, 'durationMinutes', t.duration_minutes,
          'summary', t.summary) order by t.held_on desc, t.id desc)
        from mentorship_session t
        where t.organisation_id = s.organisation_id and t.mentorship_id = s.id), '[]')`.as(
        "sessions",
      ),
    ]);
}

/** One mentorship as it stands. @throws NotFound */
export async function loadMentorship(db: Tx, id: string): Promise<MentorshipRecord> {
  const mentorship = await mentorshipsQuery(db).where("s.id", "=", id).executeTakeFirst();
  if (!mentorship) throw new NotFound(`No mentorship ${id}`);
  return mentorship;
}
