import type { MemberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";

/**
 * Writes what was agreed at a meeting as an action of the person's plan, one per meeting: begun, changed, or
 * withdrawn when nothing is agreed any more.
 * @param step `text` empty: nothing was agreed
 */
export async function agreeOn(
  db: Tx,
  actor: MemberActor,
  meeting: { id: string; workerId: string },
  step: { text: string; on: string | null },
): Promise<void> {
  if (step.text === "") {
    await db.deleteFrom("plan_action").where("meeting_id", "=", meeting.id).execute();
    return;
  }
  await db
    .insertInto("plan_action")
    .values({
      organisation_id: actor.organisationId,
      worker_id: meeting.workerId,
      meeting_id: meeting.id,
      label: step.text,
      due_on: step.on,
      updated_by: actor.membershipId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["organisation_id", "meeting_id"])
        .doUpdateSet((eb) => ({
          label: eb.ref("excluded.label"),
          due_on: eb.ref("excluded.due_on"),
        }))
        // The same again moves no version on.
        .where(({ or, eb, ref }) =>
          or([
            eb("plan_action.label", "!=", ref("excluded.label")),
            eb("plan_action.due_on", "is distinct from", ref("excluded.due_on")),
          ]),
        ),
    )
    .execute();
}

/** Writes what else was agreed as actions of the person's plan: they go on from there, without the minutes. */
export async function agreeFurther(
  db: Tx,
  actor: MemberActor,
  workerId: string,
  steps: readonly { nextStep: string; nextStepOn: string | null }[],
): Promise<void> {
  const agreed = steps.filter(({ nextStep }) => nextStep !== "");
  if (agreed.length === 0) return;
  await db
    .insertInto("plan_action")
    .values(
      agreed.map(({ nextStep, nextStepOn }) => ({
        organisation_id: actor.organisationId,
        worker_id: workerId,
        label: nextStep,
        due_on: nextStepOn,
        updated_by: actor.membershipId,
      })),
    )
    .execute();
}

/** What was to be done with a person, and is: told on the way, while their minutes are written. */
export async function settleActions(
  db: Tx,
  workerId: string,
  ids: readonly string[],
  day: string,
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("plan_action")
    .set({ done_on: day })
    .where("worker_id", "=", workerId)
    .where("id", "in", ids)
    .where("done_on", "is", null)
    .where("dropped_on", "is", null)
    .execute();
}
