import { findMeetingWorker, getMeeting } from "@essaim/accompaniment/meeting/meeting.queries";
import type { MemberActor } from "@essaim/identity/actor";
import type { AppLoadContext } from "@remix-run/node";
import { recordId } from "~/record-id";

/** A meeting by the id of an address; the journal says whose file was opened. */
export async function openMeeting(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  parameter: string | undefined,
) {
  const id = recordId(parameter);
  const { workerId } = await execute(actor, findMeetingWorker, { id });
  return await execute(actor, getMeeting, { id, workerId });
}
