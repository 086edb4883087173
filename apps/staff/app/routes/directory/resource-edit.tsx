import { rowLists } from "@essaim/directory/form-rows";
import { editOpenResource } from "@essaim/directory/open-resource.commands";
import { getOpenResource } from "@essaim/directory/open-resource.queries";
import { editOpenResourceSchema } from "@essaim/directory/open-resource.schema";
import { can } from "@essaim/identity/actor";
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
import { refuseConflict, refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ResourceForm } from "./resource-form";
import { resourceInWords, resourceValues } from "./resource-values";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.resource.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "directory:write")) throw new Response(null, { status: 403 });
  const resource = await context.execute(actor, getOpenResource, { id: recordId(params.id) });
  return { resource, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const { id } = await context.execute(actor, getOpenResource, { id: recordId(params.id) });
  const { form, changed } = readRows(await readForm(request), rowLists);
  form.set("id", id);
  if (changed) return data(answer({ state: refuseForm(form, {}), rows: changed }));
  const parsed = parseForm(editOpenResourceSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, editOpenResource, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.resource(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseFields(form, outcome.errors);
  const fields = differing(resourceInWords(parsed.value), resourceInWords(outcome.current));
  return refuseConflict(form, outcome, fields);
}

export default function EditResource() {
  const { resource, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Modifier ${resource.name}`}
        breadcrumb={[
          { label: "Ressources ouvertes et communs", href: paths.resources() },
          { label: resource.name, href: paths.resource(resource.id) },
        ]}
      />
      {resource.status === "published" && (
        <Alert>
          {typo(
            "Cette ressource est publiée : ce que vous enregistrez ne sera lu de tous qu’une fois publié, depuis sa page.",
          )}
        </Alert>
      )}
      <Conflict conflict={shown?.conflict} reloadHref={paths.editResource(resource.id)} />
      <ResourceForm
        saved={resourceValues(resource)}
        answer={shown}
        submissionId={submissionId}
        version={versionFor(shown, resource.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.resource(resource.id)}
      />
    </>
  );
}
