import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import type { SessionInput } from "@essaim/accompaniment/workshop/session.commands";
import { workshopPlaceLabels } from "@essaim/accompaniment/workshop/workshop.schema";
import { formatClock, formatDate, formatDuration } from "@essaim/ui/format";
import type { Words } from "~/answer";

/**
 * What every group session says, in words, to compare two versions of one.
 * @param description how its form calls the text that presents it
 */
export const sessionInWords = (
  session: SessionInput,
  coaches: readonly Coach[],
  description = "Présentation",
): Words => [
  ["Titre", session.title],
  [description, session.description],
  ["Jour", formatDate(session.heldOn)],
  ["Heure", formatClock(session.startTime)],
  ["Durée", formatDuration(session.durationMinutes)],
  ["Lieu", workshopPlaceLabels[session.place]],
  ["Adresse, salle ou lien", session.placeDetail],
  ["Menée par", coaches.find((coach) => coach.id === session.coachId)?.name ?? ""],
  ["Nombre de places", session.capacity === null ? "" : String(session.capacity)],
  ["Ouverte à tous", session.isPublic ? "Oui" : "Non"],
];
