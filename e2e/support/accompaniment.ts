import { today } from "@essaim/database/today";
import { row } from "./database.ts";
import { daysFrom, uniqueWord } from "./words.ts";

/** One record of each kind about one person, written as the owner: the journeys of each kind make theirs by its form. */
export async function createFollowUp(person: {
  workerId: string;
  otherWorkerId: string;
  membershipId: string;
  organisationId: string;
  resourceId: string;
  document: { storageKey: string; sizeBytes: number };
}) {
  const { workerId, otherWorkerId, membershipId, organisationId, resourceId } = person;
  const insert = async (table: string, values: Record<string, unknown>) => {
    const all: Record<string, unknown> = { organisation_id: organisationId, ...values };
    const names = Object.keys(all);
    const marks = names.map((_, at) => `$${at + 1}`).join(", ");
    const { id } = await row<{ id: string }>(
      `insert into ${table} (${names.join(", ")}) values (${marks}) returning id`,
      Object.values(all),
    );
    return id;
  };
  const stage = await row<{ id: string }>(
    "select id from stage where worker_id = $1 order by starts_on limit 1",
    [workerId],
  );
  const day = "2026-03-02";
  const appointmentId = await insert("meeting", {
    worker_id: workerId,
    coach_id: membershipId,
    held_on: daysFrom(today(), 90),
    start_time: "10:00",
    duration_minutes: 45,
    place: "office",
    attendance: "expected",
  });
  const workshopId = await insert("workshop", {
    kind: "workshop",
    title: `Atelier ${uniqueWord()}`,
    coach_id: membershipId,
    held_on: daysFrom(today(), 91),
    start_time: "14:00",
    duration_minutes: 120,
    place: "third_place",
  });
  await insert("participant", { workshop_id: workshopId, worker_id: workerId });
  const participantId = await insert("participant", {
    workshop_id: workshopId,
    given_name: "Sam",
    family_name: uniqueWord(),
    email: `${uniqueWord().toLowerCase()}@exemple.test`,
  });
  const objectiveId = await insert("objective", {
    worker_id: workerId,
    title: `Objectif ${uniqueWord()}`,
    set_on: day,
  });
  const actionId = await insert("plan_action", {
    worker_id: workerId,
    objective_id: objectiveId,
    label: `Action ${uniqueWord()}`,
  });
  const budgetLineId = await insert("budget_line", {
    label: `Enveloppe ${uniqueWord()}`,
    amount_cents: 100_000,
    takes_aid: true,
    starts_on: "2026-01-01",
    ends_on: "2099-12-31",
  });
  const aidId = await insert("aid", {
    worker_id: workerId,
    amount_cents: 12_300,
    purpose: `Outil ${uniqueWord()}`,
    requested_on: day,
    requested_by: membershipId,
  });
  await insert("mentor_offer", {
    worker_id: otherWorkerId,
    open_resource_id: resourceId,
    offered_on: day,
  });
  const mentorshipId = await insert("mentorship", {
    mentor_id: otherWorkerId,
    novice_id: workerId,
    proposed_on: day,
    proposed_by: membershipId,
  });
  const viewId = await insert("saved_view", {
    name: `Vue ${uniqueWord()}`,
    query: "?suivi=tous",
    created_by: membershipId,
  });
  const jobId = await insert("job", {
    kind: "prepare_access_export",
    status: "done",
    input: "{}",
    result: "{}",
    requested_by: membershipId,
    finished_at: "2026-03-02T10:00Z",
  });
  // Any file kept will do for an archive: what is looked at is who may fetch it.
  const exportId = await insert("access_export", {
    worker_id: workerId,
    storage_key: person.document.storageKey,
    size_bytes: person.document.sizeBytes,
    created_by: membershipId,
    expires_at: `${daysFrom(today(), 7)}T10:00Z`,
  });
  return {
    ...{
      jobId,
      stageId: stage.id,
      appointmentId,
      workshopId,
      participantId,
      objectiveId,
      actionId,
    },
    ...{ budgetLineId, aidId, mentorshipId, exportId, viewId },
  };
}
