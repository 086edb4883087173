import { z } from "zod";

/** Under which everything the directory says may be used again. */
export const dataLicence = {
  spdx: "CC-BY-SA-4.0",
  name: "Creative Commons Attribution-ShareAlike 4.0 International",
  url: "https://creativecommons.org/licenses/by-sa/4.0/",
} as const;

export const licenceSchema = z
  .object({
    spdx: z.literal(dataLicence.spdx),
    name: z.string(),
    url: z.url(),
    attribution: z
      .string()
      .describe("To be named wherever the data is used, with a link to its address."),
  })
  .describe("Terms of reuse of everything in this answer.");

/** @param publicUrl where the directory is read, without a final slash */
export const licenceOfData = (publicUrl: string): z.output<typeof licenceSchema> => ({
  ...dataLicence,
  attribution: `Annuaire Essaim, ${publicUrl}`,
});
