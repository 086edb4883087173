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
