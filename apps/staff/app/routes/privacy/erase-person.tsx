import { askErasure } from "@essaim/accompaniment/privacy/erasure.commands";
import {
  askErasureFormSchema,
  erasureRefusals,
} from "@essaim/accompaniment/privacy/erasure.schema";
import { previewErasure } from "@essaim/accompaniment/privacy/person-privacy.queries";
import { today } from "@essaim/database/today";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { plural } from "@essaim/ui/format";
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
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Effacer la fiche de ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const page = await context.execute(actor, previewErasure, { id });
  if (page.worker.anonymisedAt) throw redirect(paths.workerPrivacy(id));
  return { ...page, today: today(), submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(askErasureFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, workerId: recordId(params.id) };
  const asked = await context.execute(actor, askErasure, input, {
    submissionId: submissionIdOf(form),
  });
  if (asked.ok) throw redirect(paths.job(asked.jobId));
  if (asked.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, erasureRefusals[asked.reason]);
}

/** Says exactly what an erasure does, then asks once. */
export default function ErasePerson() {
  const page = useLoaderData<typeof loader>();
  const { worker, counts } = page;
  const answer = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  const hasLeft = worker.supportedUntil !== null && worker.supportedUntil <= page.today;
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title={`Effacer la fiche de ${worker.name}`}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: worker.name, href: paths.workerPrivacy(worker.id) },
        ]}
        lead="Cela ne se défait pas. Si la personne a demandé une copie de ses données, remettez-la-lui d’abord."
      />
      <div className="grid max-w-5xl items-start gap-x-12 gap-y-8 lg:grid-cols-2">
        <Section title="Ce qui disparaît" rule={false}>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            <li>Le nom, les coordonnées, l’adresse et la naissance.</li>
            <li>
              {sentence([
                counted(counts.meetings, "compte rendu", "comptes rendus"),
                counted(counts.notes, "note privée", "notes privées"),
                counted(counts.actions, "action", "actions"),
                counted(counts.aids, "demande d’aide", "demandes d’aide"),
              ])}
              &#8239;: leurs textes, pas leur nombre ni leurs dates.
            </li>
            <li>
              {counts.documents === 0
                ? "Les documents, s’il en vient d’ici là."
                : `${plural(counts.documents, "document joint", "documents joints")}, fichiers compris.`}
            </li>
            <li>
              Les brouillons, les corrections, les archives de ses données et ce qui pouvait encore
              s’annuler.
            </li>
            <li>
              Son nom, son adresse électronique, son téléphone et son adresse dans tous les autres
              textes de la coopérative, où ils deviennent «&#8239;[personne effacée]&#8239;».
            </li>
          </ul>
        </Section>
        <Section title="Ce qui reste" rule={false}>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            <li>De quoi compter&#8239;: étapes du parcours, dates, durées, présences, montants.</li>
            <li>La commune, le quartier prioritaire et les réponses aux listes.</li>
            <li>Le journal&#8239;: qui a ouvert la fiche, sans dire de qui elle était.</li>
            <li>
              Ce que personne ne peut relire ici&#8239;: le contenu des fichiers joints à d’autres
              fiches, et les sauvegardes, jusqu’à leur expiration.
            </li>
          </ul>
        </Section>
      </div>
      {hasLeft ? (
        <Form method="post" noValidate className="mt-2 flex max-w-2xl flex-col gap-6">
          <ErrorSummary errors={state?.errors} formError={state?.formError} />
          <input type="hidden" name="submissionId" value={answer?.key ?? page.submissionId} />
          <FormLayout>
            <TextField
              label="Pour confirmer, recopiez le nom de la personne"
              hint={worker.name}
              autoComplete="off"
              {...fieldProps(state, "typedName")}
            />
            <FormActions>
              <SubmitButton variant="danger" pending={isSending}>
                Effacer cette fiche
              </SubmitButton>
              <ButtonLink href={paths.workerPrivacy(worker.id)} variant="quiet">
                Ne rien effacer
              </ButtonLink>
            </FormActions>
          </FormLayout>
        </Form>
      ) : (
        <Alert
          tone="warning"
          title="Cette personne est encore accompagnée"
          action={
            <ButtonLink href={`${paths.worker(worker.id)}/parcours`}>
              Aller à son parcours
            </ButtonLink>
          }
        >
          Son contrat a besoin de sa fiche, et les chiffres ont besoin de sa date de sortie.
          Enregistrez d’abord sa sortie.
        </Alert>
      )}
    </>
  );
}

function counted(count: number, one: string, many: string): string | null {
  return count === 0 ? null : plural(count, one, many);
}

/** « 3 comptes rendus, 1 note privée et 2 actions », or that there is none. */
function sentence(parts: readonly (string | null)[]): string {
  const said = parts.filter((part) => part !== null);
  if (said.length === 0) return "Ce qui sera écrit d’ici là";
  return new Intl.ListFormat("fr", { type: "conjunction" }).format(said);
}
