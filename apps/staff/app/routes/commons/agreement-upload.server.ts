import { announceAgreementFile } from "@essaim/commons/partner/agreement.commands";
import type { MemberActor } from "@essaim/identity/actor";
import { parseForm } from "@essaim/web/form";
import { readUpload } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";
import type { z } from "zod";
import { refuseFields } from "~/answer.server";
import { examineUpload, storeUpload } from "~/attach-file.server";
import { submissionIdOf } from "~/submission";

/** The paper of an agreement once its bytes are in the storage; null when none was given. */
type Paper = { name: string; contentType: string; sizeBytes: number; storageKey: string } | null;

/**
 * Reads the form of an agreement, whose paper may be somewhere else, and has it written with its paper if it gives one.
 * @param write what `save` does, under the id of the form
 */
export async function saveAgreement<S extends z.ZodType, O extends { ok: boolean }>(
  { context, actor, partnerId }: { context: AppLoadContext; actor: MemberActor; partnerId: string },
  request: Request,
  schema: S,
  write: (said: z.output<S>, file: Paper, options: { submissionId?: string }) => Promise<O>,
) {
  const upload = await readUpload(request, { maxBytes: context.uploadLimit });
  const { form } = upload;
  const parsed = parseForm(schema, form);
  const examined = upload.file || upload.tooLarge ? await examineUpload(context, upload) : null;
  if (!parsed.ok || examined?.ok === false) {
    return {
      ok: false as const,
      refused: refuseFields(form, {
        ...(parsed.ok ? {} : parsed.state.errors),
        ...(examined?.ok === false ? { file: examined.message } : {}),
      }),
    };
  }
  const said = parsed.value;
  if (!examined) {
    const outcome = await write(said, null, { submissionId: submissionIdOf(form) });
    return { ok: true as const, form, said, outcome };
  }
  let outcome: O | undefined;
  const { name, contentType, sizeBytes } = examined.file;
  await storeUpload(
    context,
    actor,
    { form, bytes: examined.bytes },
    {
      announce: (options) => context.execute(actor, announceAgreementFile, { partnerId }, options),
      attach: async (storageKey, options) => {
        outcome = await write(said, { name, contentType, sizeBytes, storageKey }, options);
        return outcome.ok ? { ok: true } : { ok: false, reason: "refused" };
      },
    },
  );
  return { ok: true as const, form, said, outcome };
}
