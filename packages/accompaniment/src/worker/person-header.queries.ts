import { today } from "@essaim/database/today";
import { defineQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { StageKind } from "../pathway/stage.schema.ts";
import { isSupported, weeksBefore } from "./worker.rules.ts";
import type { Residence, WorkerKind } from "./worker.schema.ts";

/** Who a person is, at the top of each of their pages. */
export type PersonHeader = {
  id: string;
  name: string;
  kind: WorkerKind;
  residence: Residence;
  neighbourhoodName: string | null;
  coachId: string | null;
  coachName: string | null;
  supportedFrom: string;
  supportedUntil: string | null;
  /** The latest stage begun, amendments aside; null for a file without any. */
  stage: { kind: StageKind; startsOn: string; termOn: string | null } | null;
  /** Weeks without a meeting after which the organisation sees somebody again, when they have passed. */
  toReviewAfterWeeks: number | null;
  /** Their name and story are erased; nothing is written any more. */
  isAnonymised: boolean;
};

/**
 * Who the person is. It says nothing of what the file holds: each tab's own query tells the journal who looked.
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
      .where("w.id", "=", input.id)
      .select([
        "w.id",
        sql<string>`w.given_name || ' ' || w.family_name`.as("name"),
        "w.kind",
        "w.residence",
        "n.name as neighbourhoodName",
        "w.coach_id as coachId",
        "u.full_name as coachName",
        "w.supported_from as supportedFrom",
        "w.supported_until as supportedUntil",
        "w.anonymised_at",
        "o.review_after_weeks",
        "now.kind as stage_kind",
        "now.starts_on",
        "now.term_on",
        lastMetOn.as("last_met_on"),
      ])
      .executeTakeFirst();
    if (!row) throw new NotFound("No such worker");
    const { anonymised_at, review_after_weeks, stage_kind, starts_on, term_on, ...header } = row;
    const { last_met_on, ...person } = header;
    const isToReview =
      !anonymised_at &&
      isSupported(person, day) &&
      (last_met_on ?? person.supportedFrom) < weeksBefore(day, review_after_weeks);
    return {
      ...person,
      stage:
        stage_kind && starts_on
          ? { kind: stage_kind as StageKind, startsOn: starts_on, termOn: term_on }
          : null,
      toReviewAfterWeeks: isToReview ? review_after_weeks : null,
      isAnonymised: anonymised_at !== null,
    };
  },
});

const lastMetOn = sql<string | null>`(
  select max(e.held_on) from encounter e
  where e.organisation_id = w.organisation_id and e.worker_id = w.id and e.attendance = 'present')`;
