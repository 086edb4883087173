import { z } from "zod";
import { placeTypes } from "./ban.schema.ts";

/** An address as somebody wrote it. `line`: number and street, without the name of anybody. */
export type WrittenAddress = {
  line: string | null;
  postcode: string | null;
  communeCode: string | null;
};

/** Where an address is. Degrees in WGS 84; `score` from 0 to 1; `communeCode` is a whole commune's. */
export const locatedSchema = z.object({
  ok: z.literal(true),
  lon: z.number(),
  lat: z.number(),
  score: z.number(),
  /** The address as the Base Adresse Nationale writes it: personal data, like the one that was asked. */
  label: z.string(),
  type: z.enum(placeTypes),
  communeCode: z.string(),
  /** Somewhere else scores as high: two streets of one name. */
  hasRival: z.boolean(),
});
export type Located = z.output<typeof locatedSchema>;

export const notFoundSchema = z.object({ ok: z.literal(false), reason: z.literal("not_found") });
export type NotFound = z.output<typeof notFoundSchema>;

/** Why there was no answer, for the log: it never holds anything of what was asked or answered. */
export type Unavailable = {
  ok: false;
  reason: "unavailable";
  code: "off" | "timeout" | "network" | "not_json" | "unexpected_format" | `http_${number}`;
};

export type Geocoded = Located | NotFound | Unavailable;

/** What is worth remembering: not that the service was away. */
export const rememberedSchema = z.union([locatedSchema, notFoundSchema]);
export type Remembered = z.output<typeof rememberedSchema>;
