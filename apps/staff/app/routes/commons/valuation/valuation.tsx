import { listContributionChoices } from "@essaim/commons/contribution/contribution.queries";
import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import {
  addValuationRule,
  removeValuationRule,
} from "@essaim/commons/valuation/valuation.commands";
import { listValuationRules, sumLedger } from "@essaim/commons/valuation/valuation.queries";
import {
  valuationRefusals,
  valuationRuleSchema,
  valuationUnitLabels,
  valuationUnits,
  valuedKinds,
} from "@essaim/commons/valuation/valuation.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Button } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { Table } from "@essaim/ui/table";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { CommonsTable, KindTable, sumsSentence, YearChart } from "./ledger-sums";

export const meta: MetaFunction = () => pageTitle("Valeur des contributions");

const filterSchema = z.object({
  annee: z.coerce.number().int().min(1990).max(2100).optional(),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { annee: year } = parseQuery(filterSchema, request);
  const [rules, sums, { years }] = await Promise.all([
    context.execute(actor, listValuationRules, {}),
    context.execute(actor, sumLedger, { year }),
    context.execute(actor, listContributionChoices, {}),
  ]);
  return {
    rules,
    sums,
    years,
    year,
    day: today(),
    canWrite: can(actor, "commons:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("intent") === "retirer") {
    const id = recordId(String(form.get("id")));
    const outcome = await context.execute(actor, removeValuationRule, { id }, { submissionId });
    if (outcome.ok) throw redirect(`${paths.valuation()}?fait=supprime`);
    return refuseUsed(form);
  }
  const parsed = parseForm(valuationRuleSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, addValuationRule, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.valuation()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, valuationRefusals[outcome.reason]);
}

export default function Valuation() {
  const { sums, years, year, canWrite } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Valeur des contributions"
        breadcrumb={[{ label: "Contributions aux communs", href: paths.contributions() }]}
        lead="Ce qui est payé vaut ce qui a été payé. Le travail vaut ce que disent les règles ci-dessous, à leur date."
      />
      <FilterBar
        action={paths.valuation()}
        label="Choisir une année"
        summary={sumsSentence(sums.whole)}
        active={year === undefined ? [] : [{ label: String(year), removeHref: paths.valuation() }]}
      >
        <Select
          name="annee"
          label="Année"
          optional="unmarked"
          placeholder="Toutes"
          defaultValue={year === undefined ? undefined : String(year)}
          options={years.map((one) => ({ value: String(one), label: String(one) }))}
        />
      </FilterBar>
      {sums.whole && (
        <>
          {year === undefined && (
            <YearChart years={sums.years} title="Ce qui est rendu, par année" />
          )}
          <KindTable kinds={sums.kinds} />
          <CommonsTable commons={sums.commons} />
        </>
      )}
      <Rules />
      {canWrite && <AddRule />}
    </>
  );
}

function Rules() {
  const { rules, canWrite, submissionId } = useLoaderData<typeof loader>();
  return (
    <Section title="Règles de valorisation">
      <Table
        caption="Règles de valorisation"
        hideCaption
        rows={rules}
        rowKey={(rule) => rule.id}
        empty={
          <EmptyState title="Aucune règle" icon="money" level={3}>
            Sans règle, le travail donné n’a pas de valeur connue&#8239;: seul l’argent se compte.
          </EmptyState>
        }
        columns={[
          {
            key: "kind",
            header: "Nature",
            lead: true,
            cell: (rule) =>
              rule.kind ? contributionKindLabels[rule.kind] : "Toutes celles sans règle à elles",
          },
          {
            key: "worth",
            header: "Valeur",
            numeric: true,
            cell: (rule) =>
              rule.centsPerHour === null
                ? `${formatCents(rule.centsEach ?? 0)} la contribution`
                : `${formatCents(rule.centsPerHour)} l’heure`,
          },
          { key: "from", header: "À partir du", cell: (rule) => formatDate(rule.validFrom) },
          { key: "reason", header: "D’où vient ce montant", cell: (rule) => rule.reason },
          ...(canWrite
            ? [
                {
                  key: "remove",
                  header: "Retirer",
                  actions: true,
                  cell: (rule: { id: string; validFrom: string }) => (
                    <Form method="post">
                      <input type="hidden" name="submissionId" value={`${submissionId}`} />
                      <input type="hidden" name="id" value={rule.id} />
                      <Button type="submit" name="intent" value="retirer" size="small">
                        Retirer
                        <span className="sr-only"> la règle du {formatDate(rule.validFrom)}</span>
                      </Button>
                    </Form>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function AddRule() {
  const { day, rules, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <Section
      title="Ajouter une règle"
      lead="Une règle vaut de son premier jour jusqu’à la suivante de la même nature. Les contributions plus anciennes gardent la leur."
    >
      <RecordForm
        state={state}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Ajouter cette règle"
        resetKey={`${answer?.key}${rules.length}`}
      >
        <Select
          label="Nature"
          {...fieldProps(state, "kind")}
          optional="unmarked"
          placeholder="Toutes celles sans règle à elles"
          options={valuedKinds.map((value) => ({ value, label: contributionKindLabels[value] }))}
        />
        <Select
          label="Ce qui est compté"
          {...fieldProps(state, "unit", "hour")}
          placeholder={false}
          options={valuationUnits.map((value) => ({ value, label: valuationUnitLabels[value] }))}
        />
        <MoneyField label="Vaut" {...fieldProps(state, "amountCents")} />
        <DateField label="À partir du" {...fieldProps(state, "validFrom", day)} />
        <TextField
          label="D’où vient ce montant"
          {...fieldProps(state, "reason")}
          autoComplete="off"
          hint="Coût moyen d’une heure de l’équipe, barème d’un financeur, décision d’assemblée…"
        />
      </RecordForm>
    </Section>
  );
}
