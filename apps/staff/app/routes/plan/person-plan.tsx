import { addAction } from "@essaim/accompaniment/plan/action.commands";
import { setObjective } from "@essaim/accompaniment/plan/objective.commands";
import {
  type ActionRecord,
  getPlan,
  type ObjectiveRecord,
} from "@essaim/accompaniment/plan/plan.queries";
import { groupPlan, isOpen, isOverdue, type PlanPart } from "@essaim/accompaniment/plan/plan.rules";
import {
  actionSchema,
  objectiveSchema,
  objectiveStatusLabels,
  planRefusals,
} from "@essaim/accompaniment/plan/plan.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
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
import { Lines } from "~/home/lines";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ActionFields } from "./action-fields";
import { ActionLine } from "./action-line";
import { PlanViews } from "./plan-views";
import { StepForm } from "./step-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Plan d’action · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getPlan, { workerId: recordId(params.id) });
  return {
    ...page,
    today: today(),
    mayWrite: can(actor, "worker:write") && !page.worker.isErased,
    actionKey: crypto.randomUUID(),
    objectiveKey: crypto.randomUUID(),
  };
}

/** Two small forms share this page: the name of the sentence says which. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const outcome = form.has("title") ? await objective() : await planAction();
  if ("state" in outcome) return refuseTyped(outcome.state);
  if (outcome.ok) throw redirect(`${paths.workerPlan(workerId)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  const { field, message } = planRefusals[outcome.reason];
  return refuseField(form, { field: form.has("title") ? "title" : field, message });

  async function objective() {
    const parsed = parseForm(objectiveSchema, form);
    if (!parsed.ok) return parsed;
    const input = { ...parsed.value, workerId };
    return await context.execute(actor, setObjective, input, { submissionId });
  }
  async function planAction() {
    const parsed = parseForm(actionSchema, form);
    if (!parsed.ok) return parsed;
    const input = { ...parsed.value, workerId };
    return await context.execute(actor, addAction, input, { submissionId });
  }
}

export default function PersonPlan() {
  const page = useLoaderData<typeof loader>();
  const { worker, objectives, actions, mayWrite, today: day } = page;
  const plan = groupPlan(objectives, actions, day);
  const open = actions.filter(isOpen);
  const overdue = open.filter((one) => isOverdue(one, day)).length;
  const isEmpty = objectives.length === 0 && actions.length === 0;
  const parts = [...plan.current, plan.loose];
  return (
    <>
      <PlanViews workerId={worker.id} current="plan" />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div className="flex min-w-0 flex-col gap-8">
          <Section
            title="À faire"
            rule={false}
            lead={
              open.length > 0 &&
              `${plural(open.length, "action", "actions")}${overdue > 0 ? `, dont ${overdue} en retard` : ""}.`
            }
            action={
              mayWrite && (
                <ButtonLink href="#ajouter" icon="plus" size="small" className="lg:hidden">
                  Ajouter une action
                </ButtonLink>
              )
            }
          >
            {isEmpty ? (
              <EmptyState level={3} icon="target" title="Aucun plan pour l’instant">
                Écrivez ce que {worker.name} veut atteindre, ou simplement la prochaine chose à
                faire&#8239;: elle paraîtra aussi sur votre page d’accueil le jour venu.
              </EmptyState>
            ) : (
              <div className="flex flex-col gap-7">
                {parts.map((part) => (
                  <Part
                    key={part.objective?.id ?? "loose"}
                    part={part}
                    page={page}
                    hasObjectives={plan.current.length > 0}
                  />
                ))}
              </div>
            )}
          </Section>
          {plan.closed.length > 0 && (
            <Section title="Objectifs fermés">
              <div className="flex flex-col gap-5">
                {plan.closed.map((part) => (
                  <Part key={part.objective?.id} part={part} page={page} hasObjectives />
                ))}
              </div>
            </Section>
          )}
        </div>
        {mayWrite && <Additions page={page} />}
      </div>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Part({
  part: { objective, open, past },
  page,
  hasObjectives,
}: {
  part: PlanPart<ObjectiveRecord, ActionRecord>;
  page: Page;
  hasObjectives: boolean;
}) {
  if (!objective && open.length + past.length === 0) return null;
  const done = past.filter((one) => one.doneOn).length;
  const told = [
    ...(done > 0 ? [plural(done, "action faite", "actions faites")] : []),
    ...(past.length > done
      ? [`${plural(past.length - done, "mise de côté", "mises de côté")}`]
      : []),
  ].join(", ");
  return (
    <section
      id={objective ? `objectif-${objective.id}` : undefined}
      className="flex min-w-0 flex-col gap-2"
      aria-label={objective?.title ?? "Autres actions"}
    >
      {objective ? (
        <ObjectiveHead objective={objective} mayWrite={page.mayWrite} />
      ) : (
        hasObjectives && <h3>Autres actions</h3>
      )}
      {open.length > 0 ? (
        <Lines>
          {open.map((action) => (
            <PlanLine key={action.id} action={action} page={page} />
          ))}
        </Lines>
      ) : (
        objective?.status === "open" && (
          <p className="text-muted">Rien à faire pour l’instant vers cet objectif.</p>
        )
      )}
      {past.length > 0 && (
        <Disclosure summary={told}>
          <Lines>
            {past.map((action) => (
              <PlanLine key={action.id} action={action} page={page} />
            ))}
          </Lines>
        </Disclosure>
      )}
    </section>
  );
}

function ObjectiveHead({ objective, mayWrite }: { objective: ObjectiveRecord; mayWrite: boolean }) {
  const step = (status: string, words: string) => (
    <StepForm
      action={paths.objectiveStep(objective.id)}
      fields={{ status }}
      line={`objectif-${objective.id}`}
      variant="quiet"
    >
      {words}
      <span className="sr-only">&#8239;: {objective.title}</span>
    </StepForm>
  );
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 border-b border-line pb-2">
      <div className="min-w-0 flex-1 basis-56">
        <h3>{objective.title}</h3>
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
          {objective.status !== "open" && (
            <Badge tone={objective.status === "reached" ? "success" : "neutral"}>
              {objectiveStatusLabels[objective.status]}
            </Badge>
          )}
          <span>
            {objective.closedOn
              ? `${formatDate(objective.setOn)} – ${formatDate(objective.closedOn)}`
              : `Fixé le ${formatDate(objective.setOn)}`}
          </span>
        </p>
      </div>
      {mayWrite && (
        <div className="flex flex-wrap items-center gap-1 print:hidden">
          {objective.status === "open" ? (
            <>
              {step("reached", "Atteint")}
              {step("dropped", "Abandonner")}
            </>
          ) : (
            step("open", "Rouvrir")
          )}
          <Link
            href={paths.editObjective(objective.id)}
            className="inline-flex min-h-8 items-center px-2 text-sm"
          >
            Modifier<span className="sr-only"> l’objectif «&#8239;{objective.title}&#8239;»</span>
          </Link>
        </div>
      )}
    </div>
  );
}

function PlanLine({ action, page }: { action: ActionRecord; page: Page }) {
  return (
    <ActionLine
      action={action}
      day={page.today}
      mayWrite={page.mayWrite}
      editHref={paths.editAction(action.id)}
      note={
        <>
          <span>par {action.ownerName ?? page.worker.name}</span>
          {action.agreedOn && <span>convenu le {formatDate(action.agreedOn)}</span>}
        </>
      }
    />
  );
}

/** Something more to do, something more to aim at. */
function Additions({ page }: { page: Page }) {
  const answer = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  const state = answer?.state;
  const isObjective = state !== undefined && "title" in state.values;
  const actionState = isObjective ? undefined : state;
  const objectiveState = isObjective ? state : undefined;
  const actionKey = (!isObjective && answer?.key) || page.actionKey;
  const objectiveKey = (isObjective && answer?.key) || page.objectiveKey;
  return (
    <div className="flex min-w-0 flex-col gap-8 print:hidden">
      <Section title="Ajouter une action" id="ajouter" rule={false}>
        <Form method="post" noValidate key={actionKey}>
          <ErrorSummary errors={actionState?.errors} formError={actionState?.formError} />
          <input type="hidden" name="submissionId" value={actionKey} />
          <FormLayout>
            <ActionFields
              state={actionState}
              workerName={page.worker.name}
              coaches={page.coaches}
              objectives={page.objectives.filter(({ status }) => status === "open")}
            />
            <FormActions>
              <SubmitButton pending={isSending}>Ajouter</SubmitButton>
            </FormActions>
          </FormLayout>
        </Form>
      </Section>
      <Section title="Fixer un objectif">
        <Form method="post" noValidate key={objectiveKey}>
          <ErrorSummary errors={objectiveState?.errors} formError={objectiveState?.formError} />
          <input type="hidden" name="submissionId" value={objectiveKey} />
          <FormLayout>
            <TextField
              label={"Que veut atteindre cette personne\u202f?"}
              hint="Avec ses mots, par exemple «&#8239;Vivre de mes livraisons&#8239;»."
              width="full"
              maxLength={200}
              autoComplete="off"
              {...fieldProps(objectiveState, "title")}
            />
            <FormActions>
              <SubmitButton pending={isSending} variant="secondary">
                Fixer cet objectif
              </SubmitButton>
            </FormActions>
          </FormLayout>
        </Form>
      </Section>
    </div>
  );
}
