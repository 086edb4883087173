import type { Day } from "../day.ts";
import type { PersonaName } from "../personas.ts";

export type Place = "office" | "home" | "remote" | "third_place";

export type Line = readonly [
  heldOn: Day,
  durationMinutes: number,
  place: Place,
  summary: string,
  nextStep?: string,
  nextStepOn?: Day,
];

export type MinutesByPerson = Partial<Record<PersonaName, readonly Line[]>>;
