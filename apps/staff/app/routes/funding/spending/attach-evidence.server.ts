import { announceEvidence, attachEvidence } from "@essaim/funding/spending/evidence.commands";
import { evidenceRefusals } from "@essaim/funding/spending/evidence.schema";
import type { MemberActor } from "@essaim/identity/actor";
import type { Upload } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";
import { refuseField, refuseUsed } from "~/answer.server";
import { examineUpload, storeUpload } from "~/attach-file.server";

/**
 * Attaches the file of a form to an expense: looks at it, puts it in the storage, then writes its record.
 * @returns null when it is done, or the form to show again
 */
export async function attachFile(
  context: AppLoadContext,
  actor: MemberActor,
  expenseId: string,
  upload: Upload,
) {
  const { form } = upload;
  const examined = await examineUpload(context, upload);
  if (!examined.ok) return refuseField(form, { field: "file", message: examined.message });
  const { file, bytes } = examined;
  const reason = await storeUpload(
    context,
    actor,
    { form, bytes },
    {
      announce: (options) =>
        context.execute(actor, announceEvidence, { expenseId, sha256: file.sha256 }, options),
      attach: (storageKey, options) =>
        context.execute(actor, attachEvidence, { expenseId, ...file, storageKey }, options),
    },
  );
  if (reason === null) return null;
  if (reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, evidenceRefusals[reason]);
}
