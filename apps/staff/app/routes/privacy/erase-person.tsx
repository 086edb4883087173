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
  const written = sentence([
    counted(counts.meetings, "compte rendu", "comptes rendus"),
    counted(counts.notes, "note privée", "notes privées"),
    counted(counts.actions, "action", "actions"),
    counted(counts.aids, "demande d’aide", "demandes d’aide"),
  ]);
  return (
    <>
      <PageHeader
        title={`Effacer la fiche de ${worker.name}`}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: worker.name, href: paths.workerPrivacy(worker.id) },
        ]}
        lead="Un effacement ne se défait pas. Si la personne a demandé une copie de ses données, donnez-lui cette copie d’abord."
      />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-3">
        <Section title="Ce qui disparaît" rule={false}>
          <ul className="flex list-disc flex-col gap-1.5 pl-5">
            <li>Le nom, l’adresse, le téléphone, l’adresse électronique et la naissance.</li>
            {written && <li>Ce qui a été écrit&#8239;: le texte de {written}.</li>}
            {counts.documents > 0 && (
              <li>
                {plural(counts.documents, "document joint", "documents joints")}, avec son fichier.
              </li>
            )}
            <li>Les brouillons, les corrections notées et les archives de ses données.</li>
            <li>Ce qui la concerne dans la corbeille&#8239;: plus rien ne pourra en être remis.</li>
            <li>
              Son nom partout ailleurs, comptes rendus collectifs et fiches d’autres personnes
              compris. On y lira «&#8239;[personne effacée]&#8239;».
            </li>
          </ul>
        </Section>
        <Section title="Ce qui reste, sans son nom" rule={false}>
          <ul className="flex list-disc flex-col gap-1.5 pl-5">
            <li>
              De quoi compter&#8239;: les étapes du parcours, les dates et les durées des
              rendez-vous, les présences, les montants des aides.
            </li>
            <li>La commune, le quartier prioritaire et les réponses aux listes.</li>
            <li>
              Le journal&#8239;: qui a ouvert cette fiche et quand, sans dire de qui elle était.
            </li>
          </ul>
        </Section>
        <Section title="À vérifier vous-même" rule={false}>
          <ul className="flex list-disc flex-col gap-1.5 pl-5">
            <li>
              Ses contrats et ses pièces comptables&#8239;: la loi demande de les garder. S’ils ne
              sont que dans ses documents, copiez-les d’abord.
            </li>
            <li>
              Les fichiers joints à d’autres fiches&#8239;: l’effacement ne les ouvre pas. Retirez
              ceux qui parlent d’elle.
            </li>
            <li>Vos courriels, vos tableurs et vos dossiers de papier.</li>
            <li>
              Les sauvegardes de l’installation&#8239;: son nom y reste jusqu’à ce qu’elles
              expirent.
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

/** « 3 comptes rendus, 1 note privée et 2 actions »; nothing when nothing was written. */
function sentence(parts: readonly (string | null)[]): string {
  const said = parts.filter((part) => part !== null);
  return new Intl.ListFormat("fr", { type: "conjunction" }).format(said);
}
