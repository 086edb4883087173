import { forgetRemovedMeetings } from "@essaim/accompaniment/meeting/removal-house.commands";
import { forgetRegistrations } from "@essaim/accompaniment/workshop/registration-house.commands";
import { today } from "@essaim/database/today";
import type { JobHandler } from "./work.ts";

/** Every night: what was taken away for good, and who registered by themselves some months ago. */
export const forgetMeetings: JobHandler = async ({ execute, house }) => {
  const removed = await execute(house, forgetRemovedMeetings, {});
  const registrations = await execute(house, forgetRegistrations, { day: today() });
  return {
    removed: removed.ok ? removed.count : 0,
    registrations: registrations.ok ? registrations.count : 0,
  };
};
