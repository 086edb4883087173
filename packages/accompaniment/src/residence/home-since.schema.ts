import { today } from "@essaim/database/today";
import { z } from "zod";

/** The first day of a home: nobody knows where somebody will live. */
export const homeSinceSchema = z.iso
  .date("Indiquez une date valable.")
  .refine((day) => day >= "1990-01-01", "Vérifiez l’année de cette date.")
  .refine((day) => day <= today(), "Indiquez un jour passé, ou celui d’aujourd’hui.");

/** The day from which somebody saw what an earlier home takes the place of, and agreed; sent by the page that asked. */
export const replaceFromSchema = z.iso.date().optional().catch(undefined);
