import { z } from "zod";

/** The address of one record. Whatever is not a slug finds nothing. */
export const slugSchema = z.object({ slug: z.string().max(200) });
