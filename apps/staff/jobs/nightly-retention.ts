import { recordSweep } from "@essaim/accompaniment/privacy/erasure.commands";
import { sweepPersonalData } from "@essaim/accompaniment/privacy/retention.commands";
import {
  nextWorkersToErase,
  workersToEraseAgain,
} from "@essaim/accompaniment/privacy/retention.queries";
import { eraseInTurn, keepRegister, loadRegister } from "./erase-workers.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

/**
 * Every night, in every organisation: erases the people whose time has come, erases again whoever a restored backup
 * brought back, removes what is no longer kept, and leaves an account of it.
 */
export const nightlyRetention: JobHandler = async (work) => {
  const { execute, house, logger } = work;
  const back = await execute(house, workersToEraseAgain, { workerIds: await loadRegister(work) });
  const again = await eraseInTurn(work, back, { ground: "request", requestedBy: null });
  const failed = [...again.failed];
  let erased = again.erased;
  for (;;) {
    const due = await execute(house, nextWorkersToErase, { except: failed });
    if (due.length === 0) break;
    const turn = await eraseInTurn(work, due, { ground: "retention", requestedBy: null });
    failed.push(...turn.failed);
    erased += turn.erased;
    // Somebody came back between the list and the erasure: they are not listed again.
    if (turn.erased === 0 && turn.failed.length === 0) break;
  }
  const swept = await execute(house, sweepPersonalData, {});
  const done = swept.ok ? swept.done : {};
  await execute(house, recordSweep, { ground: "retention", done });
  await keepRegister(work);
  const still = await execute(house, workersToEraseAgain, { workerIds: back });
  const account = {
    erased,
    erasedAgain: again.erased,
    waiting: still.length,
    failed: failed.length,
    done,
  };
  if (still.length > 0)
    logger.warn({ workerIds: still }, "people erased once are accompanied again");
  logger.info(account, "the night's retention");
  if (failed.length > 0) {
    throw new JobRefusal(
      `${failed.length} effacement(s) de la nuit ont laissé des traces et sont défaits.`,
    );
  }
  return account;
};
