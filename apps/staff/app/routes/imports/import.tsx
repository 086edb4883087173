import { giveUpImport } from "@essaim/accompaniment/import/import.commands";
import { getImport } from "@essaim/accompaniment/import/import.queries";
import { askImportUndo } from "@essaim/accompaniment/import/undo-import.commands";
import { getImportUndo } from "@essaim/accompaniment/import/undo-import.queries";
import { today } from "@essaim/database/today";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { DescriptionList } from "@essaim/ui/description-list";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { formatDate, formatDateTime, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
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
import { GiveUp } from "./give-up";
import { ImportSteps } from "./import-steps";
import { refuseStep, stepOf } from "./steps.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.fileName} · Reprendre un tableur`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const record = await context.execute(actor, getImport, { id });
  const { status, fileName, refusal, written, createdAt, createdByName, writtenAt } = record;
  if (status === "read") throw redirect(paths.importColumns(id));
  if (status === "tried") throw redirect(paths.importTrial(id));
  const isOver = status === "written" || status === "undone";
  const undo = isOver ? await context.execute(actor, getImportUndo, { id }) : null;
  return {
    step: stepOf(record),
    fileName,
    refusal,
    written,
    createdAt,
    createdByName,
    writtenAt,
    undo: undo && { ...undo, until: undo.until && today(undo.until) },
    submissionId: crypto.randomUUID(),
  };
}

/** Gives up an import that is not written, or undoes one that is: `intent` says which. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("intent") === "abandonner") {
    await context.execute(actor, giveUpImport, { id });
    throw redirect(`${paths.workerImports()}?fait=reprise-abandonnee`);
  }
  if (form.get("confirm") !== "oui") {
    const message = "Cochez la case pour confirmer.";
    return refuseField(form, { field: "confirm", message });
  }
  const outcome = await context.execute(actor, askImportUndo, { id }, { submissionId });
  if (outcome.ok) throw redirect(paths.job(outcome.jobId));
  return refuseStep(form, outcome.reason);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Import() {
  const page = useLoaderData<typeof loader>();
  const { status } = page.step;
  return (
    <>
      <PageHeader
        title={page.fileName}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: "Reprendre un tableur", href: paths.workerImports() },
        ]}
        meta={
          <span>
            Envoyé le {formatDateTime(page.createdAt)}
            {page.createdByName && ` par ${page.createdByName}`}
          </span>
        }
      />
      {status === "received" && <Reading page={page} />}
      {status === "given_up" && <GivenUp page={page} />}
      {(status === "written" || status === "undone") && <Written page={page} />}
    </>
  );
}

function Reading({ page }: { page: Page }) {
  return (
    <>
      <ImportSteps current="file" import={page.step} />
      <Alert
        title="Le fichier est en cours de lecture"
        action={<ButtonLink href={paths.workerImport(page.step.id)}>Voir où il en est</ButtonLink>}
      >
        Cela prend quelques secondes. Si l’attente dure, abandonnez cette reprise et renvoyez le
        fichier.
      </Alert>
      <GiveUp id={page.step.id} />
    </>
  );
}

function GivenUp({ page }: { page: Page }) {
  const again = (
    <ButtonLink href={paths.workerImports()} variant="primary">
      Envoyer un autre fichier
    </ButtonLink>
  );
  return page.refusal ? (
    <Alert tone="danger" title="Ce fichier n’a pas pu être lu" action={again}>
      {page.refusal}
    </Alert>
  ) : (
    <Alert title="Cette reprise est abandonnée" action={again}>
      Le fichier est effacé, et rien n’a été écrit dans les fiches.
    </Alert>
  );
}

function Written({ page }: { page: Page }) {
  const { written, step, undo } = page;
  const isUndone = step.status === "undone";
  return (
    <>
      <ImportSteps current="written" />
      {!isUndone && (
        <Alert
          tone="success"
          title={
            written
              ? plural(written.created, "fiche créée", "fiches créées")
              : "Cette reprise est écrite"
          }
          action={<ButtonLink href={paths.workers()}>Voir les personnes</ButtonLink>}
        >
          Le fichier est effacé, et rien de ce qu’il disait n’est gardé en dehors des fiches.
        </Alert>
      )}
      <DescriptionList
        items={[
          ...(page.writtenAt
            ? [{ term: "Écrite", value: `le ${formatDateTime(page.writtenAt)}` }]
            : []),
          // An erasure takes away whatever an import still says.
          ...(written
            ? [
                { term: "Créées", value: formatNumber(written.created) },
                { term: "Déjà connues, non reprises", value: formatNumber(written.skipped) },
                { term: "Lignes écartées", value: formatNumber(written.leftOut) },
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
      {undo && (undo.until || isUndone) && <Undo page={page} undo={undo} />}
    </>
  );
}

function Undo({ page, undo }: { page: Page; undo: NonNullable<Page["undo"]> }) {
  const answer = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  const isUndone = page.step.status === "undone";
  const removable = undo.people - undo.keptCount;
  return (
    <Section
      title={isUndone ? "La reprise est annulée" : "Annuler cette reprise"}
      lead={
        undo.until
          ? `Jusqu’au ${formatDate(undo.until)}, les fiches créées peuvent être retirées. Celles qui ont servi depuis restent, pour ne rien perdre de ce que vous y avez écrit.`
          : undo.keptCount > 0
            ? "Ces fiches ont servi depuis\u202f: elles sont restées."
            : "Toutes les fiches ont été retirées."
      }
    >
      <ErrorSummary errors={answer?.state.errors} formError={answer?.state.formError} />
      {undo.keptCount > 0 && (
        <div className="flex flex-col gap-2">
          {!isUndone && <p>{plural(undo.keptCount, "fiche reste", "fiches restent")}&#8239;:</p>}
          <ul className="flex list-disc flex-col gap-1 pl-5">
            {undo.kept.map((person) => (
              <li key={person.id}>
                <Link href={paths.worker(person.id)}>{person.name}</Link>
                <span className="text-muted">&#8239;: {person.why.join(", ")}</span>
              </li>
            ))}
          </ul>
          {undo.keptCount > undo.kept.length && (
            <p className="text-muted">
              et {formatNumber(undo.keptCount - undo.kept.length)} autres.
            </p>
          )}
        </div>
      )}
      {!isUndone && removable === 0 && (
        <p>Toutes les fiches ont servi&#8239;: il n’y a rien à retirer.</p>
      )}
      {!isUndone && removable > 0 && (
        <Form method="post" noValidate key={answer?.key}>
          <input type="hidden" name="submissionId" value={answer?.key ?? page.submissionId} />
          <FormLayout>
            <Checkbox
              name="confirm"
              value="oui"
              mustTick
              label={`Oui, retirer ${plural(removable, "fiche", "fiches")}. Cela ne se rattrape pas.`}
              error={answer?.state.errors.confirm}
            />
            <FormActions>
              <SubmitButton variant="danger" pending={isSending} name="intent" value="annuler">
                Annuler la reprise
              </SubmitButton>
            </FormActions>
          </FormLayout>
        </Form>
      )}
    </Section>
  );
}
