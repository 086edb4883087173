/** The day that comes `days` after another (before it when negative), both as `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** A fixed day, or a number of days from the day of seeding (negative: before it). */
export type Day = string | number;

export function onDay(today: string, day: Day): string {
  return typeof day === "string" ? day : addDays(today, day);
}
