import type { Locale } from "./locale.tsx";

/** Round steps from 0 to at least `highest`: few, and whole when what is counted is. */
export function ticksTo(highest: number, isCounted: boolean, most = 4): number[] {
  const rough = Math.max(highest, isCounted ? 1 : Number.EPSILON) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  const step = isCounted ? Math.max(1, Math.ceil(round * power)) : round * power;
  const count = Math.max(1, Math.ceil(highest / step - 0.001));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** A day or a month as a count of months since year 0: what a time axis measures. */
export function monthsOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return year * 12 + month - 1 + (date - 1) / 31;
}

const shortMonths: Record<Locale, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat("fr-FR", { month: "short", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" }),
};

export const yearAt = (months: number): number => Math.floor(Math.floor(months) / 12);

export function monthAt(months: number, locale: Locale): string {
  return shortMonths[locale].format(Date.UTC(2000, Math.floor(months) % 12, 1));
}

/** The months that an axis names: as many as stand side by side, a year's end among them. */
export function monthTicks(from: number, to: number, most: number): number[] {
  const step = [1, 2, 3, 6, 12, 24, 60].find((one) => Math.floor((to - from) / one) < most) ?? 120;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to + 0.001; at += step) ticks.push(at);
  return ticks.length > 0 ? ticks : [Math.floor(from)];
}
