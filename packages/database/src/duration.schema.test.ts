import { expect, it } from "vitest";
import { parseMinutes } from "./duration.schema.ts";

it.each([
  ["90", 90],
  ["90 min", 90],
  ["1 h 30", 90],
  ["1h30", 90],
  ["1:30", 90],
  ["2 heures", 120],
  ["7,5 h", 450],
  ["0.33h", 20],
  ["7,5", null],
  ["une heure", null],
  ["-5", null],
])("reads « %s »", (text, minutes) => {
  expect(parseMinutes(text)).toBe(minutes);
});
