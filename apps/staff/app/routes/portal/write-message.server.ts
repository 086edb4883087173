import { can } from "@essaim/identity/actor";
import type { Permission } from "@essaim/identity/permission";
import { writeMessage } from "@essaim/impact/message/message.commands";
import {
  messageFormSchema,
  messageRefusals,
  namesSomebody,
} from "@essaim/impact/message/message.schema";
import { parseForm, readForm } from "@essaim/web/form";
import { type AppLoadContext, redirect } from "@remix-run/node";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { submissionIdOf } from "~/submission";

/** Sends what was written of a grant from the page of one of the two sides, then comes back to `here`. */
export async function sendMessage(
  context: AppLoadContext,
  request: Request,
  grantId: string,
  { here, needs }: { here: string; needs: Permission },
) {
  const actor = await context.requireActor(request);
  if (!can(actor, needs)) throw new Response(null, { status: 403 });
  const form = await readForm(request);
  const parsed = parseForm(messageFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(
    actor,
    writeMessage,
    { ...parsed.value, grantId },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) throw redirect(`${here}?fait=message-envoye`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  const message =
    outcome.reason === "names_somebody"
      ? namesSomebody(outcome.named)
      : messageRefusals[outcome.reason];
  return refuseField(form, { field: "body", message });
}
