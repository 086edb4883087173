import { sql } from "kysely";

/**
 * Is an expense `e` proven? A file or an address proves it; an aid is proven by its own decision, hours of the team by
 * their count. One question, so that a list and a report never answer otherwise.
 */
export const isProven = sql<boolean>`(e.kind in ('aid', 'staff_time') or e.evidence_url is not null or exists (
  select from funding_file f where f.organisation_id = e.organisation_id and f.expense_id = e.id))`;
