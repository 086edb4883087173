import { z } from "zod";

/** A file that is sent to be checked holds at most that many bytes: the longest report takes a tenth of it. */
export const SEALED_FILE_LIMIT = 5 * 1024 * 1024;

/** What a file turned out to be, in the order in which it is looked at. */
export const verdicts = [
  "too_big",
  "not_a_report",
  "altered",
  "unknown_key",
  "wrong_signature",
  "ok",
] as const;
export type VerdictName = (typeof verdicts)[number];

/** What stands on the first page of a sealed report: « coop-2026-003 ». */
export const sealCodeSchema = z.object({
  code: z
    .string()
    .trim()
    .toLowerCase()
    .max(80)
    .regex(/^[a-z0-9-]+$/),
});
