import type { Clash } from "@essaim/accompaniment/meeting/appointment-clash.queries";
import { formatClock, formatDate } from "@essaim/ui/format";

/** « le 3 mars 2026 à 14 h 30 »; « le 3 mars 2026 » when nobody said the hour. */
export function whenInWords({
  heldOn,
  startTime,
}: {
  heldOn: string;
  startTime: string | null;
}): string {
  return startTime
    ? `le ${formatDate(heldOn)} à ${formatClock(startTime)}`
    : `le ${formatDate(heldOn)}`;
}

/** « Vous avez déjà rendez-vous à 9 h 00 avec Océane Petit. » */
export function clashInWords({ kind, title, startTime, coachName, isMine }: Clash): string {
  const at = formatClock(startTime);
  if (kind === "meeting") {
    return `${isMine ? "Vous avez" : `${coachName} a`} déjà rendez-vous à ${at} avec ${title}.`;
  }
  return `${isMine ? "Vous menez" : `${coachName} mène`} déjà «\u202f${title}\u202f» à ${at}.`;
}

const weekdays = new Intl.DateTimeFormat("fr-FR", { weekday: "long", timeZone: "UTC" });

/** A day of the year in words: « lundi 30 novembre ». */
export function dayOfWeek(day: string): string {
  const [date, month] = formatDate(day).split("\u00a0");
  return `${weekdays.format(new Date(`${day}T00:00Z`))} ${date}\u00a0${month}`;
}
