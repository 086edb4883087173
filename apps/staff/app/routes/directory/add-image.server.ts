import { createHash } from "node:crypto";
import { addImage, announceImage } from "@essaim/directory/images/image.commands";
import { isImageAwaited } from "@essaim/directory/images/image.queries";
import {
  type addImageSchema,
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

/** Adds the image of a form to a record of the directory; see `addImageTo`. */
export const addImageOf = (
  context: AppLoadContext,
  actor: MemberActor,
  { version, ...record }: { kind: RecordKind; id: string; version: number },
  upload: Upload,
) =>
  addImageTo(context, actor, upload, {
    announce: (asked, options) =>
      context.execute(actor, announceImage, { ...record, ...asked }, options),
    add: (image, options) =>
      context.execute(actor, addImage, { ...record, version, ...image }, options),
  });

type Options = { submissionId?: string };
type Refused = { ok: false; reason: ImageRefusal | "form_already_used" };

/**
 * Adds the image of a form: makes it anew, puts its files in the storage, then has it written.
 * @returns null when it is done, or the form to show again
 */
export async function addImageTo(
  context: AppLoadContext,
  actor: MemberActor,
  { form, file, tooLarge }: Upload,
  steps: {
    announce(
      asked: { sha256: string; files: number },
      options: Options,
    ): Promise<{ ok: true; imageId: string; keys: string[] } | Refused>;
    add(
      image: Omit<z.output<typeof addImageSchema>, "kind" | "id" | "version">,
      options: Options,
    ): Promise<{ ok: true } | Refused | { ok: false; reason: "conflict" }>;
  },
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
  const announced = await steps.announce(
    { sha256, files: prepared.files.length },
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
  const outcome = await steps.add(
    {
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
