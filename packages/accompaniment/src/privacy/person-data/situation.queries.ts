import type { Tx } from "@essaim/identity/operation";
import { type ListKey, listOf } from "../../list/value-list.schema.ts";
import type { PersonData } from "../access-export.schema.ts";

export async function situationOf(db: Tx, id: string): Promise<PersonData["situation"]> {
  const rows = await db
    .selectFrom("worker_value as wv")
    .innerJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "wv.organisation_id").onRef("v.id", "=", "wv.value_id"),
    )
    .where("wv.worker_id", "=", id)
    .select(["wv.list_key", "wv.moment", "v.label"])
    .orderBy("wv.list_key")
    .orderBy("wv.moment")
    .orderBy("v.position")
    .execute();
  return rows.map((row) => ({
    list: listOf(row.list_key as ListKey).name,
    moment: row.moment as "entry" | "now",
    value: row.label,
  }));
}

export async function resourcesOf(db: Tx, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom("worker_resource as wr")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "wr.organisation_id")
        .onRef("r.id", "=", "wr.open_resource_id"),
    )
    .where("wr.worker_id", "=", id)
    .select("r.name")
    .orderBy("r.name")
    .execute();
  return rows.map((row) => row.name);
}
