/**
 * Has the year begun?
 * @param year of the calendar
 * @param day the day it is in France, `YYYY-MM-DD`
 */
export const hasBegun = (year: number, day: string): boolean => year <= Number(day.slice(0, 4));
