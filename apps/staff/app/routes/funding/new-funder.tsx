import { createFunder } from "@essaim/funding/funder.commands";
import { funderKindLabels, funderKinds, funderSchema } from "@essaim/funding/funder.schema";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

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
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <PageHeader
        title="Nouveau financeur"
        breadcrumb={[{ label: "Financements", href: paths.grants() }]}
        lead="Une fois le financeur enregistré, vous décrirez ce qu’il finance."
      />
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" noValidate key={answer?.key}>
        <input type="hidden" name="submissionId" value={answer ? answer.key : submissionId} />
        <FormLayout>
          <TextField label="Nom" {...fieldProps(state, "name")} autoComplete="off" />
          <RadioGroup
            label="Quelle sorte de financeur est-ce&#8239;?"
            {...fieldProps(state, "kind")}
            options={funderKinds.map((value) => ({ value, label: funderKindLabels[value] }))}
          />
          <TextField
            label="Site"
            type="url"
            {...fieldProps(state, "websiteUrl")}
            optional
            autoComplete="off"
          />
          <FormActions>
            <SubmitButton pending={isSending}>Enregistrer ce financeur</SubmitButton>
            <ButtonLink href={paths.newGrant()} variant="quiet">
              Annuler
            </ButtonLink>
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}
