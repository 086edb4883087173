import { daysAfter, today } from "@essaim/database/today";
import { describe, expect, test } from "vitest";
import { appointmentSchema, furtherStepsSchema, meetingSchema } from "./meeting.schema.ts";

const coachId = "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60";
const meeting = {
  attendance: "present",
  heldOn: "2026-03-03",
  durationMinutes: "60",
  place: "office",
  coachId,
  summary: " Point sur les courses. ",
};

function errorsFor(
  change: Record<string, unknown>,
  schema: { safeParse: typeof meetingSchema.safeParse } = meetingSchema,
  base: object = meeting,
): Record<string, string> {
  const parsed = schema.safeParse({ ...base, ...change });
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.toReversed().map((issue) => [issue.path.join("."), issue.message]),
  );
}

describe("minutes", () => {
  test("without anything that comes next", () => {
    expect(meetingSchema.parse(meeting)).toEqual({
      ...meeting,
      durationMinutes: 60,
      summary: "Point sur les courses.",
      startTime: null,
      placeDetail: "",
      meeting_theme: [],
      doneActionIds: [],
      nextStep: "",
      nextStepOn: null,
      furtherSteps: [],
      nextMeetingOn: null,
      nextMeetingAt: null,
      privateNote: "",
    });
  });

  const tomorrow = daysAfter(today(), 1);
  test.each([
    ["attendance", { attendance: undefined }, /était là/],
    ["heldOn", { heldOn: undefined }, /jour de la rencontre/],
    ["heldOn", { heldOn: "2126-01-01" }, /année/],
    ["heldOn", { heldOn: tomorrow }, /à venir/],
    ["startTime", { startTime: "25:00" }, /14:30/],
    ["durationMinutes", { durationMinutes: "une heure" }, /en minutes/],
    ["durationMinutes", { durationMinutes: "4" }, /5 minutes ou plus/],
    ["summary", { summary: "  " }, /Racontez/],
    ["nextStep", { nextStepOn: "2026-04-01" }, /ce qui est prévu/],
    ["nextStepOn", { nextStep: "Rappeler", nextStepOn: "2026-03-02" }, /après la rencontre/],
    ["nextMeetingAt", { nextMeetingOn: tomorrow }, /l’heure/],
    ["nextMeetingOn", { nextMeetingAt: "10:00" }, /le jour/],
    ["nextMeetingOn", { nextMeetingOn: "2026-03-04", nextMeetingAt: "10:00" }, /à venir/],
  ])("%s %j is refused with a sentence", (field, change, message) => {
    expect(errorsFor(change)[field]).toMatch(message);
  });

  test("everything that is wrong is said at once", () => {
    const wrong = { heldOn: "hier", summary: "", nextStepOn: "2026-04-01", durationMinutes: "" };
    expect(Object.keys(errorsFor(wrong)).sort()).toEqual([
      "durationMinutes",
      "heldOn",
      "nextStep",
      "summary",
    ]);
  });

  test.each([
    [{ heldOn: today() }],
    [{ attendance: "absent", summary: "" }],
    [{ attendance: "excused", summary: "", heldOn: tomorrow }],
    [{ nextMeetingOn: today(), nextMeetingAt: "18:05:00" }],
  ])("%j is accepted", (change) => {
    expect(errorsFor(change)).toEqual({});
  });
});

describe("further steps", () => {
  const heldOn = "2026-03-03";
  const told = (fields: Record<string, string | undefined>) =>
    furtherStepsSchema.safeParse({ heldOn, ...fields });

  test("rows left empty say nothing", () => {
    expect(
      told({
        "furtherSteps.0.nextStep": " Appeler la banque ",
        "furtherSteps.0.nextStepOn": "2026-03-10",
        "furtherSteps.1.nextStep": undefined,
        "furtherSteps.2.nextStep": "Écrire",
      }).data,
    ).toEqual([
      { nextStep: "Appeler la banque", nextStepOn: "2026-03-10" },
      { nextStep: "Écrire", nextStepOn: null },
    ]);
    expect(furtherStepsSchema.parse({})).toEqual([]);
  });

  test.each([
    ["nextStep", { "furtherSteps.1.nextStepOn": "2026-03-10" }, /ce qui est prévu/],
    [
      "nextStepOn",
      { "furtherSteps.1.nextStep": "Écrire", "furtherSteps.1.nextStepOn": "2026-03-02" },
      /après la rencontre/,
    ],
  ])("%s %j is refused beside its row", (field, fields, message) => {
    const issue = told({ "furtherSteps.0.nextStep": "Appeler", ...fields }).error?.issues[0];
    expect(issue?.path.join(".")).toBe(`furtherSteps.1.${field}`);
    expect(issue?.message).toMatch(message);
  });
});

describe("an appointment", () => {
  const appointment = {
    heldOn: today(),
    startTime: "09:00:00",
    durationMinutes: "45",
    place: "home",
    coachId,
  };

  test("is to come, at an hour", () => {
    expect(appointmentSchema.parse(appointment)).toMatchObject({ startTime: "09:00" });
    const schema = appointmentSchema as unknown as typeof meetingSchema;
    expect(errorsFor({ heldOn: "2026-03-03" }, schema, appointment).heldOn).toMatch(/passé/);
    expect(errorsFor({ startTime: undefined }, schema, appointment).startTime).toMatch(/heure/);
  });
});
