import { createFunder } from "@essaim/funding/grant/funder.commands";
import { funderSchema } from "@essaim/funding/grant/funder.schema";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { FunderFields } from "./funder-fields";

export const meta: MetaFunction = () => pageTitle("Nouveau financeur");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  return { submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(funderSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createFunder, parsed.value, { submissionId });
  if (outcome.ok) {
    const next = new URLSearchParams({ financeur: outcome.id, fait: "cree" });
    throw redirect(`${paths.newGrant()}?${next}`);
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, { field: "name", message: "Un financeur de ce nom existe déjà." });
}

export default function NewFunder() {
  const { submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Nouveau financeur"
        breadcrumb={[{ label: "Financements", href: paths.grants() }]}
        lead="Une fois le financeur enregistré, vous décrirez ce qu’il finance."
      />
      <RecordForm
        state={state}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer ce financeur"
        cancelHref={paths.newGrant()}
        resetKey={answer?.key}
      >
        <FunderFields state={state} />
      </RecordForm>
    </>
  );
}
