import { discardDraft, saveDraft } from "@essaim/accompaniment/meeting/draft.commands";
import { draftFormSchema, saveDraftSchema } from "@essaim/accompaniment/meeting/draft.schema";
import { readForm } from "@essaim/web/form";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { paths } from "~/paths";

/** Nothing is read at this address: a draft is found by its own form, and the home page lists one's own. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<never> {
  await context.requireActor(request);
  throw redirect(paths.home());
}

/**
 * Keeps what is being typed in a form, sent every few seconds; 409 with the draft of another device that it would
 * have replaced. With `intent=discard`, throws it away.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  if (form.get("intent") === "discard") {
    const address = draftFormSchema.safeParse(form.get("form"));
    if (!address.success) throw new Response(null, { status: 400 });
    await context.execute(actor, discardDraft, { form: address.data });
    throw redirect(`${address.data}?fait=brouillon-efface`);
  }
  const parsed = saveDraftSchema.safeParse({
    form: form.get("form"),
    submissionId: form.get("submissionId"),
    fields: fieldsIn(form.get("fields")),
    seenAt: form.get("seenAt") || null,
  });
  if (!parsed.success) throw new Response(null, { status: 400 });
  const outcome = await context.execute(actor, saveDraft, parsed.data);
  if (outcome.ok) return Response.json({ at: outcome.at });
  // Sent without a submission id, a draft is never one already used.
  const current = "current" in outcome ? outcome.current : null;
  return Response.json({ current }, { status: 409 });
}

function fieldsIn(text: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
