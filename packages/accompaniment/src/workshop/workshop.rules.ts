import type { Attendance } from "../meeting/attendance.schema.ts";
import { MOST_PLACES } from "./workshop.schema.ts";

export type Taking = { attendance: Attendance };

/** How many places are taken: an excuse gives the place back. */
export function placesTaken(participants: readonly Taking[]): number {
  return participants.filter((one) => one.attendance !== "excused").length;
}

/**
 * How many people may still come.
 * @param capacity null when nobody counts the places
 */
export function placesLeft(capacity: number | null, taken: number): number {
  return Math.max(0, (capacity ?? MOST_PLACES) - taken);
}

/** How many people are in each state at a session. */
export function countAttendance(participants: readonly Taking[]): Record<Attendance, number> {
  const counts = { expected: 0, present: 0, absent: 0, excused: 0 };
  for (const { attendance } of participants) counts[attendance] += 1;
  return counts;
}

const civil = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Paris",
  dateStyle: "short",
  timeStyle: "short",
});

/** What clocks and calendars in Paris say at an instant: `2026-03-03T14:30`. */
export function parisNow(now: Date): string {
  return civil.format(now).replace(" ", "T");
}

/** Has the session begun, on the clock of Paris? `now` is `2026-03-03T14:30`, civil time too. */
export function hasBegun(session: { heldOn: string; startTime: string }, now: string): boolean {
  return `${session.heldOn}T${session.startTime}` <= now;
}

export type Room = "places" | "few" | "full";

/**
 * What the public is told of the places left: not how many, since watching the count move would tell whether
 * somebody is registered.
 * @param free null when nobody counts them
 */
export function roomLeft(free: number | null): Room {
  if (free === null) return "places";
  if (free === 0) return "full";
  return free <= 5 ? "few" : "places";
}
