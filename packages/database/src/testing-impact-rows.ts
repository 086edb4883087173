import { sql } from "kysely";
import { newFileKey } from "./file.ts";
import type { Tx } from "./operation.ts";
import type { Add } from "./testing-funding-rows.ts";
import type { Rows } from "./testing-rows.ts";

/** One row in each table of releases, reports and indicators of one's own. */
export async function addImpactRows(db: Tx, add: Add, rows: Rows) {
  const { organisationId, membershipId, grantId } = rows;
  const ofGrant = { grant_id: grantId };
  const keyId = organisationId.replaceAll("-", "").slice(-16);
  const releaseId = await add("figure_release", {
    ...ofGrant,
    cut_off_on: "2026-06-30",
    content: JSON.stringify({}),
    details: JSON.stringify({}),
    made_by: membershipId,
  });
  await sql`select keep_signing_key(${keyId}, ${`key ${keyId}`.padEnd(44, "=")})`.execute(db);
  const reportId = await add("impact_report", {
    ...ofGrant,
    title: "Rapport",
    cut_off_on: "2026-06-30",
    approved_at: "2026-07-01T10:00:00Z",
    release_id: releaseId,
    code: `rapport-${keyId}`,
    sealed: "{}",
    hash: "0".repeat(64),
    signature: "A".repeat(88),
    signing_key_id: keyId,
  });
  await add("report_file", {
    report_id: reportId,
    format: "pdf",
    report_version: 1,
    storage_key: newFileKey(organisationId),
    size_bytes: 10,
  });
  // Its funder reads it once it was sent.
  await add("grant_report", {
    ...ofGrant,
    form: "free",
    stage: "interim",
    label: "Bilan",
    covers_from: "2026-01-01",
    covers_to: "2026-06-30",
    due_on: "2026-07-31",
    sent_on: "2026-07-15",
    frozen: JSON.stringify({ counted: [{ expenseId: grantId }], answers: {} }),
  });
  await add("experience", {
    activity_id: rows.activityId,
    display_name: "Noé",
    worked: "Les clients",
    published_at: "2026-07-01T10:00:00Z",
  });
  await add("grant_message", {
    ...ofGrant,
    side: "cooperative",
    body: "Bonjour",
    written_by: membershipId,
  });
  await add("own_indicator", {
    name: "Vélos réparés",
    definition: "Vélos réparés pendant la période.",
    unit_one: "vélo",
    unit_many: "vélos",
    audience: "team",
  });
  const targetId = await add("target", {
    ...ofGrant,
    indicator_key: "video_views",
    value: 20_000,
  });
  await add("target_milestone", { target_id: targetId, due_on: "2026-06-30", value: 10_000 });
}
