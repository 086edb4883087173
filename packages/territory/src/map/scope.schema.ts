import { z } from "zod";
import type { Generation } from "../contours/contours.schema.ts";

/** What a map covers: an intercommunality by its SIREN number (nine figures), or a département (59, 2A, 974). */
export const scopeCodeSchema = z.string().regex(/^([0-9]{9}|[0-9]{2,3}|2[AB])$/);

export const isEpci = (code: string) => code.length === 9;

export type Scope = {
  code: string;
  name: string;
  /** Neighbourhoods with contours, of each generation. */
  neighbourhoods: Partial<Record<Generation, number>>;
};
