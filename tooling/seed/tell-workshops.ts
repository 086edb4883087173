import { listValues } from "@essaim/accompaniment/list/value-list.queries";
import { bookMeeting, recordMeeting } from "@essaim/accompaniment/meeting/meeting.commands";
import { recordAttendance } from "@essaim/accompaniment/workshop/attendance.commands";
import { enrolWorkers } from "@essaim/accompaniment/workshop/enrolment.commands";
import { registerParticipant } from "@essaim/accompaniment/workshop/registration.commands";
import { cancelWorkshop, planWorkshop } from "@essaim/accompaniment/workshop/workshop.commands";
import { getWorkshop } from "@essaim/accompaniment/workshop/workshop.queries";
import type { Execute } from "@essaim/database/execute";
import { type MemberActor, publicActor } from "@essaim/identity/actor";
import { onDay } from "./day.ts";
import { absences, appointments } from "./meetings/appointments.ts";
import { coachInLille, coachInRoubaix, personas } from "./personas.ts";
import { coachOf, type Ids, idOf, type Story, saved, toldBriefly } from "./tell.ts";
import { type WorkshopSeed, workshops } from "./workshops.ts";

/** The ids behind codes of the list of themes. */
async function themesBy(story: Story): Promise<(codes: readonly string[]) => string[]> {
  const lists = await story.execute(story.manager, listValues, { keys: ["meeting_theme"] });
  const ids = new Map(lists.meeting_theme.map((value) => [value.code ?? "", value.id]));
  return (codes) => codes.map((code) => idOf(ids, code));
}

/** Appointments to come and to tell, and those that nobody came to. */
export async function addAppointments(story: Story, workerIds: Ids): Promise<void> {
  const themes = await themesBy(story);
  const { execute, today } = story;
  for (const { worker, heldOn, themes: codes, ...rest } of appointments) {
    const coach = coachOf(story, personas[worker]().coach);
    const input = {
      ...rest,
      workerId: idOf(workerIds, worker),
      coachId: coach.membershipId,
      heldOn: onDay(today, heldOn),
      meeting_theme: themes(codes),
    };
    saved(await execute(coach, bookMeeting, input), `Appointment with ${worker}`);
  }
  for (const { worker, heldOn, attendance, summary } of absences) {
    const coach = coachOf(story, personas[worker]().coach);
    const input = {
      ...toldBriefly,
      attendance,
      summary,
      workerId: idOf(workerIds, worker),
      coachId: coach.membershipId,
      heldOn: onDay(today, heldOn),
      durationMinutes: 45,
      place: "office" as const,
      nextStep: "",
      nextStepOn: null,
    };
    saved(await execute(coach, recordMeeting, input), `Absence of ${worker}`);
  }
}

/**
 * Group sessions, who is expected there, and who registered by themselves.
 * @param executePublic the door of the public site
 */
export async function addWorkshops(
  story: Story,
  workerIds: Ids,
  organisationId: string,
  executePublic: Execute,
): Promise<void> {
  const themes = await themesBy(story);
  for (const seed of workshops) {
    const coach = coachOf(story, (seed.coach === "lille" ? coachInLille : coachInRoubaix).email);
    const id = await plan(story, coach, seed, themes(seed.themes));
    if (seed.people.length > 0) {
      const people = seed.people.map(([worker]) => idOf(workerIds, worker));
      const input = { workshopId: id, workerIds: people };
      saved(await story.execute(coach, enrolWorkers, input), `People of ${seed.title}`);
    }
    for (const [index, registration] of (seed.registrations ?? []).entries()) {
      const input = {
        ...registration,
        organisationId,
        workshopId: id,
        visitor: String(index).padStart(64, "0"),
        language: "fr" as const,
      };
      saved(
        await executePublic(publicActor("demo"), registerParticipant, input),
        registration.email,
      );
    }
    await tell(story, coach, seed, id, workerIds);
    if (seed.isCancelled) {
      saved(await story.execute(coach, cancelWorkshop, { id, version: 1 }), seed.title);
    }
  }
}

async function plan(
  { execute, today }: Story,
  coach: MemberActor,
  seed: WorkshopSeed,
  meeting_theme: string[],
): Promise<string> {
  const { kind, title, description, startTime, durationMinutes, place, placeDetail } = seed;
  const input = {
    ...{ kind, title, description, startTime, durationMinutes, place, placeDetail },
    capacity: seed.capacity,
    isPublic: seed.isPublic,
    heldOn: onDay(today, seed.heldOn),
    coachId: coach.membershipId,
    meeting_theme,
  };
  return saved(await execute(coach, planWorkshop, input), title).id;
}

async function tell(
  { execute }: Story,
  coach: MemberActor,
  seed: WorkshopSeed,
  id: string,
  workerIds: Ids,
): Promise<void> {
  const told = new Map(
    seed.people.flatMap(([worker, attendance]) =>
      attendance ? [[idOf(workerIds, worker), attendance] as const] : [],
    ),
  );
  if (told.size === 0) return;
  const { workshop, participants } = await execute(coach, getWorkshop, { id });
  const attendances = participants.flatMap((one) => {
    const attendance = told.get(one.workerId ?? "");
    return attendance ? [{ participantId: one.id, attendance }] : [];
  });
  const input = { workshopId: id, version: workshop.version, attendances, minutes: seed.minutes };
  saved(await execute(coach, recordAttendance, input), `Attendance at ${seed.title}`);
}
