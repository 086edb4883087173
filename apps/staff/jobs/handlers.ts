import { confirmRegistrationJob } from "./confirm-registration.ts";
import { forgetMeetings } from "./forget-meetings.ts";
import { tellWorkshopChange } from "./tell-workshop-change.ts";
import type { JobHandlers } from "./work.ts";

/**
 * Every kind of job and who does it. `nightly: "03:15"` (Paris, on a quarter of an hour, not between 2 and 3) has
 * the house ask for it by itself in every organisation.
 */
export const handlers: JobHandlers = {
  confirm_registration: { run: confirmRegistrationJob },
  tell_workshop_change: { run: tellWorkshopChange },
  forget_meetings: { run: forgetMeetings, nightly: "03:30" },
};
