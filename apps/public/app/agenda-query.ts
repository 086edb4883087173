import { sessionKinds } from "@essaim/accompaniment/workshop/workshop.schema";
import { z } from "zod";

/** What the address of the agenda can say; French in every language, as those of the other lists. */
export const agendaSchema = z.object({
  genre: z.enum(sessionKinds).optional().catch(undefined),
  organisation: z.string().max(100).optional().catch(undefined),
});
export type AgendaQuery = z.output<typeof agendaSchema>;

export const agendaFeedSchema = z.object({
  organisation: z
    .string()
    .regex(/^[a-z0-9-]{1,100}$/)
    .optional(),
});
