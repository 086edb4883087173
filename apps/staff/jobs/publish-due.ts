import { isOvertaken, Unavailable } from "@essaim/database/errors";
import { giveUpDueRecord, publishDueRecord } from "@essaim/directory/publication/schedule.commands";
import { listDueRecords } from "@essaim/directory/publication/schedule.queries";
import type { JobHandler } from "./work.ts";

/**
 * Publishes what is due, one record after the other. One that fails is given up and says so on its page: it keeps
 * neither the others nor the next minute from their work. One that met somebody else's work, or a database that could
 * not answer, stays planned: the next minute takes it up again.
 */
export const publishDue: JobHandler = async ({ execute, house, logger }) => {
  let published = 0;
  let failed = 0;
  let putOff = 0;
  for (const id of await execute(house, listDueRecords, {})) {
    try {
      const outcome = await execute(house, publishDueRecord, { id });
      if (outcome.ok && outcome.published) published += 1;
    } catch (error) {
      if (isOvertaken(error) || error instanceof Unavailable) {
        putOff += 1;
        logger.warn(
          { recordId: id, code: codeOf(error) },
          "a publication waits for the next minute",
        );
        continue;
      }
      failed += 1;
      logger.error({ recordId: id, code: codeOf(error) }, "a record could not be published");
      await execute(house, giveUpDueRecord, { id });
    }
  }
  return { published, failed, putOff };
};

const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error ? error.code : undefined;
