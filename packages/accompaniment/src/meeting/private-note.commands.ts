import type { MemberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";

/** Writes what its author keeps of a meeting for themselves and managers; empty, it is gone. */
export async function keepPrivateNote(
  db: Tx,
  actor: MemberActor,
  meetingId: string,
  text: string,
): Promise<void> {
  if (text === "") {
    await db
      .deleteFrom("meeting_private_note")
      .where("meeting_id", "=", meetingId)
      .where("author_id", "=", actor.membershipId)
      .execute();
    return;
  }
  await db
    .insertInto("meeting_private_note")
    .values({
      organisation_id: actor.organisationId,
      meeting_id: meetingId,
      author_id: actor.membershipId,
      text,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["organisation_id", "meeting_id", "author_id"])
        .doUpdateSet({ text, updated_at: new Date() })
        .where("meeting_private_note.text", "<>", text),
    )
    .execute();
}
