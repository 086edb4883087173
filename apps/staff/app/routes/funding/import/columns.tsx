import { positiveCentsFromText, textFromCents } from "@essaim/database/money.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { accountClasses } from "@essaim/funding/budget/account.rules";
import { faultOfColumns } from "@essaim/funding/import/faults-of-columns.rules";
import { guessColumns } from "@essaim/funding/import/guess-columns.rules";
import { matchSpendingImport } from "@essaim/funding/import/import.commands";
import { getSpendingMatching } from "@essaim/funding/import/import.queries";
import {
  emptyMapping,
  type Field,
  fieldLabels,
  fieldsOf,
  type Mapping,
} from "@essaim/funding/import/mapping.schema";
import type { TableColumn } from "@essaim/funding/import/table-survey";
import { columnLetters } from "@essaim/territory/spreadsheet/cell";
import { Checkbox } from "@essaim/ui/checkbox";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { Fieldset } from "@essaim/ui/fieldset";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { plural } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { versionFor } from "~/answer";
import { refuseTyped } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { GiveUpSpending, SpendingSteps } from "./spending-steps";
import { refuseStep, refuseWith, requireReading, stepOf } from "./steps.server";

export const meta: MetaFunction = () => pageTitle("Colonnes · Reprendre des dépenses");

const columnName = (column: number) => `column-${column}`;

const formSchema = z.object({
  version: versionSchema,
  account: z
    .string()
    .regex(/^6\d{1,7}$/, "Choisissez un compte.")
    .default("60"),
  hourlyCents: positiveCentsFromText.optional(),
  sign: z.enum(["plus", "minus"]).default("plus"),
  incoming: z.enum(["credit_note", "ignore"]).default("credit_note"),
  isPaid: z
    .literal("on")
    .optional()
    .transform((ticked) => ticked === "on"),
});

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { record, before } = await context.execute(actor, getSpendingMatching, { id });
  const { reading, source, mapping, fileName, version } = requireReading(record);
  if (reading.kind === "fec" || source === "fec") throw redirect(paths.spendingPlaces(id));
  const known = mapping ?? before ?? emptyMapping;
  const guessed = mapping?.columns ?? guessColumns(source, reading.columns);
  return {
    step: stepOf(record),
    ...{ source, fileName, version, headerRow: reading.headerRow, rowCount: reading.rowCount },
    columns: reading.columns.map((column): TableColumn & { field: Field | "" } => ({
      ...column,
      words: null,
      field: guessed[column.column] ?? "",
    })),
    known: { ...known, hourly: known.hourlyCents === null ? "" : textFromCents(known.hourlyCents) },
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(formSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { record, before } = await context.execute(actor, getSpendingMatching, { id });
  const { reading, source, mapping: saved } = requireReading(record);
  if (reading.kind === "fec" || source === "fec") throw redirect(paths.spendingPlaces(id));
  const offered: readonly string[] = fieldsOf[source];
  const columns: Mapping["columns"] = {};
  for (const { column } of reading.columns) {
    const field = form.get(columnName(column));
    if (typeof field === "string" && offered.includes(field)) columns[column] = field as Field;
  }
  const { version, account, hourlyCents, sign, incoming, isPaid } = parsed.value;
  const mapping: Mapping = {
    ...emptyMapping,
    places: saved?.places ?? before?.places ?? {},
    ...{ columns, account, incoming, isPaid },
    hourlyCents: hourlyCents ?? null,
    isNegative: sign === "minus",
  };
  const fault = faultOfColumns(source, reading, mapping);
  if (fault) return refuseWith(form, { formError: fault });
  const outcome = await context.execute(
    actor,
    matchSpendingImport,
    { id, version, mapping, isComplete: false },
    { submissionId: submissionIdOf(form) },
  );
  if (!outcome.ok) return refuseStep(form, outcome.reason);
  throw redirect(paths.spendingPlaces(id));
}

const accounts = accountClasses
  .filter((one) => one.side === "charge" && !one.isInKind)
  .map(({ account, label }) => ({ value: account, label: `${account} · ${label}` }));

export default function SpendingColumns() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const isSending = useNavigation().state !== "idle";
  const { known } = page;
  return (
    <>
      <PageHeader
        title="Que contient chaque colonne&#8239;?"
        breadcrumb={[
          { label: "Dépenses", href: paths.expenses() },
          { label: "Reprendre des dépenses", href: paths.spendingImports() },
        ]}
        meta={
          <>
            <span className="wrap-anywhere">{page.fileName}</span>
            <span>{plural(page.rowCount, "ligne", "lignes")}</span>
          </>
        }
      />
      <SpendingSteps current="columns" import={page.step} />
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" noValidate key={answer?.key}>
        <input type="hidden" name="submissionId" value={answer?.key ?? page.submissionId} />
        <input type="hidden" name="version" value={versionFor(answer, page.version)} />
        <div className="flex flex-col gap-8">
          <Table
            caption={`Colonnes, titres lus ligne ${page.headerRow}`}
            columns={tableColumns(page.source, state?.values)}
            rows={page.columns}
            rowKey={(line) => String(line.column)}
            stack="lg"
          />
          <FormLayout>
            <Fieldset
              question="Et pour toutes les lignes&#8239;?"
              hint="Ce qui vaut pour celles qui ne le disent pas."
            >
              {page.source === "hours" ? (
                <MoneyField
                  label="Coût d’une heure"
                  hint="Salaire et cotisations. Nécessaire si aucune colonne ne le dit. Un mois entier compte à son dernier jour."
                  optional="unmarked"
                  {...fieldProps(state, "hourlyCents", known.hourly)}
                />
              ) : (
                <>
                  <Select
                    label="Compte"
                    hint="Pour les lignes dont aucune colonne ne dit le compte."
                    width="long"
                    placeholder={false}
                    options={
                      accounts.some(({ value }) => value === known.account)
                        ? accounts
                        : [{ value: known.account, label: known.account }, ...accounts]
                    }
                    {...fieldProps(state, "account", known.account)}
                  />
                  <RadioGroup
                    label="Comment le montant d’une dépense est écrit"
                    options={[
                      { value: "plus", label: "Sans signe", hint: "Comme sur une facture." },
                      {
                        value: "minus",
                        label: "Avec un moins",
                        hint: "Comme sur un relevé de banque.",
                      },
                    ]}
                    {...fieldProps(state, "sign", known.isNegative ? "minus" : "plus")}
                  />
                  <RadioGroup
                    label="Ce qui revient au lieu d’être dépensé"
                    options={[
                      { value: "credit_note", label: "Est un avoir" },
                      {
                        value: "ignore",
                        label: "N’est pas repris",
                        hint: "Les encaissements d’un relevé de banque.",
                      },
                    ]}
                    {...fieldProps(state, "incoming", known.incoming)}
                  />
                </>
              )}
              <Checkbox
                name="isPaid"
                label="Tout est payé, le jour de la dépense"
                hint="Sauf les lignes dont une colonne dit quand elles sont payées."
                defaultChecked={state ? state.values.isPaid === "on" : known.isPaid}
              />
            </Fieldset>
            <FormActions>
              <SubmitButton pending={isSending}>Continuer</SubmitButton>
            </FormActions>
          </FormLayout>
        </div>
      </Form>
      <GiveUpSpending id={page.step.id} />
    </>
  );
}

function tableColumns(
  source: keyof typeof fieldsOf,
  typed: Record<string, string | string[]> | undefined,
): Column<TableColumn & { field: Field | "" }>[] {
  return [
    {
      key: "title",
      header: "Colonne du fichier",
      lead: true,
      cell: (line) => (
        <>
          <span className="wrap-anywhere">{line.title || "Sans titre"}</span>
          <span className="block text-sm font-normal text-muted">
            colonne {columnLetters(line.column)}
          </span>
        </>
      ),
    },
    {
      key: "samples",
      header: "Exemples",
      cell: (line) =>
        line.samples.length === 0 ? (
          <span className="text-muted">Vide</span>
        ) : (
          <ul className="text-sm">
            {line.samples.map((sample) => (
              <li key={sample} className="line-clamp-1 wrap-anywhere">
                {sample}
              </li>
            ))}
          </ul>
        ),
    },
    {
      key: "field",
      header: "Contient",
      className: "ledger-bare",
      cell: (line) => {
        const name = columnName(line.column);
        const value = typed?.[name];
        return (
          <select
            id={name}
            name={name}
            className="control w-full lg:max-w-80"
            aria-label={`Ce que contient la colonne ${columnLetters(line.column)}, ${line.title || "sans titre"}`}
            defaultValue={typeof value === "string" ? value : line.field}
          >
            <option value="">Ignorer</option>
            {fieldsOf[source].map((field) => (
              <option key={field} value={field}>
                {fieldLabels[field]}
              </option>
            ))}
          </select>
        );
      },
    },
  ];
}
