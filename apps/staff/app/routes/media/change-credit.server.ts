import type { MemberActor } from "@essaim/identity/actor";
import {
  announceConsent,
  editCredit,
  recordConsent,
  removeCredit,
  withdrawConsent,
} from "@essaim/media/piece/credit.commands";
import { isMediaFileAwaited } from "@essaim/media/piece/credit.queries";
import {
  consentFormSchema,
  creditRefusals,
  editCreditSchema,
  withdrawConsentSchema,
} from "@essaim/media/piece/credit.schema";
import { parseForm } from "@essaim/web/form";
import type { Upload } from "@essaim/web/upload";
import { type AppLoadContext, redirect } from "@remix-run/node";
import { z } from "zod";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { examineUpload } from "~/attach-file.server";
import { paths } from "~/paths";
import { putFile } from "~/put-file.server";
import { submissionIdOf } from "~/submission";

type Target = { id: string; pieceId: string };

/** What the forms of a credit ask for: its `step` names which one was sent. */
export async function changeCredit(
  context: AppLoadContext,
  actor: MemberActor,
  { id, pieceId }: Target,
  upload: Upload,
) {
  const { form } = upload;
  form.set("id", id);
  const options = { submissionId: submissionIdOf(form) };
  const here = paths.pieceCredit(pieceId, id);
  // The button that removes has the name of the step too: the last one said counts.
  const step = form.getAll("step").at(-1);
  if (step === "sign") return await sign(context, actor, { id, pieceId }, upload);
  if (step === "withdraw") {
    const parsed = parseForm(withdrawConsentSchema, form);
    if (!parsed.ok) return refuseTyped(parsed.state);
    const outcome = await context.execute(actor, withdrawConsent, parsed.value, options);
    if (outcome.ok) throw redirect(`${here}?fait=${told[outcome.lost ?? "none"]}`);
    if (outcome.reason === "form_already_used") return refuseUsed(form);
    return refuseField(form, creditRefusals[outcome.reason]);
  }
  if (step === "remove") {
    const outcome = await context.execute(actor, removeCredit, { id }, options);
    if (outcome.ok) throw redirect(`${paths.piecePeople(pieceId)}?fait=supprime`);
    if (outcome.reason === "form_already_used") return refuseUsed(form);
    return refuseField(form, creditRefusals[outcome.reason]);
  }
  const parsed = parseForm(editCreditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, editCredit, parsed.value, options);
  if (outcome.ok) throw redirect(`${here}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, creditRefusals[outcome.reason]);
}

/** What is said once the consent is withdrawn, by what the public lost. */
const told = {
  piece: "accord-retire-contenu",
  credit: "accord-retire-nom",
  none: "accord-retire",
};

/** Notes a consent, with the file of what was signed when there is one. */
async function sign(
  context: AppLoadContext,
  actor: MemberActor,
  { id, pieceId }: Target,
  upload: Upload,
) {
  const { form } = upload;
  const parsed = parseForm(consentFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const isSent = upload.file !== null || upload.tooLarge;
  const examined = isSent ? await examineUpload(context, upload) : null;
  if (examined && !examined.ok) {
    return refuseField(form, { field: "file", message: examined.message });
  }
  let file = null;
  if (examined) {
    // The same form sent twice puts its file in the same place.
    const fileId = z.uuid().safeParse(form.get("fileId")).data;
    const announced = await context.execute(
      actor,
      announceConsent,
      { id },
      { submissionId: fileId },
    );
    if (!announced.ok) return refuseUsed(form);
    await putFile(context, actor, announced.key, examined.bytes, isMediaFileAwaited);
    const { name, contentType, sizeBytes } = examined.file;
    file = { name, contentType, sizeBytes, storageKey: announced.key };
  }
  const outcome = await context.execute(
    actor,
    recordConsent,
    { id, ...parsed.value, file },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) throw redirect(`${paths.pieceCredit(pieceId, id)}?fait=accord-note`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, creditRefusals[outcome.reason]);
}
