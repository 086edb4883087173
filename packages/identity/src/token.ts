import { createHash, randomBytes, randomUUID } from "node:crypto";

/** A secret for a link: 256 random bits. Only its hash is stored. */
export function createToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Stands for the hash of a link that is not drawn yet: no token can hash to it. */
export const unsentPrefix = "unsent:";

export function unsentMark(): string {
  return unsentPrefix + randomUUID();
}
