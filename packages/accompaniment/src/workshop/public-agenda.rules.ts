import { type CalendarEntry, writeCalendar } from "../meeting/calendar.rules.ts";
import type { AgendaSession } from "./published-workshop.queries.ts";
import { sessionKindLabels } from "./workshop.schema.ts";

const placeLabels = {
  office: "Dans les bureaux de la coopérative",
  third_place: "Dans un tiers-lieu",
  remote: "À distance, avec un lien envoyé à l’inscription",
};

/**
 * Public sessions as a calendar (RFC 5545), in French as they are. It names nobody, and is the same text as long as
 * nothing changes.
 * @param publicUrl of the directory, whose host makes the identifiers unique in the world
 * @param pathOf the address of a session's page there
 */
export function writeAgenda(
  sessions: readonly AgendaSession[],
  name: string,
  publicUrl: string,
  pathOf: (id: string) => string,
): string {
  const entries = sessions.map((session): CalendarEntry => {
    const url = publicUrl + pathOf(session.id);
    const paragraphs = [
      session.audience && `Pour qui\u202f: ${session.audience}`,
      session.description,
      `Proposée par ${session.organisationName}.\nInscription\u202f: ${url}`,
    ];
    return {
      kind: "workshop",
      id: session.id,
      heldOn: session.heldOn,
      startTime: session.startTime,
      durationMinutes: session.durationMinutes,
      title: session.title,
      place: session.placeDetail || placeLabels[session.place],
      description: paragraphs.filter(Boolean).join("\n\n"),
      url,
      category: sessionKindLabels[session.kind],
      isCancelled: session.isCancelled,
      version: session.version,
      updatedAt: session.updatedAt,
    };
  });
  return writeCalendar(entries, name, new URL(publicUrl).hostname);
}
