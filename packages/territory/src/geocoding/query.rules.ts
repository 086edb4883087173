import type { z } from "zod";
import { wholeCommune } from "../communes/department.rules.ts";
import type { banResponseSchema } from "./ban.schema.ts";
import type { Located, NotFound, WrittenAddress } from "./place.schema.ts";

/** The service refuses shorter and longer ones. */
const SHORTEST = 3;
const LONGEST = 200;
/** Two scores closer than this say the same. */
const SAME_SCORE = 0.02;
/** About 50 metres, in degrees: nearer, two answers are one place. */
const SAME_PLACE = 0.0005;

/**
 * The searches that may find an address, the next one for when the one before finds nothing. First within the commune
 * that is written, the postcode being a help only (59000 is written for all of Lille, and a CEDEX is none of its
 * postcodes); then within the postcode, for the commune may be the one that is wrong.
 * @returns none for what the service would refuse
 */
export function searchesOf({ line, postcode, communeCode }: WrittenAddress): URLSearchParams[] {
  const street = (line ?? "")
    .normalize("NFC")
    .replace(/\s+/g, " ")
    // The service wants a letter or a number first.
    .replace(/^[^\p{Lu}\p{Ll}0-9]+/u, "")
    .trim();
  if (street.length < SHORTEST) return [];
  const code = /^\d{5}$/.test(postcode ?? "") ? (postcode as string) : "";
  const commune = /^(\d{5}|2[AB]\d{3})$/.test(communeCode ?? "") ? (communeCode as string) : "";
  const whole = code ? `${street} ${code}` : street;
  const search = (filter: Record<string, string>) =>
    new URLSearchParams({
      q: whole.length > LONGEST ? street.slice(0, LONGEST) : whole,
      index: "address",
      autocomplete: "0",
      limit: "2",
      ...filter,
    });
  if (!commune && !code) return [search({})];
  return [
    ...(commune ? [search({ citycode: commune })] : []),
    ...(code ? [search({ postcode: code })] : []),
  ];
}

/** Does an address say a street, or at least something that can be looked for? */
export const hasStreet = (address: WrittenAddress) => searchesOf(address).length > 0;

type Features = z.output<typeof banResponseSchema>["features"];

/** What an answer says: the first place, and whether the second is as likely. */
export function readPlaces([first, second]: Features): Located | NotFound {
  if (!first) return { ok: false, reason: "not_found" };
  const { label, score, type, citycode } = first.properties;
  const [lon, lat] = first.geometry.coordinates;
  return {
    ok: true,
    lon,
    lat,
    score,
    label,
    type,
    communeCode: wholeCommune(citycode),
    hasRival:
      second !== undefined &&
      score - second.properties.score < SAME_SCORE &&
      second.geometry.coordinates.some(
        (degrees, axis) => Math.abs(degrees - (axis === 0 ? lon : lat)) > SAME_PLACE,
      ),
  };
}
