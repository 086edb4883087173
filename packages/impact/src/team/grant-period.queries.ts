import { readGrants } from "@essaim/funding/grant/grant.queries";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";

/** The grants whose period may be chosen, the latest first. */
export const listGrantPeriods = defineQuery({
  name: "listGrantPeriods",
  permission: "grant:read",
  input: z.object({}),
  run: async ({ db }) => {
    const grants = await readGrants(db);
    return grants
      .filter(({ status }) => status === "awarded" || status === "closed")
      .map(({ id, title, startsOn, endsOn }) => ({ id, title, startsOn, endsOn }))
      .sort((a, b) => b.startsOn.localeCompare(a.startsOn) || a.title.localeCompare(b.title, "fr"));
  },
});
