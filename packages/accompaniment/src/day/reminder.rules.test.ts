import { expect, test } from "vitest";
import { isReminderDay, reminderLines } from "./reminder.rules.ts";

const nothing = {
  today: 0,
  toTell: 0,
  overdueActions: 0,
  soonActions: 0,
  deadlines: 0,
  peopleToSee: 0,
};

test("a reminder counts what is due and says nothing of the rest", () => {
  expect(reminderLines(nothing)).toEqual([]);
  expect(reminderLines({ ...nothing, overdueActions: 1, peopleToSee: 3 })).toEqual([
    "1 action en retard",
    "3 personnes à revoir",
  ]);
});

test("nobody is reminded at the week-end", () => {
  expect(["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"].map(isReminderDay)).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
