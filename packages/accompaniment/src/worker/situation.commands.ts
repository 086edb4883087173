import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { loadSituation } from "./situation.queries.ts";
import { type SituationRecord, situationInWords } from "./situation.rules.ts";
import { editSituationSchema, type SituationRefusal } from "./situation.schema.ts";
import { askedAnswers, wrongAnswers } from "./situation-answers.queries.ts";
import { writeWorkerChange } from "./worker-change.commands.ts";
import { changesBetween } from "./worker-change.rules.ts";
import { writeWorkerValues } from "./worker-values.commands.ts";
import type { ValuesRefused } from "./worker-values.queries.ts";
import { isSensitiveOpenTo } from "./worker-values.rules.ts";

/**
 * Replaces what a person's file says of their situation, if it is still the version that the form was made
 * from, and keeps what changed in the trail. The sensitive lists stay as they are unless the form showed them,
 * and are refused to whoever may not write them.
 * @throws NotFound when the organisation has no such person, or their file is anonymised
 */
export const editSituation = defineCommand({
  name: "editSituation",
  permission: "worker:write",
  subject: "worker",
  input: editSituationSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<SituationRefusal> | ValuesRefused | Conflict<SituationRecord>> => {
    const { id } = input;
    const held = await holdRecord(db, "worker", input, loadSituation);
    if (!held.ok) return held;
    const before = held.current;
    if (before.isAnonymised) throw new NotFound("An anonymised file is not edited");
    if (input.sensitive && !isSensitiveOpenTo(actor, before.coachId)) {
      return { ok: false, reason: "reserved" };
    }
    const errors = await wrongAnswers(db, input, before);
    if (Object.keys(errors).length > 0) return { ok: false, reason: "values_refused", errors };
    const { entry, now } = askedAnswers(input, before);
    await writeWorkerValues(db, actor, id, "entry", entry);
    await writeWorkerValues(db, actor, id, "now", now);
    if (!(await relyOn(db, actor, id, input.resourceIds))) {
      return { ok: false, reason: "resource_unknown" };
    }
    // Even when no column changed: the version is that of the whole file.
    await db
      .updateTable("worker")
      .set({ dependants: input.dependants })
      .where("id", "=", id)
      .execute();
    const said = situationInWords(before);
    const saved = situationInWords(await loadSituation(db, id));
    await writeWorkerChange(db, actor, id, changesBetween(said.open, saved.open));
    await writeWorkerChange(db, actor, id, changesBetween(said.sensitive, saved.sensitive), true);
    return { ok: true, id };
  },
});

/** Replaces the commons that a person relies on. False when one does not exist: nothing is then written. */
async function relyOn(
  db: Tx,
  actor: { organisationId: string },
  workerId: string,
  resourceIds: readonly string[],
): Promise<boolean> {
  let gone = db.deleteFrom("worker_resource").where("worker_id", "=", workerId);
  if (resourceIds.length > 0) gone = gone.where("open_resource_id", "not in", [...resourceIds]);
  const known =
    resourceIds.length === 0
      ? []
      : await db
          .selectFrom("open_resource")
          .select("id")
          .where("id", "in", [...resourceIds])
          .execute();
  if (known.length !== resourceIds.length) return false;
  await gone.execute();
  if (known.length === 0) return true;
  await db
    .insertInto("worker_resource")
    .values(
      known.map(({ id }) => ({
        organisation_id: actor.organisationId,
        worker_id: workerId,
        open_resource_id: id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}
