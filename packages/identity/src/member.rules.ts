import type { Role } from "./permission.ts";

/**
 * Would the organisation be left with nobody to open and close accesses? Such a change is refused, since
 * only the keeper of the database could undo it.
 * @param activeAdmins membership ids of the admins whose access is open
 * @param after the member's role once changed, or null once its access is ended
 */
export function isLastAdmin(activeAdmins: readonly string[], member: string, after: Role | null) {
  return after !== "admin" && activeAdmins.length === 1 && activeAdmins[0] === member;
}
