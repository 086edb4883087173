import { NodePostgresAdapter } from "@lucia-auth/adapter-postgresql";
import { Lucia, TimeSpan } from "lucia";
import type { Pool } from "pg";

/** The cookie that carries a session. */
export const sessionCookieName = "essaim_session";

type SessionAttributes = { organisation_id: string };
type UserAttributes = { email: string; full_name: string; is_demo: boolean };

/**
 * Sessions kept in PostgreSQL, so that any process knows them and any can end them.
 * @param pool a pool connected as `essaim_auth`, the only role that may read sessions
 * @param secureCookies true wherever the staff app is reached by https
 */
export function createLucia(pool: Pool, secureCookies: boolean) {
  return new Lucia(
    new NodePostgresAdapter(pool, { user: "user_account", session: "user_session" }),
    {
      sessionExpiresIn: new TimeSpan(14, "d"),
      sessionCookie: {
        name: sessionCookieName,
        // The session's own end is in the database; the cookie outlives it, so that prolonging needs no answer.
        expires: false,
        attributes: { sameSite: "lax", secure: secureCookies, path: "/" },
      },
      getSessionAttributes: ({ organisation_id }: SessionAttributes) => ({
        organisationId: organisation_id,
      }),
      getUserAttributes: ({ email, full_name, is_demo }: UserAttributes) => ({
        email,
        fullName: full_name,
        isDemo: is_demo,
      }),
    },
  );
}

export type Sessions = ReturnType<typeof createLucia>;

declare module "lucia" {
  interface Register {
    Lucia: Sessions;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}
