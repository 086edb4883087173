import { TZDate } from "@date-fns/tz";
import { addMinutes } from "date-fns";
import ical, { ICalEventStatus } from "ical-generator";
import { parisTimeZone } from "./paris.rules.ts";

/** Something in a calendar, a coach's own or the public one. Times are civil times of Paris. */
export type CalendarEntry = {
  kind: "meeting" | "workshop";
  id: string;
  /** `2026-03-03`. */
  heldOn: string;
  /** `14:30`; null for a meeting whose hour nobody said: it takes its whole day. */
  startTime: string | null;
  durationMinutes: number;
  title: string;
  place: string;
  /** What it is about, its page and what kind of thing it is, where anybody may read them. */
  description?: string;
  url?: string;
  category?: string;
  isCancelled: boolean;
  version: number;
  updatedAt: Date;
};

/**
 * A person in a calendar, which travels further than the back office: « Inès B. ».
 */
export function shortName(givenName: string, familyName: string): string {
  const [initial] = familyName.trim();
  return initial ? `${givenName} ${initial.toUpperCase()}.` : givenName;
}

/** The instant when clocks in Paris say so. */
function inParis(day: string, time: string): TZDate {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return new TZDate(year, month - 1, date, hours, minutes, "Europe/Paris");
}

/**
 * A calendar (RFC 5545) in Paris time, with the rule of that time. It names no method: one of RFC 5546 wants an
 * organiser with an address.
 * @param entries in any order
 * @param host what makes the identifiers of entries unique in the world
 */
export function writeCalendar(
  entries: readonly CalendarEntry[],
  name: string,
  host: string,
): string {
  const calendar = ical({
    name,
    prodId: { company: "Essaim", product: "Agenda", language: "FR" },
    // Named by each entry and not here: RFC 5545 wants DTSTAMP in universal time (3.8.7.2).
    timezone: { name: null, generator: () => parisTimeZone },
    // How often a calendar programme may come back, in seconds.
    ttl: 60 * 60,
  });
  for (const entry of entries) {
    const start = inParis(entry.heldOn, entry.startTime ?? "00:00");
    calendar.createEvent({
      id: `${entry.kind}-${entry.id}@${host}`,
      sequence: entry.version,
      // Without it, the same calendar would change at every reading.
      stamp: entry.updatedAt,
      lastModified: entry.updatedAt,
      start,
      end: entry.startTime ? addMinutes(start, entry.durationMinutes) : undefined,
      allDay: entry.startTime === null,
      timezone: "Europe/Paris",
      summary: entry.title,
      location: entry.place || undefined,
      description: entry.description || undefined,
      url: entry.url,
      categories: entry.category ? [{ name: entry.category }] : [],
      status: entry.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return propertiesFirst(calendar.toString());
}

/** The properties of a calendar stand before its components (RFC 5545, 3.6): the library writes two after the zone. */
function propertiesFirst(text: string): string {
  const late = /REFRESH-INTERVAL[^\r]*\r\nX-PUBLISHED-TTL[^\r]*\r\n/;
  const [lines = ""] = late.exec(text) ?? [];
  return text.replace(lines, "").replace("BEGIN:VTIMEZONE", () => `${lines}BEGIN:VTIMEZONE`);
}
