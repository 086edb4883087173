import { createHash } from "node:crypto";
import { examineFile } from "@essaim/accompaniment/document/document-file.rules";
import { announceEvidence, attachEvidence } from "@essaim/funding/spending/evidence.commands";
import { type EvidenceRefusal, evidenceRefusals } from "@essaim/funding/spending/evidence.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { formatSize } from "@essaim/ui/format";
import type { Upload } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";
import { z } from "zod";
import { refuseField, refuseUsed } from "~/answer.server";
import { putFile } from "~/put-file.server";
import { submissionIdOf } from "~/submission";

/**
 * Attaches the file of a form to an expense: looks at it, puts it in the storage, then writes its record.
 * @returns null when it is done, or the form to show again
 */
export async function attachFile(
  context: AppLoadContext,
  actor: MemberActor,
  expenseId: string,
  { form, file, tooLarge }: Upload,
) {
  const complain = (message: string) => refuseField(form, { field: "file", message });
  if (tooLarge) {
    return complain(
      `Ce fichier dépasse ${formatSize(context.uploadLimit)}. Choisissez-en un plus petit.`,
    );
  }
  if (!file) return complain("Choisissez un fichier.");
  const examined = await examineFile(file.name, file.bytes);
  if (!examined.ok) return complain(examined.message);
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  // The same form sent twice puts its file in the same place.
  const announced = await context.execute(
    actor,
    announceEvidence,
    { expenseId, sha256 },
    { submissionId: z.uuid().safeParse(form.get("fileId")).data },
  );
  if (!announced.ok) return refused(announced.reason);
  await putFile(context, actor, announced.key, file.bytes);
  const outcome = await context.execute(
    actor,
    attachEvidence,
    {
      expenseId,
      name: examined.name,
      contentType: examined.contentType,
      sizeBytes: file.bytes.length,
      sha256,
      storageKey: announced.key,
    },
    { submissionId: submissionIdOf(form) },
  );
  return outcome.ok ? null : refused(outcome.reason);

  function refused(reason: EvidenceRefusal | "form_already_used") {
    if (reason === "form_already_used") return refuseUsed(form);
    return refuseField(form, evidenceRefusals[reason]);
  }
}
