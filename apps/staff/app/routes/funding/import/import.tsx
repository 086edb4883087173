import { askSpendingUndo, giveUpSpendingImport } from "@essaim/funding/import/import.commands";
import { getSpendingImport } from "@essaim/funding/import/import.queries";
import { IMPORT_DAYS, sourceLabels } from "@essaim/funding/import/spending-import.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { DescriptionList } from "@essaim/ui/description-list";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { formatCents, formatDateTime, formatNumber, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { refuseField } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { FaultTable } from "./fault-table";
import { GiveUpSpending, SpendingSteps } from "./spending-steps";
import { refuseStep, stepOf } from "./steps.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.fileName} · Reprendre des dépenses`);

const DAY = 24 * 60 * 60 * 1000;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const record = await context.execute(actor, getSpendingImport, { id });
  const { status, source, fileName, refused, written, createdAt, createdByName, writtenAt } =
    record;
  if (status === "read") {
    throw redirect(source === "fec" ? paths.spendingPlaces(id) : paths.spendingColumns(id));
  }
  if (status === "tried") throw redirect(paths.spendingTrial(id));
  return {
    step: stepOf(record),
    ...{ fileName, source, refused, written, createdAt, createdByName, writtenAt },
    canUndo:
      status === "written" &&
      writtenAt !== null &&
      Date.now() - writtenAt.getTime() < IMPORT_DAYS * DAY,
    submissionId: crypto.randomUUID(),
  };
}

/** Gives up an import that is not written, or undoes one that is: `intent` says which. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  if (form.get("intent") === "abandonner") {
    await context.execute(actor, giveUpSpendingImport, { id });
    throw redirect(`${paths.spendingImports()}?fait=reprise-abandonnee`);
  }
  if (form.get("confirm") !== "oui") {
    return refuseField(form, { field: "confirm", message: "Cochez la case pour confirmer." });
  }
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, askSpendingUndo, { id }, { submissionId });
  if (outcome.ok) throw redirect(paths.job(outcome.jobId));
  return refuseStep(form, outcome.reason);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function SpendingImport() {
  const page = useLoaderData<typeof loader>();
  const { status, id } = page.step;
  return (
    <>
      <PageHeader
        title={page.fileName}
        breadcrumb={[
          { label: "Dépenses", href: paths.expenses() },
          { label: "Reprendre des dépenses", href: paths.spendingImports() },
        ]}
        meta={
          <>
            <span>{sourceLabels[page.source]}</span>
            <span>
              Envoyé le {formatDateTime(page.createdAt)}
              {page.createdByName && ` par ${page.createdByName}`}
            </span>
          </>
        }
      />
      {status === "received" && (
        <>
          <SpendingSteps current="file" import={page.step} />
          <Alert
            title="Le fichier est en cours de lecture"
            action={<ButtonLink href={paths.spendingImport(id)}>Voir où il en est</ButtonLink>}
          >
            Cela prend quelques secondes. Si l’attente dure, abandonnez cette reprise et renvoyez le
            fichier.
          </Alert>
          <GiveUpSpending id={id} />
        </>
      )}
      {status === "given_up" && <GivenUp page={page} />}
      {(status === "written" || status === "undone") && <Written page={page} />}
    </>
  );
}

function GivenUp({ page }: { page: Page }) {
  const again = (
    <ButtonLink href={paths.spendingImports()} variant="primary">
      Envoyer un autre fichier
    </ButtonLink>
  );
  if (!page.refused) {
    return (
      <Alert title="Cette reprise est abandonnée" action={again}>
        Le fichier est effacé, et aucune dépense n’a été écrite.
      </Alert>
    );
  }
  const { message, faults, faultCount } = page.refused;
  return (
    <>
      <Alert
        tone="danger"
        title="Ce fichier n’est pas repris, et rien n’a été écrit"
        action={again}
      >
        {message}
      </Alert>
      {faultCount > 0 && <FaultTable faults={faults} count={faultCount} />}
    </>
  );
}

function Written({ page }: { page: Page }) {
  const { written, step, writtenAt } = page;
  const isUndone = step.status === "undone";
  return (
    <>
      <SpendingSteps current="written" import={step} />
      {!isUndone && written && (
        <Alert
          tone="success"
          title={plural(written.created, "dépense créée", "dépenses créées")}
          action={
            <ButtonLink href={paths.expenses({ reprise: step.id })}>Voir ces dépenses</ButtonLink>
          }
        >
          Le fichier est effacé. Ce que vous avez associé servira au prochain.
        </Alert>
      )}
      <DescriptionList
        items={[
          ...(writtenAt ? [{ term: "Écrite", value: `le ${formatDateTime(writtenAt)}` }] : []),
          // An erasure takes away whatever an import still says.
          ...(written
            ? [
                { term: "Créées", value: formatNumber(written.created) },
                { term: "Montant", value: formatCents(written.cents) },
                { term: "Déjà connues, non reprises", value: formatNumber(written.skipped) },
                { term: "Laissées de côté", value: formatNumber(written.leftOut) },
              ]
            : []),
          ...(isUndone && written
            ? [
                { term: "Retirées par l’annulation", value: formatNumber(written.removed ?? 0) },
                { term: "Restées, car utilisées depuis", value: formatNumber(written.kept ?? 0) },
              ]
            : []),
        ]}
      />
      {page.canUndo && <Undo page={page} />}
    </>
  );
}

function Undo({ page }: { page: Page }) {
  const answer = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  return (
    <Section
      title="Annuler cette reprise"
      lead="Pendant trente jours. Les dépenses modifiées, réparties de nouveau, justifiées par une pièce, liées à un commun ou comptées par un compte rendu envoyé depuis restent."
    >
      <ErrorSummary errors={answer?.state.errors} formError={answer?.state.formError} />
      <Form method="post" noValidate key={answer?.key}>
        <input type="hidden" name="submissionId" value={answer?.key ?? page.submissionId} />
        <FormLayout>
          <Checkbox
            name="confirm"
            value="oui"
            mustTick
            label="Retirer les dépenses que cette reprise a créées"
            error={answer?.state.errors.confirm}
          />
          <FormActions>
            <SubmitButton variant="danger" pending={isSending}>
              Annuler la reprise
            </SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}
