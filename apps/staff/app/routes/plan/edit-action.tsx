import { editAction, removeAction } from "@essaim/accompaniment/plan/action.commands";
import { getActionForm } from "@essaim/accompaniment/plan/plan.queries";
import {
  type ActionInput,
  actionEditSchema,
  planRefusals,
  removalSchema,
} from "@essaim/accompaniment/plan/plan.schema";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ActionFields } from "./action-fields";
import { StepForm } from "./step-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier une action · ${page.action.workerName}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getActionForm, { id: recordId(params.id) });
  return { ...page, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("intent") === "remove") {
    form.set("id", id);
    const parsed = parseForm(removalSchema, form);
    if (!parsed.ok) throw new Response(null, { status: 400 });
    const removed = await context.execute(actor, removeAction, parsed.value, { submissionId });
    if (removed.ok) throw redirect(`${paths.workerPlan(removed.workerId)}?fait=supprime`);
    // Changed meanwhile: what it has become is shown, and nothing is removed.
    if (removed.reason === "conflict") return refuseConflict(form, removed, changed(removed));
    return refuseUsed(form);
  }
  const parsed = parseForm(actionEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(
    actor,
    editAction,
    { ...parsed.value, id },
    { submissionId },
  );
  if (!outcome.ok && outcome.reason === "form_already_used") return refuseUsed(form);
  if (!outcome.ok && outcome.reason !== "conflict") {
    return refuseField(form, planRefusals[outcome.reason]);
  }
  const page = await context.execute(actor, getActionForm, { id });
  if (outcome.ok) throw redirect(`${paths.workerPlan(page.action.workerId)}?fait=enregistre`);
  const words = (one: ActionInput) => inWords(one, page);
  return refuseConflict(form, outcome, differing(words(parsed.value), words(outcome.current)));
}

export default function EditAction() {
  const { action: saved, objectives, coaches, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  const key = shown?.key ?? submissionId;
  const version = versionFor(shown, saved.version);
  const back = paths.workerPlan(saved.workerId);
  const isToDo = saved.doneOn === null && saved.droppedOn === null;
  return (
    <>
      <PageHeader
        title="Modifier une action"
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: saved.workerName, href: paths.worker(saved.workerId) },
          { label: "Plan d’action", href: back },
        ]}
        lead={saved.agreedOn && `Convenue à la rencontre du ${formatDate(saved.agreedOn)}.`}
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.editAction(saved.id)} />
      <RecordForm
        state={state}
        submissionId={key}
        version={version}
        submitLabel="Enregistrer"
        cancelHref={back}
        resetKey={shown?.key}
      >
        <ActionFields
          state={state}
          initial={saved}
          workerName={saved.workerName}
          coaches={coaches}
          objectives={objectives.filter(
            (one) => one.status === "open" || one.id === saved.objectiveId,
          )}
        />
      </RecordForm>
      <Section title={"Elle ne se fera pas\u202f?"}>
        <div className="flex flex-col items-start gap-4">
          {isToDo ? (
            <>
              <p className="max-w-measure text-muted">
                Mise de côté, elle reste dans l’histoire du plan et ne se rappelle plus à personne.
              </p>
              <StepForm
                action={paths.actionStep(saved.id)}
                fields={{ step: "dropped" }}
                back={back}
                size="normal"
              >
                Mettre de côté
              </StepForm>
            </>
          ) : (
            <StepForm
              action={paths.actionStep(saved.id)}
              fields={{ step: "open" }}
              back={back}
              size="normal"
            >
              Remettre à faire
            </StepForm>
          )}
          <Disclosure summary="La supprimer, si elle a été écrite par erreur">
            <p className="mb-3">Rien n’en restera.</p>
            <Form method="post">
              <input type="hidden" name="submissionId" value={key} />
              <input type="hidden" name="version" value={saved.version} />
              <Button type="submit" name="intent" value="remove" variant="danger" icon="delete">
                Supprimer cette action
              </Button>
            </Form>
          </Disclosure>
        </div>
      </Section>
    </>
  );
}

type Page = Awaited<ReturnType<typeof loader>>;

function inWords(
  one: ActionInput,
  { action: saved, objectives, coaches }: Omit<Page, "submissionId">,
): [string, string][] {
  return [
    ["Qu’y a-t-il à faire\u202f?", one.label],
    ["Pour quand", one.dueOn ? formatDate(one.dueOn) : ""],
    [
      "Qui s’en charge\u202f?",
      one.ownerId ? (coaches.find(({ id }) => id === one.ownerId)?.name ?? "") : saved.workerName,
    ],
    ["Pour quel objectif", objectives.find(({ id }) => id === one.objectiveId)?.title ?? ""],
  ];
}

/** What a removal did not know of: the record as it is now. */
function changed({ current }: { current: { label: string } }) {
  return [{ label: "Qu’y a-t-il à faire\u202f?", mine: "", theirs: current.label }];
}
