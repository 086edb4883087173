import { defineQuery, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import { offeredValues } from "../list/value-list.queries.ts";
import { planWorker } from "./plan.queries.ts";
import type { Assessment, Skill } from "./skill.rules.ts";
import type { SkillLevel } from "./skill.schema.ts";

/**
 * A person's skills: those of the organisation's list, with the retired ones that were once assessed, and every
 * assessment, the oldest first.
 * @throws NotFound when the organisation has no such person
 */
export const getSkills = defineQuery({
  name: "getSkills",
  permission: "worker:read",
  looksAt: { subject: "worker", id: (input) => input.workerId },
  input: z.object({ workerId: z.uuid() }),
  run: async ({ db, input }) => {
    const worker = await planWorker(db, input.workerId);
    const assessments = await assessmentsOf(db, input.workerId);
    const assessed = [...new Set(assessments.flatMap(({ levels }) => Object.keys(levels)))];
    const { skill: offered } = await offeredValues(db, ["skill"]);
    const { skill: known } = await offeredValues(db, ["skill"], assessed);
    const skills = known.map(
      ({ id, label }): Skill => ({
        id,
        label,
        isRetired: !offered.some((one) => one.id === id),
      }),
    );
    return { worker, skills, assessments };
  },
});

/** A person's assessments, the oldest first. */
export async function assessmentsOf(db: Tx, workerId: string): Promise<Assessment[]> {
  const rows = await db
    .selectFrom("skill_level as s")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "s.organisation_id").onRef("m.id", "=", "s.assessed_by"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .where("s.worker_id", "=", workerId)
    .orderBy("s.assessed_on")
    .select(["s.assessed_on as assessedOn", "s.value_id as valueId", "s.level"])
    .select("u.full_name as assessedByName")
    .execute();
  const days = new Map<string, Assessment & { levels: Record<string, SkillLevel> }>();
  for (const { assessedOn, assessedByName, valueId, level } of rows) {
    const told = days.get(assessedOn) ?? { assessedOn, assessedByName, levels: {} };
    told.levels[valueId] = level as SkillLevel;
    days.set(assessedOn, told);
  }
  return [...days.values()];
}
