import { setReminders } from "@essaim/accompaniment/day/reminder.commands";
import { findReminders } from "@essaim/accompaniment/day/reminder.queries";
import { findCalendarFeed } from "@essaim/accompaniment/meeting/calendar.queries";
import {
  openCalendarFeed,
  revokeCalendarFeed,
} from "@essaim/accompaniment/meeting/calendar-feed.commands";
import { passwordChangeSchema } from "@essaim/identity/account.schema";
import { can } from "@essaim/identity/actor";
import { passwordRule } from "@essaim/identity/password.schema";
import { roleHints, roleLabels } from "@essaim/identity/role.schema";
import { Button } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { type FormState, parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { CalendarSection } from "../meetings/calendar-section";
import { tooManyAttempts, withoutPasswords } from "./form-answers";
import { ReminderSection } from "./reminder-section";

export const meta: MetaFunction = () => pageTitle("Mon compte");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, email, fullName, organisationName } = await context.requireSignedIn(request);
  return {
    email,
    fullName,
    organisationName,
    organisationId: actor.organisationId,
    role: roleLabels[actor.role],
    roleHint: roleHints[actor.role],
    organisations: await context.identity.listOrganisations(actor),
    hasCalendar: can(actor, "meeting:read"),
    feed: can(actor, "meeting:read") ? await context.execute(actor, findCalendarFeed, {}) : null,
    /** Null for whoever has no day to be reminded of. */
    wantsReminders: can(actor, "worker:read")
      ? await context.execute(actor, findReminders, {})
      : null,
  };
}

/** Several small forms share this page; each says by `intent` which it is. */
export async function action({ request, context }: ActionFunctionArgs) {
  const signedIn = await context.requireSignedIn(request);
  const form = await readForm(request);
  switch (form.get("intent")) {
    case "sign-out-everywhere": {
      const cookie = await context.identity.signOutEverywhere(signedIn.actor);
      throw redirect(paths.signIn({ fait: "deconnecte-partout" }), {
        headers: { "set-cookie": cookie },
      });
    }
    case "switch-organisation": {
      const chosen = z.uuid().safeParse(form.get("organisationId"));
      const cookie =
        chosen.success && (await context.identity.switchOrganisation(signedIn, chosen.data));
      if (!cookie) throw new Response(null, { status: 404 });
      throw redirect(`${paths.home()}?fait=organisation-changee`, {
        headers: { "set-cookie": cookie },
      });
    }
    case "open-feed": {
      const { origin } = new URL(request.url);
      const outcome = await context.execute(signedIn.actor, openCalendarFeed, {});
      if (!outcome.ok) throw new Response(null, { status: 409 });
      // Told once: neither kept nor written in an address.
      return data({ state: undefined, feedHref: origin + paths.calendarFeed(outcome.token) });
    }
    case "revoke-feed":
      await context.execute(signedIn.actor, revokeCalendarFeed, {});
      throw redirect(`${paths.account()}?fait=agenda-ferme`);
    case "set-reminders":
      await context.execute(signedIn.actor, setReminders, { wanted: form.get("wanted") === "oui" });
      throw redirect(`${paths.account()}?fait=enregistre#rappels`);
    default:
      break;
  }
  const refuse = (state: FormState) =>
    data({ state: withoutPasswords(state), feedHref: undefined }, { status: 422 });
  const parsed = parseForm(passwordChangeSchema, form);
  if (!parsed.ok) return refuse(parsed.state);
  const { address } = context;
  const outcome = await context.identity.changePassword(signedIn.actor, {
    ...parsed.value,
    address,
  });
  if (outcome.ok) {
    throw redirect(`${paths.account()}?fait=mot-de-passe-change`, {
      headers: { "set-cookie": outcome.cookie },
    });
  }
  return refuse(
    refuseForm(
      form,
      outcome.reason === "wrong_password"
        ? { errors: { currentPassword: "Ce n’est pas votre mot de passe actuel." } }
        : { formError: tooManyAttempts(outcome.retryInSeconds) },
    ),
  );
}

export default function Account() {
  const me = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader title="Mon compte" />
      <DescriptionList
        items={[
          { term: "Nom", value: me.fullName },
          { term: "Adresse électronique", value: me.email },
          { term: "Organisation", value: me.organisationName },
          { term: "Rôle", value: `${me.role}. ${me.roleHint}` },
        ]}
      />
      {me.organisations.length > 1 && <Organisations {...me} />}
      {me.hasCalendar && <CalendarSection feed={me.feed} href={shown?.feedHref} />}
      {me.wantsReminders !== null && <ReminderSection isWanted={me.wantsReminders} />}
      <PasswordChange email={me.email} />
      <Section
        title="Un appareil perdu, un ordinateur partagé&#8239;?"
        lead="Fermez toutes vos sessions, sur tous vos appareils. Vous vous reconnecterez ensuite."
      >
        <Form method="post">
          <Button type="submit" name="intent" value="sign-out-everywhere" icon="logout">
            Se déconnecter partout
          </Button>
        </Form>
      </Section>
    </>
  );
}

function Organisations({
  organisations,
  organisationId,
}: Pick<ReturnType<typeof useLoaderData<typeof loader>>, "organisations" | "organisationId">) {
  const others = organisations.filter((one) => one.id !== organisationId);
  return (
    <Section
      title="Dans quelle organisation travaillez-vous&#8239;?"
      lead="Vos accès et vos pages changent avec elle."
    >
      <Form method="post">
        <FormLayout>
          <Select
            name="organisationId"
            label="Passer à"
            optional="unmarked"
            placeholder={false}
            defaultValue={others[0]?.id}
            options={others.map((one) => ({ value: one.id, label: one.name }))}
          />
          <FormActions>
            <Button type="submit" name="intent" value="switch-organisation">
              Changer d’organisation
            </Button>
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}

function PasswordChange({ email }: { email: string }) {
  const state = useActionData<typeof action>()?.state;
  const isSending = useNavigation().state !== "idle";
  return (
    <Section
      title="Changer de mot de passe"
      lead="Vos autres sessions se fermeront&#8239;; celle-ci reste ouverte."
    >
      <ErrorSummary
        errors={state?.errors}
        formError={state?.formError}
        title="Le mot de passe n’est pas changé"
        intro="Corrigez ces points, puis recommencez."
      />
      <Form method="post" noValidate>
        <FormLayout>
          {/* Tells password managers which account this is. */}
          <input type="email" hidden readOnly autoComplete="username" value={email} />
          <TextField
            label="Mot de passe actuel"
            type="password"
            name="currentPassword"
            error={state?.errors.currentPassword}
            autoComplete="current-password"
          />
          <TextField
            label="Nouveau mot de passe"
            type="password"
            name="newPassword"
            hint={passwordRule}
            error={state?.errors.newPassword}
            autoComplete="new-password"
          />
          <FormActions>
            <SubmitButton pending={isSending} name="intent" value="change-password">
              Changer le mot de passe
            </SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}
