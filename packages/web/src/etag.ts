import { createHash } from "node:crypto";

/** The name of these bytes, as an entity tag. */
export const fingerprint = (body: Buffer | string) =>
  `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;

/** Does the visitor have this page already? (RFC 9110, 13.1.2: weak comparison.) */
export function isUnchanged(header: string | undefined | null, etag: string): boolean {
  if (!header) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((tag) => bare(tag) === bare(etag));
}
