import { rowLists } from "@essaim/directory/form-rows";
import { createOpenResource } from "@essaim/directory/open-resource.commands";
import { openResourceSchema } from "@essaim/directory/open-resource.schema";
import { can } from "@essaim/identity/actor";
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
import { refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ResourceForm } from "./resource-form";

export const meta: MetaFunction = () => pageTitle("Nouvelle ressource");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "directory:write")) throw new Response(null, { status: 403 });
  return { submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const { form, changed } = readRows(await readForm(request), rowLists);
  if (changed) return data(answer({ state: refuseForm(form, {}), rows: changed }));
  const parsed = parseForm(openResourceSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, createOpenResource, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.resource(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseFields(form, outcome.errors);
}

export default function NewResource() {
  const { submissionId } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Nouvelle ressource"
        breadcrumb={[{ label: "Ressources ouvertes et communs", href: paths.resources() }]}
        lead="Elle reste un brouillon tant que vous ne la publiez pas."
      />
      <ResourceForm
        answer={useActionData<typeof action>()}
        submissionId={submissionId}
        submitLabel="Créer le brouillon"
        cancelHref={paths.resources()}
      />
    </>
  );
}
