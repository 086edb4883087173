import { asOurs } from "@essaim/database/errors";
import { createCalendarFeed } from "./calendar-feed.ts";
import { createGate, type GateOptions } from "./gate.ts";
import { createInvitationLink } from "./invitation-link.ts";
import { createPasswordChange } from "./password-change.ts";
import { createSignIn } from "./sign-in.ts";

export type { SignedIn } from "./sign-in.ts";

/**
 * Who may enter: sessions, passwords, links sent by mail. It has its own connection, as the only role
 * that may read sign-in tables; everything else goes through `execute` with the actor found here.
 * Every method throws `Unavailable` when the database is away.
 */
export function createIdentity(options: GateOptions) {
  const gate = createGate(options);
  return withUnavailable({
    ...createSignIn(gate),
    ...createPasswordChange(gate),
    ...createInvitationLink(gate),
    ...createCalendarFeed(gate),
  });
}

export type Identity = ReturnType<typeof createIdentity>;

/** Every method, with a lost connection told as `Unavailable`. */
function withUnavailable<M extends Record<string, (...args: never[]) => Promise<unknown>>>(
  methods: M,
): M {
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      async (...args: never[]) => {
        try {
          return await method(...args);
        } catch (error) {
          throw asOurs(error);
        }
      },
    ]),
  ) as M;
}
