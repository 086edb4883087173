import { announceGrantFile, attachGrantFile } from "@essaim/funding/grant/grant-file.commands";
import { grantFileFormSchema, grantFileRefusals } from "@essaim/funding/grant/grant-file.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { parseForm } from "@essaim/web/form";
import type { Upload } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";
import { refuseField, refuseFields, refuseUsed } from "~/answer.server";
import { examineUpload, storeUpload } from "~/attach-file.server";

/**
 * Attaches the file of a form to a grant: looks at it, puts it in the storage, then writes its record.
 * @returns null when it is done, or the form to show again
 */
export async function attachPaper(
  context: AppLoadContext,
  actor: MemberActor,
  grantId: string,
  upload: Upload,
) {
  const { form } = upload;
  const parsed = parseForm(grantFileFormSchema, form);
  const name = parsed.ok ? parsed.value.documentName : undefined;
  const examined = await examineUpload(context, upload, name);
  if (!parsed.ok || !examined.ok) {
    return refuseFields(form, {
      ...(parsed.ok ? {} : parsed.state.errors),
      ...(examined.ok ? {} : { file: examined.message }),
    });
  }
  const { file, bytes } = examined;
  const { kind } = parsed.value;
  const reason = await storeUpload(
    context,
    actor,
    { form, bytes },
    {
      announce: (options) =>
        context.execute(actor, announceGrantFile, { grantId, sha256: file.sha256 }, options),
      attach: (storageKey, options) =>
        context.execute(actor, attachGrantFile, { grantId, kind, ...file, storageKey }, options),
    },
  );
  if (reason === null) return null;
  if (reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, grantFileRefusals[reason]);
}
