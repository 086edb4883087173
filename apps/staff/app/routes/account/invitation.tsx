import { knownAccountSchema, newAccountSchema } from "@essaim/identity/account.schema";
import { passwordRule } from "@essaim/identity/password.schema";
import { roleHints, roleLabels } from "@essaim/identity/role.schema";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { Link } from "@essaim/ui/link";
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
import { pageTitle } from "~/title";
import { tooManyAttempts, withoutPasswords } from "./form-answers";
import { GateFrame } from "./gate-frame";

export const meta: MetaFunction = () => pageTitle("Votre invitation");

export async function loader({ params, context }: LoaderFunctionArgs) {
  const token = params.token ?? "";
  const { isDemo, identity } = context;
  const invitation = await identity.findInvitation(token);
  if (invitation) {
    const role = { label: roleLabels[invitation.role], hint: roleHints[invitation.role] };
    return data({ isDemo, invitation: { ...invitation, role }, closed: null });
  }
  const closed = await identity.explainClosedInvitation(token);
  return data({ isDemo, invitation: null, closed }, { status: closed === "unknown" ? 404 : 410 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const page = new URL(request.url).pathname;
  const invitation = await context.identity.findInvitation(token);
  // The page, asked again, says why the link no longer serves.
  if (!invitation) throw redirect(page);
  const form = await readForm(request);
  const parsed = invitation.accountExists
    ? parseForm(knownAccountSchema, form)
    : parseForm(newAccountSchema, form);
  if (!parsed.ok) return data({ state: withoutPasswords(parsed.state) }, { status: 422 });
  const { address, requestId } = context;
  const outcome = await context.identity.acceptInvitation({
    token,
    fullName: invitation.fullName,
    ...parsed.value,
    address,
    requestId,
  });
  if (outcome.ok) {
    throw redirect(`${paths.home()}?fait=bienvenue`, {
      headers: { "set-cookie": outcome.cookie },
    });
  }
  if (outcome.reason === "link_expired") throw redirect(page);
  const refusal =
    outcome.reason === "too_many_attempts"
      ? { formError: tooManyAttempts(outcome.retryInSeconds) }
      : { errors: { password: "Ce n’est pas le mot de passe de ce compte." } };
  return data({ state: withoutPasswords(refuseForm(form, refusal)) }, { status: 422 });
}

export default function Invitation() {
  const { isDemo, invitation, closed } = useLoaderData<typeof loader>();
  return (
    <GateFrame isDemo={isDemo}>
      {invitation ? <Open invitation={invitation} /> : <Closed why={closed ?? "unknown"} />}
    </GateFrame>
  );
}

type OpenInvitation = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["invitation"]>;

function Open({ invitation }: { invitation: OpenInvitation }) {
  const state = useActionData<typeof action>()?.state;
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <h1>{invitation.organisationName} vous invite</h1>
      <DescriptionList
        items={[
          { term: "Votre rôle", value: `${invitation.role.label}. ${invitation.role.hint}` },
          { term: "Votre adresse", value: invitation.email },
        ]}
      />
      <ErrorSummary
        errors={state?.errors}
        formError={state?.formError}
        title="Votre accès n’est pas encore ouvert"
      />
      <Form method="post" noValidate>
        <FormLayout>
          {/* Tells password managers which account this is. */}
          <input type="email" hidden readOnly autoComplete="username" value={invitation.email} />
          {invitation.accountExists ? (
            <>
              <p>
                Vous avez déjà un compte Essaim avec cette adresse. Son mot de passe suffit pour
                ouvrir ce nouvel accès.
              </p>
              <TextField
                label="Votre mot de passe"
                type="password"
                name="password"
                error={state?.errors.password}
                autoComplete="current-password"
              />
            </>
          ) : (
            <>
              <TextField
                label="Votre nom complet"
                autoComplete="name"
                hint="Tel que vos collègues le verront."
                {...fieldProps(state, "fullName", invitation.fullName)}
              />
              <TextField
                label="Choisissez un mot de passe"
                type="password"
                name="password"
                hint={passwordRule}
                error={state?.errors.password}
                autoComplete="new-password"
              />
            </>
          )}
          <FormActions>
            <SubmitButton pending={isSending}>Ouvrir mon accès</SubmitButton>
            {invitation.accountExists && (
              <Link href={paths.forgottenPassword()} className="inline-flex min-h-11 items-center">
                Mot de passe oublié
              </Link>
            )}
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}

const reasons = {
  accepted: {
    title: "Cette invitation a déjà servi",
    todo: "Votre accès est ouvert\u202f: connectez-vous avec le mot de passe que vous avez choisi.",
  },
  revoked: {
    title: "Cette invitation a été annulée",
    todo: "Si vous pensez que c’est une erreur, écrivez à la personne qui vous l’a envoyée.",
  },
  expired: {
    title: "Cette invitation n’est plus valable",
    todo: "Son lien servait sept jours. Demandez à la personne qui vous l’a envoyée de la renvoyer.",
  },
  unknown: {
    title: "Cette invitation est introuvable",
    todo: "Vérifiez que le lien est complet. Si l’invitation a été renvoyée depuis, seul le lien du dernier message sert.",
  },
};

function Closed({ why }: { why: keyof typeof reasons }) {
  const reason = reasons[why];
  return (
    <>
      <h1>{reason.title}</h1>
      <p>{reason.todo}</p>
      <p>
        <ButtonLink href={paths.signIn()}>Se connecter</ButtonLink>
      </p>
    </>
  );
}
