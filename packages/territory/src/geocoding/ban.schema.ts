import { z } from "zod";

/** What a place is, from the most precise to the least. */
export const placeTypes = ["housenumber", "street", "locality", "municipality"] as const;
export type PlaceType = (typeof placeTypes)[number];

/** Scores are computed in floating point: 1.0000000002 was meant to be 1. */
const score = z
  .number()
  .min(0)
  .max(1.001)
  .transform((value) => Math.min(value, 1));

/**
 * What the State's geocoder answers (Base Adresse Nationale, served by the Géoplateforme or by an addok of one's own):
 * GeoJSON in WGS 84. Of its properties only those that are used are asked for; the others may come and go.
 * https://geoservices.ign.fr/documentation/services/services-geoplateforme/geocodage
 */
export const banResponseSchema = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(
    z.object({
      type: z.literal("Feature"),
      geometry: z.object({
        type: z.literal("Point"),
        coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
      }),
      properties: z.object({
        label: z.string().min(1).max(300),
        score,
        type: z.enum(placeTypes),
        citycode: z.string().regex(/^([0-9]{2}|2[AB])[0-9]{3}$/),
      }),
    }),
  ),
});

/** How it refuses a query (400). */
export const banRefusalSchema = z.object({
  code: z.number(),
  message: z.string(),
  detail: z.array(z.string()).optional(),
});

/**
 * The commune of a code that may be a municipal arrondissement's: the geocoder says 75111 where our register has Paris,
 * 75056 (INSEE, code officiel géographique).
 */
export function communeOfCitycode(code: string): string {
  if (/^751(0[1-9]|1\d|20)$/.test(code)) return "75056";
  if (/^6938[1-9]$/.test(code)) return "69123";
  if (/^132(0[1-9]|1[0-6])$/.test(code)) return "13055";
  return code;
}
