import type { MemberActor } from "@essaim/identity/actor";
import type { PaletteItem } from "@essaim/ui/command-palette";
import type { AppLoadContext } from "@remix-run/node";

/** Records that a member may read whose words begin like the query, `limit` of each kind at most. */
export async function findRecords(
  _context: AppLoadContext,
  _actor: MemberActor,
  _query: string,
  _limit: number,
): Promise<PaletteItem[]> {
  return [];
}
