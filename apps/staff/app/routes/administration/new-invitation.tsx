import { inviteMember } from "@essaim/identity/invitation.commands";
import { listFunderChoices } from "@essaim/identity/member.queries";
import { invitationSchema } from "@essaim/identity/member.schema";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
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
import { RoleFields } from "./role-fields";

export const meta: MetaFunction = () => pageTitle("Inviter quelqu’un");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const funders = await context.execute(actor, listFunderChoices, {});
  return { funders, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(invitationSchema, form);
  if (!parsed.ok) return data({ state: parsed.state }, { status: 422 });
  const outcome = await context.execute(actor, inviteMember, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (!outcome.ok) {
    return data({ state: refuseForm(form, refusals[outcome.reason]) }, { status: 422 });
  }
  const isSent = await context.identity.sendInvitation(actor.organisationId, outcome.id);
  throw redirect(`${paths.members()}?fait=${isSent ? "invite" : "invite-sans-message"}`);
}

const refusals = {
  already_member: {
    errors: { email: "Cette personne est déjà membre. Changez son rôle sur sa page." },
  },
  ended_member: {
    errors: {
      email: "Cette personne a été membre. Rouvrez son accès dans la liste des accès fermés.",
    },
  },
  already_invited: {
    errors: { email: "Une invitation attend déjà à cette adresse. Renvoyez-la depuis la liste." },
  },
  unknown_funder: { errors: { funderId: "Ce financeur n’existe plus. Choisissez-en un autre." } },
  form_already_used: {
    formError: "Ce formulaire a déjà servi. Rechargez la page pour inviter une autre personne.",
  },
};

export default function NewInvitation() {
  const { funders, submissionId } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <PageHeader
        title="Inviter quelqu’un"
        breadcrumb={[{ label: "Membres", href: paths.members() }]}
        lead="La personne reçoit un lien valable sept jours et choisit elle-même son mot de passe."
      />
      <ErrorSummary
        errors={state?.errors}
        formError={state?.formError}
        title="L’invitation n’est pas partie"
      />
      <Form method="post" noValidate>
        <input type="hidden" name="submissionId" value={submissionId} />
        <FormLayout>
          <TextField label="Nom complet" autoComplete="off" {...fieldProps(state, "fullName")} />
          <TextField
            label="Adresse électronique"
            type="email"
            hint="Son adresse professionnelle&#8239;: elle lui servira à se connecter."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...fieldProps(state, "email")}
          />
          <RoleFields state={state} funders={funders} />
          <FormActions>
            <SubmitButton pending={isSending}>Envoyer l’invitation</SubmitButton>
            <Link href={paths.members()} className="inline-flex min-h-11 items-center">
              Annuler
            </Link>
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}
