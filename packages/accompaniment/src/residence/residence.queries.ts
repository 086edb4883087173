import { today } from "@essaim/database/today";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { findCommune } from "@essaim/territory/commune.queries";
import type { Generation } from "@essaim/territory/contours/contours.schema";
import type { WrittenAddress } from "@essaim/territory/geocoding/place.schema";
import { hasStreet } from "@essaim/territory/geocoding/query.rules";
import { type SqlBool, sql } from "kysely";
import { z } from "zod";
import { loadWorker } from "../worker/worker.queries.ts";
import {
  type AnswerRow,
  addressInWords,
  answerOn,
  type FileAddress,
  type HeldAnswer,
  type Home,
  isAskedOf,
} from "./residence.rules.ts";
import {
  type HomeToLook,
  homesToLookSchema,
  type LaterHomes,
  type ResidenceAnswer,
  type ResidencePage,
} from "./residence.schema.ts";

/** Rows of a page of `listHomesToLook`. */
const PAGE = 50;

/**
 * Where a person lives and has lived, with the evidence.
 * @throws NotFound when the organisation has no such person
 */
export const getResidencePage = defineQuery({
  name: "getResidencePage",
  permission: "worker:read",
  looksAt: { subject: "worker", id: ({ id }: { id: string }) => id },
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input: { id } }): Promise<ResidencePage> => {
    const worker = await db
      .selectFrom("worker as w")
      .leftJoin("commune as c", "c.code", "w.commune_code")
      .where("w.id", "=", id)
      .select(["w.id", sql<string>`w.given_name || ' ' || w.family_name`.as("name")])
      .select(sql<boolean>`w.anonymised_at is not null`.as("isAnonymised"))
      .select(["w.address_line as addressLine", "w.postcode", "w.supported_from as supportedFrom"])
      .select(["c.name as communeName", "c.code as communeCode"])
      .select("c.department_code as departmentCode")
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    const answers = await answersAbout(db, sql`r.worker_id = ${id}`);
    const inForce = answers.filter((one) => one.supersededAt === null);
    return { worker, now: answerOn(inForce, today()), answers };
  },
});

/**
 * The address to look for, when it is for the geocoder to say where the person lives: null without a street, when
 * somebody answered by hand, or when the service answered already and nobody asks again.
 * @param input.askAgain somebody asks for an address that is answered
 * @throws NotFound when the organisation has no such person
 */
export const getHomeToLocate = defineQuery({
  name: "getHomeToLocate",
  permission: "worker:write",
  input: z.object({ workerId: z.uuid(), askAgain: z.boolean().optional() }),
  run: async ({ db, input: { workerId, askAgain } }): Promise<WrittenAddress | null> => {
    const worker = await loadWorker(db, workerId);
    const inForce = await answersOf(db, workerId);
    const now = answerOn(inForce, today());
    if (worker.isAnonymised || (now && now.source !== "address")) return null;
    const isAnswered =
      now !== null && isAskedOf(now, worker) && !now.doubts.includes("unavailable");
    if (isAnswered && !askAgain) return null;
    const { addressLine: line, postcode, communeCode } = await asAsked(db, worker, now);
    const address = { line, postcode, communeCode };
    return hasStreet(address) ? address : null;
  },
});

/**
 * The address as the answer in force was asked of it: its commune may have come to the file with the answer since, and
 * be that of the neighbourhood alone. Another address is as the file says.
 */
export async function asAsked(
  db: Tx,
  { addressLine, postcode, communeCode, communeName }: FileAddress,
  now: AnswerRow | null,
): Promise<FileAddress> {
  const address = { addressLine, postcode, communeCode, communeName };
  if (!now || !isAskedOf(now, address) || now.askedAddress === addressInWords(address)) {
    return address;
  }
  const bare = addressInWords({ ...address, communeName: null });
  const written = now.askedAddress.slice(bare.length).replace(/^,? /, "");
  const commune = written ? await findCommune(db, written, postcode) : null;
  return {
    ...address,
    communeName: written || null,
    communeCode: commune?.ok ? commune.code : null,
  };
}

/**
 * Homes that somebody has to look at: found with a doubt (`to_check`), or not located, with an address or in a
 * neighbourhood whose generation ended. Those of erased people are not listed.
 * @returns the rows after `after`, the answer given first coming first, and how many there are of each kind
 */
export const listHomesToLook = defineQuery({
  name: "listHomesToLook",
  permission: "worker:read",
  input: homesToLookSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<{
    rows: HomeToLook[];
    next: string | null;
    counts: { toCheck: number; notLocated: number };
  }> => {
    const isListed = {
      to_check: sql<SqlBool>`r.to_check`,
      not_located: sql<SqlBool>`r.answer = 'unknown' and not r.to_check and (
        r.source = 'address' and r.asked_address <> '' or 'neighbourhood_ended' = any (r.doubts))`,
    };
    const from = homesOfToday(input.mine ? actor.membershipId : null);
    const { rows: people } = await sql<Omit<HomeToLook, "answer"> & { id: string }>`
      select r.id, w.id as "workerId", w.given_name || ' ' || w.family_name as name,
        (select c.name from commune c where c.code = w.commune_code) as "communeName",
        (select u.full_name from membership m join user_account u on u.id = m.user_id
          where m.organisation_id = w.organisation_id and m.id = w.coach_id) as "coachName"
      ${from} and ${isListed[input.show]} and ${input.after ? sql`r.id > ${input.after}` : sql`true`}
      order by r.id limit ${PAGE + 1}`.execute(db);
    const shown = people.slice(0, PAGE);
    const answers = await answersAbout(db, sql`r.id = any (${shown.map(({ id }) => id)}::uuid[])`);
    const { rows: counts } = await sql<{ toCheck: number; notLocated: number }>`
      select count(*) filter (where ${isListed.to_check})::int as "toCheck",
        count(*) filter (where ${isListed.not_located})::int as "notLocated"
      ${from} and (r.to_check or r.answer = 'unknown')`.execute(db);
    return {
      rows: shown.flatMap(({ id, ...person }) => {
        const answer = answers.find((one) => one.id === id);
        return answer ? [{ ...person, answer }] : [];
      }),
      next: people.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      counts: counts[0] ?? { toCheck: 0, notLocated: 0 },
    };
  },
});

/**
 * How many homes of today were found with a doubt, as `listHomesToLook` has them.
 * @param coachId whoever accompanies the people; null for everybody's
 */
export async function countHomesToCheck(db: Tx, coachId: string | null): Promise<number> {
  const { rows } = await sql<{ homes: number }>`
    select count(*)::int as homes ${homesOfToday(coachId)} and r.to_check`.execute(db);
  return rows[0]?.homes ?? 0;
}

/** As `r`, the answers of today about living people `w`. */
const homesOfToday = (coachId: string | null) => sql`from residence r
  join worker w on w.organisation_id = r.organisation_id and w.id = r.worker_id
  where r.superseded_at is null and w.anonymised_at is null
    and ${coachId ? sql`w.coach_id = ${coachId}` : sql`true`}
    and not exists (select from residence later where later.organisation_id = r.organisation_id
      and later.worker_id = r.worker_id and later.superseded_at is null
      and later.holds_from > r.holds_from and later.holds_from <= ${today()}::date)`;

/** Answers with the names behind their codes: newest first, those corrected since after the ones in force. */
export async function answersAbout(
  db: Tx,
  which: ReturnType<typeof sql<SqlBool>> | ReturnType<typeof sql>,
): Promise<ResidenceAnswer[]> {
  const { rows } = await sql<ResidenceAnswer>`
    select r.id, r.holds_from as "holdsFrom", r.generation, r.answer, r.neighbourhood_code as "neighbourhoodCode",
      n.name as "neighbourhoodName", r.commune_code as "communeCode", c.name as "communeName", r.source,
      r.asked_address as "askedAddress", r.found_address as "foundAddress", r.lon, r.lat, r.score, r.doubts,
      r.to_check as "isToCheck", cu.full_name as "checkedByName", r.checked_at as "checkedAt", r.reason,
      au.full_name as "answeredByName", r.answered_at as "answeredAt", r.superseded_at as "supersededAt"
    from residence r
    left join neighbourhood n on n.code = r.neighbourhood_code
    left join commune c on c.code = r.commune_code
    left join membership am on am.organisation_id = r.organisation_id and am.id = r.answered_by
    left join user_account au on au.id = am.user_id
    left join membership cm on cm.organisation_id = r.organisation_id and cm.id = r.checked_by
    left join user_account cu on cu.id = cm.user_id
    where ${which}
    order by r.superseded_at is not null, r.holds_from desc, r.answered_at desc, r.id`.execute(db);
  return rows;
}

/** What to say of homes that somebody has to be asked about: the first answer of each. */
export async function asLaterHomes(db: Tx, homes: readonly Home[]): Promise<LaterHomes> {
  const ids = homes.map(({ answers }) => answers[0]?.id);
  const later = await answersAbout(db, sql`r.id = any (${ids}::uuid[])`);
  return { ok: false, reason: "later_homes", later: later.reverse() };
}

/** The answers in force of some people, by person, the first day first. */
export async function answersInForce(
  db: Tx,
  workerIds: readonly string[],
): Promise<Map<string, HeldAnswer[]>> {
  const rows = await db
    .selectFrom("residence")
    .where("worker_id", "in", [...workerIds])
    .where("superseded_at", "is", null)
    .select(["id", "worker_id as workerId", "holds_from as holdsFrom", "generation", "answer"])
    .select(["neighbourhood_code as neighbourhoodCode", "commune_code as communeCode", "source"])
    .select(["asked_address as askedAddress", "found_address as foundAddress", "lon", "lat"])
    .select(["score", "doubts", "to_check as isToCheck"])
    .select(["checked_by as checkedBy", "checked_at as checkedAt", "reason"])
    .orderBy("holds_from")
    .$castTo<HeldAnswer & { workerId: string; generation: Generation }>()
    .execute();
  const byWorker = new Map<string, HeldAnswer[]>(workerIds.map((id) => [id, []]));
  for (const { workerId, ...answer } of rows) byWorker.get(workerId)?.push(answer);
  return byWorker;
}

/** The answers in force of one person, the first day first. */
export async function answersOf(db: Tx, workerId: string): Promise<HeldAnswer[]> {
  return (await answersInForce(db, [workerId])).get(workerId) ?? [];
}
