import { z } from "zod";
import { sectors } from "./activity.schema.ts";
import { resourceKinds } from "./open-resource.schema.ts";
import { longestSearch } from "./published.rules.ts";

const searchKinds = ["all", "activity", "resource"] as const;

/** Results on one page of the directory. */
export const resultsPerPage = 20;

/** A search of the public directory. What is too long is cut: a pasted page is still a search. */
export const searchSchema = z.object({
  q: z
    .string()
    .default("")
    .transform((typed) =>
      typed
        .replace(/[\p{Cc}\s]+/gu, " ")
        .trim()
        .slice(0, longestSearch),
    ),
  kind: z.enum(searchKinds).default("all"),
  /** Only activities have a sector. */
  sector: z.enum(sectors).optional(),
  /** Only open resources have a kind. */
  resourceKind: z.enum(resourceKinds).optional(),
  page: z.coerce.number().int().min(1).max(5000).default(1),
});
export type Search = z.output<typeof searchSchema>;

/** The address of one record. Whatever is not a slug finds nothing. */
export const slugSchema = z.object({ slug: z.string().max(200) });
