import type { Tx } from "@essaim/identity/operation";
import type { Names } from "./content-words.rules.ts";
import type { Content } from "./record.ts";

/**
 * The names of the resources and communes that these documents cite.
 * @param shown `working`: as their editors call them now; `public`: as the public reads them, the others unnamed
 */
export async function namesIn(
  db: Tx,
  contents: readonly (Content | null)[],
  shown: "working" | "public",
): Promise<Names> {
  const resourceIds = cited(contents, "resources", ["openResourceId"]);
  const codes = cited(contents, "locations", ["commune", "transferredFrom"]);
  const resources =
    resourceIds.length === 0
      ? []
      : shown === "working"
        ? await db
            .selectFrom("open_resource")
            .select(["id", "name"])
            .where("id", "in", resourceIds)
            .execute()
        : await db
            .selectFrom("published_record")
            .select(["id", "title as name"])
            .where("id", "in", resourceIds)
            .execute();
  return {
    resources: new Map(resources.map(({ id, name }) => [id, name])),
    communes: await communeNames(db, codes),
  };
}

/** Names of communes, by code; those that are not known are left out. */
export async function communeNames(db: Tx, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom("commune")
    .select(["code", "name"])
    .where("code", "in", codes)
    .execute();
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** What the rows of one list name, in any of the documents, each once. */
function cited(contents: readonly (Content | null)[], list: string, keys: string[]): string[] {
  const found = contents.flatMap((content) => {
    const rows = content?.[list];
    return (Array.isArray(rows) ? rows : []).flatMap((row: Record<string, unknown>) =>
      keys.map((key) => row?.[key]),
    );
  });
  return [...new Set(found)].filter((one): one is string => typeof one === "string" && one !== "");
}
