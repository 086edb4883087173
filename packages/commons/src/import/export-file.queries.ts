import { isAnnounced } from "@essaim/database/file";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";

/** Is this export still there, or about to be? */
export const isExportAwaited = defineQuery({
  name: "isExportAwaited",
  permission: "commons:write",
  input: z.object({ storageKey: z.string() }),
  run: ({ db, input }) => isAnnounced(db, input.storageKey),
});
