import type { Tx } from "@essaim/identity/operation";
import type { PersonData } from "../access-export.schema.ts";
import type { LegalBasis, NoticeChannel } from "../privacy-notice.schema.ts";

export async function personOf(db: Tx, id: string): Promise<PersonData["person"] | undefined> {
  return await db
    .selectFrom("worker as w")
    .leftJoin("commune as c", "c.code", "w.commune_code")
    .leftJoin("neighbourhood as n", "n.code", "w.neighbourhood_code")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .leftJoin("worker_import as i", (join) =>
      join.onRef("i.organisation_id", "=", "w.organisation_id").onRef("i.id", "=", "w.import_id"),
    )
    .where("w.id", "=", id)
    .where("w.anonymised_at", "is", null)
    .select([
      "w.id",
      "w.given_name as givenName",
      "w.family_name as familyName",
      "w.email",
      "w.phone",
    ])
    .select(["w.birth_on as birthOn", "w.birth_year as birthYear", "w.address_line as addressLine"])
    .select([
      "w.postcode",
      "c.name as commune",
      "w.commune_code as communeCode",
      "n.name as neighbourhood",
    ])
    .select(["w.neighbourhood_code as neighbourhoodCode", "w.residence", "w.kind", "w.dependants"])
    .select([
      "u.full_name as coach",
      "w.supported_from as supportedFrom",
      "w.supported_until as supportedUntil",
    ])
    .select([
      "w.created_at as createdAt",
      "w.updated_at as updatedAt",
      "i.file_name as importedFrom",
    ])
    .executeTakeFirst();
}

export async function noticesOf(db: Tx, id: string): Promise<PersonData["notices"]> {
  return await db
    .selectFrom("privacy_notice")
    .where("worker_id", "=", id)
    .select(["given_on as givenOn", "channel", "legal_basis as legalBasis"])
    .orderBy("given_on")
    .orderBy("id")
    .$castTo<{ givenOn: string; channel: NoticeChannel; legalBasis: LegalBasis }>()
    .execute();
}

export async function residencesOf(db: Tx, id: string): Promise<PersonData["residences"]> {
  return await db
    .selectFrom("residence as r")
    .leftJoin("commune as c", "c.code", "r.commune_code")
    .leftJoin("neighbourhood as n", "n.code", "r.neighbourhood_code")
    .where("r.worker_id", "=", id)
    .select(["r.holds_from as holdsFrom", "r.answer", "r.generation", "r.source"])
    .select(["n.name as neighbourhood", "n.code as neighbourhoodCode", "c.name as commune"])
    .select(["r.asked_address as askedAddress", "r.found_address as foundAddress"])
    .select(["r.lon", "r.lat", "r.score", "r.doubts", "r.to_check as isToCheck", "r.reason"])
    .select(["r.answered_at as answeredAt", "r.superseded_at as supersededAt"])
    .orderBy("r.holds_from", "desc")
    .orderBy("r.answered_at", "desc")
    .orderBy("r.id")
    .execute();
}
