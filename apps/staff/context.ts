import type { Execute } from "@essaim/database/execute";
import type { MemberActor } from "@essaim/identity/actor";
import type { Identity, SignedIn } from "@essaim/identity/identity";
import { executeWithResponses, withResponses } from "@essaim/web/responses";
import type { RequestFacts } from "@essaim/web/server";

/** What every loader and action of the back office finds in its context. */
export type StaffContext = {
  /** The door to the data; throws a 403, 404 or 503 response where the house refuses. */
  execute: Execute;
  /** The person signed in; throws a redirection to the sign-in page otherwise. Asked once per request. */
  requireSignedIn(request: Request): Promise<SignedIn>;
  requireActor(request: Request): Promise<MemberActor>;
  findSignedIn(request: Request): Promise<SignedIn | null>;
  identity: Identity;
  /** The visitor's network address, for rate limits only: never logged, never stored in clear. */
  address: string;
  isDemo: boolean;
  publicUrl: string;
};

/** Makes the part of the load context that belongs to this app, for one request. */
export function staffContext(
  house: {
    execute: Execute;
    identity: Identity;
    isDemo: boolean;
    publicUrl: string;
  },
  facts: RequestFacts,
): StaffContext {
  let signedIn: Promise<SignedIn | null> | undefined;
  const findSignedIn = (request: Request) => {
    signedIn ??= withResponses(() =>
      house.identity.authenticate(request.headers.get("cookie"), facts.requestId),
    );
    return signedIn;
  };
  const requireSignedIn = async (request: Request) => {
    const found = await findSignedIn(request);
    if (found) return found;
    const { pathname, search } = new URL(request.url);
    const back = request.method === "GET" ? pathname.replace(/\.data$/, "") + search : "/";
    throw new Response(null, {
      status: 302,
      headers: { location: `/connexion?retour=${encodeURIComponent(back)}` },
    });
  };
  return {
    execute: executeWithResponses(house.execute),
    findSignedIn,
    requireSignedIn,
    requireActor: async (request) => (await requireSignedIn(request)).actor,
    identity: house.identity,
    address: facts.address,
    isDemo: house.isDemo,
    publicUrl: house.publicUrl,
  };
}
