import { createHash } from "node:crypto";
import { addImage, announceImage } from "@essaim/directory/images/image.commands";
import { isImageAwaited } from "@essaim/directory/images/image.queries";
import {
  type ImageRefusal,
  imageFormSchema,
  imageRefusals,
  largestImage,
} from "@essaim/directory/images/image.schema";
import type { RecordKind } from "@essaim/directory/publication/record.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { formatSize } from "@essaim/ui/format";
import { parseForm, refuseForm } from "@essaim/web/form";
import type { Upload } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";
import { z } from "zod";
import { refuseField, refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { putFile } from "~/put-file.server";
import { submissionIdOf } from "~/submission";

/**
 * Adds the image of a form to a record: makes it anew, puts its files in the storage, then writes it.
 * @returns null when it is done, or the form to show again
 */
export async function addImageOf(
  context: AppLoadContext,
  actor: MemberActor,
  record: { kind: RecordKind; id: string; version: number },
  { form, file, tooLarge }: Upload,
) {
  const parsed = parseForm(imageFormSchema, form);
  const prepared = file && parsed.ok ? await context.prepareImage(file.bytes) : null;
  const complaint = tooLarge
    ? `Cette image dépasse ${formatSize(largestImage)}. Choisissez-en une plus petite.`
    : !file
      ? "Choisissez une image."
      : prepared && !prepared.ok
        ? imageRefusals[prepared.reason]
        : undefined;
  if (!parsed.ok || !file || !prepared?.ok || complaint) {
    return refuseFields(form, {
      ...(parsed.ok ? {} : parsed.state.errors),
      ...(complaint ? { file: complaint } : {}),
    });
  }
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  // The same form sent twice puts its files in the same places.
  const announced = await context.execute(
    actor,
    announceImage,
    { kind: record.kind, id: record.id, sha256, files: prepared.files.length },
    { submissionId: z.uuid().safeParse(form.get("fileId")).data },
  );
  if (!announced.ok) return refused(announced.reason);
  const files = prepared.files.map(({ bytes, ...size }, index) => ({
    ...size,
    bytes,
    storageKey: announced.keys[index] ?? "",
  }));
  for (const { storageKey, bytes } of files) {
    await putFile(context, actor, storageKey, bytes, isImageAwaited);
  }
  const outcome = await context.execute(
    actor,
    addImage,
    {
      ...record,
      ...parsed.value,
      imageId: announced.imageId,
      files: files.map(({ bytes, ...told }) => ({ ...told, sizeBytes: bytes.length })),
    },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) return null;
  if (outcome.reason === "conflict") {
    const formError =
      "Quelqu’un a modifié cette fiche entre-temps. Relisez-la, puis envoyez de nouveau l’image.";
    return refuseTyped(refuseForm(form, { formError }));
  }
  return refused(outcome.reason);

  function refused(reason: ImageRefusal | "form_already_used") {
    if (reason === "form_already_used") return refuseUsed(form);
    return refuseField(form, { field: "file", message: imageRefusals[reason] });
  }
}
