import type { AgendaLine } from "@essaim/accompaniment/day/agenda.queries";
import { paths } from "./paths";

/** Where a line of an agenda leads: to the person met, or to the session. */
export const agendaLineHref = ({ kind, id, workerId }: AgendaLine) =>
  workerId ? paths.worker(workerId) : kind === "event" ? paths.event(id) : paths.workshop(id);

/** Where it is noted who came to a group session. */
export const attendanceHref = ({ kind, id }: AgendaLine) =>
  kind === "event" ? paths.eventAttendance(id) : paths.workshopAttendance(id);
