import { listGrants } from "@essaim/funding/grant/grant.queries";
import { grantFilterSchema } from "@essaim/funding/grant/grant.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { writeMessage } from "@essaim/impact/message/message.commands";
import { makeRelease } from "@essaim/impact/release/release.commands";
import { fr } from "./french.ts";
import { type Story, saved } from "./tell.ts";

const quarterEnds = ["03-31", "06-30", "09-30", "12-31"];

/** What was asked of the grant of 2019, and answered; the last question waits. */
const exchange = [
  {
    by: "funder",
    body: fr`Merci pour ces chiffres. Les ateliers de communication touchent-ils aussi Roubaix et Tourcoing ?`,
  },
  {
    by: "manager",
    body: fr`Oui : une permanence par mois à Roubaix, et les projections tournent dans les deux villes.`,
  },
  {
    by: "funder",
    body: fr`Pourriez-vous nous dire quels portraits du média ont été les plus vus ?`,
  },
] as const;

/** Figures of the grants that are awarded, released at the ends of quarters, and what their funder says of them. */
export async function addReleases(
  { execute, manager, today }: Story,
  funder: MemberActor,
): Promise<void> {
  const { grants } = await execute(manager, listGrants, grantFilterSchema.parse({}));
  for (const { id: grantId, status, startsOn, endsOn, title } of grants) {
    if (status !== "awarded") continue;
    const year = startsOn.slice(0, 4);
    const days = quarterEnds
      .map((day) => `${year}-${day}`)
      .filter((day) => day < today && day <= endsOn);
    // Few of them: figures of people are said anew only once many came.
    const isOver = days.length === quarterEnds.length;
    for (const cutOffOn of [...(isOver ? days.slice(0, 1) : []), ...days.slice(-1)]) {
      const release = { grantId, cutOffOn, isPublic: cutOffOn === days.at(-1) };
      saved(await execute(manager, makeRelease, release), `Figures of ${title} at ${cutOffOn}`);
    }
    if (year !== "2019") continue;
    for (const { by, body } of exchange) {
      const speaker = by === "funder" ? funder : manager;
      saved(await execute(speaker, writeMessage, { grantId, body }), "A message");
    }
  }
}
