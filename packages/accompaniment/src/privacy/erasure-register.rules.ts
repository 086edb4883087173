import { createHash } from "node:crypto";
import { z } from "zod";

/**
 * Where the storage keeps the ids of the people whom an organisation erased. It survives the restoration of a backup
 * of the database, which brings them back: the next night erases them again.
 */
export function erasureRegisterKey(organisationId: string): string {
  const name = createHash("sha256").update(`erasures ${organisationId}`).digest("hex").slice(0, 32);
  return `${organisationId}/${name}`;
}

const registerSchema = z.object({
  format: z.literal("essaim-erasures/1"),
  workerIds: z.array(z.uuid()),
});

/** Ids of files, and nothing of the people. */
export function writeRegister(workerIds: Iterable<string>): Uint8Array {
  const register = { format: "essaim-erasures/1", workerIds: [...new Set(workerIds)].sort() };
  return new TextEncoder().encode(JSON.stringify(register));
}

/** @throws when it is not a register: somebody must look at it */
export function readRegister(bytes: Uint8Array): string[] {
  return registerSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).workerIds;
}
