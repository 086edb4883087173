import { forgetStaleImports } from "@essaim/accompaniment/import/import-house.commands";
import type { JobHandler } from "./work.ts";

/** Each night, lets go of the spreadsheets that were left half-way. */
export const forgetImports: JobHandler = async ({ execute, house }) => {
  const outcome = await execute(house, forgetStaleImports, {});
  return outcome.ok ? { givenUp: outcome.givenUp } : {};
};
