import { type ReminderCounts, reminderLines } from "@essaim/accompaniment/day/reminder.rules";
import type { Mail } from "@essaim/identity/mail";
import { formatDate } from "@essaim/ui/format";

/**
 * The morning's reminder: counts and two links, no name of anybody accompanied, since a mail travels in the open.
 * @returns null when nothing is due
 */
export function reminderMail(
  member: { fullName: string; email: string },
  counts: ReminderCounts,
  day: string,
  staffUrl: string,
): Mail | null {
  const lines = reminderLines(counts);
  if (lines.length === 0) return null;
  return {
    to: member.email,
    subject: `Votre journée du ${formatDate(day)}`,
    text: `Bonjour ${member.fullName},

Aujourd’hui dans Essaim\u202f:

${lines.map((line) => `- ${line}`).join("\n")}

Votre page du jour\u202f:

${staffUrl}/?vue=moi

Vous avez demandé ce message. Pour ne plus le recevoir\u202f:

${staffUrl}/compte#rappels

Essaim
`,
  };
}
