import { versionSchema } from "@essaim/database/version.schema";
import type { publishActivity, unpublishActivity } from "@essaim/directory/activity.commands";
import type {
  publishOpenResource,
  unpublishOpenResource,
} from "@essaim/directory/open-resource.commands";
import { readForm } from "@essaim/web/form";
import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import type { PublicationAnswer } from "./publication";

type Commands = {
  publish: typeof publishActivity | typeof publishOpenResource;
  unpublish: typeof unpublishActivity | typeof unpublishOpenResource;
  path: (id: string) => string;
};

/** The action of a page that publishes or withdraws its record. */
export async function changePublication(
  { request, context, params }: ActionFunctionArgs,
  { publish, unpublish, path }: Commands,
) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const id = recordId(params.id);
  const version = versionSchema.safeParse(form.get("version")).data ?? 0;
  const isPublishing = form.get("intent") === "publish";
  const command = (isPublishing ? publish : unpublish) as typeof publishActivity;
  const outcome = await context.execute(
    actor,
    command,
    { id, version },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) throw redirect(`${path(id)}?fait=${isPublishing ? "publie" : "depublie"}`);
  if (outcome.reason === "conflict") {
    const { reason, changedBy, changedAt } = outcome;
    return data<PublicationAnswer>({ reason, changedBy, changedAt }, { status: 409 });
  }
  // A form sent again with another content can only come from a page left open: it shows the record as it is.
  if (outcome.reason === "form_already_used") throw redirect(path(id));
  return data<PublicationAnswer>({ reason: "incomplete" }, { status: 422 });
}
