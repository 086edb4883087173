import { listMyPeople } from "@essaim/accompaniment/meeting/my-people.queries";
import { findWorkers } from "@essaim/accompaniment/worker/worker-search.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { formatDate } from "@essaim/ui/format";
import type { AppLoadContext } from "@remix-run/node";

export type PersonLine = { id: string; name: string; note: string };

/** As many as a search shows. */
const FOUND = 50;

/** Whom to choose among: those whose name answers, or one's own people, the longest not met first. */
export async function peopleToChoose(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  search: string,
): Promise<{ people: PersonLine[]; hasMore: boolean }> {
  if (search) {
    const found = await execute(actor, findWorkers, { search, limit: FOUND });
    return {
      people: found.map(({ id, name, communeName, supportedUntil }) => ({
        id,
        name,
        note: [
          communeName,
          supportedUntil && `accompagnement jusqu’au ${formatDate(supportedUntil)}`,
        ]
          .filter(Boolean)
          .join(" · "),
      })),
      hasMore: found.length === FOUND,
    };
  }
  const { people, total } = await execute(actor, listMyPeople, {});
  return {
    people: people.map(({ id, name, communeName, lastMeetingOn }) => ({
      id,
      name,
      note: [
        communeName,
        lastMeetingOn
          ? `dernière rencontre le ${formatDate(lastMeetingOn)}`
          : "jamais de rencontre",
      ]
        .filter(Boolean)
        .join(" · "),
    })),
    hasMore: total > people.length,
  };
}
