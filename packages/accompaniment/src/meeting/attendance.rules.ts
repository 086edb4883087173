import type { Attendance } from "./attendance.schema.ts";

/** Absences in a row after which a coach is told: one is chance, three are a silence. */
export const WORRYING_ABSENCES = 3;

/**
 * How many times in a row a person has been absent, up to the latest encounter. Being there ends the row.
 * An excuse neither counts nor ends it: the person gave news, and was still not seen. What is yet to come,
 * or to be told, says nothing.
 * @param encounters meetings and group sessions of one person, newest first
 */
export function absencesInARow(encounters: readonly { attendance: Attendance }[]): number {
  let absences = 0;
  for (const { attendance } of encounters) {
    if (attendance === "present") break;
    if (attendance === "absent") absences += 1;
  }
  return absences;
}
