import { scopeCodeSchema } from "@essaim/territory/map/scope.schema";
import { z } from "zod";

/** What the address of the map says; each part has a default. */
export const territoryQuerySchema = z.object({
  /** An intercommunality or a département. */
  ou: scopeCodeSchema.optional(),
  /** The generation of neighbourhoods. */
  quartiers: z.enum(["2015", "2024"]).optional(),
  /** `personnes`, `contributions`, or the code of an indicator. */
  voir: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,60}$/)
    .optional(),
  annee: z.coerce.number().int().min(1990).max(2100).optional(),
  /** For a funder: one of its grants, and the day of one of its releases. */
  financement: z.uuid().optional(),
  arrete: z.iso.date().optional(),
});
export type TerritoryQuery = z.output<typeof territoryQuerySchema>;
