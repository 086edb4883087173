import { editObjective, removeObjective } from "@essaim/accompaniment/plan/objective.commands";
import { getObjectiveForm } from "@essaim/accompaniment/plan/plan.queries";
import {
  objectiveEditSchema,
  planRefusals,
  removalSchema,
} from "@essaim/accompaniment/plan/plan.schema";
import { today } from "@essaim/database/today";
import { Button } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier un objectif · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getObjectiveForm, { id: recordId(params.id) });
  return { ...page, today: today(), submissionId: crypto.randomUUID() };
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
    const removed = await context.execute(actor, removeObjective, parsed.value, { submissionId });
    if (removed.ok) throw redirect(`${paths.workerPlan(removed.workerId)}?fait=supprime`);
    if (removed.reason === "form_already_used") return refuseUsed(form);
    // Changed meanwhile: what it has become is shown, and nothing is removed.
    const theirs = removed.current.title;
    return refuseConflict(form, removed, [{ label: "Objectif", mine: "", theirs }]);
  }
  const parsed = parseForm(objectiveEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editObjective, input, { submissionId });
  if (outcome.ok) {
    const { worker } = await context.execute(actor, getObjectiveForm, { id });
    throw redirect(`${paths.workerPlan(worker.id)}?fait=enregistre`);
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, planRefusals[outcome.reason]);
  const fields = differing(inWords(parsed.value), inWords(outcome.current));
  return refuseConflict(form, outcome, fields);
}

export default function EditObjective() {
  const { objective, worker, actionCount, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  const key = shown?.key ?? page.submissionId;
  const back = paths.workerPlan(worker.id);
  return (
    <>
      <PageHeader
        title="Modifier un objectif"
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: worker.name, href: paths.worker(worker.id) },
          { label: "Plan d’action", href: back },
        ]}
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.editObjective(objective.id)} />
      <RecordForm
        state={state}
        submissionId={key}
        version={versionFor(shown, objective.version)}
        submitLabel="Enregistrer"
        cancelHref={back}
        resetKey={shown?.key}
      >
        <TextField
          label={"Que veut atteindre cette personne\u202f?"}
          width="full"
          maxLength={200}
          autoComplete="off"
          {...fieldProps(state, "title", objective.title)}
        />
        <DateField
          label="Fixé le"
          max={objective.closedOn ?? page.today}
          {...fieldProps(state, "setOn", objective.setOn)}
        />
      </RecordForm>
      <Disclosure summary="Le supprimer, s’il a été écrit par erreur">
        <p className="mb-3">
          {actionCount > 0
            ? `${plural(actionCount, "action qui le sert reste", "actions qui le servent restent")} dans le plan, sans objectif.`
            : "Rien n’en restera."}
        </p>
        <Form method="post">
          <input type="hidden" name="submissionId" value={key} />
          <input type="hidden" name="version" value={objective.version} />
          <Button type="submit" name="intent" value="remove" variant="danger" icon="delete">
            Supprimer cet objectif
          </Button>
        </Form>
      </Disclosure>
    </>
  );
}

function inWords(one: { title: string; setOn: string }): Words {
  return [
    ["Objectif", one.title],
    ["Fixé le", formatDate(one.setOn)],
  ];
}
