import type { ListValue } from "@essaim/accompaniment/list/value-list.schema";
import { type Attendance, attendanceLabels } from "@essaim/accompaniment/meeting/attendance.schema";
import {
  type MeetingPlace,
  meetingPlaceLabels,
} from "@essaim/accompaniment/meeting/meeting.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import { formatClock, formatDate, formatDuration } from "@essaim/ui/format";
import type { Words } from "~/answer";

type Booked = {
  heldOn: string;
  startTime: string | null;
  durationMinutes: number;
  place: MeetingPlace;
  placeDetail: string;
  coachId: string;
  themeIds: readonly string[];
};

type Told = Booked & {
  attendance: Attendance;
  summary: string;
  nextStep: string;
  nextStepOn: string | null;
  privateNote: string;
};

/** The fields of an appointment in words, in the order of its form. */
export function bookedInWords(coaches: readonly Coach[], themes: readonly ListValue[]) {
  return (meeting: Booked): Words => [
    ["Jour", formatDate(meeting.heldOn)],
    ["Heure", meeting.startTime ? formatClock(meeting.startTime) : ""],
    ["Durée", formatDuration(meeting.durationMinutes)],
    ["Lieu", meetingPlaceLabels[meeting.place]],
    ["Adresse, salle ou lien", meeting.placeDetail],
    ["Thèmes", themesInWords(themes, meeting.themeIds)],
    ["Menée par", coaches.find((coach) => coach.id === meeting.coachId)?.name ?? ""],
  ];
}

/** The same for a meeting told. */
export function toldInWords(coaches: readonly Coach[], themes: readonly ListValue[]) {
  const booked = bookedInWords(coaches, themes);
  return (meeting: Told): Words => [
    ["La personne était", attendanceLabels[meeting.attendance]],
    ["Compte rendu", meeting.summary],
    ["Note privée", meeting.privateNote],
    ["Prochaine étape", meeting.nextStep],
    ["Pour quand", meeting.nextStepOn ? formatDate(meeting.nextStepOn) : ""],
    ...booked(meeting),
  ];
}

export function themesInWords(themes: readonly ListValue[], ids: readonly string[]): string {
  return themes
    .filter((theme) => ids.includes(theme.id))
    .map((theme) => theme.label)
    .join(", ");
}
