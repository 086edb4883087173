import { z } from "zod";

/** Which page of the sessions to come, or past, as an address says it. */
export const sessionsAddressSchema = z.object({
  quand: z.enum(["a-venir", "passes"]).default("a-venir"),
  page: z.coerce.number().int().min(1).default(1),
});

export const whenOf = (quand: "a-venir" | "passes") =>
  quand === "passes" ? ("past" as const) : ("coming" as const);
