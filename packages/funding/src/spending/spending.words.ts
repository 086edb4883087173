export { euros as money } from "@essaim/database/money.schema";

const longDay = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "UTC" });

/** « 1er mars 2026 », for a sentence. @param day `YYYY-MM-DD` */
export const day = (day: string) =>
  longDay
    .format(new Date(`${day}T00:00:00Z`))
    .replace(/^1 /u, "1er ")
    .replaceAll(" ", "\u00a0");
