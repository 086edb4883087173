/** After so many months without a look, what is said of a commons may no longer hold. */
export const MONTHS_BETWEEN_LOOKS = 12;

/**
 * The day before which a look at a commons is too old, a year ago: 29 February counts from 1 March.
 * @param day `YYYY-MM-DD`
 */
export function yearBefore(day: string): string {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return before.endsWith("-02-29") ? `${before.slice(0, 4)}-03-01` : before;
}

/** Has nobody looked at it for a year, or ever? */
export function isToLookAt(checkedOn: string | null, day: string): boolean {
  return checkedOn === null || checkedOn < yearBefore(day);
}
