/**
 * Reads a duration as people write it: « 1 h 30 », « 1h », « 7,5 h », « 90 min », « 90 », « 1:30 ».
 * A number alone is minutes; what a decimal hour leaves is rounded to the minute.
 * @returns whole minutes, or null when it cannot be read
 */
export function parseMinutes(text: string): number | null {
  const compact = text.toLowerCase().replace(/[\s\u00a0\u202f]/gu, "");
  const minutes = /^(\d{1,6})(?:m|mn|min|minutes?)?$/u.exec(compact);
  if (minutes) return Number(minutes[1]);
  const decimal = /^(\d{1,5})[.,](\d{1,2})(?:h|heures?)$/u.exec(compact);
  if (decimal) return Math.round(Number(`${decimal[1]}.${decimal[2]}`) * 60);
  const hours = /^(\d{1,5})(?:h|heures?|:)(?:(\d{1,2})(?:m|mn|min|minutes?)?)?$/u.exec(compact);
  if (!hours || Number(hours[2] ?? 0) > 59) return null;
  return Number(hours[1]) * 60 + Number(hours[2] ?? 0);
}
