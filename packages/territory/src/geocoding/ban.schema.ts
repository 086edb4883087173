import { z } from "zod";
import { communeCodePattern } from "../communes/department.rules.ts";

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
        citycode: z.string().regex(communeCodePattern),
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
