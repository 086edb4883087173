import { announceDocument, attachDocument } from "@essaim/accompaniment/document/document.commands";
import {
  documentFormSchema,
  documentRefusals,
} from "@essaim/accompaniment/document/document.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { parseForm } from "@essaim/web/form";
import type { Upload } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";
import { refuseField, refuseFields, refuseUsed } from "~/answer.server";
import { examineUpload, storeUpload } from "~/attach-file.server";

/**
 * Attaches the file of a form to a person: looks at it, puts it in the storage, then writes its record.
 * @returns null when it is done, or the form to show again
 */
export async function attachFile(
  context: AppLoadContext,
  actor: MemberActor,
  workerId: string,
  upload: Upload,
) {
  const { form } = upload;
  const parsed = parseForm(documentFormSchema, form);
  const name = parsed.ok ? parsed.value.documentName : undefined;
  const examined = await examineUpload(context, upload, name);
  if (!parsed.ok || !examined.ok) {
    return refuseFields(form, {
      ...(parsed.ok ? {} : parsed.state.errors),
      ...(examined.ok ? {} : { file: examined.message }),
    });
  }
  const { file, bytes } = examined;
  const { document_kind: kindId, datedOn } = parsed.value;
  const reason = await storeUpload(
    context,
    actor,
    { form, bytes },
    {
      announce: (options) =>
        context.execute(actor, announceDocument, { workerId, sha256: file.sha256 }, options),
      attach: (storageKey, options) =>
        context.execute(
          actor,
          attachDocument,
          { workerId, kindId, datedOn, ...file, storageKey },
          options,
        ),
    },
  );
  if (reason === null) return null;
  if (reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, documentRefusals[reason]);
}
