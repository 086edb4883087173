import { randomUUID } from "node:crypto";
import type { Database } from "@essaim/database/connection";
import { newFileKey } from "@essaim/database/file";
import { addFundingRows } from "@essaim/database/testing-funding-rows";
import { addImpactRows } from "@essaim/database/testing-impact-rows";
import type { Rows } from "@essaim/database/testing-rows";
import { sql } from "kysely";

/** A person of whom the house knows everything, in a test. */
export const aissatou = {
  givenName: "Aïssatou",
  familyName: "N’Diaye-Lemaître",
  email: "aissatou.ndiaye@exemple.fr",
  phone: "0612345678",
  addressLine: "12 rue de l’Épeule",
  postcode: "59100",
  birthOn: "1984-04-12",
};

export type TestPerson = {
  workerId: string;
  otherId: string;
  meetingId: string;
  sessionId: string;
  documentKey: string;
  exportKey: string;
};

const name = `${aissatou.givenName} ${aissatou.familyName}`;

/**
 * Puts a person of whom every table says something in an organisation, beside somebody else who met them.
 * @param owner connected as the owner of a test database
 */
export async function tellEverything(owner: Database, rows: Rows): Promise<TestPerson> {
  return await owner.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${rows.organisationId}, true)`.execute(db);
    const tenant = { organisation_id: rows.organisationId };
    const by = rows.membershipId;
    const tomorrow = new Date(Date.now() + 86_400_000);
    const id = async (query: Promise<{ id: string }>) => (await query).id;
    const answer = async (key: string, code: string) =>
      id(
        db
          .selectFrom("list_value")
          .select("id")
          .where("organisation_id", "=", rows.organisationId)
          .where("list_key", "=", key)
          .where("code", "=", code)
          .executeTakeFirstOrThrow(),
      );
    const importId = await id(
      db
        .insertInto("worker_import")
        .values({
          ...tenant,
          file_name: `${name}.xlsx`,
          status: "written",
          written_at: new Date(),
          reading: JSON.stringify({ columns: [{ samples: [name, "Karim Benali", 612345678] }] }),
          mapping: JSON.stringify({ words: { [name]: "x" } }),
          trial: JSON.stringify([{ row: 3, problem: `Deux lignes ${aissatou.email}` }]),
          created_by: by,
        })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    const worker = (values: object) =>
      id(
        db
          .insertInto("worker")
          .values({
            ...tenant,
            kind: "both",
            supported_from: "2024-01-08",
            coach_id: by,
            ...values,
          } as never)
          .returning("id")
          .executeTakeFirstOrThrow(),
      );
    const workerId = await worker({
      given_name: aissatou.givenName,
      family_name: aissatou.familyName,
      email: aissatou.email,
      phone: aissatou.phone,
      address_line: aissatou.addressLine,
      postcode: aissatou.postcode,
      birth_on: aissatou.birthOn,
      birth_year: 1984,
      dependants: 2,
      commune_code: "59350",
      residence: "priority",
      neighbourhood_code: "QN05901M",
      import_id: importId,
    });
    const otherId = await worker({ given_name: "Karim", family_name: "Benali" });
    await db
      .insertInto("stage")
      .values([
        { ...tenant, worker_id: workerId, kind: "candidate", starts_on: "2024-01-08" },
        {
          ...tenant,
          worker_id: workerId,
          kind: "cape",
          starts_on: "2024-02-01",
          term_on: "2025-01-31",
          ends_on: "2025-01-31",
          note: `Signé par ${name}`,
        },
        {
          ...tenant,
          worker_id: workerId,
          kind: "exit",
          starts_on: "2025-02-01",
          exit_reason_id: await answer("exit_reason", "project_done"),
          note: "Bravo Mme N'Diaye",
        },
        { ...tenant, worker_id: otherId, kind: "candidate", starts_on: "2024-01-08" },
      ])
      .execute();
    await db
      .insertInto("residence")
      .values({
        ...tenant,
        worker_id: workerId,
        holds_from: "2024-01-08",
        generation: 2024,
        answer: "priority",
        neighbourhood_code: "QN05901M",
        commune_code: "59350",
        source: "hand",
        asked_address: `${aissatou.addressLine}, ${aissatou.postcode} Lille`,
        found_address: "12 Rue de l’Épeule 59100 Roubaix",
        lon: 3.169,
        lat: 50.694,
        score: 0.95,
        reason: `${name} vit chez sa sœur, pas chez Karim Benali.`,
        answered_by: by,
      })
      .execute();
    await db
      .insertInto("worker_value")
      .values([
        {
          ...tenant,
          worker_id: workerId,
          list_key: "gender",
          value_id: await answer("gender", "woman"),
          is_multiple: false,
          is_sensitive: false,
        },
        {
          ...tenant,
          worker_id: workerId,
          list_key: "disability",
          value_id: await answer("disability", "yes"),
          is_multiple: false,
          is_sensitive: true,
          moment: "entry",
        },
      ])
      .execute();
    await db
      .insertInto("worker_resource")
      .values({ ...tenant, worker_id: workerId, open_resource_id: rows.resourceId })
      .execute();
    await db
      .insertInto("worker_change")
      .values({
        ...tenant,
        worker_id: workerId,
        changed_by: by,
        changes: JSON.stringify([{ field: "Nom", before: "Sowéré", after: aissatou.familyName }]),
      })
      .execute();
    const meetingId = await id(
      db
        .insertInto("meeting")
        .values({
          ...tenant,
          worker_id: workerId,
          coach_id: by,
          held_on: "2024-03-01",
          duration_minutes: 60,
          place: "home",
          place_detail: aissatou.addressLine,
          summary: `${name} a trouvé ses premiers clients, avec Karim Benali.`,
        })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    await db
      .insertInto("meeting")
      .values([
        {
          ...tenant,
          worker_id: workerId,
          coach_id: by,
          held_on: "2024-04-01",
          duration_minutes: 45,
          place: "office",
          attendance: "absent",
          summary: "",
        },
        {
          ...tenant,
          worker_id: workerId,
          coach_id: by,
          held_on: "2099-04-01",
          duration_minutes: 45,
          place: "office",
          attendance: "expected",
          summary: "",
        },
        {
          ...tenant,
          worker_id: otherId,
          coach_id: by,
          held_on: "2024-03-02",
          duration_minutes: 30,
          place: "office",
          summary: `Karim est venu avec AISSATOU NDIAYE, joignable au 06 12 34 56 78. Mme Sowere aussi.`,
        },
      ])
      .execute();
    await db
      .insertInto("meeting_theme")
      .values({
        ...tenant,
        meeting_id: meetingId,
        value_id: await answer("meeting_theme", "project"),
      })
      .execute();
    const removedMeetingId = randomUUID();
    await db
      .insertInto("meeting_private_note")
      .values([
        { ...tenant, meeting_id: meetingId, author_id: by, text: "Aïssatou m’inquiète." },
        { ...tenant, meeting_id: removedMeetingId, author_id: by, text: "Une note qui attend." },
      ])
      .execute();
    const sessionId = await id(
      db
        .insertInto("workshop")
        .values({
          ...tenant,
          kind: "workshop",
          title: "Fixer ses prix",
          coach_id: by,
          held_on: "2024-05-02",
          start_time: "14:00",
          duration_minutes: 120,
          place: "office",
          minutes: `Karim Benali a présenté ses tarifs.\n\nAïssatou N’Diaye a demandé à Karim Benali comment faire un devis.`,
        })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    await db
      .insertInto("participant")
      .values([
        { ...tenant, workshop_id: sessionId, worker_id: workerId, attendance: "present" },
        { ...tenant, workshop_id: sessionId, worker_id: otherId, attendance: "present" },
        // Registered before she had a file.
        {
          ...tenant,
          workshop_id: sessionId,
          given_name: "Aissatou",
          family_name: "NDIAYE",
          email: aissatou.email,
          phone: "+33612345678",
          attendance: "present",
        },
        {
          ...tenant,
          workshop_id: sessionId,
          given_name: "Inès",
          family_name: "Diop",
          email: "ines@exemple.fr",
          attendance: "absent",
        },
      ])
      .execute();
    await db
      .insertInto("draft")
      .values([
        {
          ...tenant,
          membership_id: by,
          form: `/personnes/${workerId}/comptes-rendus/nouveau`,
          worker_id: workerId,
          fields: JSON.stringify({ summary: "Aïssatou hésite." }),
        },
        {
          ...tenant,
          membership_id: by,
          form: "/personnes/nouvelle",
          fields: JSON.stringify({
            familyName: "N'Diaye",
            givenName: "Aissatou",
            note: `voir ${name}`,
          }),
        },
      ])
      .execute();
    const objective = await db
      .insertInto("objective")
      .values({
        ...tenant,
        worker_id: workerId,
        title: "Ouvrir l’atelier d’Aïssatou",
        set_on: "2024-03-01",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("plan_action")
      .values([
        {
          ...tenant,
          worker_id: workerId,
          objective_id: objective.id,
          label: `Appeler ${name}`,
          due_on: "2024-04-01",
          done_on: "2024-04-02",
        },
        {
          ...tenant,
          worker_id: workerId,
          label: "Chercher un local rue de l’Épeule",
          due_on: "2024-06-01",
        },
      ])
      .execute();
    await db
      .insertInto("skill_level")
      .values({
        ...tenant,
        worker_id: workerId,
        assessed_on: "2024-03-01",
        value_id: await answer("skill", "price"),
        level: 2,
      })
      .execute();
    const budget = await db
      .insertInto("budget_line")
      .values({
        ...tenant,
        label: "Coups de pouce",
        amount_cents: 500_000,
        starts_on: "2024-01-01",
        ends_on: "2024-12-31",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const aid = await db
      .insertInto("aid")
      .values({
        ...tenant,
        worker_id: workerId,
        amount_cents: 30_000,
        purpose: "Une machine à coudre pour Aïssatou",
        requested_on: "2024-03-05",
        requested_by: by,
        status: "paid",
        decided_on: "2024-03-06",
        decided_by: by,
        decision_reason: "Elle en a besoin.",
        budget_line_id: budget.id,
        paid_on: "2024-03-10",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("aid_resource")
      .values({ ...tenant, aid_id: aid.id, open_resource_id: rows.resourceId })
      .execute();
    await db
      .insertInto("mentor_offer")
      .values({
        ...tenant,
        worker_id: workerId,
        open_resource_id: rows.resourceId,
        note: "Aïssatou connaît bien l’outil",
        offered_on: "2024-05-01",
      })
      .execute();
    const mentorship = await db
      .insertInto("mentorship")
      .values({
        ...tenant,
        mentor_id: workerId,
        novice_id: otherId,
        proposed_on: "2024-06-01",
        proposed_by: by,
        reasons: `${name} habite près de Karim`,
        mentor_accepted_on: "2024-06-02",
        novice_accepted_on: "2024-06-03",
        ended_on: "2024-12-01",
        mentor_gain: "De la confiance",
        novice_gain: `Merci à ${name}`,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("mentorship_session")
      .values({
        ...tenant,
        mentorship_id: mentorship.id,
        held_on: "2024-06-10",
        duration_minutes: 60,
        summary: "Elle lui a montré ses devis.",
      })
      .execute();
    const documentKey = newFileKey(rows.organisationId);
    const exportKey = newFileKey(rows.organisationId);
    await db
      .insertInto("document")
      .values({
        ...tenant,
        worker_id: workerId,
        name: "CV Aïssatou N'Diaye.pdf",
        content_type: "application/pdf",
        size_bytes: 8,
        sha256: "0".repeat(64),
        storage_key: documentKey,
        kind_id: await answer("document_kind", "resume"),
        created_by: by,
      })
      .execute();
    await db
      .insertInto("access_export")
      .values({
        ...tenant,
        worker_id: workerId,
        storage_key: exportKey,
        size_bytes: 8,
        expires_at: new Date(Date.now() + 86_400_000),
        created_by: by,
      })
      .execute();
    const merge = await db
      .insertInto("undo_entry")
      .values({
        ...tenant,
        kind: "worker_merge",
        subject_id: randomUUID(),
        worker_ids: [workerId],
        payload: JSON.stringify({ mergedName: "Aisatou Diaye" }),
        created_by: by,
        expires_at: tomorrow,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("undo_secret")
      .values({
        ...tenant,
        undo_entry_id: merge.id,
        content: JSON.stringify({ merged: { given_name: "Aisatou", family_name: "Diaye" } }),
      })
      .execute();
    await db
      .insertInto("undo_entry")
      .values([
        {
          ...tenant,
          kind: "meeting_removal",
          subject_id: removedMeetingId,
          worker_ids: [workerId],
          payload: JSON.stringify({
            meeting: { id: removedMeetingId, held_on: "2024-07-01", summary: "Aïssatou" },
          }),
          created_by: by,
          expires_at: tomorrow,
        },
        {
          ...tenant,
          kind: "meeting_removal",
          subject_id: randomUUID(),
          worker_ids: [otherId],
          payload: JSON.stringify({ summary: `avec ${name} et Aisatou Diaye` }),
          created_by: by,
          expires_at: tomorrow,
        },
      ])
      .execute();
    await db
      .insertInto("merged_worker")
      .values({ ...tenant, merged_id: randomUUID(), kept_id: workerId })
      .execute();
    await db
      .insertInto("privacy_notice")
      .values({
        ...tenant,
        worker_id: workerId,
        given_on: "2024-01-08",
        channel: "in_person",
        legal_basis: "contract",
        recorded_by: by,
      })
      .execute();
    const contribution = await db
      .insertInto("contribution")
      .values({
        ...tenant,
        open_resource_id: rows.resourceId,
        worker_id: workerId,
        kind: "code",
        contributed_on: "2024-08-01",
        description: `Correction de ${name}`,
        evidence_url: "https://exemple.org/@aissatou",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const ofContribution = { ...tenant, contribution_id: contribution.id };
    await db
      .insertInto("upstream_event")
      .values({
        ...ofContribution,
        state: "declined",
        happened_on: "2024-08-02",
        reason: `Refusée à ${name}`,
      })
      .execute();
    await db
      .insertInto("contribution_item")
      .values({
        ...ofContribution,
        source: "git",
        source_key: workerId,
        happened_on: "2024-08-01",
        title: `Corrige, par ${name}`,
      })
      .execute();
    await db
      .insertInto("contributor_alias")
      .values({
        ...tenant,
        source: "git",
        alias: `${workerId}@exemple.org`,
        standing: "worker",
        worker_id: workerId,
      })
      .execute();
    await db
      .insertInto("expense")
      .values({
        ...tenant,
        worker_id: workerId,
        kind: "purchase",
        label: `Formation de ${name}`,
        account: "6185",
        incurred_on: "2024-08-02",
        amount_cents: 24_000,
      })
      .execute();
    const { id: potId } = await db
      .insertInto("reward_pot")
      .values({
        ...tenant,
        open_resource_id: rows.resourceId,
        title: "Traductions",
        amount_cents: 50_000,
        opened_on: "2024-08-01",
        claims_until: "2024-09-30",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const ofPot = { ...tenant, pot_id: potId };
    const { id: claimId } = await db
      .insertInto("reward_claim")
      .values({
        ...ofPot,
        worker_id: workerId,
        work: `Traductions de ${name}`,
        wished_cents: 20_000,
        declared_on: "2024-08-05",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { id: roundId } = await db
      .insertInto("reward_round")
      .values({ ...ofPot, number: 1, proposed_on: "2024-10-01" })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("reward_share")
      .values({
        ...ofPot,
        round_id: roundId,
        claim_id: claimId,
        amount_cents: 15_000,
        answer: "objection",
        reason: `${name} y a passé plus de temps.`,
        answered_on: "2024-10-02",
      })
      .execute();
    await db
      .insertInto("audit_event")
      .values({
        ...tenant,
        membership_id: by,
        operation: "getSituation",
        subject_type: "worker",
        subject_id: workerId,
      })
      .execute();
    await db
      .insertInto("submission")
      .values({
        ...tenant,
        id: randomUUID(),
        membership_id: by,
        operation: "test",
        input_hash: "0",
        result: JSON.stringify({ ok: true, note: name }),
      })
      .execute();
    await db
      .insertInto("saved_view")
      .values({
        ...tenant,
        name: `Autour de ${name}`,
        query: "q=A%C3%AFssatou+N%E2%80%99Diaye&tri=nom",
        created_by: by,
      })
      .execute();
    await db
      .insertInto("job")
      .values({
        ...tenant,
        kind: "test",
        status: "failed",
        failure: `Ligne 3\u202f: ${name} existe déjà.`,
        finished_at: new Date(),
        requested_by: by,
      })
      .execute();
    // What is spent and given has a row in each of its tables, of somebody else.
    const add = async (table: string, values: object) => {
      const [row] = await db
        .insertInto(table as "worker")
        .values({ ...tenant, ...values } as never)
        .returningAll()
        .execute();
      return row?.id ?? "";
    };
    await addFundingRows(add, { ...rows, workerId: otherId, budgetLineId: budget.id });
    await addImpactRows(db, add, { ...rows, workerId: otherId });
    return { workerId, otherId, meetingId, sessionId, documentKey, exportKey };
  });
}
