import type { Saved } from "@essaim/database/record";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { offeredValues } from "../list/value-list.queries.ts";
import { planWorker } from "./plan.queries.ts";
import { assessmentsOf } from "./skill.queries.ts";
import { fingerprint, marksOf } from "./skill.rules.ts";
import {
  type AssessmentRefusal,
  assessSkillsSchema,
  removeAssessmentSchema,
} from "./skill.schema.ts";

type Assessed = Saved | Refusal<AssessmentRefusal>;

/**
 * Writes what a person can do on a day, or corrects what was written of a day. Days are the assessments'
 * identity: there is one a day.
 * @throws NotFound when the organisation has no such person
 */
export const assessSkills = defineCommand({
  name: "assessSkills",
  permission: "worker:write",
  subject: "worker",
  input: assessSkillsSchema,
  run: async ({ db, actor, input }): Promise<Assessed> => {
    const { workerId, assessedOn, replaces, marks } = input;
    const held = await holdAssessments(db, workerId);
    if (held.isErased) return { ok: false, reason: "file_erased" };
    if (assessedOn !== replaces && held.days.has(assessedOn)) {
      return { ok: false, reason: "day_taken" };
    }
    const replaced = replaces && held.days.get(replaces);
    if (replaces && fingerprint(replaced || []) !== input.seen) {
      return { ok: false, reason: "changed_meanwhile" };
    }
    const kept = (replaced || []).map(({ valueId }) => valueId);
    const { skill } = await offeredValues(db, ["skill"], kept);
    const known = new Set(skill.map(({ id }) => id));
    if (marks.some(({ valueId }) => !known.has(valueId))) {
      return { ok: false, reason: "skill_unknown" };
    }
    if (replaces) await removeDay(db, workerId, replaces);
    await db
      .insertInto("skill_level")
      .values(
        marks.map(({ valueId, level }) => ({
          organisation_id: actor.organisationId,
          worker_id: workerId,
          assessed_on: assessedOn,
          value_id: valueId,
          level,
          assessed_by: actor.membershipId,
        })),
      )
      .execute();
    return { ok: true, id: workerId };
  },
});

/**
 * Removes an assessment written by mistake.
 * @throws NotFound when the organisation has no such person
 */
export const removeAssessment = defineCommand({
  name: "removeAssessment",
  permission: "worker:write",
  subject: "worker",
  input: removeAssessmentSchema,
  run: async ({ db, input: { workerId, assessedOn, seen } }): Promise<Assessed> => {
    const { days } = await holdAssessments(db, workerId);
    if (fingerprint(days.get(assessedOn) ?? []) !== seen) {
      return { ok: false, reason: "changed_meanwhile" };
    }
    await removeDay(db, workerId, assessedOn);
    return { ok: true, id: workerId };
  },
});

/** A person's assessments, held still by their file until the transaction ends. Throws NotFound. */
async function holdAssessments(db: Tx, workerId: string) {
  await db.selectFrom("worker").where("id", "=", workerId).select("id").forUpdate().execute();
  const { isErased } = await planWorker(db, workerId);
  const assessments = await assessmentsOf(db, workerId);
  const days = new Map(assessments.map((one) => [one.assessedOn, marksOf(one)]));
  return { isErased, days };
}

async function removeDay(db: Tx, workerId: string, day: string): Promise<void> {
  await db
    .deleteFrom("skill_level")
    .where("worker_id", "=", workerId)
    .where("assessed_on", "=", day)
    .execute();
}
