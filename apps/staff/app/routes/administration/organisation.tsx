import { listAuditEvents } from "@essaim/identity/audit.queries";
import { renameOrganisation } from "@essaim/identity/organisation.commands";
import { getOrganisation } from "@essaim/identity/organisation.queries";
import { organisationSchema } from "@essaim/identity/organisation.schema";
import { ConflictNotice } from "@essaim/ui/conflict-notice";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Organisation");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const organisation = await context.execute(actor, getOrganisation, {});
  return { organisation, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await request.formData();
  const parsed = parseForm(organisationSchema, form);
  if (!parsed.ok) return data({ state: parsed.state, conflict: null }, { status: 422 });
  const outcome = await context.execute(actor, renameOrganisation, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.organisation()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") {
    const formError = "Ce formulaire a déjà servi. Rechargez la page, puis recommencez.";
    return data({ state: refuseForm(form, { formError }), conflict: null }, { status: 409 });
  }
  const journal = await context.execute(actor, listAuditEvents, {
    operation: renameOrganisation.name,
  });
  const conflict = {
    current: outcome.current,
    by: journal.events[0]?.fullName ?? "Quelqu’un",
    at: journal.events[0]?.occurredAt ?? new Date(),
  };
  return data({ state: refuseForm(form, {}), conflict }, { status: 409 });
}

export default function OrganisationPage() {
  const { organisation, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const conflict = answer?.conflict;
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <PageHeader
        title="Organisation"
        lead="Ce nom et ce site paraissent dans l’annuaire public et dans les messages d’invitation."
      />
      {conflict && (
        <ConflictNotice
          savedBy={conflict.by}
          savedAt={conflict.at}
          sameDay={false}
          reloadHref={paths.organisation()}
          fields={[
            { label: "Nom", mine: state?.values.name, theirs: conflict.current.name },
            { label: "Site", mine: state?.values.websiteUrl, theirs: conflict.current.websiteUrl },
          ].filter((field) => (field.mine || "") !== (field.theirs ?? ""))}
        />
      )}
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" noValidate>
        <input type="hidden" name="submissionId" value={submissionId} />
        <input
          type="hidden"
          name="version"
          value={conflict ? conflict.current.version : organisation.version}
        />
        <FormLayout>
          <TextField
            label="Nom de la coopérative"
            autoComplete="organization"
            {...fieldProps(state, "name", organisation.name)}
          />
          <TextField
            label="Site"
            type="url"
            optional
            hint="L’adresse complète, par exemple https://exemple.fr."
            autoComplete="url"
            {...fieldProps(state, "websiteUrl", organisation.websiteUrl)}
          />
          <FormActions>
            <SubmitButton pending={isSending}>Enregistrer</SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}
