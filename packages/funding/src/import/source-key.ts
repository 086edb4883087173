import { createHash } from "node:crypto";

/**
 * By what an expense is known when its file comes again. A hash: what a file says of a person is kept nowhere else than
 * in the expense itself, from which it can be erased.
 */
export function sourceKey(kind: "fec" | "table" | "hours", parts: readonly string[]): string {
  return `${kind}:${createHash("sha256").update(JSON.stringify(parts)).digest("hex")}`;
}
