import type { MemberActor } from "@essaim/identity/actor";
import type { AppLoadContext } from "@remix-run/node";

/** A contact with the keyed hash of their address: the key stays on this side of the door. */
export const hashed = <C extends { email: string | null }>(
  { hashAddress }: AppLoadContext,
  { organisationId }: MemberActor,
  contact: C,
) => ({
  ...contact,
  addressHash: contact.email && hashAddress({ organisationId, email: contact.email }),
});
