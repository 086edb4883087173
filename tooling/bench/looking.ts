import { connect } from "@essaim/database/connection";
import { createExecute } from "@essaim/database/execute";
import { demoPassword } from "@essaim/identity/demo-account";
import { createIdentity } from "@essaim/identity/identity";
import type { Stack } from "../start/stack.ts";

/** What the apps of a stack read its database with, and the people who sign in. */
export function openLooking(stack: Stack) {
  const access = { url: stack.databaseUrl, secret: stack.secret };
  const staff = connect({ ...access, role: "essaim_staff" });
  const visitors = connect({ ...access, role: "essaim_public" });
  const auth = connect({ ...access, role: "essaim_auth", max: 5 });
  const identity = createIdentity({
    auth,
    secret: stack.secret,
    mailer: async () => {},
    staffUrl: stack.staffUrl,
    allowDemo: true,
    onMailError: () => {},
  });
  return {
    execute: createExecute(staff.db),
    executePublic: createExecute(visitors.db),
    /** @returns what their requests bear, and who they are, read from the database each time as a page does */
    async signIn(email: string) {
      const signedIn = await identity.signIn({
        email,
        password: demoPassword,
        address: "127.0.0.1",
        requestId: "bench",
      });
      if (!signedIn.ok) throw new Error(`${email} cannot sign in: ${signedIn.reason}`);
      const cookie = signedIn.cookie.split(";")[0] ?? "";
      const actor = async () => {
        const found = await identity.authenticate(cookie, "bench");
        if (!found) throw new Error(`The session of ${email} is not known`);
        return found.actor;
      };
      return { headers: { cookie }, actor };
    },
    close: () => Promise.all([staff, visitors, auth].map((one) => one.close())),
  };
}
export type Looking = ReturnType<typeof openLooking>;
