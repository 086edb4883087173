import { daysAfter, today } from "@essaim/database/today";
import { z } from "zod";

/** `mois`: the last of the twelve months, 'YYYY-MM'; the last that is over unless said otherwise. */
export const audienceFilterSchema = z
  .object({
    mois: z
      .string()
      .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/)
      .optional(),
  })
  .transform(({ mois }) => ({ month: `${mois ?? lastMonth()}-01` }));

/** The day before the first of this month. */
const lastMonth = () => daysAfter(`${today().slice(0, 7)}-01`, -1).slice(0, 7);
