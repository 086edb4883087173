import { z } from "zod";
import { communeCodePattern } from "./communes/department.rules.ts";

const communeCodeSchema = z.string().regex(communeCodePattern);

/** Number of a département: 59, 2A, 974. */
const departmentCodeSchema = z.string().regex(/^([0-9]{2,3}|2[AB])$/);

export const neighbourhoodFilterSchema = z.object({
  communeCode: communeCodeSchema.optional(),
  departmentCode: departmentCodeSchema.optional(),
  /** In force on some day from this one to today; today when it is left out. */
  since: z.iso.date().optional(),
});

export const communeFilterSchema = z.object({
  departmentCode: departmentCodeSchema.optional(),
  /** Only the communes that have a priority neighbourhood in force. */
  withNeighbourhood: z.boolean().default(false),
});

export type Commune = { code: string; name: string; departmentCode: string };

export type Neighbourhood = {
  code: string;
  name: string;
  /** By name; several when the neighbourhood spans communes. */
  communes: Commune[];
  /** The last day of one that is over. */
  validUntil?: string;
};
