import { addRule, removeRule } from "@essaim/funding/budget/rule.commands";
import { listRules } from "@essaim/funding/budget/rule.queries";
import {
  type RuleKind,
  removeRuleSchema,
  ruleKindLabels,
  ruleKinds,
  ruleSchemas,
  severities,
  severityLabels,
} from "@essaim/funding/budget/rule.schema";
import { ruleInWords } from "@essaim/funding/budget/rule.words";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatPeriod } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import type { Answer } from "~/answer";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Règles · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, listRules, { id: recordId(params.id) });
  return {
    ...page,
    canWrite: can(actor, "grant:write"),
    submissionIds: Object.fromEntries(ruleKinds.map((kind) => [kind, crypto.randomUUID()])),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("step") === "remove") {
    const parsed = parseForm(removeRuleSchema, form);
    if (!parsed.ok) throw new Response(null, { status: 400 });
    await context.execute(actor, removeRule, parsed.value);
    throw redirect(`${paths.grantRules(grantId)}?fait=regle-retiree`);
  }
  const kind = ruleKinds.find((one) => one === form.get("kind"));
  if (!kind) throw new Response(null, { status: 400 });
  const parsed = parseForm(ruleSchemas[kind], form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { grantId, rule: parsed.value };
  const outcome = await context.execute(actor, addRule, input, { submissionId });
  if (!outcome.ok) return refuseUsed(form);
  throw redirect(`${paths.grantRules(grantId)}?fait=regle-ajoutee`);
}

export default function GrantRules() {
  const { grant, rules, canWrite, submissionIds } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const hasPeriod = rules.some((rule) => rule.kind === "period");
  return (
    <>
      <Section
        title="Règles d’éligibilité"
        lead="Ce que la convention laisse dépenser. Chaque dépense imputée à ce financement est jugée par ces règles."
      >
        {!hasPeriod && (
          <p className="max-w-measure">
            Une dépense datée hors de la période ({formatPeriod(grant.startsOn, grant.endsOn)}) est
            refusée, sauf si une règle en dit plus.
          </p>
        )}
        <Table
          caption="Règles"
          hideCaption
          rows={rules}
          rowKey={(rule) => rule.id}
          empty={
            <EmptyState title="Aucune autre règle" icon="check" level={3}>
              {canWrite
                ? "Reprenez de la convention les comptes admis ou exclus et les plafonds, ci-dessous."
                : "Rien d’autre ne limite ce qui s’impute à ce financement."}
            </EmptyState>
          }
          columns={[
            {
              key: "rule",
              header: "Règle",
              lead: true,
              cell: (rule) => (
                <>
                  {ruleInWords(rule, grant.cents)}
                  {rule.reason && (
                    <span className="block text-sm font-normal text-muted">{rule.reason}</span>
                  )}
                </>
              ),
            },
            {
              key: "severity",
              header: "Sinon",
              cell: (rule) => (
                <Badge tone={rule.severity === "refuse" ? "danger" : "warning"}>
                  {rule.severity === "refuse" ? "Refusée" : "Avertissement"}
                </Badge>
              ),
            },
            ...(canWrite
              ? [
                  {
                    key: "remove",
                    header: "Retirer",
                    actions: true,
                    cell: (rule: (typeof rules)[number]) => (
                      <Disclosure
                        summary={
                          <>
                            Retirer
                            <span className="sr-only">
                              {" "}
                              la règle&#8239;: {ruleInWords(rule, grant.cents)}
                            </span>
                          </>
                        }
                      >
                        <Form method="post">
                          <input type="hidden" name="id" value={rule.id} />
                          <Button type="submit" name="step" value="remove" size="small">
                            Oui, retirer cette règle
                          </Button>
                        </Form>
                      </Disclosure>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      {canWrite && (
        <Section title="Ajouter une règle" lead="Choisissez ce que dit la convention.">
          <div className="flex flex-col gap-2">
            {ruleKinds.map((kind) => (
              <RuleForm
                key={kind}
                kind={kind}
                replaces={kind === "period" && hasPeriod}
                answer={answer?.state.values.kind === kind ? answer : undefined}
                submissionId={submissionIds[kind] ?? ""}
              />
            ))}
          </div>
        </Section>
      )}
    </>
  );
}

/** The form of one kind of rule, folded until it is wanted or refused. */
function RuleForm({
  kind,
  replaces,
  answer,
  submissionId,
}: {
  kind: RuleKind;
  replaces: boolean;
  answer: Answer | undefined;
  submissionId: string;
}) {
  const state = answer?.state;
  const names = [
    "daysBefore",
    "daysAfter",
    "accounts",
    "maxCents",
    "maxShare",
    "severity",
    "reason",
  ];
  // Five forms on one page: each field its own id.
  const ids = Object.fromEntries(names.map((name) => [name, `${kind}-${name}`]));
  const field = (name: string, saved?: string) => ({
    id: ids[name],
    ...fieldProps(state, name, saved),
  });
  return (
    <Disclosure summary={ruleKindLabels[kind]} open={answer !== undefined}>
      <Form method="post" noValidate key={answer?.key}>
        <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
        <input type="hidden" name="kind" value={kind} />
        <FormLayout>
          <ErrorSummary errors={state?.errors} formError={state?.formError} ids={ids} />
          {kind === "period" ? (
            <>
              {replaces && <p>Elle remplace la règle de période ci-dessus.</p>}
              <TextField
                label="Jours admis avant la période"
                width="short"
                inputMode="numeric"
                {...field("daysBefore", "0")}
              />
              <TextField
                label="Jours admis après la période"
                width="short"
                inputMode="numeric"
                {...field("daysAfter", "0")}
              />
            </>
          ) : (
            <TextField
              label="Comptes concernés"
              optional={kind === "ceiling" || kind === "expense_ceiling"}
              maxLength={300}
              autoComplete="off"
              hint={
                kind === "ceiling" || kind === "expense_ceiling"
                  ? "Leurs premiers chiffres, par exemple «\u202f62,\u00a06411\u202f». Vide\u202f: tous."
                  : "Leurs premiers chiffres, par exemple «\u202f60,\u00a06226\u202f»."
              }
              {...field("accounts")}
            />
          )}
          {(kind === "ceiling" || kind === "expense_ceiling") && (
            <MoneyField
              label={kind === "ceiling" ? "Au plus, en tout" : "Au plus, par dépense"}
              optional={kind === "ceiling" ? "unmarked" : undefined}
              {...field("maxCents")}
            />
          )}
          {kind === "ceiling" && (
            <TextField
              label="Ou en part du financement"
              optional="unmarked"
              width="short"
              inputMode="decimal"
              autoComplete="off"
              hint="Par exemple 20&nbsp;%. L’un des deux suffit."
              {...field("maxShare")}
            />
          )}
          <RadioGroup
            label="Quand une dépense ne la suit pas"
            options={severities.map((value) => ({ value, label: severityLabels[value] }))}
            {...field("severity", "refuse")}
          />
          <TextArea
            label="Ce que dit la convention"
            optional
            rows={2}
            maxLength={500}
            hint="Rappelé à qui saisit la dépense."
            {...field("reason")}
          />
          <FormActions>
            <Button type="submit" variant="primary">
              Ajouter cette règle
            </Button>
          </FormActions>
        </FormLayout>
      </Form>
    </Disclosure>
  );
}
