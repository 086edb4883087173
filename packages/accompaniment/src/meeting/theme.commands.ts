import type { MemberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";

/** Are these themes offered today, or said already? */
export async function checkThemes(
  db: Tx,
  ids: readonly string[],
  said: readonly { id: string }[] = [],
): Promise<boolean> {
  const fresh = ids.filter((id) => !said.some((theme) => theme.id === id));
  if (fresh.length === 0) return true;
  const { count } = await db
    .selectFrom("list_value")
    .where("list_key", "=", "meeting_theme")
    .where("retired_at", "is", null)
    .where("id", "in", fresh)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count === fresh.length;
}

/** Replaces the themes of a meeting. */
export async function writeMeetingThemes(
  db: Tx,
  actor: MemberActor,
  meetingId: string,
  ids: readonly string[],
): Promise<void> {
  await db.deleteFrom("meeting_theme").where("meeting_id", "=", meetingId).execute();
  if (ids.length === 0) return;
  await db
    .insertInto("meeting_theme")
    .values(
      ids.map((id) => ({
        organisation_id: actor.organisationId,
        meeting_id: meetingId,
        value_id: id,
      })),
    )
    .execute();
}

/** Replaces the themes of a group session. */
export async function writeWorkshopThemes(
  db: Tx,
  actor: MemberActor,
  workshopId: string,
  ids: readonly string[],
): Promise<void> {
  await db.deleteFrom("workshop_theme").where("workshop_id", "=", workshopId).execute();
  if (ids.length === 0) return;
  await db
    .insertInto("workshop_theme")
    .values(
      ids.map((id) => ({
        organisation_id: actor.organisationId,
        workshop_id: workshopId,
        value_id: id,
      })),
    )
    .execute();
}
