import type { Tx } from "@essaim/identity/operation";
import { stagesWithExit } from "../../pathway/stage.queries.ts";
import type { PersonData } from "../access-export.schema.ts";

export async function periodsOf(db: Tx, id: string): Promise<PersonData["supportPeriods"]> {
  return await db
    .selectFrom("support_period")
    .where("worker_id", "=", id)
    .select(["starts_on as startsOn", "ends_on as endsOn"])
    .orderBy("starts_on")
    .execute();
}

export async function stagesOf(db: Tx, id: string): Promise<PersonData["stages"]> {
  return await stagesWithExit(db)
    .where("s.worker_id", "=", id)
    .select(["s.kind", "s.starts_on as startsOn", "s.term_on as termOn", "s.ends_on as endsOn"])
    .select(["r.label as exitReason", "d.label as exitDestination", "s.note"])
    .orderBy("s.starts_on")
    .orderBy("s.id")
    .execute();
}
