import { matchImport } from "@essaim/accompaniment/import/import.commands";
import { getImportMatching, type ImportRecord } from "@essaim/accompaniment/import/import.queries";
import { fieldOf } from "@essaim/accompaniment/import/import-field.schema";
import { wordsOfMatching } from "@essaim/accompaniment/import/mapping.rules";
import { type Choices, NOTHING } from "@essaim/accompaniment/import/mapping.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { columnLetters } from "@essaim/territory/spreadsheet/cell";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
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
import { GiveUp } from "./give-up";
import { ImportSteps } from "./import-steps";
import { refuseStep, refuseWith, requireReading, stepOf } from "./steps.server";

export const meta: MetaFunction = () => pageTitle("Réponses · Reprendre un tableur");

/** What the choice of a word is sent as: nobody chose, « non renseigné », or an id. */
const UNDECIDED = "";
const UNKNOWN = "-";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { record, choices } = await context.execute(actor, getImportMatching, { id });
  const { words } = wordsToChoose(record, choices);
  return {
    step: stepOf(record),
    version: record.version,
    fileName: record.fileName,
    columns: words.map(({ column, field, words: found }) => ({
      column: column.column,
      title: column.title,
      field,
      words: found.map(({ text, count, choice }, index) => ({
        name: wordField(column.column, index),
        text,
        count,
        chosen: choice === null ? UNDECIDED : choice === NOTHING ? UNKNOWN : choice,
      })),
      options: (choices[field] ?? []).map(({ id: value, label }) => ({ value, label })),
    })),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(z.object({ version: versionSchema }), form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { record, choices } = await context.execute(actor, getImportMatching, { id });
  const { mapping, words } = wordsToChoose(record, choices);
  const errors: Record<string, string> = {};
  const chosen: Record<string, Record<string, string>> = {};
  for (const { column, field, words: found } of words) {
    const offered = new Set((choices[field] ?? []).map((choice) => choice.id));
    const meanings: Record<string, string> = {};
    for (const [index, { key, text }] of found.entries()) {
      const name = wordField(column.column, index);
      const sent = form.get(name);
      if (sent === UNKNOWN) meanings[key] = NOTHING;
      else if (typeof sent === "string" && offered.has(sent)) meanings[key] = sent;
      else {
        errors[name] =
          `Dites ce que veut dire «\u202f${text}\u202f» (colonne ${columnLetters(column.column)}).`;
      }
    }
    chosen[column.column] = meanings;
  }
  if (Object.keys(errors).length > 0) return refuseWith(form, { errors });
  const outcome = await context.execute(
    actor,
    matchImport,
    { id, version: parsed.value.version, mapping: { ...mapping, words: chosen }, isComplete: true },
    { submissionId: submissionIdOf(form) },
  );
  if (!outcome.ok) return refuseStep(form, outcome.reason);
  throw redirect(outcome.jobId ? paths.job(outcome.jobId) : paths.workerImport(id));
}

const wordField = (column: number, index: number) => `word.${column}.${index}`;

/** The words of an import that is matched column by column. Throws a redirect to the step that comes before. */
function wordsToChoose(record: ImportRecord, choices: Choices) {
  const { reading, mapping } = requireReading(record);
  const sheet = reading.sheets.find((one) => one.sheet === mapping?.sheet);
  if (!mapping || !sheet) throw redirect(paths.importColumns(record.id));
  return { mapping, words: wordsOfMatching(sheet, mapping, choices) };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type ColumnLine = Page["columns"][number];
type WordLine = ColumnLine["words"][number];

export default function ImportWords() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const isSending = useNavigation().state !== "idle";
  const undecided = page.columns.flatMap((column) =>
    column.words.filter((word) => word.chosen === UNDECIDED),
  ).length;
  return (
    <>
      <PageHeader
        title="Que veulent dire vos mots&#8239;?"
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: "Reprendre un tableur", href: paths.workerImports() },
        ]}
        meta={<span className="wrap-anywhere">{page.fileName}</span>}
        lead={
          undecided > 0
            ? `${plural(undecided, "mot reste", "mots restent")} à associer à une réponse de vos listes. L’administration peut y ajouter des réponses.`
            : "Tous les mots ont été reconnus. Vérifiez, puis lancez l’essai."
        }
      />
      <ImportSteps current="words" import={page.step} />
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" noValidate key={answer?.key}>
        <input type="hidden" name="submissionId" value={answer?.key ?? page.submissionId} />
        <input type="hidden" name="version" value={versionFor(answer, page.version)} />
        <div className="flex flex-col gap-8">
          {inOrder(page.columns).map((column) => (
            <ColumnSection key={column.column} column={column} state={state} />
          ))}
          <FormActions>
            <SubmitButton pending={isSending}>Lancer l’essai</SubmitButton>
            <p className="text-sm text-muted">L’essai n’écrit rien.</p>
          </FormActions>
        </div>
      </Form>
      <GiveUp id={page.step.id} />
    </>
  );
}

/** What waits for an answer comes first. */
function inOrder(columns: readonly ColumnLine[]): ColumnLine[] {
  const waits = (column: ColumnLine) => column.words.some((word) => word.chosen === UNDECIDED);
  return [...columns.filter(waits), ...columns.filter((column) => !waits(column))];
}

type State =
  | { values: Record<string, string | string[]>; errors: Record<string, string> }
  | undefined;

function ColumnSection({ column, state }: { column: ColumnLine; state: State }) {
  const isOpen = (word: WordLine) => word.chosen === UNDECIDED;
  const open = column.words.filter(isOpen);
  const known = column.words.filter((word) => !isOpen(word));
  const table = (rows: WordLine[]) => (
    <Table
      caption={`Mots de la colonne ${columnLetters(column.column)}`}
      hideCaption
      columns={wordColumns(column, state)}
      rows={rows}
      rowKey={(word) => word.name}
      stack="sm"
    />
  );
  return (
    <Section
      title={fieldOf(column.field).label}
      lead={`Colonne ${columnLetters(column.column)}, «\u202f${column.title || "sans titre"}\u202f».`}
    >
      {open.length > 0 && table(open)}
      {known.length > 0 && (
        <Disclosure
          summary={plural(known.length, "mot reconnu", "mots reconnus")}
          open={known.some((word) => state?.errors[word.name])}
        >
          {table(known)}
        </Disclosure>
      )}
    </Section>
  );
}

function wordColumns(column: ColumnLine, state: State): Column<WordLine>[] {
  return [
    {
      key: "word",
      header: "Dans le fichier",
      lead: true,
      cell: (word) => (
        <>
          <span className="wrap-anywhere">{word.text}</span>
          <span className="block text-sm font-normal text-muted">
            {plural(word.count, "fois", "fois")}
          </span>
        </>
      ),
    },
    {
      key: "choice",
      header: "Veut dire",
      className: "ledger-bare",
      cell: (word) => {
        const typed = state?.values[word.name];
        const error = state?.errors[word.name];
        return (
          <span className="flex flex-col gap-1">
            {error && (
              <span id={`${word.name}-error`} className="text-sm font-semibold text-danger">
                Choisissez une réponse.
              </span>
            )}
            <select
              id={word.name}
              name={word.name}
              className="control w-full sm:max-w-96"
              aria-label={`Ce que veut dire ${word.text}`}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${word.name}-error` : undefined}
              defaultValue={typeof typed === "string" ? typed : word.chosen}
            >
              <option value={UNDECIDED}>Choisir…</option>
              <option value={UNKNOWN}>Non renseigné</option>
              {column.options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          </span>
        );
      },
    },
  ];
}
