const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
const longDay = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "UTC" });

/** « −1 234,50 € » (a true minus), for a sentence. */
export const money = (cents: number) => euros.format(cents / 100).replace("-", "\u2212");

/** « 1er mars 2026 », for a sentence. @param day `YYYY-MM-DD` */
export const day = (day: string) =>
  longDay
    .format(new Date(`${day}T00:00:00Z`))
    .replace(/^1 /u, "1er ")
    .replaceAll(" ", "\u00a0");
