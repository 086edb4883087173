import { signInSchema } from "@essaim/identity/account.schema";
import { demoAccounts, demoPassword } from "@essaim/identity/demo-account";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { Flash } from "@essaim/ui/flash";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { Link } from "@essaim/ui/link";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useLocation, useNavigation } from "@remix-run/react";
import { useEffect } from "react";
import { forgetAll } from "~/draft-store";
import { flashOf } from "~/flash";
import { paths, safeReturn } from "~/paths";
import { forgetLost } from "~/sent-form";
import { pageTitle } from "~/title";
import { tooManyAttempts, withoutPasswords } from "./form-answers";
import { GateFrame } from "./gate-frame";

export const meta: MetaFunction = () => pageTitle("Connexion");

/** Lets Retry-After reach the browser. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

const returnOf = (request: Request) => safeReturn(new URL(request.url).searchParams.get("retour"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  if (await context.findSignedIn(request)) throw redirect(returnOf(request));
  return {
    isDemo: context.isDemo,
    demo: context.isDemo ? { accounts: demoAccounts, password: demoPassword } : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  const parsed = parseForm(signInSchema, form);
  if (!parsed.ok) return data({ state: withoutPasswords(parsed.state) }, { status: 422 });
  const { address, requestId } = context;
  const outcome = await context.identity.signIn({ ...parsed.value, address, requestId });
  if (outcome.ok) {
    throw redirect(returnOf(request), { headers: { "set-cookie": outcome.cookie } });
  }
  const refuse = (formError: string, status: number, headers: HeadersInit = {}) =>
    data({ state: withoutPasswords(refuseForm(form, { formError })) }, { status, headers });
  switch (outcome.reason) {
    case "wrong_credentials":
      return refuse("L’adresse ou le mot de passe ne correspond pas. Vérifiez les deux.", 422);
    case "no_access":
      return refuse(
        "Votre accès est fermé. Pour le rouvrir, adressez-vous à la personne qui administre Essaim dans votre coopérative.",
        403,
      );
    case "too_many_attempts":
      return refuse(tooManyAttempts(outcome.retryInSeconds), 429, {
        "retry-after": String(outcome.retryInSeconds),
      });
  }
}

export default function SignIn() {
  const { isDemo, demo } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const isSending = useNavigation().state !== "idle";
  const { search } = useLocation();
  // Somebody has just signed out: what this browser kept of their texts goes too.
  const hasLeft = /^deconnecte/.test(new URLSearchParams(search).get("fait") ?? "");
  useEffect(() => {
    if (!hasLeft) return;
    forgetAll();
    forgetLost();
  }, [hasLeft]);
  return (
    <GateFrame isDemo={isDemo}>
      <Flash>{flashOf(search)}</Flash>
      <h1>Connexion</h1>
      <ErrorSummary
        errors={state?.errors}
        formError={state?.formError}
        title="La connexion n’a pas abouti"
        intro="Complétez ces points, puis recommencez."
      />
      <Form method="post" noValidate>
        <FormLayout>
          <TextField
            label="Adresse électronique"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...fieldProps(state, "email")}
          />
          <TextField
            label="Mot de passe"
            type="password"
            autoComplete="current-password"
            {...fieldProps(state, "password")}
          />
          <FormActions>
            <SubmitButton pending={isSending}>Se connecter</SubmitButton>
            <Link href={paths.forgottenPassword()} className="inline-flex min-h-11 items-center">
              Mot de passe oublié
            </Link>
          </FormActions>
        </FormLayout>
      </Form>
      {demo && <DemoAccounts {...demo} />}
      <p className="text-sm text-muted">
        Un compte s’ouvre sur invitation de la personne qui administre Essaim dans votre
        coopérative.
      </p>
    </GateFrame>
  );
}

function DemoAccounts({ accounts, password }: { accounts: typeof demoAccounts; password: string }) {
  return (
    <Disclosure summary="Comptes de démonstration">
      <p>
        Mot de passe de tous ces comptes&#8239;:{" "}
        <code className="font-semibold select-all">{password}</code>
      </p>
      <dl className="mt-3 flex flex-col gap-2 sm:grid sm:grid-cols-[auto_1fr] sm:gap-x-6">
        {accounts.map((account) => (
          <div key={account.email} className="sm:contents">
            <dt>
              <code className="select-all">{account.email}</code>
            </dt>
            <dd className="text-muted">
              {account.roleLabel}, {account.organisation}
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
