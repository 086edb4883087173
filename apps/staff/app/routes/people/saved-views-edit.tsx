import { removeView, renameView } from "@essaim/accompaniment/worker/saved-view.commands";
import { getSavedView } from "@essaim/accompaniment/worker/saved-view.queries";
import { renameViewSchema, viewRefusals } from "@essaim/accompaniment/worker/saved-view.schema";
import { ButtonLink } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
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
import { refuseField, refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { viewHref, withDone } from "../team/boards";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.view.name} · Vue`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const view = await context.execute(actor, getSavedView, { id: recordId(params.id) });
  return { view, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const view = await context.execute(actor, getSavedView, { id });
  if (form.get("faire") === "supprimer") {
    if (form.get("confirm") !== "oui") {
      return refuseFields(form, { confirm: "Cochez pour confirmer la suppression." });
    }
    const removed = await context.execute(actor, removeView, { id }, { submissionId });
    if (!removed.ok) return refuseUsed(form);
    throw redirect(withDone(viewHref({ ...view, query: "" }), "vue-supprimee"));
  }
  const parsed = parseForm(renameViewSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(
    actor,
    renameView,
    { ...parsed.value, id },
    { submissionId },
  );
  if (outcome.ok) {
    throw redirect(withDone(viewHref(view), "vue-renommee"));
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, viewRefusals[outcome.reason]);
}

/** Renames or removes a view. */
export default function EditView() {
  const { view, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const isSending = useNavigation().state !== "idle";
  const key = answer?.key ?? submissionId;
  const listHref = viewHref(view);
  const isList = view.page === "workers";
  return (
    <>
      <PageHeader
        title={view.name}
        breadcrumb={[{ label: isList ? "Personnes" : "Pilotage", href: listHref }]}
        lead={
          view.scope === "team"
            ? "Une vue de toute l’équipe\u202f: ce que vous changez ici change pour tout le monde."
            : "Une vue que vous seul·e voyez."
        }
      />
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" noValidate>
        <input type="hidden" name="submissionId" value={key} />
        <FormLayout>
          <TextField
            label="Nom de la vue"
            maxLength={80}
            autoComplete="off"
            {...fieldProps(state, "name", view.name)}
          />
          <p className="max-w-measure text-sm text-muted">
            Pour changer {isList ? "ses filtres ou ses colonnes" : "ses filtres"}, ouvrez-la,
            changez {isList ? "la liste" : "ce qui est compté"}, puis enregistrez-la de nouveau sous
            le même nom.
          </p>
          <FormActions>
            <SubmitButton pending={isSending}>Renommer</SubmitButton>
            <ButtonLink href={listHref} variant="quiet">
              Ouvrir la vue
            </ButtonLink>
          </FormActions>
        </FormLayout>
      </Form>
      <Section title="Supprimer cette vue" lead="Ce qu’elle montre ne change pas.">
        <Form method="post" noValidate>
          <input type="hidden" name="submissionId" value={key} />
          <FormLayout>
            <Checkbox
              name="confirm"
              value="oui"
              label={
                view.scope === "team"
                  ? "Oui, supprimer cette vue pour toute l’équipe"
                  : "Oui, supprimer cette vue"
              }
              error={state?.errors.confirm}
            />
            <FormActions>
              <SubmitButton variant="danger" name="faire" value="supprimer" pending={isSending}>
                Supprimer la vue
              </SubmitButton>
            </FormActions>
          </FormLayout>
        </Form>
      </Section>
    </>
  );
}
