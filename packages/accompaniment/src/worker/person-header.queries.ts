import { today } from "@essaim/database/today";
import { defineQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { StageKind } from "../pathway/stage.schema.ts";
import { isToReview } from "./worker.rules.ts";
import type { Residence, WorkerKind } from "./worker.schema.ts";

/** Who a person is, at the top of each of their pages. */
export type PersonHeader = {
  id: string;
  name: string;
  kind: WorkerKind;
  residence: Residence;
  neighbourhoodName: string | null;
  /** Where they live was found with a doubt: somebody has to look. */
  isResidenceToCheck: boolean;
  coachId: string | null;
  coachName: string | null;
  phone: string | null;
  email: string | null;
  /** The support that runs, or else the latest; for somebody who came back, not their first. */
  supportedFrom: string;
  supportedUntil: string | null;
  /** When their first support began, for somebody who came back. */
  firstSupportedFrom: string | null;
  /** The latest stage begun, amendments aside; null for a file without any. */
  stage: { kind: StageKind; startsOn: string; termOn: string | null } | null;
  /** Weeks without a meeting after which the organisation sees somebody again, when they have passed. */
  toReviewAfterWeeks: number | null;
  /** When their name and story were erased: nothing is written any more. */
  anonymisedAt: Date | null;
};

/**
 * Who the person is and how to reach them. It says nothing else of what the file holds: each tab's own query tells
 * the journal who looked.
 * @throws NotFound when the organisation has no such person
 */
export const getPersonHeader = defineQuery({
  name: "getPersonHeader",
  permission: "worker:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<PersonHeader> => {
    const day = today();
    const row = await db
      .selectFrom("worker as w")
      .innerJoin("organisation as o", "o.id", "w.organisation_id")
      .leftJoin("neighbourhood as n", "n.code", "w.neighbourhood_code")
      .leftJoin("membership as m", (join) =>
        join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .leftJoinLateral(
        (lateral) =>
          lateral
            .selectFrom("stage as s")
            .whereRef("s.organisation_id", "=", "w.organisation_id")
            .whereRef("s.worker_id", "=", "w.id")
            .where("s.starts_on", "<=", day)
            // An amendment changes the contract, not where the person stands.
            .where("s.kind", "<>", "amendment")
            .orderBy("s.starts_on", "desc")
            .orderBy("s.id", "desc")
            .limit(1)
            .select(["s.kind", "s.starts_on", "s.term_on"])
            .as("now"),
        (join) => join.onTrue(),
      )
      .leftJoinLateral(
        (lateral) =>
          lateral
            .selectFrom("support_period as p")
            .whereRef("p.organisation_id", "=", "w.organisation_id")
            .whereRef("p.worker_id", "=", "w.id")
            // One to come counts only for who was never there.
            .orderBy(({ eb }) => eb("p.starts_on", "<=", day), "desc")
            .orderBy("p.starts_on", "desc")
            .limit(1)
            .select(["p.starts_on", "p.ends_on"])
            .as("period"),
        (join) => join.onTrue(),
      )
      .where("w.id", "=", input.id)
      .select([
        "w.id",
        sql<string>`w.given_name || ' ' || w.family_name`.as("name"),
        "w.kind",
        "w.residence",
        "n.name as neighbourhoodName",
        "w.coach_id as coachId",
        "u.full_name as coachName",
        "w.phone",
        "w.email",
        "w.supported_from",
        "w.supported_until",
        "period.starts_on as period_from",
        "period.ends_on as period_until",
        "w.anonymised_at as anonymisedAt",
        "o.review_after_weeks",
        "now.kind as stage_kind",
        "now.starts_on",
        "now.term_on",
        lastMetOn.as("last_met_on"),
        isResidenceToCheck.as("isResidenceToCheck"),
      ])
      .executeTakeFirst();
    if (!row) throw new NotFound("No such worker");
    const { review_after_weeks, stage_kind, starts_on, term_on, ...rest } = row;
    const { last_met_on, supported_from, supported_until, period_from, period_until, ...person } =
      rest;
    const supportedFrom = period_from ?? supported_from;
    const supportedUntil = period_from ? period_until : supported_until;
    const support = { supportedFrom, supportedUntil, lastMeetingOn: last_met_on };
    const isLate = !person.anonymisedAt && isToReview(support, day, review_after_weeks);
    return {
      ...person,
      supportedFrom,
      supportedUntil,
      firstSupportedFrom: supported_from < supportedFrom ? supported_from : null,
      stage:
        stage_kind && starts_on
          ? { kind: stage_kind as StageKind, startsOn: starts_on, termOn: term_on }
          : null,
      toReviewAfterWeeks: isLate ? review_after_weeks : null,
    };
  },
});

const isResidenceToCheck = sql<boolean>`coalesce((
  select r.to_check from residence_on(w.organisation_id, w.id, ${today()}::date) r), false)`;

const lastMetOn = sql<string | null>`(
  select max(e.held_on) from encounter e
  where e.organisation_id = w.organisation_id and e.worker_id = w.id and e.attendance = 'present')`;
