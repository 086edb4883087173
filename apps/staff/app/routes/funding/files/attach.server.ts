import { createHash } from "node:crypto";
import { examineFile } from "@essaim/accompaniment/document/document-file.rules";
import { announceGrantFile, attachGrantFile } from "@essaim/funding/grant/grant-file.commands";
import { grantFileFormSchema, grantFileRefusals } from "@essaim/funding/grant/grant-file.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { formatSize } from "@essaim/ui/format";
import { parseForm } from "@essaim/web/form";
import type { Upload } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";
import { z } from "zod";
import { refuseField, refuseFields, refuseUsed } from "~/answer.server";
import { putFile } from "~/put-file.server";
import { submissionIdOf } from "~/submission";

/**
 * Attaches the file of a form to a grant: looks at it, puts it in the storage, then writes its record.
 * @returns null when it is done, or the form to show again
 */
export async function attachPaper(
  context: AppLoadContext,
  actor: MemberActor,
  grantId: string,
  { form, file, tooLarge }: Upload,
) {
  const parsed = parseForm(grantFileFormSchema, form);
  const examined = file
    ? await examineFile(file.name, file.bytes, parsed.ok ? parsed.value.documentName : undefined)
    : null;
  const complaint = tooLarge
    ? `Ce fichier dépasse ${formatSize(context.uploadLimit)}. Choisissez-en un plus petit.`
    : !examined
      ? "Choisissez un fichier."
      : examined.ok
        ? undefined
        : examined.message;
  if (!parsed.ok || !file || !examined?.ok || complaint) {
    return refuseFields(form, {
      ...(parsed.ok ? {} : parsed.state.errors),
      ...(complaint ? { file: complaint } : {}),
    });
  }
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  // The same form sent twice puts its file in the same place.
  const announced = await context.execute(
    actor,
    announceGrantFile,
    { grantId, sha256 },
    { submissionId: z.uuid().safeParse(form.get("fileId")).data },
  );
  if (!announced.ok) return refused(announced.reason);
  await putFile(context, actor, announced.key, file.bytes);
  const outcome = await context.execute(
    actor,
    attachGrantFile,
    {
      grantId,
      kind: parsed.value.kind,
      name: examined.name,
      contentType: examined.contentType,
      sizeBytes: file.bytes.length,
      sha256,
      storageKey: announced.key,
    },
    { submissionId: submissionIdOf(form) },
  );
  return outcome.ok ? null : refused(outcome.reason);

  function refused(reason: keyof typeof grantFileRefusals | "form_already_used") {
    if (reason === "form_already_used") return refuseUsed(form);
    return refuseField(form, grantFileRefusals[reason]);
  }
}
