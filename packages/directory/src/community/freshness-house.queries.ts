import { defineHouseQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { ASK_MONTHS, isToAsk, monthsBefore } from "./freshness.rules.ts";

export type AskedKeeper = {
  recordId: string;
  name: string;
  email: string;
  title: string;
  confirmedOn: string;
  organisationName: string;
};

/** The keepers to ask, that day, whether their record is still true. */
export const listKeepersToAsk = defineHouseQuery({
  name: "listKeepersToAsk",
  permission: "house:keep",
  input: z.object({ day: z.iso.date() }),
  run: async ({ db, input }): Promise<AskedKeeper[]> => {
    const rows = await db
      .selectFrom("record_keeper as k")
      .innerJoin("published_record as p", "p.id", "k.record_id")
      .innerJoin("organisation as o", "o.id", "k.organisation_id")
      .where("p.confirmed_on", "<", monthsBefore(input.day, ASK_MONTHS))
      .where("k.unreachable_since", "is", null)
      // What a name that was erased leaves is no address.
      .where(sql<boolean>`position('@' in k.email) > 0`)
      .select(["k.record_id as recordId", "k.name", "k.email", "k.asked_on as askedOn"])
      .select(["p.title", "p.confirmed_on as confirmedOn", "o.name as organisationName"])
      .orderBy("k.record_id")
      .execute();
    return rows
      .filter((row) => isToAsk(row, input.day))
      .map(({ askedOn: _, ...keeper }): AskedKeeper => keeper);
  },
});
