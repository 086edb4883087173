import { createActivity } from "@essaim/directory/activity.commands";
import { getActivityChoices } from "@essaim/directory/activity.queries";
import { activitySchema } from "@essaim/directory/activity.schema";
import { rowLists } from "@essaim/directory/form-rows";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answer } from "~/answer";
import { refuseFields, refuseUsed } from "~/answer.server";
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ActivityForm } from "./activity-form";
import { refuseActivity } from "./refused.server";

export const meta: MetaFunction = () => pageTitle("Nouvelle activité");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    choices: await context.execute(actor, getActivityChoices, {}),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const { form, changed } = readRows(await readForm(request), rowLists);
  if (changed) return data(answer({ state: refuseForm(form, {}), rows: changed }));
  const parsed = parseForm(activitySchema, form);
  if (!parsed.ok) return refuseActivity(context, actor, form, parsed.state);
  const outcome = await context.execute(actor, createActivity, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.activity(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseFields(form, outcome.errors);
}

export default function NewActivity() {
  const { choices, submissionId } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Nouvelle activité"
        breadcrumb={[{ label: "Activités", href: paths.activities() }]}
        lead="Elle reste un brouillon tant que vous ne la publiez pas."
      />
      <ActivityForm
        choices={choices}
        answer={useActionData<typeof action>()}
        submissionId={submissionId}
        submitLabel="Créer le brouillon"
        cancelHref={paths.activities()}
      />
    </>
  );
}
