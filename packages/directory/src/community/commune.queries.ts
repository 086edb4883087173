import { definePublicQuery } from "@essaim/identity/operation";
import { findCommune } from "@essaim/territory/commune.queries";
import { z } from "zod";
import type { VisitorFault } from "./visitor.schema.ts";

/** What is wrong with a commune as somebody without an account wrote it; null when it is known, and no other is meant. */
export const findCommuneFault = definePublicQuery({
  name: "findCommuneFault",
  permission: "published:read",
  input: z.object({ commune: z.string().max(240) }),
  run: async ({ db, input }): Promise<VisitorFault | null> => {
    const found = await findCommune(db, input.commune);
    if (found.ok) return null;
    return found.reason === "commune_not_found" ? "commune" : "commune_shared";
  },
});
