import { getActivity } from "@essaim/directory/activity.queries";
import { addExperience } from "@essaim/directory/community/experience.commands";
import { experienceFormSchema } from "@essaim/directory/community/experience.schema";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Ajouter une expérience");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { id, title } = await context.execute(actor, getActivity, { id: recordId(params.id) });
  return { activity: { id, title }, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const activityId = recordId(params.id);
  const parsed = parseForm(experienceFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, activityId };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, addExperience, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.activityLife(activityId)}?fait=experience-publiee`);
  return outcome.reason === "invalid" ? refuseFields(form, outcome.errors) : refuseUsed(form);
}

/** An experience written for somebody, who agreed to it. */
export default function NewExperience() {
  const { activity, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Ajouter une expérience"
        breadcrumb={[
          { label: activity.title, href: paths.activity(activity.id) },
          { label: "Vie de la fiche", href: paths.activityLife(activity.id) },
        ]}
        lead="Pour quelqu’un qui vous l’a racontée et a donné son accord. Elle est publiée aussitôt."
      />
      <RecordForm
        state={state}
        submissionId={answer?.key ?? submissionId}
        submitLabel="Publier l’expérience"
        cancelHref={paths.activityLife(activity.id)}
      >
        <TextField
          label="Nom affiché"
          hint="Comme la personne le souhaite&#8239;: un prénom, une équipe, un pseudonyme."
          maxLength={120}
          {...fieldProps(state, "displayName")}
        />
        <TextField label="Commune" optional maxLength={120} {...fieldProps(state, "commune")} />
        <TextField
          label="Depuis quelle année"
          optional
          width="short"
          inputMode="numeric"
          maxLength={4}
          {...fieldProps(state, "sinceYear")}
        />
        <TextArea label="Ce qui a marché" maxLength={5000} {...fieldProps(state, "worked")} />
        <TextArea
          label="Ce qui n’a pas marché"
          optional
          maxLength={5000}
          {...fieldProps(state, "didNot")}
        />
        <TextField
          label="Comment la personne a donné son accord"
          hint="Par exemple «&#8239;par message, le 3 mars&#8239;». Ce n’est pas publié."
          maxLength={500}
          width="full"
          {...fieldProps(state, "consentNote")}
        />
        <TextField
          label="Nom pour lui écrire"
          optional
          maxLength={120}
          hint="Lu par l’équipe seule."
          {...fieldProps(state, "contactName")}
        />
        <TextField
          label="Adresse pour lui écrire"
          type="email"
          optional
          spellCheck={false}
          hint="Si la personne accepte qu’on lui écrive par l’annuaire. Personne ne voit cette adresse."
          {...fieldProps(state, "contactEmail")}
        />
      </RecordForm>
    </>
  );
}
