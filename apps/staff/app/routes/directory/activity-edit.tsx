import { editActivity } from "@essaim/directory/activity.commands";
import { getActivity, getActivityChoices } from "@essaim/directory/activity.queries";
import { editActivitySchema } from "@essaim/directory/activity.schema";
import { rowLists } from "@essaim/directory/form-rows";
import { Alert } from "@essaim/ui/alert";
import { typo } from "@essaim/ui/format";
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
import { answer, differing, versionFor } from "~/answer";
import { refuseConflict, refuseFields, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ActivityForm } from "./activity-form";
import { activityInWords, activityValues, inputOf } from "./activity-values";
import { refuseActivity } from "./refused.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.activity.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const [choices, activity] = await Promise.all([
    context.execute(actor, getActivityChoices, {}),
    context.execute(actor, getActivity, { id: recordId(params.id) }),
  ]);
  return { choices, activity, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const { id } = await context.execute(actor, getActivity, { id: recordId(params.id) });
  const { form, changed } = readRows(await readForm(request), rowLists);
  form.set("id", id);
  if (changed) return data(answer({ state: refuseForm(form, {}), rows: changed }));
  const parsed = parseForm(editActivitySchema, form);
  if (!parsed.ok) return refuseActivity(context, actor, form, parsed.state);
  const outcome = await context.execute(actor, editActivity, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.activity(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseFields(form, outcome.errors);
  const { resources } = await context.execute(actor, getActivityChoices, {});
  const names = new Map(resources.map((resource) => [resource.id, resource.name]));
  const fields = differing(
    activityInWords(parsed.value, names),
    activityInWords(inputOf(outcome.current), names),
  );
  return refuseConflict(form, outcome, fields);
}

export default function EditActivity() {
  const { choices, activity, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Modifier ${activity.title}`}
        breadcrumb={[
          { label: "Activités", href: paths.activities() },
          { label: activity.title, href: paths.activity(activity.id) },
        ]}
      />
      {activity.status === "published" && (
        <Alert>
          {typo(
            "Cette activité est publiée : ce que vous enregistrez ne sera lu de tous qu’une fois publié, depuis sa page.",
          )}
        </Alert>
      )}
      <Conflict conflict={shown?.conflict} reloadHref={paths.editActivity(activity.id)} />
      <ActivityForm
        choices={choices}
        saved={activityValues(activity)}
        savedForms={activity.legalForms}
        answer={shown}
        submissionId={submissionId}
        version={versionFor(shown, activity.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.activity(activity.id)}
      />
    </>
  );
}
