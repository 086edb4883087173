import { versionSchema } from "@essaim/database/version.schema";
import { accountLabel } from "@essaim/funding/budget/account.rules";
import type { PayingLine } from "@essaim/funding/budget/paying-line.queries";
import { matchSpendingImport } from "@essaim/funding/import/import.commands";
import { getSpendingMatching, type ImportRecord } from "@essaim/funding/import/import.queries";
import {
  emptyMapping,
  type Mapping,
  type Place,
  type Placement,
  placesOfTable,
} from "@essaim/funding/import/mapping.schema";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldListProps } from "@essaim/ui/form-state";
import { formatCents, formatDate, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
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
import { suggestPlaces } from "./suggest-places";

export const meta: MetaFunction = () => pageTitle("Lignes budgétaires · Reprendre des dépenses");

/** What of a file is matched to lines: its accounts, or the words of a column. */
function placesOf({ reading, mapping }: Pick<ImportRecord, "reading" | "mapping">): Place[] {
  if (!reading) return [];
  if (reading.kind === "table") return placesOfTable(reading, mapping ?? emptyMapping);
  return reading.accounts.map(({ code, label, charges, cents }) => ({
    ...{ place: code, label, cents },
    count: charges,
  }));
}

const journalsOf = ({ reading }: Pick<ImportRecord, "reading">) =>
  reading?.kind === "fec" ? reading.journals : [];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { record, lines, before } = await context.execute(actor, getSpendingMatching, { id });
  const { reading, mapping, source, fileName, version } = requireReading(record);
  if (source !== "fec" && !mapping) throw redirect(paths.spendingColumns(id));
  const places = placesOf(record);
  const known = mapping && Object.keys(mapping.places).length > 0 ? mapping : before;
  const suggested = suggestPlaces(places, lines, known);
  return {
    step: stepOf(record),
    ...{ source, fileName, version, lines },
    period: reading.kind === "fec" ? { from: reading.from, to: reading.to } : null,
    entryCount: reading.kind === "fec" ? reading.entryCount : null,
    encoding: reading.encoding,
    journals: journalsOf(record),
    leftOut: known?.leftOut ?? [],
    places: places.map((one, index) => ({ ...one, index, to: suggested[one.place] ?? "own" })),
    submissionId: crypto.randomUUID(),
  };
}

const stepSchema = z.object({ version: versionSchema });

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(stepSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { record, lines } = await context.execute(actor, getSpendingMatching, { id });
  const { mapping: saved, source } = requireReading(record);
  if (source !== "fec" && !saved) throw redirect(paths.spendingColumns(id));
  const offered = new Set(["skip", "own", ...lines.map((line) => line.id)]);
  const places: Record<string, Placement> = {};
  const errors: Record<string, string> = {};
  for (const [index, { place }] of placesOf(record).entries()) {
    const to = form.get(placeName(index));
    if (typeof to === "string" && offered.has(to)) places[place] = to;
    else errors[placeName(index)] = "Dites ce que devient cette ligne du tableau.";
  }
  if (Object.keys(errors).length > 0) return refuseWith(form, { errors });
  if (Object.values(places).every((to) => to === "skip")) {
    return refuseWith(form, {
      formError: "Rien n’est repris\u202f: gardez au moins une ligne du tableau.",
    });
  }
  const taken = new Set(form.getAll("journals"));
  const leftOut = journalsOf(record)
    .map(({ code }) => code)
    .filter((code) => !taken.has(code));
  const mapping: Mapping = { ...(saved ?? emptyMapping), leftOut, places };
  const outcome = await context.execute(
    actor,
    matchSpendingImport,
    { id, version: parsed.value.version, mapping, isComplete: true },
    { submissionId: submissionIdOf(form) },
  );
  if (!outcome.ok) return refuseStep(form, outcome.reason);
  throw redirect(outcome.jobId ? paths.job(outcome.jobId) : paths.spendingImport(id));
}

const placeName = (index: number) => `place-${index}`;

export default function SpendingPlaces() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const isSending = useNavigation().state !== "idle";
  const isFec = page.source === "fec";
  return (
    <>
      <PageHeader
        title="Quelles lignes paient&#8239;?"
        breadcrumb={[
          { label: "Dépenses", href: paths.expenses() },
          { label: "Reprendre des dépenses", href: paths.spendingImports() },
        ]}
        meta={
          <>
            <span className="wrap-anywhere">{page.fileName}</span>
            {page.period && (
              <span>
                du {formatDate(page.period.from)} au {formatDate(page.period.to)}
              </span>
            )}
            {page.entryCount !== null && (
              <span>{plural(page.entryCount, "écriture équilibrée", "écritures équilibrées")}</span>
            )}
            {page.encoding && <span>lu en {page.encoding}</span>}
          </>
        }
        lead={
          isFec
            ? "Compte par compte, dites ce qui est repris et quelle ligne budgétaire le paie. Une dépense se répartit plus finement ensuite, depuis sa page."
            : "Dites quelle ligne budgétaire paie ces dépenses. Une dépense se répartit plus finement ensuite, depuis sa page."
        }
      />
      <SpendingSteps current="places" import={page.step} />
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      {page.lines.length === 0 && (
        <p>
          Aucune ligne budgétaire n’est ouverte&#8239;: les dépenses iront à la charge de la
          coopérative. Pour qu’une subvention les paie, répartissez d’abord{" "}
          <Link href={paths.grants()}>son budget</Link>.
        </p>
      )}
      <Form method="post" noValidate key={answer?.key}>
        <input type="hidden" name="submissionId" value={answer?.key ?? page.submissionId} />
        <input type="hidden" name="version" value={versionFor(answer, page.version)} />
        <div className="flex flex-col gap-8">
          <Table
            caption={isFec ? "Comptes de charges du fichier" : "Dépenses du fichier"}
            columns={placeColumns(page.lines, isFec, state)}
            rows={page.places}
            rowKey={(one) => String(one.index)}
            stack="lg"
          />
          <FormLayout>
            {page.journals.length > 0 && (
              <CheckboxGroup
                label="Journaux repris"
                hint="Laissez de côté les opérations diverses si les salaires viennent d’un tableau d’heures, pour ne pas les compter deux fois."
                options={page.journals.map(({ code, label, charges, cents }) => ({
                  value: code,
                  label: `${code} · ${label}`,
                  hint: `${plural(charges, "ligne de charges", "lignes de charges")}, ${formatCents(cents)}`,
                }))}
                {...fieldListProps(
                  state,
                  "journals",
                  page.journals
                    .map(({ code }) => code)
                    .filter((code) => !page.leftOut.includes(code)),
                )}
              />
            )}
            <FormActions>
              <SubmitButton pending={isSending}>Faire l’essai</SubmitButton>
              <p className="text-sm text-muted">Rien n’est écrit à cette étape.</p>
            </FormActions>
          </FormLayout>
        </div>
      </Form>
      <GiveUpSpending id={page.step.id} />
    </>
  );
}

/** Lines by grant, own funds last. */
function groupsOf(lines: readonly PayingLine[]) {
  const groups = new Map<string, PayingLine[]>();
  for (const line of lines) {
    const title = line.grantTitle ?? "Fonds propres";
    groups.set(title, [...(groups.get(title) ?? []), line]);
  }
  return [...groups];
}

type Row = Place & { index: number; to: Placement };

function placeColumns(
  lines: readonly PayingLine[],
  isFec: boolean,
  state: { values: Record<string, string | string[]>; errors: Record<string, string> } | undefined,
): Column<Row>[] {
  const groups = groupsOf(lines);
  return [
    {
      key: "place",
      header: isFec ? "Compte" : "Dans le fichier",
      lead: true,
      cell: ({ place, label }) => (
        <>
          <span className="wrap-anywhere">{isFec ? `${place} · ${label}` : label}</span>
          {isFec && (
            <span className="block text-sm font-normal text-muted">
              {accountLabel(place.slice(0, 2)).replace(/^\d+ · /, "")}
            </span>
          )}
        </>
      ),
    },
    {
      key: "count",
      header: isFec ? "Lignes" : "Dépenses",
      numeric: true,
      cell: ({ count }) => (count === null ? "" : formatNumber(count)),
    },
    ...(isFec
      ? [
          {
            key: "cents",
            header: "Montant",
            numeric: true,
            cell: ({ cents }: Row) => (cents === null ? "" : formatCents(cents)),
          },
        ]
      : []),
    {
      key: "to",
      header: "Payé par",
      className: "ledger-bare",
      cell: ({ index, to, label }) => {
        const name = placeName(index);
        const typed = state?.values[name];
        const error = state?.errors[name];
        return (
          <span className="flex flex-col gap-1">
            {error && (
              <span id={`${name}-error`} className="text-sm font-semibold text-danger">
                {error}
              </span>
            )}
            <select
              id={name}
              name={name}
              className="control w-full lg:max-w-96"
              aria-label={`Ce qui paie ${label}`}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${name}-error` : undefined}
              defaultValue={typeof typed === "string" ? typed : to}
            >
              <option value="own">À la charge de la coopérative</option>
              <option value="skip">Ne pas reprendre</option>
              {groups.map(([title, those]) => (
                <optgroup key={title} label={title}>
                  {those.map((line) => (
                    <option key={line.id} value={line.id}>
                      {`${title} · ${line.account} · ${line.label}`}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </span>
        );
      },
    },
  ];
}
