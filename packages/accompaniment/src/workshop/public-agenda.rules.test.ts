import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { writeAgenda } from "./public-agenda.rules.ts";
import type { AgendaSession } from "./published-workshop.queries.ts";
import { sessionKinds, workshopPlaces } from "./workshop.schema.ts";

const session = (change: Partial<AgendaSession> = {}): AgendaSession => ({
  id: "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60",
  organisationId: "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f61",
  organisationName: "Optéos",
  organisationSlug: "opteos",
  kind: "presentation",
  title: "Les communs numériques, expliqués aux conseillers",
  description:
    "Ce qu’une coopérative doit aux logiciels libres ; ce qu’elle leur rend, et comment.",
  audience: "France Travail",
  heldOn: "2026-07-14",
  startTime: "14:30",
  durationMinutes: 90,
  place: "third_place",
  placeDetail: "Mutualab, 19, rue Nicolas-Leblanc, Lille",
  isCancelled: false,
  version: 4,
  updatedAt: new Date("2026-07-01T08:00:00Z"),
  ...change,
});

const write = (sessions: readonly AgendaSession[]) =>
  writeAgenda(sessions, "Rencontres", "https://annuaire.exemple.fr", (id) => `/rencontres/${id}`);

/** Reads a calendar as a calendar programme does: with the time zone that it brings. */
function eventsIn(text: string) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
}

const onlyOne = (change: Partial<AgendaSession> = {}) => {
  const [event] = eventsIn(write([session(change)]));
  if (!event) throw new Error("no event");
  return event;
};
const propertyOf = (event: ICAL.Event, name: string) => event.component.getFirstPropertyValue(name);

describe("the public calendar, read by somebody else’s parser", () => {
  test("says what, for whom, where, when, and where to register", () => {
    const event = onlyOne();
    expect(event.uid).toBe("workshop-0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60@annuaire.exemple.fr");
    expect(event.summary).toBe("Les communs numériques, expliqués aux conseillers");
    expect(event.location).toBe("Mutualab, 19, rue Nicolas-Leblanc, Lille");
    expect(event.description).toContain("Pour qui\u202f: France Travail");
    expect(event.description).toContain("Proposée par Optéos.");
    expect(propertyOf(event, "url")).toBe(
      "https://annuaire.exemple.fr/rencontres/0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60",
    );
    expect(propertyOf(event, "categories")).toBe("Présentation");
    expect(propertyOf(event, "status")).toBe("CONFIRMED");
    expect(event.startDate.toJSDate().toISOString()).toBe("2026-07-14T12:30:00.000Z");
    expect(event.endDate.toJSDate().toISOString()).toBe("2026-07-14T14:00:00.000Z");
  });

  test("keeps its name when it changes, and says that it changed", () => {
    const [before, after] = [
      onlyOne(),
      onlyOne({ version: 5, startTime: "15:00", updatedAt: new Date("2026-07-02T09:00:00Z") }),
    ];
    expect(after.uid).toBe(before.uid);
    expect(after.sequence).toBeGreaterThan(before.sequence);
    expect(after.component.getFirstProperty("dtstamp")?.toICALString()).toBe(
      "DTSTAMP:20260702T090000Z",
    );
  });

  test("says of a cancelled session that it is", () => {
    expect(propertyOf(onlyOne({ isCancelled: true }), "status")).toBe("CANCELLED");
  });

  test("tells nothing of how to join at a distance", () => {
    const event = onlyOne({ place: "remote", placeDetail: "" });
    expect(event.location).toBe("À distance, avec un lien envoyé à l’inscription");
  });

  test("is the same text as long as nothing changes, and a calendar without a session", () => {
    expect(write([session()])).toBe(write([session()]));
    expect(eventsIn(write([]))).toEqual([]);
  });
});

const text = fc.string({ unit: "grapheme", maxLength: 200 });
const anySession = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...sessionKinds),
  title: fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
  description: fc.array(text, { maxLength: 4 }).map((lines) => lines.join("\n")),
  audience: text,
  place: fc.constantFrom(...workshopPlaces),
  placeDetail: text,
  isCancelled: fc.boolean(),
  version: fc.integer({ min: 1, max: 1000 }),
  durationMinutes: fc.integer({ min: 5, max: 600 }),
  heldOn: fc
    .integer({ min: 0, max: 3650 })
    .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10)),
  startTime: fc
    .integer({ min: 4 * 60, max: 23 * 60 })
    .map((at) => new Date(at * 60_000).toISOString().slice(11, 16)),
});

/** Control characters have no place in a calendar, whoever types them. */
const plain = (typed: string) => typed.replaceAll(/\p{Cc}/gu, " ");

describe("whatever is written (RFC 5545)", () => {
  test("lines end as they must, hold 75 octets at most, and are whole characters", () => {
    fc.assert(
      fc.property(fc.array(anySession, { maxLength: 4 }), (changes) => {
        const bytes = Buffer.from(write(changes.map(session)), "utf8");
        const whole = bytes.toString("utf8");
        expect(whole.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        for (const line of whole.split("\r\n")) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        }
        expect(whole).not.toContain("\ufffd");
      }),
      { numRuns: 60 },
    );
  });

  test("the properties of the calendar stand before its components", () => {
    const lines = write([session()]).split("\r\n");
    const first = lines.findIndex(
      (line) => line.startsWith("BEGIN:") && !line.endsWith("VCALENDAR"),
    );
    const head = lines.slice(0, first).map((line) => line.split(/[:;]/)[0]);
    expect(head).toEqual([
      "BEGIN",
      "VERSION",
      "PRODID",
      "NAME",
      "X-WR-CALNAME",
      "REFRESH-INTERVAL",
      "X-PUBLISHED-TTL",
    ]);
    let depth = 0;
    for (const line of lines.slice(first, -2)) {
      if (line.startsWith("BEGIN:")) depth += 1;
      expect(depth, line).toBeGreaterThan(0);
      if (line.startsWith("END:")) depth -= 1;
    }
  });

  test("each session has what it must, once, and is read back as it was written", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anySession, { maxLength: 4, selector: ({ id }) => id }), (all) => {
        const sessions = all.map((one) =>
          session({ ...one, title: `T${plain(one.title)}`, audience: plain(one.audience) }),
        );
        const events = eventsIn(write(sessions));
        expect(events).toHaveLength(sessions.length);
        for (const [at, event] of events.entries()) {
          const written = sessions[at];
          for (const name of ["uid", "dtstamp", "dtstart", "summary", "status", "url"]) {
            expect(event.component.getAllProperties(name), name).toHaveLength(1);
          }
          expect(event.summary).toBe(written?.title);
          expect(event.duration.toSeconds()).toBe((written?.durationMinutes ?? 0) * 60);
          expect(event.startDate.toString()).toBe(`${written?.heldOn}T${written?.startTime}:00`);
        }
      }),
      { numRuns: 60 },
    );
  });
});
