import { operationsFor } from "@essaim/database/operation";
import type { HouseActor, MemberActor, PublicActor } from "./actor.ts";
import type { Permission } from "./permission.ts";

/** Operations of the back office, run by a member of an organisation. */
export const { defineQuery, defineCommand } = operationsFor<MemberActor, Permission>();

/** Operations of the public directory, which see published rows only. */
export const { defineQuery: definePublicQuery, defineCommand: definePublicCommand } = operationsFor<
  PublicActor,
  Permission
>();

/** Operations of the house itself, run by its jobs. */
export const { defineQuery: defineHouseQuery, defineCommand: defineHouseCommand } = operationsFor<
  HouseActor,
  Permission
>();

export { Forbidden, NotFound } from "@essaim/database/errors";
export type { Refusal, Tx } from "@essaim/database/operation";
