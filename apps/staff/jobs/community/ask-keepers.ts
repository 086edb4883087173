import { today } from "@essaim/database/today";
import {
  drawKeeperLink,
  releaseKeeper,
} from "@essaim/directory/community/freshness-house.commands";
import { listKeepersToAsk } from "@essaim/directory/community/freshness-house.queries";
import type { JobHandler } from "../work.ts";
import { publicAddresses } from "./addresses.ts";
import { isDeadAddress } from "./dead-address.ts";
import { stillTrueMail } from "./keeper.mails.ts";

/** Every morning: asks those who keep a record that nobody has confirmed for a year whether it is still true. */
export const askKeepers: JobHandler = async (work) => {
  const tally = { asked: 0, failed: 0 };
  for (const keeper of await work.execute(work.house, listKeepersToAsk, { day: today() })) {
    const { recordId } = keeper;
    const drawn = await work.execute(work.house, drawKeeperLink, { recordId });
    if (!drawn.ok) continue;
    try {
      const link = publicAddresses(work, "fr").stillTrue(drawn.token);
      await work.mailer(stillTrueMail(keeper, link));
      tally.asked += 1;
    } catch (error) {
      const isUnreachable = isDeadAddress(error);
      await work.execute(work.house, releaseKeeper, { recordId, isUnreachable });
      tally.failed += 1;
    }
  }
  if (tally.failed > 0) work.logger.warn(tally, "some questions to keepers could not be sent");
  return tally;
};
