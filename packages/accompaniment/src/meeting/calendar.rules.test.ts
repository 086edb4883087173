import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { type CalendarEntry, shortName, writeCalendar } from "./calendar.rules.ts";

const entry = (change: Partial<CalendarEntry> = {}): CalendarEntry => ({
  kind: "meeting",
  id: "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60",
  heldOn: "2026-07-14",
  startTime: "14:30",
  durationMinutes: 45,
  title: "Inès B.",
  place: "12, rue de l’Essaim ; salle « Ruche »",
  isCancelled: false,
  version: 3,
  updatedAt: new Date("2026-07-01T08:00:00Z"),
  ...change,
});

/** Reads a calendar as a calendar programme does: with the time zone that it brings. */
function read(text: string) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zone = calendar.getFirstSubcomponent("vtimezone");
  if (!zone) throw new Error("no time zone");
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return {
    calendar,
    events: calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event)),
  };
}

const onlyOne = (entries: CalendarEntry[]) => {
  const [event] = read(writeCalendar(entries, "Essaim", "essaim.test")).events;
  if (!event) throw new Error("no event");
  return event;
};

describe("a calendar read by somebody else’s parser", () => {
  test("says what, where, and when in Paris", () => {
    const event = onlyOne([entry()]);
    expect(event.uid).toBe("meeting-0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60@essaim.test");
    expect(event.summary).toBe("Inès B.");
    expect(event.location).toBe("12, rue de l’Essaim ; salle « Ruche »");
    expect(event.sequence).toBe(3);
    expect(event.startDate.toJSDate().toISOString()).toBe("2026-07-14T12:30:00.000Z");
    expect(event.endDate.toJSDate().toISOString()).toBe("2026-07-14T13:15:00.000Z");
    const stamp = event.component.getFirstProperty("dtstamp")?.toICALString();
    expect(stamp).toBe("DTSTAMP:20260701T080000Z");
  });

  test("the same entries make the same text", () => {
    const write = () => writeCalendar([entry()], "Essaim", "essaim.test");
    expect(write()).toBe(write());
  });

  test("an hour that nobody said takes the whole day", () => {
    const event = onlyOne([entry({ startTime: null })]);
    expect(event.startDate.isDate).toBe(true);
    expect(event.startDate.toString()).toBe("2026-07-14");
  });

  test("what is cancelled says so", () => {
    const event = onlyOne([entry({ isCancelled: true })]);
    expect(event.component.getFirstPropertyValue("status")).toBe("CANCELLED");
  });

  test("nothing at all is a calendar still", () => {
    expect(writeCalendar([], "Essaim", "essaim.test")).toContain("END:VCALENDAR");
  });

  test("an appointment across the change of hour lasts what it lasts", () => {
    const event = onlyOne([
      entry({ heldOn: "2026-03-29", startTime: "01:30", durationMinutes: 60 }),
    ]);
    expect(event.endDate.toString()).toBe("2026-03-29T03:30:00");
    expect(event.duration.toSeconds()).toBe(3600);
  });
});

test("the time of Paris that it brings is that of the system, every day for fifteen years", () => {
  const parts = new Intl.DateTimeFormat("fr-CA", {
    timeZone: "Europe/Paris",
    dateStyle: "short",
    timeStyle: "medium",
  });
  const days = Array.from({ length: 15 * 366 }, (_, index) =>
    new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
  );
  const all = read(writeCalendar([entry()], "Essaim", "essaim.test"));
  const [event] = all.events;
  const zone = event?.startDate.zone;
  for (const day of days) {
    const time = ICAL.Time.fromString(`${day}T12:00:00`, null as never);
    if (zone) time.zone = zone;
    const [, hour] = parts.format(time.toJSDate()).split(/[ ,]+/);
    expect(hour?.slice(0, 2), day).toBe("12");
  }
});

test.each([
  ["Inès", "benali", "Inès B."],
  ["Karim", " de Vries", "Karim D."],
  ["Rokhaya", "", "Rokhaya"],
])("%s %s: %s", (given, family, short) => {
  expect(shortName(given, family)).toBe(short);
});
