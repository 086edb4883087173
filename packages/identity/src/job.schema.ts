import { z } from "zod";

export const jobIdSchema = z.object({ id: z.uuid() });

/** `queued`: nobody has begun it, or it is to be started over. */
export type JobStatus = "queued" | "running" | "done" | "failed";
