import { renameOrganisation } from "@essaim/identity/organisation.commands";
import { getOrganisation } from "@essaim/identity/organisation.queries";
import { organisationSchema } from "@essaim/identity/organisation.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { Fieldset } from "@essaim/ui/fieldset";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
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
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
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
  const form = await readForm(request);
  const parsed = parseForm(organisationSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, renameOrganisation, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.organisation()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseConflict(form, outcome, differing(inWords(parsed.value), inWords(outcome.current)));
}

type Told = {
  name: string;
  websiteUrl: string | null;
  needsReview: boolean;
  forumUrl: string | null;
  forumCategory: string;
};
const inWords = (told: Told) =>
  [
    ["Nom", told.name],
    ["Site", told.websiteUrl ?? ""],
    ["Relecture avant publication", told.needsReview ? "oui" : "non"],
    ["Forum des questions ouvertes", told.forumUrl ?? ""],
    ["Catégorie du forum", told.forumCategory],
  ] as const;

export default function OrganisationPage() {
  const { organisation, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <PageHeader
        title="Organisation"
        lead="Ce nom et ce site paraissent dans l’annuaire public et dans les messages d’invitation."
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.organisation()} />
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" noValidate>
        <input type="hidden" name="submissionId" value={shown?.key ?? submissionId} />
        <input type="hidden" name="version" value={versionFor(shown, organisation.version)} />
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
          <Checkbox
            name="needsReview"
            label="Faire relire chaque fiche de l’annuaire et chaque contenu du média avant de publier"
            hint="Qui a écrit depuis la dernière publication ne publie pas&#8239;: quelqu’un d’autre de la direction ou de la rédaction relit, puis publie ou renvoie. Il faut donc être deux au moins."
            defaultChecked={
              state ? state.values.needsReview !== undefined : organisation.needsReview
            }
          />
          <Fieldset
            question="Sur quel forum posez-vous les questions ouvertes&#8239;?"
            hint="Chaque question d’une activité ou d’un contenu s’y ouvrira en un clic, message prêt. Sans forum, on copie le message où l’on veut. Dans tous les cas, les réponses aux sujets que les questions citent sont relues chaque nuit."
            optional="unmarked"
          >
            <TextField
              label="Adresse du forum"
              type="url"
              optional
              hint="Celle d’un Discourse, par exemple https://forum.exemple.fr."
              {...fieldProps(state, "forumUrl", organisation.forumUrl)}
            />
            <TextField
              label="Catégorie de ce forum"
              optional
              autoComplete="off"
              width="medium"
              hint="Telle que les adresses du forum l’écrivent, par exemple entraide."
              {...fieldProps(state, "forumCategory", organisation.forumCategory)}
            />
          </Fieldset>
          <FormActions>
            <SubmitButton pending={isSending}>Enregistrer</SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}
