import { isFileAwaited } from "@essaim/accompaniment/document/document.queries";
import type { MemberActor } from "@essaim/identity/actor";
import type { AppLoadContext } from "@remix-run/node";

/**
 * Puts an announced file in the storage. The same form sent again, after its file was kept or removed, puts nothing:
 * no record would ever say that the file is there.
 */
export async function putFile(
  context: AppLoadContext,
  actor: MemberActor,
  storageKey: string,
  bytes: Uint8Array,
): Promise<void> {
  if (!(await context.execute(actor, isFileAwaited, { storageKey }))) return;
  await context.storage.put(storageKey, bytes);
}
