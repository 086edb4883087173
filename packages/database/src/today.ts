const parisDate = new Intl.DateTimeFormat("fr-CA", {
  timeZone: "Europe/Paris",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The date it is in France, as `YYYY-MM-DD`. */
export function today(now: Date = new Date()): string {
  return parisDate.format(now);
}

const DAY = 86_400_000;

/** The day `days` days after a day, before it when negative: both `YYYY-MM-DD`. No time zone comes into it. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
}
