import { z } from "zod";

/**
 * The record that a page follows, or precedes: what it is ordered by (its relevance, its distance in km, or the instant
 * of its last change in microseconds), the day it was confirmed on, and its id.
 */
export type Cursor = { isBackwards: boolean; measure: number; day: string; id: string };

const shape = z.tuple([
  z.literal([0, 1]),
  // What PostgreSQL can turn back into an instant, whatever is sent.
  z.number().min(-1e15).max(4e15),
  // PostgreSQL knows no year 0.
  z.iso.date().refine((day) => day >= "0001-01-01"),
  z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
]);

/** A cursor as it stands in an address. It means nothing to whoever reads it. */
export function writeCursor({ isBackwards, measure, day, id }: Cursor): string {
  return Buffer.from(JSON.stringify([isBackwards ? 1 : 0, measure, day, id])).toString("base64url");
}

/** Null for anything that is not a cursor of ours. */
export function readCursor(text: string): Cursor | null {
  if (!/^[\w-]{1,300}$/.test(text)) return null;
  try {
    const parsed = shape.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    if (!parsed.success) return null;
    const [direction, measure, day, id] = parsed.data;
    return { isBackwards: direction === 1, measure, day, id };
  } catch {
    return null;
  }
}

export const cursorSchema = z.string().refine((text) => readCursor(text) !== null, {
  error: "Cette suite n’est pas une adresse de l’annuaire.",
});
