import { randomUUID } from "node:crypto";
import { type MemberActor, memberActor } from "./actor.ts";
import type { Role } from "./permission.ts";

/** A member of an organisation that `populate` made, as tests act: a coach, unless they say another role. */
export function actorOf(
  member: { organisationId: string; membershipId: string; funderId?: string },
  role: Role = "coach",
): MemberActor {
  const { organisationId, membershipId, funderId = null } = member;
  return memberActor({
    organisationId,
    membershipId,
    role,
    userId: randomUUID(),
    funderId: role === "funder" ? funderId : null,
    requestId: randomUUID(),
  });
}
