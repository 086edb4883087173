import { forgetImages } from "@essaim/directory/images/image.commands";
import type { JobHandler } from "./work.ts";

/** Each night, lets go of the images that nothing shows any more. */
export const forgetImageFiles: JobHandler = async ({ execute, house }) => {
  const outcome = await execute(house, forgetImages, {});
  return outcome.ok ? { forgotten: outcome.forgotten } : {};
};
