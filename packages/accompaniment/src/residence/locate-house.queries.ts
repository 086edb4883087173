import { today } from "@essaim/database/today";
import { defineHouseQuery } from "@essaim/identity/operation";
import type { WrittenAddress } from "@essaim/territory/geocoding/place.schema";
import { hasStreet } from "@essaim/territory/geocoding/query.rules";
import { type SqlBool, sql } from "kysely";
import { z } from "zod";
import { isAskedOf } from "./residence.rules.ts";
import type { ResidenceDoubt, ResidenceSource } from "./residence.schema.ts";

/** People read at once. */
const BATCH = 500;

/** Somebody whose home is to be located, or looked for again in the contours alone. */
export type HomeToLocate = WrittenAddress & {
  workerId: string;
  /** Is the address to be sent to the geocoder? Where it was found already is kept. */
  isToGeocode: boolean;
};

/** People whom an address says something of, today or before, or whose neighbourhood by hand may have ended. */
const hasHome = sql<SqlBool>`w.anonymised_at is null and (w.address_line is not null or exists (
  select from residence r where r.organisation_id = w.organisation_id and r.worker_id = w.id
    and r.superseded_at is null
    and (r.lon is not null or r.neighbourhood_code like 'QP%')))`;

/** How many people `nextHomesToLocate` goes through. */
export const countHomesToLocate = defineHouseQuery({
  name: "countHomesToLocate",
  permission: "house:keep",
  input: z.object({}),
  run: async ({ db }): Promise<number> => {
    const { people } = await db
      .selectFrom("worker as w")
      .where(hasHome)
      .select(sql<number>`count(*)::int`.as("people"))
      .executeTakeFirstOrThrow();
    return people;
  },
});

/**
 * The next people whose home may be located, by id. Those whose answer was given by hand are among them, for the homes
 * that they had before.
 * @param input.after the last one seen; null to begin
 * @param input.askAgain ask the geocoder again for what it did not find
 */
export const nextHomesToLocate = defineHouseQuery({
  name: "nextHomesToLocate",
  permission: "house:keep",
  input: z.object({ after: z.uuid().nullable(), askAgain: z.boolean() }),
  run: async ({ db, input: { after, askAgain } }): Promise<HomeToLocate[]> => {
    const rows = await db
      .selectFrom("worker as w")
      .leftJoin("commune as c", "c.code", "w.commune_code")
      .leftJoinLateral(
        sql<{
          source: ResidenceSource;
          asked_address: string;
          commune_code: string | null;
          doubts: ResidenceDoubt[];
        }>`residence_on(w.organisation_id, w.id, ${today()}::date)`.as<"now">(sql.ref("now")),
        (join) => join.onTrue(),
      )
      .where(hasHome)
      .$if(after !== null, (query) => query.where("w.id", ">", after ?? ""))
      .select(["w.id as workerId", "w.address_line as line", "w.postcode"])
      .select(["w.commune_code as communeCode", "c.name as communeName"])
      .select(["now.source", "now.asked_address as askedAddress", "now.doubts"])
      .select("now.commune_code as answerCommuneCode")
      .orderBy("w.id")
      .limit(BATCH)
      .execute();
    return rows.map(({ workerId, line, postcode, communeCode, communeName, ...now }) => {
      const address = { line, postcode, communeCode };
      const isAsked =
        now.source === "address" &&
        isAskedOf(
          {
            source: "address",
            askedAddress: now.askedAddress ?? "",
            communeCode: now.answerCommuneCode,
          },
          { addressLine: line, postcode, communeCode, communeName },
        );
      const isKnown =
        isAsked &&
        !now.doubts?.includes("unavailable") &&
        !(askAgain && now.doubts?.includes("not_found"));
      const isByHand = now.source === "hand" || now.source === "import";
      return { workerId, ...address, isToGeocode: hasStreet(address) && !isByHand && !isKnown };
    });
  },
});
