import { today } from "@essaim/database/today";
import { z } from "zod";

/** A day, `YYYY-MM-DD`. @param missing what is said when the field is left empty */
export const day = (missing: string) =>
  z.iso
    .date({
      error: (issue) => (issue.input === undefined ? missing : "Indiquez une date valable."),
    })
    .refine((date) => date >= "1990" && date < "2100", "Vérifiez l’année de cette date.");

/** A day gone by, or today: something was done then. */
export const pastDay = (missing: string) =>
  day(missing).refine((date) => date <= today(), "Cette date n’est pas encore arrivée.");

/** An emptied field clears its column. */
export const orNull = <T>(value: T | undefined): T | null => value ?? null;
