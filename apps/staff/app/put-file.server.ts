import { isFileAwaited } from "@essaim/accompaniment/document/document.queries";
import type { isExportAwaited } from "@essaim/commons/import/export-file.queries";
import type { isImageAwaited } from "@essaim/directory/images/image.queries";
import type { MemberActor } from "@essaim/identity/actor";
import type { isMediaFileAwaited } from "@essaim/media/piece/credit.queries";
import type { isRegisterFileAwaited } from "@essaim/territory/register/register.queries";
import type { AppLoadContext } from "@remix-run/node";

/** Asks in the name of whoever may send such a file. */
export type IsAwaited =
  | typeof isFileAwaited
  | typeof isRegisterFileAwaited
  | typeof isImageAwaited
  | typeof isExportAwaited
  | typeof isMediaFileAwaited;

/**
 * Puts an announced file in the storage. The same form sent again, after its file was kept or removed, puts nothing:
 * no record would ever say that the file is there.
 */
export async function putFile(
  context: AppLoadContext,
  actor: MemberActor,
  storageKey: string,
  bytes: Uint8Array,
  isAwaited: IsAwaited = isFileAwaited,
): Promise<void> {
  if (!(await context.execute(actor, isAwaited, { storageKey }))) return;
  await context.storage.put(storageKey, bytes);
}
