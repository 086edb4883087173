import type { Saved } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { createOpenResource } from "../open-resource.commands.ts";
import type { Invalid } from "../publication.commands.ts";
import { importOpenResourcesSchema } from "./import.schema.ts";

/** `ids`: the drafts, in the order in which they were sent; `id` is the first. */
export type Imported = Saved & { ids: string[] };

/** Makes a draft of each resource read from a manifest: all of them, or none. */
export const importOpenResources = defineCommand({
  name: "importOpenResources",
  permission: "directory:write",
  subject: "open_resource",
  input: importOpenResourcesSchema,
  run: async ({ db, actor, input }): Promise<Imported | Invalid> => {
    const ids: string[] = [];
    for (const resource of input.resources) {
      const created = await createOpenResource.run({ db, actor, input: resource });
      if (!created.ok) return created;
      ids.push(created.id);
    }
    const [id] = ids;
    if (!id) throw new Error("Nothing to import");
    return { ok: true, id, ids };
  },
});
