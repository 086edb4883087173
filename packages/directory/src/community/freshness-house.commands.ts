import { today } from "@essaim/database/today";
import { defineHouseCommand, defineHouseQuery } from "@essaim/identity/operation";
import { createToken } from "@essaim/identity/token";
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

const target = z.object({ recordId: z.uuid() });

/** Draws the link of the question, and notes that it was asked; an earlier link serves no more. */
export const drawKeeperLink = defineHouseCommand({
  name: "drawKeeperLink",
  permission: "house:keep",
  subject: "record_keeper",
  input: target,
  run: async ({ db, input }): Promise<{ ok: true; id: string; token: string }> => {
    const { token, hash } = createToken();
    await db
      .updateTable("record_keeper")
      .set({ token_hash: hash, asked_on: today() })
      .where("record_id", "=", input.recordId)
      .execute();
    return { ok: true, id: input.recordId, token };
  },
});

/** The question could not leave. With `isUnreachable`, because the address does not exist; otherwise it is asked again. */
export const releaseKeeper = defineHouseCommand({
  name: "releaseKeeper",
  permission: "house:keep",
  subject: "record_keeper",
  input: target.extend({ isUnreachable: z.boolean() }),
  run: async ({ db, input }): Promise<{ ok: true; id: string }> => {
    await db
      .updateTable("record_keeper")
      .set(input.isUnreachable ? { unreachable_since: today() } : { asked_on: null })
      .where("record_id", "=", input.recordId)
      .execute();
    return { ok: true, id: input.recordId };
  },
});
