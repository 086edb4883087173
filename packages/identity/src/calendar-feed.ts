import { type MemberActor, memberActor } from "./actor.ts";
import type { Gate } from "./gate.ts";
import { hashToken } from "./token.ts";

/** Calendars read without a session, by whoever holds their secret address. */
export function createCalendarFeed(gate: Gate) {
  return {
    /**
     * The member whose calendar a secret opens, with today's role; null for an unknown or revoked secret, an
     * access that has ended, and a demo account where these are closed.
     */
    async authenticateFeed(token: string, requestId: string): Promise<MemberActor | null> {
      const member = await gate.db
        .selectFrom("calendar_feed as f")
        .innerJoin("membership as m", (join) =>
          join
            .onRef("m.organisation_id", "=", "f.organisation_id")
            .onRef("m.id", "=", "f.membership_id"),
        )
        .innerJoin("user_account as u", "u.id", "m.user_id")
        .where("f.token_hash", "=", hashToken(token))
        .where("m.ended_at", "is", null)
        .select(["m.organisation_id as organisationId", "m.id as membershipId", "m.role"])
        .select(["m.user_id as userId", "m.funder_id as funderId", "u.is_demo as isDemo"])
        .executeTakeFirst();
      if (!member || (member.isDemo && !gate.allowDemo)) return null;
      const { isDemo: _, ...rest } = member;
      return memberActor({ ...rest, requestId });
    },
  };
}
