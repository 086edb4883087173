import { claimReminder, releaseReminder } from "@essaim/accompaniment/day/reminder.commands";
import { countReminder, listReminders } from "@essaim/accompaniment/day/reminder.queries";
import { isReminderDay } from "@essaim/accompaniment/day/reminder.rules";
import { today } from "@essaim/database/today";
import { reminderMail } from "./reminder.mails.ts";
import type { JobHandler } from "./work.ts";

/**
 * Every morning of the week: a mail to each member who wants it, with how much waits for them; none when nothing
 * does. Started over, it goes on with those who have not had theirs.
 */
export const sendReminders: JobHandler = async ({ execute, house, mailer, staffUrl, logger }) => {
  const day = today();
  if (!isReminderDay(day)) return { sent: 0, failed: 0 };
  const members = await execute(house, listReminders, { day });
  let sent = 0;
  let failure: unknown;
  let failed = 0;
  for (const { membershipId, ...member } of members) {
    const counts = await execute(house, countReminder, { membershipId, day });
    const mail = reminderMail(member, counts, day, staffUrl);
    if (!mail) continue;
    const claimed = await execute(house, claimReminder, { membershipId, day });
    if (!claimed.ok) continue;
    try {
      await mailer(mail);
      sent += 1;
    } catch (error) {
      failure = error;
      failed += 1;
      await execute(house, releaseReminder, { membershipId, day });
    }
  }
  if (failed > 0) logger.warn({ sent, failed }, "some reminders could not be sent");
  // None has left: the mail server is away, and the work may be tried again.
  if (failure && sent === 0) throw failure;
  return { sent, failed };
};
