import { createHash } from "node:crypto";
import { examineFile } from "@essaim/accompaniment/document/document-file.rules";
import type { MemberActor } from "@essaim/identity/actor";
import { formatSize } from "@essaim/ui/format";
import type { Upload } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";
import { z } from "zod";
import { type IsAwaited, putFile } from "./put-file.server";
import { submissionIdOf } from "./submission";

/** A file that may be kept: what its record says of it, and its bytes. */
type Examined = {
  ok: true;
  file: { name: string; contentType: string; sizeBytes: number; sha256: string };
  bytes: Uint8Array;
};

/**
 * Looks at the file of a form.
 * @param name another one for it
 * @returns the file, or the sentence to say beside its field
 */
export async function examineUpload(
  context: AppLoadContext,
  { file, tooLarge }: Upload,
  name?: string,
): Promise<Examined | { ok: false; message: string }> {
  if (tooLarge) {
    const limit = formatSize(context.uploadLimit);
    return { ok: false, message: `Ce fichier dépasse ${limit}. Choisissez-en un plus petit.` };
  }
  if (!file) return { ok: false, message: "Choisissez un fichier." };
  const examined = await examineFile(file.name, file.bytes, name);
  if (!examined.ok) return examined;
  const { contentType } = examined;
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  const sizeBytes = file.bytes.length;
  return {
    ok: true,
    file: { name: examined.name, contentType, sizeBytes, sha256 },
    bytes: file.bytes,
  };
}

type Options = { submissionId?: string };

/**
 * Puts the bytes of a form's file in the storage, under the key that is announced for them, then has its record written.
 * @returns null when it is done, or the reason of the refusal
 */
export async function storeUpload<Announced extends string, Attached extends string>(
  context: AppLoadContext,
  actor: MemberActor,
  { form, bytes }: { form: FormData; bytes: Uint8Array },
  steps: {
    announce(
      options: Options,
    ): Promise<{ ok: true; key: string } | { ok: false; reason: Announced }>;
    attach(
      storageKey: string,
      options: Options,
    ): Promise<{ ok: true } | { ok: false; reason: Attached }>;
    isAwaited?: IsAwaited;
  },
): Promise<Announced | Attached | null> {
  // The same form sent twice puts its file in the same place.
  const announced = await steps.announce({
    submissionId: z.uuid().safeParse(form.get("fileId")).data,
  });
  if (!announced.ok) return announced.reason;
  await putFile(context, actor, announced.key, bytes, steps.isAwaited);
  const outcome = await steps.attach(announced.key, { submissionId: submissionIdOf(form) });
  return outcome.ok ? null : outcome.reason;
}
