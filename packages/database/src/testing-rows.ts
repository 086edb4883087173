import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "./connection.ts";
import { imagesPrefix, newFileKey } from "./file.ts";
import type { Tx } from "./operation.ts";
import type { DB } from "./schema.ts";
import { addFundingRows } from "./testing-funding-rows.ts";
import { addImpactRows } from "./testing-impact-rows.ts";
import { mediaRows } from "./testing-media-rows.ts";
import { outreachRows } from "./testing-outreach-rows.ts";
import { sheetRows } from "./testing-sheet-rows.ts";

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
    const partner = await db
      .insertInto("partner")
      .values({ ...tenant, name, kind: "cooperative", status: "secured" })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("partner_commune")
      .values({ ...tenant, partner_id: partner.id, commune_code: "59350" })
      .execute();
    await db
      .insertInto("partner_agreement")
      .values({
        ...tenant,
        partner_id: partner.id,
        title: "Convention",
        signed_on: "2026-01-15",
        file_name: "convention.pdf",
        content_type: "application/pdf",
        size_bytes: 10,
        storage_key: newFileKey(organisationId),
      })
      .execute();
    await outreachRows(db, { organisationId, partnerId: partner.id });
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

/** Makes the activity and the resource public, whatever is missing from them, and remembers one that was. */
export async function publishRows(
  db: Tx,
  { organisationId, membershipId, activityId, resourceId }: Rows,
) {
  await sql`select publish_record('activity', ${activityId}), publish_record('resource', ${resourceId})`.execute(
    db,
  );
  await sql`insert into search_synonym (organisation_id, terms)
    values (${organisationId}, 'couture, atelier de couture')`.execute(db);
  await sql`insert into withdrawn_record (organisation_id, id, record_kind, slug, position)
    values (${organisationId}, uuidv7(), 'activity', ${`ancienne-${organisationId}`}, next_publication_position())`.execute(
    db,
  );
  const imageId = randomUUID();
  await sql`update published_record
    set content = content || jsonb_build_object('images', jsonb_build_array(jsonb_build_object('id', ${imageId}::text)))
    where id = ${activityId}`.execute(db);
  const about = {
    organisation_id: organisationId,
    record_kind: "activity" as const,
    record_id: activityId,
  };
  const by = membershipId;
  await db
    .insertInto("record_writer")
    .values({ ...about, membership_id: by })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto("review_request")
    .values({
      ...about,
      requested_by: by,
      answer: "Le titre",
      answered_by: by,
      answered_at: sql`now()`,
    })
    .execute();
  await db
    .insertInto("scheduled_publication")
    .values({ ...about, version: 1, due_at: sql`now() + interval '1 day'`, scheduled_by: by })
    .execute();
  await db
    .insertInto("preview_link")
    .values({ ...about, token_hash: randomUUID(), created_by: by })
    .execute();
  await db
    .insertInto("image_file")
    .values({
      ...about,
      image_id: imageId,
      format: "webp",
      width: 640,
      height: 480,
      size_bytes: 10,
      storage_key: newFileKey(organisationId, imagesPrefix),
    })
    .execute();
  await db
    .insertInto("record_link")
    .values({
      ...about,
      target_url: "https://exemple.fr/absente",
      failures: 3,
      dead_on: "2026-03-01",
    })
    .execute();
}

/** What people without an account brought to the activity. */
export async function communityRows(db: Tx, { organisationId, activityId }: Rows) {
  const tenant = { organisation_id: organisationId };
  const person = { name: "Noé", email: `vecu-${organisationId}@example.org` };
  const about = { ...tenant, record_kind: "activity" as const, record_id: activityId };
  const experience = await db
    .insertInto("experience")
    .values({ ...tenant, activity_id: activityId, display_name: "Noé", worked: "Les clients" })
    .returning("id")
    .executeTakeFirstOrThrow();
  const lived = { ...tenant, experience_id: experience.id };
  await db
    .insertInto("experience_contact")
    .values({ ...lived, ...person })
    .execute();
  await db
    .insertInto("contact_request")
    .values({ ...lived, novice_name: "Lina", novice_email: person.email })
    .execute();
  const proposal = await db
    .insertInto("proposal")
    .values({ ...about, kind: "correction", content: JSON.stringify({ summary: "Mieux dit" }) })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("proposal_contact")
    .values({ ...tenant, proposal_id: proposal.id, ...person })
    .execute();
  await db
    .insertInto("record_keeper")
    .values({ ...about, ...person })
    .execute();
}

/**
 * Same, then one row at least in every other tenant table too: another person, a pathway, meetings, a plan, aids,
 * mentoring, documents, imports, jobs. For tests that walk all tables; the others need less.
 */
export async function populateAll(owner: Database, name: string): Promise<Rows> {
  const rows = await populate(owner, name);
  const { organisationId, membershipId, workerId, resourceId, grantId } = rows;
  const tenant = { organisation_id: organisationId };
  const later = sql<Date>`now() + interval '1 day'`;
  await owner.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${organisationId}, true)`.execute(db);
    const add = async <T extends keyof DB & string>(table: T, values: object): Promise<string> => {
      const [row] = await db
        .insertInto(table as "worker")
        .values({ ...tenant, ...values } as never)
        .returningAll()
        .execute();
      return row?.id ?? "";
    };
    const value = async (key: string) =>
      (
        await db
          .selectFrom("list_value")
          .select("id")
          .where("organisation_id", "=", organisationId)
          .where("list_key", "=", key)
          .orderBy("position")
          .limit(1)
          .executeTakeFirstOrThrow()
      ).id;
    const meeting = await db
      .selectFrom("meeting")
      .select("id")
      .where("organisation_id", "=", organisationId)
      .executeTakeFirstOrThrow();
    const about = { worker_id: workerId };
    await publishRows(db, rows);
    await communityRows(db, rows);
    await mediaRows(db, rows);
    await sheetRows(db, rows);

    await add("stage", { ...about, kind: "candidate", starts_on: "2026-01-01" });
    const mentorId = await add("worker", {
      given_name: "Awa",
      family_name: name,
      kind: "both",
      supported_from: "2025-01-01",
      supported_until: "2025-06-30",
    });
    await add("stage", { worker_id: mentorId, kind: "diagnosis", starts_on: "2025-01-01" });
    await add("stage", { worker_id: mentorId, kind: "exit", starts_on: "2025-06-30" });
    await add("worker_value", {
      ...about,
      list_key: "income_support",
      value_id: await value("income_support"),
      is_multiple: true,
      is_sensitive: true,
    });
    await add("worker_change", { ...about, changes: "[]" });
    await add("residence", {
      ...about,
      holds_from: "2026-01-01",
      generation: 2024,
      answer: "priority",
      neighbourhood_code: "QN05901M",
      commune_code: "59350",
      source: "hand",
    });
    await add("meeting_theme", { meeting_id: meeting.id, value_id: await value("meeting_theme") });
    await add("meeting_private_note", {
      meeting_id: meeting.id,
      author_id: membershipId,
      text: "Pour moi",
    });
    const workshopId = await add("workshop", {
      kind: "information",
      title: name,
      coach_id: membershipId,
      held_on: "2026-03-01",
      start_time: "14:00",
      duration_minutes: 90,
      place: "office",
    });
    await add("workshop_theme", {
      workshop_id: workshopId,
      value_id: await value("meeting_theme"),
    });
    await add("participant", { workshop_id: workshopId, ...about });
    await add("draft", { membership_id: membershipId, form: "/essai", ...about, fields: "{}" });
    await add("calendar_feed", { membership_id: membershipId, token_hash: randomUUID() });
    const objectiveId = await add("objective", { ...about, title: name, set_on: "2026-02-01" });
    await add("plan_action", { ...about, objective_id: objectiveId, label: name });
    await add("skill_level", {
      ...about,
      assessed_on: "2026-02-01",
      value_id: await value("skill"),
      level: 2,
    });
    await add("reminder", { membership_id: membershipId, sent_on: "2026-02-02" });
    const budgetLineId = await add("budget_line", {
      label: name,
      grant_id: grantId,
      takes_aid: true,
      amount_cents: 100_000,
      starts_on: "2026-01-01",
      ends_on: "2026-12-31",
    });
    const aidId = await add("aid", {
      ...about,
      amount_cents: 5_000,
      purpose: "Un casque",
      requested_on: "2026-02-01",
      requested_by: membershipId,
    });
    await addFundingRows(add, { ...rows, budgetLineId });
    await addImpactRows(db, add, rows);
    await add("aid_resource", { aid_id: aidId, open_resource_id: resourceId });
    await add("mentor_offer", {
      worker_id: mentorId,
      open_resource_id: resourceId,
      offered_on: "2026-01-01",
    });
    const mentorshipId = await add("mentorship", {
      mentor_id: mentorId,
      novice_id: workerId,
      proposed_on: "2026-01-01",
      proposed_by: membershipId,
    });
    await add("mentorship_session", {
      mentorship_id: mentorshipId,
      held_on: "2026-02-01",
      duration_minutes: 60,
    });
    await add("document", {
      ...about,
      name: "cv.pdf",
      content_type: "application/pdf",
      size_bytes: 10,
      sha256: "0".repeat(64),
      storage_key: newFileKey(organisationId),
    });
    await add("access_export", {
      ...about,
      storage_key: newFileKey(organisationId),
      size_bytes: 10,
      expires_at: later,
    });
    await add("file_removal", { storage_key: newFileKey(organisationId), due_at: later });
    await add("saved_view", { name, query: "q=lille", created_by: membershipId });
    await add("worker_import", { file_name: "reprise.xlsx", created_by: membershipId });
    await add("privacy_notice", {
      ...about,
      given_on: "2026-01-01",
      channel: "in_person",
      legal_basis: "contract",
    });
    await add("erasure", { ground: "request", worker_ids: "{}", done: "{}", traces_left: 0 });
    const undoId = await add("undo_entry", {
      kind: "worker_removal",
      subject_id: workerId,
      payload: "{}",
      expires_at: later,
    });
    await add("undo_secret", { undo_entry_id: undoId, content: "{}" });
    const [a_id, b_id] = [workerId, mentorId].sort();
    await add("distinct_workers", { a_id, b_id, said_by: membershipId });
    await add("merged_worker", { merged_id: randomUUID(), kept_id: workerId });
    await add("worker_export", {
      format: "csv",
      columns: "etape",
      line_count: 1,
      created_by: membershipId,
    });
    await add("job", { kind: "test", requested_by: membershipId });
    await add("audit_event", {
      membership_id: membershipId,
      operation: "getWorker",
      subject_type: "worker",
      subject_id: workerId,
    });
  });
  return rows;
}
