import type { Generation } from "./contours.schema.ts";

export const generations: readonly Generation[] = [2015, 2024];

export const generationLabels: Record<Generation, string> = {
  2015: "Quartiers de 2015 (codes QP)",
  2024: "Quartiers de 2024 (codes QN)",
};

/** The code of a neighbourhood of either generation, whatever département it says. */
export const neighbourhoodCodePattern = /^Q[PN][0-9A-Z]{6}$/;

/** The generation of a neighbourhood's code: QP059001 is of 2015, QN05972M of 2024. */
export function generationOf(neighbourhoodCode: string): Generation {
  return neighbourhoodCode.startsWith("QP") ? 2015 : 2024;
}

const isOverseas = (departmentCode: string) => /^9[78]/.test(departmentCode);

/**
 * The first day of a generation in a département (decrees 2014-1750, 2014-1751, 2023-1314 and 2024-1212), as
 * `neighbourhood_validity` of the database has it.
 * @param departmentCode 59, 2A, 974; "" for the mainland
 */
export function firstDayOf(generation: Generation, departmentCode: string): string {
  if (generation === 2015) return "2015-01-01";
  return isOverseas(departmentCode) ? "2025-01-01" : "2024-01-01";
}

/** The generation in force on a day, the first one for the days before it. */
export function generationOn(day: string, departmentCode: string): Generation {
  return day >= firstDayOf(2024, departmentCode) ? 2024 : 2015;
}
