import { randomInt, randomUUID } from "node:crypto";

const letter = (letters: string) => letters[randomInt(letters.length)] ?? "a";

/** A word that no other record bears, pronounceable and capitalised: « Kobidalu ». */
export function uniqueWord(): string {
  const word = Array.from({ length: 5 }, () => letter("bdfgklmnprtvz") + letter("aiou")).join("");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const uniqueId = () => randomUUID();

/** A day between 1991 and 2014, when nobody of the demonstration was accompanied: 'YYYY-MM-DD'. */
export function quietDay(): string {
  const start = Date.UTC(1991, 0, 1);
  return new Date(start + randomInt(8_700) * 86_400_000).toISOString().slice(0, 10);
}

/** A day counted from the one given, 'YYYY-MM-DD'. */
export function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What a page says between its landmarks, without scripts nor typography, to compare or to search. */
export function mainText(html: string): string {
  const body = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  return body
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
}
