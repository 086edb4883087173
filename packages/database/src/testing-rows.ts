import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "./connection.ts";

/** Ids of the one row that each tenant table holds after `populate`. */
export type Rows = {
  organisationId: string;
  membershipId: string;
  funderId: string;
  grantId: string;
  workerId: string;
  resourceId: string;
  activityId: string;
};

/**
 * Puts one row for a new organisation in every table, so that a test can try to reach each of them.
 * @param owner connected as the owner of a test database
 */
export async function populate(owner: Database, name: string): Promise<Rows> {
  return owner.transaction().execute(async (db) => {
    const organisationId = randomUUID();
    await sql`select set_config('app.organisation_id', ${organisationId}, true)`.execute(db);
    const tenant = { organisation_id: organisationId };
    const slug = name.toLowerCase();
    await db.insertInto("organisation").values({ id: organisationId, name, slug }).execute();
    const user = await db
      .insertInto("user_account")
      .values({ email: `${slug}@example.org`, full_name: name })
      .returning("id")
      .executeTakeFirstOrThrow();
    const membership = await db
      .insertInto("membership")
      .values({ ...tenant, user_id: user.id, role: "coach" })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("user_session")
      .values({ ...tenant, id: randomUUID(), user_id: user.id, expires_at: new Date() })
      .execute();
    await db
      .insertInto("password_reset")
      .values({ user_id: user.id, token_hash: randomUUID(), expires_at: new Date() })
      .execute();
    await db.insertInto("rate_limit").values({ key: slug, points: 1 }).execute();
    await db
      .insertInto("invitation")
      .values({
        ...tenant,
        email: `invited-${slug}@example.org`,
        full_name: name,
        role: "coach",
        token_hash: randomUUID(),
        invited_by: membership.id,
        expires_at: new Date(),
      })
      .execute();
    await db
      .insertInto("audit_event")
      .values({ ...tenant, membership_id: membership.id, operation: "test" })
      .execute();
    await db
      .insertInto("submission")
      .values({
        ...tenant,
        id: randomUUID(),
        membership_id: membership.id,
        operation: "test",
        input_hash: "0",
      })
      .execute();
    await db
      .insertInto("commune")
      .values({ code: "59350", name: "Lille", department_code: "59" })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db
      .insertInto("neighbourhood")
      .values({ code: "QN05901M", generation: 2024, name: "Quartier d’essai" })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db
      .insertInto("neighbourhood_commune")
      .values({ neighbourhood_code: "QN05901M", commune_code: "59350" })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const insert = async (table: "programme" | "funder" | "worker", values: object) =>
      (
        await db
          .insertInto(table)
          .values({ ...tenant, ...values } as never)
          .returning("id")
          .executeTakeFirstOrThrow()
      ).id;
    const resource = await db
      .insertInto("open_resource")
      .values({ ...tenant, slug: `res-${slug}`, kind: "software", name, summary: name })
      .returning("id")
      .executeTakeFirstOrThrow();
    const activity = await db
      .insertInto("activity")
      .values({ ...tenant, slug: `act-${slug}`, title: name, summary: name, sector: "other" })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("activity_resource")
      .values({ ...tenant, activity_id: activity.id, open_resource_id: resource.id })
      .execute();
    await db
      .insertInto("activity_location")
      .values({ ...tenant, activity_id: activity.id, commune_code: "59350" })
      .execute();
    const workerId = await insert("worker", {
      given_name: "Léa",
      family_name: name,
      kind: "both",
      supported_from: "2026-01-01",
    });
    await db
      .insertInto("stage")
      .values({ ...tenant, worker_id: workerId, kind: "diagnosis", starts_on: "2026-01-01" })
      .execute();
    await db
      .insertInto("worker_resource")
      .values({ ...tenant, worker_id: workerId, open_resource_id: resource.id })
      .execute();
    await db
      .insertInto("meeting")
      .values({
        ...tenant,
        worker_id: workerId,
        coach_id: membership.id,
        held_on: "2026-02-01",
        duration_minutes: 60,
        place: "office",
        summary: "Premier échange",
      })
      .execute();
    const programmeId = await insert("programme", { name });
    const action = await db
      .insertInto("programme_action")
      .values({ ...tenant, programme_id: programmeId, position: 1, name })
      .returning("id")
      .executeTakeFirstOrThrow();
    const funderId = await insert("funder", { name, kind: "foundation" });
    const grant = await db
      .insertInto("funding_grant")
      .values({
        ...tenant,
        funder_id: funderId,
        programme_id: programmeId,
        title: name,
        status: "awarded",
        starts_on: "2026-01-01",
        ends_on: "2026-12-31",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("target")
      .values({
        ...tenant,
        grant_id: grant.id,
        action_id: action.id,
        indicator_key: "supported_workers",
        value: 25,
      })
      .execute();
    await db
      .insertInto("contribution")
      .values({
        ...tenant,
        open_resource_id: resource.id,
        kind: "code",
        contributed_on: "2026-03-01",
        description: "Correction",
      })
      .execute();
    await db
      .insertInto("partner")
      .values({ ...tenant, name, kind: "cooperative", status: "secured" })
      .execute();
    await db
      .insertInto("declared_figure")
      .values({
        ...tenant,
        indicator_key: "video_views",
        month: "2026-03-01",
        source: "PeerTube",
        value: 100,
        evidence: "Relevé du 1er avril",
      })
      .execute();
    return {
      organisationId,
      membershipId: membership.id,
      funderId,
      grantId: grant.id,
      workerId,
      resourceId: resource.id,
      activityId: activity.id,
    };
  });
}
