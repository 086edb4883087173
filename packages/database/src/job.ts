import type { Actor, Tx } from "./operation.ts";

/**
 * Asks for long work, in the transaction of whoever asks: the job begins once it has ended well, in another
 * process, in the same person's name. Its page shows how far it is.
 * @param input ids and choices only: personal data has no place in a queue
 * @returns the job's id
 */
export async function enqueueJob(
  db: Tx,
  actor: Actor & { organisationId: string },
  kind: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { id } = await db
    .insertInto("job")
    .values({
      organisation_id: actor.organisationId,
      kind,
      input: JSON.stringify(input),
      requested_by: actor.membershipId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
