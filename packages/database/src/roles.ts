import { createHmac } from "node:crypto";

/** Roles that log in. They own nothing and cannot bypass row level security. */
export const loginRoles = ["essaim_staff", "essaim_public", "essaim_auth", "essaim_jobs"] as const;
export type LoginRole = (typeof loginRoles)[number];

/** One PostgreSQL role per application role; `essaim_staff` takes one for the length of a transaction. */
export const memberRoles = [
  "essaim_coach",
  "essaim_manager",
  "essaim_editor",
  "essaim_admin",
] as const;

/** The house itself, when it erases or reminds at night: `essaim_jobs` alone may take it. */
export const keeperRole = "essaim_keeper";

/** Every role an operation may run as. */
export type RunRole =
  | (typeof memberRoles)[number]
  | typeof keeperRole
  | "essaim_funder"
  | "essaim_public";

/**
 * The password of a login role, derived so that one secret serves every process.
 * @param secret ESSAIM_SECRET, at least 32 characters
 */
export function rolePassword(secret: string, role: LoginRole): string {
  return createHmac("sha256", secret).update(`postgresql:${role}`).digest("base64url");
}

/**
 * The address a login role connects to: host, port, database and TLS parameters of `url`,
 * never its user or its password.
 */
export function roleUrl(url: string, role: LoginRole, secret: string): string {
  return withLogin(url, role, rolePassword(secret, role));
}

/** `url` under another login, or under none. The query string may name one too, and would win. */
export function withLogin(url: string, user = "", password = ""): string {
  const address = new URL(url);
  address.username = user;
  address.password = password;
  address.searchParams.delete("user");
  address.searchParams.delete("password");
  return address.toString();
}
