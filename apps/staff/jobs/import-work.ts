import type { MemberActor } from "@essaim/identity/actor";
import { JobRefusal, type JobWork } from "./work.ts";

/** Whoever asked for an import's work: the house never does. */
export function requester({ actor }: JobWork): MemberActor {
  if (!actor) throw new Error("An import is somebody's");
  return actor;
}

/** The file itself. */
export async function fileOfImport(
  { storage }: JobWork,
  { storageKey }: { storageKey: string | null },
): Promise<Uint8Array> {
  const gone = new JobRefusal("Le fichier n’est plus là. Envoyez-le de nouveau.");
  if (!storageKey) throw gone;
  return await storage.read(storageKey).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "not_found") throw gone;
    throw error;
  });
}
