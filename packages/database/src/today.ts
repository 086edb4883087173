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
