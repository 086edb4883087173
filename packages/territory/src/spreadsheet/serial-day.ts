import { daysAfter } from "@essaim/database/today";

/**
 * The day that a spreadsheet's number stands for; the time of day is let go. The first system counts from 1900 and
 * believes that 29 February 1900 existed: day 60, which is refused.
 * @returns `YYYY-MM-DD`, or null outside of 1900–2100
 */
export function dayOfSerial(serial: number, is1904: boolean): string | null {
  const days = Math.floor(serial);
  if (!Number.isSafeInteger(days) || days < 0 || days > 73_415) return null;
  if (is1904) return daysAfter("1904-01-01", days);
  if (days === 0 || days === 60) return null;
  return daysAfter(days < 60 ? "1899-12-31" : "1899-12-30", days);
}

/** Formats of Excel that have a number and no code, and show a day. */
const builtInDays = [
  [14, 17],
  [22, 22],
  [27, 31],
  [34, 36],
  [50, 54],
  [57, 58],
];

export function isBuiltInDay(format: number): boolean {
  return builtInDays.some(([from = 0, to = 0]) => format >= from && format <= to);
}

/** Does a format such as « [$-40C]d mmmm yyyy » show a day? One of hours and minutes alone does not. */
export function showsDay(code: string): boolean {
  const bare = code
    // Hours past twenty-four are written in brackets, as are colours and languages.
    .replace(/\[([hms])\1*\]/gi, "$1")
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "")
    .replace(/general|am\/pm|a\/p/gi, "");
  return /[yd]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare));
}
