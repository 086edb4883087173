import { editStage, removeStage } from "@essaim/accompaniment/pathway/stage.commands";
import { getStageForm, type StageRecord } from "@essaim/accompaniment/pathway/stage.queries";
import {
  type StageInput,
  stageEditSchema,
  stageLabels,
  stageTargetSchema,
  UNKNOWN,
} from "@essaim/accompaniment/pathway/stage.schema";
import { getPersonHeader } from "@essaim/accompaniment/worker/person-header.queries";
import { Alert } from "@essaim/ui/alert";
import { buttonClass } from "@essaim/ui/button";
import { formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { exceptOneError } from "~/one-error";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { rereadAfterRefusal } from "~/reread";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { type ExitLists, StageFields } from "./stage-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Corriger une étape · ${page.person.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getStageForm, { id: recordId(params.stageId) });
  const id = recordId(params.id);
  if (page.stage.workerId !== id) throw new Response(null, { status: 404 });
  const person = await context.execute(actor, getPersonHeader, { id });
  return { ...page, person, submissionId: crypto.randomUUID(), removalId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const id = recordId(params.stageId);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("intent") === "remove") {
    const parsed = parseForm(stageTargetSchema, form);
    if (!parsed.ok) return refuseTyped(parsed.state);
    const target = { ...parsed.value, id };
    const outcome = await context.execute(actor, removeStage, target, { submissionId });
    if (outcome.ok) throw redirect(`${paths.pathway(workerId)}?fait=etape-retiree`);
    if (outcome.reason === "form_already_used") return refuseUsed(form);
    if (outcome.reason === "conflict") return refuseConflict(form, outcome, []);
    return refuseField(form, outcome);
  }
  const parsed = parseForm(stageEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editStage, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.pathway(workerId)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, outcome);
  const { lists } = await context.execute(actor, getStageForm, { id });
  const fields = differing(inWords(parsed.value, lists), inWords(typedAs(outcome.current), lists));
  return refuseConflict(form, outcome, fields);
}

export const shouldRevalidate = rereadAfterRefusal;

export default function EditStage() {
  const { stage, lists, person, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  const name = `${stageLabels[stage.kind]} du ${formatDate(stage.startsOn)}`;
  const version = versionFor(shown, stage.version);
  const isRemovalRefused = shown?.state.values.intent === "remove";
  const above = exceptOneError(isRemovalRefused ? undefined : shown?.state);
  const pathwayHref = paths.pathway(stage.workerId);
  return (
    <>
      <PageHeader
        title={`Corriger l’étape «\u202f${name}\u202f»`}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: person.name, href: paths.worker(stage.workerId) },
          { label: "Parcours", href: pathwayHref },
        ]}
      />
      {isRemovalRefused && shown.conflict ? (
        <Alert role="alert" tone="warning" title="Rien n’est retiré">
          {shown.conflict.savedBy} a corrigé cette étape entre-temps. Relisez-la, puis recommencez.
        </Alert>
      ) : (
        <Conflict
          conflict={shown?.conflict}
          reloadHref={paths.editStage(stage.workerId, stage.id)}
        />
      )}
      <RecordForm
        // The reason why a stage stays is about no field.
        state={isRemovalRefused ? shown?.state : above}
        submissionId={shown?.key ?? page.submissionId}
        version={version}
        submitLabel="Enregistrer"
        cancelHref={pathwayHref}
        resetKey={shown?.key}
      >
        <StageFields
          kind={stage.kind}
          state={isRemovalRefused ? undefined : shown?.state}
          lists={lists}
          initial={initialOf(stage)}
        />
      </RecordForm>
      <details className="self-start">
        <summary className={buttonClass()}>Retirer cette étape…</summary>
        <div className="mt-2 flex max-w-measure flex-col items-start gap-3 rounded-md border border-edge bg-surface p-4">
          <p>
            Le parcours se lira comme si elle n’avait pas eu lieu, et un contrat qu’elle avait
            interrompu court de nouveau jusqu’à son terme. Pour la remettre, il faudra la noter de
            nouveau.
          </p>
          <Form method="post">
            <input type="hidden" name="submissionId" value={page.removalId} />
            <input type="hidden" name="version" value={stage.version} />
            <SubmitButton variant="danger" name="intent" value="remove" pending={isSending}>
              Retirer quand même
            </SubmitButton>
          </Form>
        </div>
      </details>
    </>
  );
}

function initialOf(stage: StageRecord) {
  const { startsOn, termOn, note, exitReason, exitDestination } = stage;
  return {
    startsOn,
    termOn,
    note,
    exitReason: exitReason?.id ?? UNKNOWN,
    exitDestination: exitDestination?.id ?? UNKNOWN,
  };
}

function typedAs(stage: StageRecord): StageInput {
  const { startsOn, termOn, note, exitReason, exitDestination } = initialOf(stage);
  const answers = stage.kind === "exit" ? [exitReason, exitDestination] : [];
  return { startsOn, termOn, note, exit_reason: answers[0], exit_destination: answers[1] };
}

function inWords(stage: StageInput, lists: ExitLists): Words {
  const labelOf = (list: ExitLists[keyof ExitLists], id: string | undefined) =>
    id === UNKNOWN ? "Non renseigné" : (list.find((value) => value.id === id)?.label ?? "");
  return [
    ["Premier jour", formatDate(stage.startsOn)],
    ["Terme", stage.termOn ? formatDate(stage.termOn) : ""],
    ["Motif", labelOf(lists.exit_reason, stage.exit_reason)],
    ["Destination", labelOf(lists.exit_destination, stage.exit_destination)],
    ["Note", stage.note],
  ];
}
