import { daysAfter } from "@essaim/database/today";
import { formatISO, parseISO, startOfISOWeek } from "date-fns";

/** Seven days, `YYYY-MM-DD`, from a Monday. */
export type Week = {
  days: readonly string[];
  monday: string;
  sunday: string;
  /** A day of the week before, and one of the week after. */
  before: string;
  after: string;
};

/** The week of a day, Monday first as in ISO 8601. */
export function weekOf(day: string): Week {
  const monday = formatISO(startOfISOWeek(parseISO(day)), { representation: "date" });
  return {
    days: [0, 1, 2, 3, 4, 5, 6].map((count) => daysAfter(monday, count)),
    monday,
    sunday: daysAfter(monday, 6),
    before: daysAfter(monday, -7),
    after: daysAfter(monday, 7),
  };
}
