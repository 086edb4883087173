import { editSynonym, removeSynonym } from "@essaim/directory/search/synonym.commands";
import { getSynonymForm } from "@essaim/directory/search/synonym.queries";
import { editSynonymSchema } from "@essaim/directory/search/synonym.schema";
import { Button } from "@essaim/ui/button";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { refuseTerms } from "./refuse-terms.server";
import { TermsField } from "./terms-field";

export const meta: MetaFunction = () => pageTitle("Modifier des synonymes");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const group = await context.execute(actor, getSynonymForm, { id: recordId(params.id) });
  return { group, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("intent") === "remove") {
    const removed = await context.execute(actor, removeSynonym, { id }, { submissionId });
    if (removed.ok) throw redirect(`${paths.synonyms()}?fait=supprime`);
    return refuseUsed(form);
  }
  form.set("id", id);
  const parsed = parseForm(editSynonymSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, editSynonym, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.synonyms()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseTerms(form, outcome);
  const fields = differing([["Mots", parsed.value.terms]], [["Mots", outcome.current.terms]]);
  return refuseConflict(form, outcome, fields);
}

export default function EditSynonym() {
  const { group, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const key = shown?.key ?? submissionId;
  return (
    <>
      <PageHeader
        title="Modifier des synonymes"
        breadcrumb={[{ label: "Synonymes de la recherche", href: paths.synonyms() }]}
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.synonym(group.id)} />
      <RecordForm
        state={shown?.state}
        submissionId={key}
        version={versionFor(shown, group.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.synonyms()}
        resetKey={shown?.key}
      >
        <TermsField shown={shown} terms={group.terms} />
      </RecordForm>
      <Form method="post" className="mt-6">
        <input type="hidden" name="submissionId" value={key} />
        <Button type="submit" name="intent" value="remove" variant="danger" icon="delete">
          Supprimer ce groupe
        </Button>
      </Form>
    </>
  );
}
