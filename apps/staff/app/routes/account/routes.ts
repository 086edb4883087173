import { type RouteConfig, route } from "@remix-run/route-config";

/** Pages of whoever is not signed in. */
export const gate = [
  route("connexion", "routes/account/sign-in.tsx"),
  route("deconnexion", "routes/account/sign-out.ts"),
  route("mot-de-passe-oublie", "routes/account/forgotten-password.tsx"),
  route("reinitialisation/:token", "routes/account/reset-password.tsx"),
  route("invitation/:token", "routes/account/invitation.tsx"),
] satisfies RouteConfig;

export default [route("compte", "routes/account/account.tsx")] satisfies RouteConfig;
