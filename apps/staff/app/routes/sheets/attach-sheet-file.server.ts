import type { MemberActor } from "@essaim/identity/actor";
import { isMediaFileAwaited } from "@essaim/media/piece/credit.queries";
import { announceSheetFile, attachSheetFile } from "@essaim/media/sheet/sheet-file.commands";
import { sheetFileFormSchema, sheetFileRefusals } from "@essaim/media/sheet/sheet-file.schema";
import { parseForm } from "@essaim/web/form";
import type { Upload } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";
import { refuseField, refuseFields, refuseUsed } from "~/answer.server";
import { examineUpload, storeUpload } from "~/attach-file.server";

/**
 * Attaches the file of a form to a sheet: looks at it, puts it in the storage, then writes its record.
 * @returns null when it is done, or the form to show again
 */
export async function attachToSheet(
  context: AppLoadContext,
  actor: MemberActor,
  sheetId: string,
  upload: Upload,
) {
  const { form } = upload;
  const parsed = parseForm(sheetFileFormSchema, form);
  const name = parsed.ok ? parsed.value.fileName : undefined;
  const examined = await examineUpload(context, upload, name);
  if (!parsed.ok || !examined.ok) {
    return refuseFields(form, {
      ...(parsed.ok ? {} : parsed.state.errors),
      ...(examined.ok ? {} : { file: examined.message }),
    });
  }
  const { file, bytes } = examined;
  const { licenceExpression, attribution } = parsed.value;
  const said = { sheetId, name: file.name, sha256: file.sha256 };
  const reason = await storeUpload(
    context,
    actor,
    { form, bytes },
    {
      announce: (options) => context.execute(actor, announceSheetFile, said, options),
      attach: (storageKey, options) =>
        context.execute(
          actor,
          attachSheetFile,
          { ...file, sheetId, licenceExpression, attribution, storageKey },
          options,
        ),
      isAwaited: isMediaFileAwaited,
    },
  );
  if (reason === null) return null;
  if (reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, sheetFileRefusals[reason]);
}
