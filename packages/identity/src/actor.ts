import type { Actor } from "@essaim/database/operation";
import { type Permission, permissionsOf, type Role } from "./permission.ts";

/** A member of an organisation, signed in. */
export type MemberActor = Actor & {
  kind: "member";
  organisationId: string;
  membershipId: string;
  userId: string;
  role: Role;
  permissions: ReadonlySet<Permission>;
};

/** Anybody who reads the public directory. */
export type PublicActor = Actor & { kind: "public"; permissions: ReadonlySet<Permission> };

/** The house itself, which erases and reminds in the name of nobody. */
export type HouseActor = Actor & {
  kind: "house";
  organisationId: string;
  permissions: ReadonlySet<Permission>;
};

export function houseActor(organisationId: string, requestId: string): HouseActor {
  return {
    kind: "house",
    databaseRole: "essaim_keeper",
    organisationId,
    membershipId: null,
    funderId: null,
    permissions: new Set<Permission>(["house:keep"]),
    requestId,
  };
}

export function memberActor(member: {
  organisationId: string;
  membershipId: string;
  userId: string;
  role: Role;
  funderId: string | null;
  requestId: string;
}): MemberActor {
  return {
    kind: "member",
    ...member,
    databaseRole: `essaim_${member.role}`,
    permissions: permissionsOf(member.role),
  };
}

export function publicActor(requestId: string): PublicActor {
  return {
    kind: "public",
    databaseRole: "essaim_public",
    organisationId: null,
    membershipId: null,
    funderId: null,
    permissions: new Set<Permission>([
      "published:read",
      "published:register",
      "published:propose",
      "published:leave",
    ]),
    requestId,
  };
}

/** May this person do that? The same answer guards the operation and shows the button. */
export function can(actor: Pick<MemberActor, "permissions">, permission: Permission): boolean {
  return actor.permissions.has(permission);
}
