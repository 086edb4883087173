import { removalRefusals } from "@essaim/accompaniment/worker/merge.schema";
import { getRemovalForm, removeWorker } from "@essaim/accompaniment/worker/worker-removal.commands";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Supprimer une fiche");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const file = await context.execute(actor, getRemovalForm, { id: recordId(params.id) });
  return { file, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  if (form.get("confirm") !== "oui") {
    return refuseFields(form, { confirm: "Cochez pour confirmer la suppression." });
  }
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, removeWorker, { id }, { submissionId });
  if (outcome.ok) throw redirect(paths.workers("?fait=fiche-supprimee"));
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseTyped(refuseForm(form, { formError: removalRefusals[outcome.reason] }));
}

/** Takes away a file created by mistake, unless somebody works with it. */
export default function RemoveWorker() {
  const { file, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  const isHeld = file.held.length > 0;
  return (
    <>
      <PageHeader
        title={`Supprimer la fiche de ${file.name}`}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: file.name, href: paths.worker(file.id) },
        ]}
        lead="Pour une fiche créée par erreur, sur laquelle personne n’a encore travaillé."
      />
      <ErrorSummary errors={answer?.state.errors} formError={answer?.state.formError} />
      {isHeld ? (
        <Alert
          title="Cette fiche sert déjà"
          action={
            <>
              <ButtonLink href={paths.mergeWorker(file.id)}>
                La fusionner avec une autre fiche
              </ButtonLink>
              <ButtonLink href={paths.worker(file.id)} variant="quiet">
                Revenir à la fiche
              </ButtonLink>
            </>
          }
        >
          On y a noté{" "}
          {list.format(file.held.map(({ count, one, many }) => plural(count, one, many)))}. Si cette
          personne a une autre fiche, fusionnez-les&nbsp;: rien ne sera perdu. Si son accompagnement
          est fini, notez sa sortie.
        </Alert>
      ) : (
        <Form method="post" noValidate>
          <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
          <FormLayout>
            <Checkbox
              name="confirm"
              value="oui"
              label={`Oui, supprimer la fiche de ${file.name}`}
              hint="Elle reste trente jours dans la corbeille, d’où elle peut revenir comme avant."
              error={answer?.state.errors.confirm}
            />
            <FormActions>
              <SubmitButton variant="danger" pending={isSending}>
                Supprimer cette fiche
              </SubmitButton>
              <ButtonLink href={paths.worker(file.id)} variant="quiet">
                Annuler
              </ButtonLink>
            </FormActions>
          </FormLayout>
        </Form>
      )}
    </>
  );
}

const list = new Intl.ListFormat("fr-FR");
