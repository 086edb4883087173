import { today } from "@essaim/database/today";
import { forgetCommunity } from "@essaim/directory/community/forgetting.commands";
import type { JobHandler } from "../work.ts";

/** Every night: what nobody confirmed, and whom nobody has to answer any more. */
export const forgetCommunityJob: JobHandler = async ({ execute, house }) => {
  const forgotten = await execute(house, forgetCommunity, { day: today() });
  return { forgotten: forgotten.ok ? forgotten.count : 0 };
};
