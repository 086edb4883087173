import { forgetStaleImports } from "@essaim/accompaniment/import/import-house.commands";
import { forgetStaleSpendingImports } from "@essaim/funding/import/import-house.commands";
import type { JobHandler } from "./work.ts";

/** Each night, lets go of the spreadsheets and accounts that were left half-way. */
export const forgetImports: JobHandler = async ({ execute, house }) => {
  const outcome = await execute(house, forgetStaleImports, {});
  const spending = await execute(house, forgetStaleSpendingImports, {});
  return {
    givenUp: (outcome.ok ? outcome.givenUp : 0) + (spending.ok ? spending.givenUp : 0),
  };
};
