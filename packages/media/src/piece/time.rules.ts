/** Hours are at most two figures: nothing of the media lasts longer than a day. */
const written = /^(?:(\d{1,2}):)?(\d{1,2}):(\d{2})$/;

/**
 * A moment or a duration as people write it: « 1:02:03 », « 12:34 ».
 * @returns whole seconds; null for anything else
 */
export function parseSeconds(typed: string): number | null {
  const [, hours = "0", minutes, seconds] = written.exec(typed.trim()) ?? [];
  if (!minutes || !seconds || Number(seconds) > 59) return null;
  if (Number(hours) > 0 && Number(minutes) > 59) return null;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** The same, written: « 12:34 », « 1:02:03 » from one hour on. Parts of a second are left out. */
export function formatSeconds(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
