/** Months after which a record that nobody has confirmed says so, and sinks in the searches. */
export const STALE_MONTHS = 18;
/** Months after which whoever keeps a record is asked whether it is still true. */
export const ASK_MONTHS = 12;
/** Days between two such questions about one record. */
export const ASK_AGAIN_DAYS = 60;

/**
 * The same day some months before; the last of that month when it is shorter, as PostgreSQL's intervals do.
 * @param day `YYYY-MM-DD`
 */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
}

/**
 * Is a record no longer sure to be true? It has been so since STALE_MONTHS passed without a confirmation.
 * @param confirmedOn the day it was last confirmed on, `YYYY-MM-DD`
 * @param day today in Paris, `YYYY-MM-DD`
 */
export const isStale = (confirmedOn: string, day: string): boolean =>
  confirmedOn < monthsBefore(day, STALE_MONTHS);

/** Is it time to ask whether a record is still true? Its page does not say so yet. */
export const isToConfirm = (confirmedOn: string, day: string): boolean =>
  confirmedOn < monthsBefore(day, ASK_MONTHS);

/**
 * Is whoever keeps a record to be asked on that day?
 * @param askedOn the day of the last question, null when there was none
 */
export function isToAsk(record: { confirmedOn: string; askedOn: string | null }, day: string) {
  if (!isToConfirm(record.confirmedOn, day)) return false;
  return record.askedOn === null || daysBetween(record.askedOn, day) >= ASK_AGAIN_DAYS;
}

const daysBetween = (from: string, to: string) =>
  (Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000;
