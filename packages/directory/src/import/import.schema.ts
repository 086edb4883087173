import { z } from "zod";
import { openResourceSchema } from "../open-resource.schema.ts";
import { mostManifests } from "./manifest.schema.ts";

/** Resources read from manifests, to be drafts all together or not at all. */
export const importOpenResourcesSchema = z.object({
  resources: z.array(openResourceSchema).min(1).max(mostManifests),
});

/** What a resource is known by, to find it where it is already told. */
export const likeResourcesSchema = z.object({
  candidates: z
    .array(z.object({ name: z.string().max(200), sourceUrl: z.string().max(500).nullable() }))
    .max(mostManifests),
});
