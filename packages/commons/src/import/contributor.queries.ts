import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { sourceSchema } from "./source.schema.ts";

/**
 * People whom authors of a file may be, and who authors already are. Nobody erased is offered.
 * @returns `known`: by alias, the worker's id, or null for the cooperative itself
 */
export const listContributors = defineQuery({
  name: "listContributors",
  permission: "commons:write",
  input: z.object({ source: sourceSchema }),
  run: async ({ db, input }) => {
    const workers = await db
      .selectFrom("worker")
      .select(["id", "given_name", "family_name", "email", "supported_from"])
      .where("anonymised_at", "is", null)
      .orderBy("family_name")
      .orderBy("given_name")
      .orderBy("id")
      .execute();
    const aliases = await db
      .selectFrom("contributor_alias")
      .select(["alias", "worker_id"])
      .where("source", "=", input.source)
      .where("standing", "in", ["worker", "organisation"])
      .execute();
    return {
      candidates: workers.map((worker) => ({
        id: worker.id,
        name: `${worker.given_name} ${worker.family_name}`,
        email: worker.email,
        since: worker.supported_from,
      })),
      known: aliases.map(({ alias, worker_id }) => ({ alias, workerId: worker_id })),
    };
  },
});
