import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { completeGrants, missingOf } from "./publication.rules.ts";
import type { PublishableGrant, Recipient } from "./publication.schema.ts";

/** Every grant awarded or closed, with what it lacks to be published, the latest agreement first. */
export const listPublishableGrants = defineQuery({
  name: "listPublishableGrants",
  permission: "spending:read",
  input: z.object({}),
  run: async ({ db, actor }) => {
    const recipient = await readRecipient(db, actor.organisationId);
    const grants = await readGrants(db);
    return grants.map(({ id, title, funderId, funderName, signedOn, ...grant }) => ({
      ...{ id, title, funderId, funderName, signedOn },
      missing: missingOf({ id, title, funderId, funderName, signedOn, ...grant }, recipient),
    }));
  },
});

/** The grants that lack nothing, as the files publish them. Nothing in them is about people. */
export const readPublication = defineQuery({
  name: "readPublication",
  permission: "spending:read",
  input: z.object({}),
  run: async ({ db, actor }) => {
    const recipient = await readRecipient(db, actor.organisationId);
    return { recipient, grants: completeGrants(await readGrants(db), recipient) };
  },
});

async function readRecipient(db: Tx, organisationId: string): Promise<Recipient> {
  return db
    .selectFrom("organisation")
    .where("id", "=", organisationId)
    .select(["legal_name as legalName", "siret"])
    .executeTakeFirstOrThrow();
}

async function readGrants(db: Tx): Promise<PublishableGrant[]> {
  const { rows } = await sql<PublishableGrant>`
    select g.id, g.title, g.reference, p.name as "programmeName", g.call_name as "callName", g.starts_on as "startsOn",
      g.ends_on as "endsOn", g.decided_on as "decidedOn", g.signed_on as "signedOn", g.asked_cents as "askedCents",
      g.amount_cents as "awardedCents", g.in_kind_cents as "inKindCents", coalesce(r.cents, 0)::bigint as "receivedCents",
      g.is_de_minimis as "isDeMinimis", g.rae_reference as "raeReference", g.updated_at as "updatedAt", f.id as "funderId",
      f.name as "funderName", f.siret as "funderSiret", f.website_url as "funderUrl",
      coalesce(i.days, case when r.cents >= g.amount_cents then r.days end, '{}') as "paymentDays"
    from funding_grant g
    join funder f on f.organisation_id = g.organisation_id and f.id = g.funder_id
    join programme p on p.organisation_id = g.organisation_id and p.id = g.programme_id
    left join lateral (select array_agg(expected_on::text order by expected_on) as days from instalment i
      where i.organisation_id = g.organisation_id and i.grant_id = g.id) i on true
    left join lateral (select array_agg(received_on::text order by received_on) as days, sum(amount_cents) as cents
      from receipt r where r.organisation_id = g.organisation_id and r.grant_id = g.id) r on true
    where g.status in ('awarded', 'closed')
    order by g.signed_on desc nulls last, g.id`.execute(db);
  return rows;
}
