import {
  isMetSince,
  isSupported,
  isToReview,
} from "@essaim/accompaniment/worker/worker-filter.queries";
import { daysAfter } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { colleaguesOf, isOf, showsCoach, type Whose, whoseIs } from "./coach-scope.queries.ts";
import { countDelays } from "./delay.queries.ts";
import { type DelayKind, delayKeys, SEEN_DAYS, type TeamFilter } from "./team-filter.schema.ts";

/** The people in charge on a day, and what is late about them. */
export type Charge = { active: number; seen: number; toReview: number } & Record<DelayKind, number>;

/** `coachId` null: the people whom nobody accompanies yet. */
export type CoachCharge = Charge & {
  coachId: string | null;
  name: string | null;
  hasLeft: boolean;
};

const nothing: Charge = {
  ...{ active: 0, seen: 0, toReview: 0 },
  ...(Object.fromEntries(delayKeys.map((kind) => [kind, 0])) as Record<DelayKind, number>),
};

const sumOf = (charges: readonly Charge[]): Charge =>
  Object.fromEntries(
    (Object.keys(nothing) as (keyof Charge)[]).map((key) => [
      key,
      charges.reduce((total, charge) => total + charge[key], 0),
    ]),
  ) as Charge;

/**
 * Who accompanies how many people today, and what is late: the whole team's, and coach by coach. A coach reads their own
 * line, and that of the people to give to somebody.
 */
export const getCaseload = defineQuery({
  name: "getCaseload",
  permission: "worker:read",
  input: z.object({ coach: z.custom<TeamFilter["coach"]>(), day: z.iso.date() }),
  run: async ({ db, actor, input: { coach, day } }) => {
    const whose = whoseIs(actor, coach);
    const [people, delays, colleagues] = [
      await peopleByCoach(db, whose, day),
      await countDelays(db, whose, day),
      await nameEverybody(db, actor),
    ];
    const ids = new Set([...people.keys(), ...delays.keys()]);
    const lines = [...ids].map((coachId): CoachCharge => {
      const colleague = colleagues.get(coachId);
      return {
        ...nothing,
        ...people.get(coachId),
        ...delays.get(coachId),
        coachId,
        name: colleague?.name ?? null,
        hasLeft: colleague?.hasLeft ?? false,
      };
    });
    return {
      whole: sumOf(lines),
      coaches: lines
        .filter(({ coachId }) => showsCoach(actor, coachId))
        .sort(
          (a, b) =>
            Number(a.coachId === null) - Number(b.coachId === null) ||
            (a.name ?? "").localeCompare(b.name ?? "", "fr"),
        ),
    };
  },
});
export type Caseload = Awaited<ReturnType<typeof getCaseload.run>>;

async function nameEverybody(db: Tx, actor: MemberActor) {
  const colleagues = await colleaguesOf(db, actor);
  return new Map<string | null, { name: string; hasLeft: boolean }>(
    colleagues.map(({ id, ...colleague }) => [id, colleague]),
  );
}

/** As the list of people counts them under the same conditions. */
async function peopleByCoach(db: Tx, whose: Whose, day: string) {
  const { rows } = await sql<{
    coachId: string | null;
    active: number;
    seen: number;
    toReview: number;
  }>`
    select w.coach_id as "coachId", count(*) as active,
      count(*) filter (where ${isMetSince(sql`${daysAfter(day, -SEEN_DAYS)}::date`)}) as seen,
      count(*) filter (where ${isToReview(day)}) as "toReview"
    from worker w
    where w.anonymised_at is null and ${isSupported(day)} and ${isOf(whose, "w.coach_id")}
    group by w.coach_id`.execute(db);
  return new Map(rows.map(({ coachId, ...counts }) => [coachId, counts]));
}
