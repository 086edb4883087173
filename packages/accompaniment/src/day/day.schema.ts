import { z } from "zod";

/** Whose day: the people that one accompanies oneself, or everybody's. */
export const dayScopes = ["mine", "everyone"] as const;
export type DayScope = (typeof dayScopes)[number];

export const daySchema = z.object({
  scope: z.enum(dayScopes).default("mine"),
  /** The day it is, `YYYY-MM-DD`. */
  day: z.iso.date(),
});
/** `allActions`: every action due, not only the first. */
export const coachDaySchema = daySchema.extend({ allActions: z.boolean().default(false) });

/** Lines of each list of the page; the counts are of all. */
export const DAY_LINES = 8;
/** Actions shown to whoever asks for all of them. */
export const ALL_ACTIONS = 200;
/** Days ahead within which an action is shown before it is late. */
export const SOON_DAYS = 7;
/** Days after a group session during which its attendance is asked for. */
export const ATTENDANCE_DAYS = 60;
