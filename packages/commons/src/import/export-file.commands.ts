import { announceFile } from "@essaim/database/file";
import { defineCommand } from "@essaim/identity/operation";
import { z } from "zod";

/**
 * Says that an export is about to be put in the storage, for the hour that its import takes: it holds people of
 * elsewhere, no record ever keeps it, and the sweep removes it.
 */
export const announceExport = defineCommand({
  name: "announceExport",
  permission: "commons:write",
  subject: "contribution",
  isRecorded: () => false,
  // Of the file, so that the same form sent twice gets the same key, and another file does not.
  input: z.object({ sha256: z.string() }),
  run: async ({ db, actor }): Promise<{ ok: true; id: null; key: string }> => ({
    ok: true,
    id: null,
    key: await announceFile(db, actor),
  }),
});
