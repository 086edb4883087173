import { requestAid } from "@essaim/accompaniment/aid/aid.commands";
import { listBudgetLines, listWorkerAids } from "@essaim/accompaniment/aid/aid.queries";
import { aidRefusals, aidRequestSchema } from "@essaim/accompaniment/aid/aid.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { plural } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextArea } from "@essaim/ui/text-area";
import { type FormState, parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import type { Answer } from "~/answer";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { AidCard } from "./aid-card";
import { takeStep } from "./steps.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Aides · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const day = today();
  const page = await context.execute(actor, listWorkerAids, { workerId: recordId(params.id) });
  const { lines } = await context.execute(actor, listBudgetLines, {});
  const { supportedUntil, anonymisedAt } = page.worker;
  const isThere = anonymisedAt === null && (supportedUntil === null || supportedUntil >= day);
  return {
    ...page,
    lines: can(actor, "aid:decide") ? lines : undefined,
    mayRequest: can(actor, "aid:request") && isThere,
    today: day,
    submissionId: crypto.randomUUID(),
    submissionIds: page.aids.map(() => crypto.randomUUID()),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const form = await readForm(request);
  if (form.has("step")) {
    const refused = await takeStep(context, actor, form);
    if (refused) return refused;
    throw redirect(`${paths.workerAids(workerId)}?fait=enregistre`);
  }
  const parsed = parseForm(aidRequestSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, workerId };
  const outcome = await context.execute(actor, requestAid, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.workerAids(workerId)}?fait=aide-demandee`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, aidRefusals[outcome.reason]);
}

export default function PersonAids() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const about = answer?.state.values.id;
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <Section title="Aides demandées" rule={false}>
        {page.aids.length === 0 ? (
          <EmptyState level={3} icon="grant" title="Aucune aide pour l’instant">
            Un vélo à réparer, une formation, un outil&#8239;: une petite somme débloquée vite aide
            parfois à démarrer.
          </EmptyState>
        ) : (
          <ul className="flex flex-col gap-5">
            {page.aids.map((aid, index) => (
              <li key={aid.id}>
                <AidCard
                  aid={aid}
                  lines={page.lines}
                  mayRequest={page.mayRequest}
                  today={page.today}
                  answer={about === aid.id ? answer : undefined}
                  submissionId={page.submissionIds[index] ?? ""}
                />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {page.mayRequest && (
        <Section title="Demander une aide" rule={false}>
          <Request
            resources={page.resources}
            answer={about === undefined ? answer : undefined}
            submissionId={page.submissionId}
          />
        </Section>
      )}
    </div>
  );
}

function Request({
  resources,
  answer,
  submissionId,
}: {
  resources: readonly Commons[];
  answer: Answer | undefined;
  submissionId: string;
}) {
  const isSending = useNavigation().state !== "idle";
  const state = answer?.state;
  return (
    // Fresh once sent: what was typed is not typed again by mistake.
    <Form method="post" noValidate key={answer?.key ?? submissionId}>
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
      <FormLayout>
        <MoneyField label="Montant" {...fieldProps(state, "amountCents")} />
        <TextArea
          label={"À quoi servira-t-elle\u202f?"}
          rows={4}
          maxLength={2000}
          {...fieldProps(state, "purpose")}
        />
        <Commons resources={resources} state={state} />
        <FormActions>
          <SubmitButton pending={isSending}>Demander cette aide</SubmitButton>
        </FormActions>
      </FormLayout>
    </Form>
  );
}

type Commons = { id: string; name: string; isOwn: boolean };

/** Those that the person builds on are in sight; the others, folded unless one of them is ticked. */
function Commons({ resources, state }: { resources: readonly Commons[]; state?: FormState }) {
  const field = fieldListProps(state, "resourceIds", []);
  const own = resources.filter((one) => one.isOwn);
  const others = resources.filter((one) => !one.isOwn);
  const group = (label: string, shown: readonly Commons[], isFirst: boolean) => (
    <CheckboxGroup
      label={label}
      optional={isFirst ? true : "unmarked"}
      columns
      className="[&_.grid]:grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] [&_.grid]:gap-x-4"
      options={shown.map((one) => ({ value: one.id, label: one.name }))}
      {...field}
      id={isFirst ? field.name : `${field.name}-autres`}
      error={isFirst ? field.error : undefined}
    />
  );
  const question = "Quels communs en profitent\u202f?";
  if (others.length === 0) return group(question, own, true);
  const hasOwn = own.length > 0;
  return (
    <div className="flex flex-col gap-2">
      {hasOwn && group(question, own, true)}
      <Disclosure
        summary={
          hasOwn
            ? plural(others.length, "autre commun", "autres communs")
            : "Dire quels communs en profitent"
        }
        open={
          others.some((one) => field.defaultValue.includes(one.id)) ||
          Boolean(field.error && !hasOwn)
        }
      >
        {group(hasOwn ? "Autres communs" : question, others, !hasOwn)}
      </Disclosure>
    </div>
  );
}
