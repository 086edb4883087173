import { z } from "zod";

/** Two files, in any order. */
export const pairSchema = z.object({ aId: z.uuid(), bId: z.uuid() });

/** The one way a pair is written. */
export function inOrder({ aId, bId }: z.output<typeof pairSchema>): { a_id: string; b_id: string } {
  return aId < bId ? { a_id: aId, b_id: bId } : { a_id: bId, b_id: aId };
}
