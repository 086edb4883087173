import type { Locale } from "./locale.tsx";

const NBSP = "\u00a0";
const THIN = "\u202f";
const ZONE = "Europe/Paris";
const tag = (locale: Locale) => (locale === "fr" ? "fr-FR" : "en-GB");

/** Formatters are costly to make and there are few: each is made once. */
const numberFormats = new Map<string, Intl.NumberFormat>();
function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(tag(locale), options);
    numberFormats.set(key, format);
  }
  return format;
}

const months: Record<Locale, readonly string[]> = {
  fr: [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
};

function writeDay(year: number, month: number, day: number, locale: Locale): string {
  const first = locale === "fr" && day === 1 ? "1er" : day;
  return `${first}${NBSP}${months[locale][month - 1] ?? "?"}${NBSP}${year}`;
}

/**
 * A day 'YYYY-MM-DD' in full, held together by no-break spaces: « 3 mars 2026 », « 1er mai 2026 ». Anything
 * else comes back as it is.
 */
export function formatDate(date: string, locale: Locale = "fr"): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  return match ? writeDay(Number(match[1]), Number(match[2]), Number(match[3]), locale) : date;
}

/** A month 'YYYY-MM' (or a day in it): « mars 2026 ». */
export function formatMonth(month: string, locale: Locale = "fr"): string {
  const match = /^(\d{4})-(\d{2})/.exec(month);
  return match ? `${months[locale][Number(match[2]) - 1] ?? "?"} ${match[1]}` : month;
}

/** A month after « de »: « de mars 2026 », « d’octobre 2026 ». */
export function ofMonth(month: string): string {
  const text = formatMonth(month);
  return /^[aeiouéè]/.test(text) ? `d’${text}` : `de ${text}`;
}

/** Two days: « du 3 mars 2026 au 1er mai 2026 »; an open end says « depuis le » or « jusqu’au ». */
export function formatPeriod(
  start: string | null,
  end: string | null,
  locale: Locale = "fr",
): string {
  if (start && end)
    return locale === "fr"
      ? `du ${formatDate(start)} au ${formatDate(end)}`
      : `${formatDate(start, "en")} to ${formatDate(end, "en")}`;
  if (start)
    return locale === "fr" ? `depuis le ${formatDate(start)}` : `since ${formatDate(start, "en")}`;
  if (end)
    return locale === "fr" ? `jusqu’au ${formatDate(end)}` : `until ${formatDate(end, "en")}`;
  return "";
}

const parisParts = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function inParis(instant: Date) {
  const parts = parisParts.formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((p) => p.type === type)?.value ?? "";
  return {
    year: Number(part("year")),
    month: Number(part("month")),
    day: Number(part("day")),
    hour: part("hour"),
    minute: part("minute"),
  };
}

/** The time of an instant in Paris: « 14 h 02 » (no-break spaces), "14:02" in English. */
export function formatTime(instant: Date, locale: Locale = "fr"): string {
  const { hour, minute } = inParis(instant);
  return locale === "fr" ? `${Number(hour)}${NBSP}h${NBSP}${minute}` : `${hour}:${minute}`;
}

/** A time of day 'HH:MM': « 14 h 30 » (no-break spaces), "14:30" in English. */
export function formatClock(time: string, locale: Locale = "fr"): string {
  const [hour = "", minute = ""] = time.split(":");
  return locale === "fr" ? `${Number(hour)}${NBSP}h${NBSP}${minute}` : `${hour}:${minute}`;
}

/** How long something lasts, given in minutes: « 45 min », « 1 h », « 2 h 30 », held together by no-break spaces. */
export function formatDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest}${NBSP}min`;
  const whole = `${formatNumber(hours)}${NBSP}h`;
  return rest === 0 ? whole : `${whole}${NBSP}${String(rest).padStart(2, "0")}`;
}

/** The day of an instant in Paris: « 3 mars 2026 ». */
export function formatDay(instant: Date, locale: Locale = "fr"): string {
  const { year, month, day } = inParis(instant);
  return writeDay(year, month, day, locale);
}

/** An instant in Paris: « 3 mars 2026 à 14 h 02 ». */
export function formatDateTime(instant: Date, locale: Locale = "fr"): string {
  return `${formatDay(instant, locale)} ${locale === "fr" ? "à" : "at"} ${formatTime(instant, locale)}`;
}

/** Integer cents: « −1 234,50 € » (a true minus, U+202F between thousands, U+00A0 before €). `cents: "auto"` drops « ,00 ». */
export function formatCents(
  amount: number,
  locale: Locale = "fr",
  { cents = "always" }: { cents?: "always" | "auto" } = {},
): string {
  const digits = cents === "auto" && amount % 100 === 0 ? 0 : 2;
  return numberFormat(locale, {
    style: "currency",
    currency: "EUR",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(amount / 100)
    .replace("-", "\u2212");
}

/** A number: « 12 345,5 ». At most `decimals` digits after the comma (2). */
export function formatNumber(value: number, locale: Locale = "fr", decimals = 2): string {
  return numberFormat(locale, { maximumFractionDigits: decimals }).format(value);
}

/** The size of a file, given in bytes: « 812 octets », « 34 Ko », « 1,2 Mo ». */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return plural(bytes, "octet", "octets");
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1024, "Ko"] : [bytes / 1024 / 1024, "Mo"];
  return `${formatNumber(size, "fr", size < 10 ? 1 : 0)}${NBSP}${unit}`;
}

/** A ratio (0.925) as « 93 % »; `decimals` digits after the comma (0). */
export function formatPercent(ratio: number, locale: Locale = "fr", decimals = 0): string {
  return numberFormat(locale, { style: "percent", maximumFractionDigits: decimals }).format(ratio);
}

/** What a figure is a number of: money is in cents, time in minutes, a share a part of one. */
type Counted = "people" | "events" | "views" | "euros" | "minutes" | "days" | "share";

/** A figure without its unit, where a heading says it: « 1 240,00 € », « 1 h 30 », « 52 % », « 25 ». */
export function formatCounted(counted: Counted, value: number, locale: Locale = "fr"): string {
  if (counted === "euros") return formatCents(Math.round(value), locale);
  if (counted === "minutes") return formatDuration(Math.round(value));
  if (counted === "share") return formatPercent(value, locale);
  return formatNumber(value, locale, 0);
}

/** A figure with its unit: « 25 personnes », « 1 240,00 € ». */
export function formatFigure(
  counted: Counted,
  value: number,
  [one, many]: readonly [one: string, many: string],
  locale: Locale = "fr",
): string {
  return counted === "euros" || counted === "minutes" || counted === "share"
    ? formatCounted(counted, value, locale)
    : plural(Math.round(value), one, many, locale);
}

/** « 0 personne », « 1 personne », « 2 personnes »: in French the plural begins at two. A no-break space after the number. */
export function plural(count: number, one: string, many: string, locale: Locale = "fr"): string {
  const single = locale === "fr" ? Math.abs(count) < 2 : Math.abs(count) === 1;
  return `${formatNumber(count, locale)}${NBSP}${single ? one : many}`;
}

/** Past these many days, nobody counts days any more, then months. */
const DAYS_COUNTED = 60;
const DAYS_IN_MONTHS = 730;

/**
 * From `today` to a day, both 'YYYY-MM-DD': « aujourd’hui », « demain », « il y a 3 jours », in months past 60
 * days and in years past two years.
 */
export function formatRelativeDate(date: string, today: string, locale: Locale = "fr"): string {
  const days = Math.round(
    (Date.parse(`${date.slice(0, 10)}T00:00Z`) - Date.parse(`${today.slice(0, 10)}T00:00Z`)) /
      86_400_000,
  );
  const distance = Math.abs(days);
  if (distance > DAYS_IN_MONTHS) return relative(Math.trunc(days / 365.25), "year", locale);
  if (distance > DAYS_COUNTED) return relative(Math.trunc(days / 30.44), "month", locale);
  return relative(days, "day", locale, "auto");
}

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();
function relativeFormat(locale: Locale, numeric: "always" | "auto"): Intl.RelativeTimeFormat {
  const key = locale + numeric;
  const format = relativeFormats.get(key) ?? new Intl.RelativeTimeFormat(tag(locale), { numeric });
  relativeFormats.set(key, format);
  return format;
}

function relative(
  count: number,
  unit: Intl.RelativeTimeFormatUnit,
  locale: Locale,
  numeric: "always" | "auto" = "always",
): string {
  return relativeFormat(locale, numeric).format(count, unit).replaceAll("'", "’");
}

/**
 * French typography: U+202F where a space stands before ; : ! ? » or after «, U+00A0 before € and % after a figure,
 * and the curly apostrophe. A missing space is added only inside « ». Text without a space (URLs, times 14:02) is left alone.
 */
export function typo(text: string): string {
  return text
    .replace(/[ \u00a0]+([;:!?])(?=[\s.,;:!?)»…]|$)/g, `${THIN}$1`)
    .replace(/«[ \u00a0\u202f]*/g, `«${THIN}`)
    .replace(/[ \u00a0\u202f]*»/g, `${THIN}»`)
    .replace(/(\d)[ ]+([€%])/g, `$1${NBSP}$2`)
    .replace(/(\p{L})'(?=[\p{L}«])/gu, "$1’");
}
