import type { Tx } from "@essaim/database/operation";

type Period = { startsOn: string; endsOn: string };

/**
 * Lines that ran as long as their grant run as long as it now says; those with days of their own keep them. A line
 * that would end before it starts stays as it is. The grant is held already.
 */
export async function moveLines(
  db: Tx,
  grantId: string,
  before: Period,
  after: Period,
): Promise<void> {
  if (before.endsOn !== after.endsOn) {
    await db
      .updateTable("budget_line")
      .set({ ends_on: after.endsOn })
      .where("grant_id", "=", grantId)
      .where("ends_on", "=", before.endsOn)
      .where("starts_on", "<=", after.endsOn)
      .execute();
  }
  if (before.startsOn !== after.startsOn) {
    await db
      .updateTable("budget_line")
      .set({ starts_on: after.startsOn })
      .where("grant_id", "=", grantId)
      .where("starts_on", "=", before.startsOn)
      .where("ends_on", ">=", after.startsOn)
      .execute();
  }
}
