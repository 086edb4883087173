import { today } from "@essaim/database/today";
import { expect, test } from "vitest";
import { meetingSchema } from "./meeting.schema.ts";

const meeting = {
  heldOn: "2026-03-03",
  durationMinutes: "60",
  place: "office",
  coachId: "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60",
  summary: " Point sur les courses. ",
};

function errorsFor(change: Record<string, unknown>): Record<string, string> {
  const parsed = meetingSchema.safeParse({ ...meeting, ...change });
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]),
  );
}

test("a meeting without a next step", () => {
  expect(meetingSchema.parse(meeting)).toEqual({
    ...meeting,
    durationMinutes: 60,
    summary: "Point sur les courses.",
    nextStep: "",
    nextStepOn: null,
  });
});

test.each([
  ["heldOn", { heldOn: undefined }, /jour de la rencontre/],
  ["heldOn", { heldOn: "2126-01-01" }, /à venir/],
  ["durationMinutes", { durationMinutes: "une heure" }, /en minutes/],
  ["durationMinutes", { durationMinutes: "4" }, /5 minutes ou plus/],
  ["summary", { summary: "  " }, /Racontez/],
  ["nextStep", { nextStepOn: "2026-04-01" }, /ce qui est prévu/],
  ["nextStepOn", { nextStep: "Rappeler", nextStepOn: "2026-03-02" }, /après la rencontre/],
])("%s %j is refused with a sentence", (field, change, message) => {
  expect(errorsFor(change)[field]).toMatch(message);
});

test("today's meeting may be recorded today", () => {
  expect(errorsFor({ heldOn: today() })).toEqual({});
});
