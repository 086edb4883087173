import { resetRequestSchema } from "@essaim/identity/account.schema";
import { Alert } from "@essaim/ui/alert";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { Link } from "@essaim/ui/link";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { GateFrame } from "./gate-frame";

export const meta: MetaFunction = () => pageTitle("Mot de passe oublié");

export function loader({ context }: LoaderFunctionArgs) {
  return { isDemo: context.isDemo };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(resetRequestSchema, await readForm(request));
  if (!parsed.ok) return data({ sentTo: null, state: parsed.state }, { status: 422 });
  const { address, requestId } = context;
  await context.identity.requestPasswordReset({ ...parsed.value, address, requestId });
  return data({ sentTo: parsed.value.email, state: null });
}

export default function ForgottenPassword() {
  const { isDemo } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  return (
    <GateFrame isDemo={isDemo}>
      <h1>Mot de passe oublié</h1>
      {answer?.sentTo ? (
        <Sent to={answer.sentTo} isDemo={isDemo} />
      ) : (
        <>
          <p>
            Indiquez votre adresse&#8239;: vous recevrez un lien pour choisir un nouveau mot de
            passe.
          </p>
          <ErrorSummary errors={answer?.state?.errors} title="La demande n’est pas partie" />
          <Form method="post" noValidate>
            <FormLayout>
              <TextField
                label="Adresse électronique"
                type="email"
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                {...fieldProps(answer?.state, "email")}
              />
              <FormActions>
                <SubmitButton pending={isSending}>Recevoir un lien</SubmitButton>
                <Link href={paths.signIn()} className="inline-flex min-h-11 items-center">
                  Revenir à la connexion
                </Link>
              </FormActions>
            </FormLayout>
          </Form>
        </>
      )}
    </GateFrame>
  );
}

/** The same answer whether the account exists or not. */
function Sent({ to, isDemo }: { to: string; isDemo: boolean }) {
  return (
    <>
      <Alert tone="success" role="status" title="Demande reçue">
        <p>
          Si un compte existe pour <strong>{to}</strong>, un message est en route. Son lien sert une
          fois et reste valable une heure.
        </p>
      </Alert>
      <p>
        Rien au bout de quelques minutes&#8239;? Regardez dans les courriers indésirables, puis
        vérifiez l’adresse avec la personne qui administre Essaim.
      </p>
      {isDemo && (
        <p className="text-sm text-muted">
          En démonstration, sans serveur d’envoi, le message est écrit dans le dossier{" "}
          <code>.data/outbox</code>.
        </p>
      )}
      <p>
        <Link href={paths.signIn()}>Revenir à la connexion</Link>
      </p>
    </>
  );
}
