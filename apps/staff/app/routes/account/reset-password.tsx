import { resetSchema } from "@essaim/identity/account.schema";
import { passwordRule } from "@essaim/identity/password.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
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
import { withoutPasswords } from "./form-answers";
import { GateFrame } from "./gate-frame";

export const meta: MetaFunction = () => pageTitle("Choisir un nouveau mot de passe");

export async function loader({ params, context }: LoaderFunctionArgs) {
  const isOpen = await context.identity.isResetOpen(params.token ?? "");
  return data({ isOpen, isDemo: context.isDemo }, { status: isOpen ? 200 : 410 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const parsed = parseForm(resetSchema, await readForm(request));
  if (!parsed.ok) return data({ state: withoutPasswords(parsed.state) }, { status: 422 });
  const outcome = await context.identity.resetPassword({
    token: params.token ?? "",
    requestId: context.requestId,
    ...parsed.value,
  });
  // The page, asked again, says that the link no longer serves.
  if (!outcome.ok) throw redirect(new URL(request.url).pathname);
  throw redirect(paths.signIn({ fait: "mot-de-passe-choisi" }));
}

export default function ResetPassword() {
  const { isOpen, isDemo } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const isSending = useNavigation().state !== "idle";
  return (
    <GateFrame isDemo={isDemo}>
      <h1>Choisir un nouveau mot de passe</h1>
      {isOpen ? (
        <>
          <ErrorSummary errors={state?.errors} title="Le mot de passe n’est pas changé" />
          <Form method="post" noValidate>
            <FormLayout>
              <TextField
                label="Nouveau mot de passe"
                type="password"
                name="newPassword"
                hint={passwordRule}
                error={state?.errors.newPassword}
                autoComplete="new-password"
              />
              <p className="text-sm text-muted">
                Toutes vos sessions ouvertes se fermeront, sur tous vos appareils.
              </p>
              <FormActions>
                <SubmitButton pending={isSending}>Changer le mot de passe</SubmitButton>
              </FormActions>
            </FormLayout>
          </Form>
        </>
      ) : (
        <Alert
          tone="warning"
          title="Ce lien ne sert plus"
          action={
            <ButtonLink href={paths.forgottenPassword()}>Demander un nouveau lien</ButtonLink>
          }
        >
          Il a déjà servi, ou il a plus d’une heure.
        </Alert>
      )}
    </GateFrame>
  );
}
