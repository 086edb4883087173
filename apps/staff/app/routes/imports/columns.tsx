import { type Confidence, guessColumns } from "@essaim/accompaniment/import/guess.rules";
import { matchImport, readImportAgain } from "@essaim/accompaniment/import/import.commands";
import { getImportMatching } from "@essaim/accompaniment/import/import.queries";
import { readAgainSchema } from "@essaim/accompaniment/import/import.schema";
import {
  fieldGroups,
  fieldOf,
  isImportField,
} from "@essaim/accompaniment/import/import-field.schema";
import {
  columnField,
  faultsOfMatching,
  likeliestSheet,
  wordsKept,
  wordsOfMatching,
} from "@essaim/accompaniment/import/mapping.rules";
import { type Mapping, mappingSchema } from "@essaim/accompaniment/import/mapping.schema";
import { workerKindLabels, workerKinds } from "@essaim/accompaniment/worker/worker.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { columnLetters } from "@essaim/territory/spreadsheet/cell";
import { Alert } from "@essaim/ui/alert";
import { Badge, type Tone } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { Fieldset } from "@essaim/ui/fieldset";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { Tabs } from "@essaim/ui/tabs";
import { TextField } from "@essaim/ui/text-field";
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

export const meta: MetaFunction = () => pageTitle("Colonnes · Reprendre un tableur");

const everybodySchema = z.object({
  sheet: z.coerce.number().int().min(0),
  version: versionSchema,
  kind: z
    .enum(workerKinds)
    .optional()
    .transform((kind) => kind ?? null),
  coachId: z
    .uuid("Choisissez une réponse dans la liste.")
    .optional()
    .transform((id) => id ?? null),
  supportedFrom: z.iso
    .date("Indiquez une date valable.")
    .optional()
    .transform((day) => day ?? null),
});

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { record, choices } = await context.execute(actor, getImportMatching, { id });
  const { reading, mapping, fileName, version } = requireReading(record);
  const asked = new URL(request.url).searchParams.get("feuille");
  const sheet =
    reading.sheets.find(({ sheet: index }) => String(index + 1) === asked) ??
    reading.sheets.find(({ sheet: index }) => index === mapping?.sheet) ??
    likeliestSheet(reading, choices) ??
    reading.sheets[0];
  if (!sheet) throw new Response(null, { status: 404 });
  const saved = mapping?.sheet === sheet.sheet ? mapping : null;
  const guesses = guessColumns(sheet.columns, choices);
  return {
    step: stepOf(record),
    fileName,
    version,
    sheets: reading.sheets.map(({ sheet: index, name, isHidden }) => ({ index, name, isHidden })),
    format: { xlsx: "classeur .xlsx", ods: "classeur .ods", csv: "fichier .csv" }[reading.format],
    encoding: reading.encoding,
    sheet: {
      index: sheet.sheet,
      headerRow: sheet.headerRow,
      rowCount: sheet.rowCount,
      hiddenRows: sheet.hiddenRows,
      faults: sheet.faults,
    },
    columns: sheet.columns.map(({ column, isHidden, title, samples, filled }, index) => ({
      column,
      isHidden,
      title,
      samples,
      filled,
      isTwice:
        title !== "" && sheet.columns.some((one) => one.column !== column && one.title === title),
      field: saved ? (saved.columns[column] ?? "") : (guesses[index]?.field ?? ""),
      confidence: saved
        ? null
        : guesses[index]?.field
          ? (guesses[index]?.confidence ?? null)
          : null,
    })),
    everybody: saved?.everybody ?? { kind: null, coachId: null, supportedFrom: null },
    coaches: (choices.coach ?? []).map(({ id: value, label }) => ({ value, label })),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("intent") === "relire") {
    form.set("id", id);
    const again = parseForm(readAgainSchema, form);
    if (!again.ok) return refuseTyped(again.state);
    const outcome = await context.execute(actor, readImportAgain, again.value, { submissionId });
    if (outcome.ok) throw redirect(paths.job(outcome.jobId));
    return refuseStep(form, outcome.reason);
  }
  const parsed = parseForm(everybodySchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { record, choices } = await context.execute(actor, getImportMatching, { id });
  const { reading, mapping: before } = requireReading(record);
  const { sheet: index, version, ...everybody } = parsed.value;
  const sheet = reading.sheets.find((one) => one.sheet === index);
  if (!sheet || sheet.faults.length > 0) throw new Response(null, { status: 404 });
  const columns = Object.fromEntries(
    sheet.columns.flatMap(({ column }) => {
      const field = form.get(columnField(column));
      return typeof field === "string" && isImportField(field) ? [[String(column), field]] : [];
    }),
  );
  const faults = faultsOfMatching(sheet, { columns, everybody });
  if (faults.formError || Object.keys(faults.errors).length > 0) return refuseWith(form, faults);
  const matched = { sheet: index, columns };
  const kept: Mapping = { ...matched, words: wordsKept(before, matched), everybody };
  const words = wordsOfMatching(sheet, kept, choices);
  const mapping = mappingSchema.parse(kept);
  const isComplete = words.length === 0;
  const input = { id, version, mapping, isComplete };
  const outcome = await context.execute(actor, matchImport, input, { submissionId });
  if (!outcome.ok) return refuseStep(form, outcome.reason);
  throw redirect(outcome.jobId ? paths.job(outcome.jobId) : paths.importWords(id));
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Line = Page["columns"][number];

export default function ImportColumns() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const isSending = useNavigation().state !== "idle";
  const { sheet, sheets } = page;
  return (
    <>
      <PageHeader
        title="Que contient chaque colonne&#8239;?"
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: "Reprendre un tableur", href: paths.workerImports() },
        ]}
        meta={
          <>
            <span className="wrap-anywhere">{page.fileName}</span>
            <span>
              {page.format}
              {page.encoding && `, lu en ${page.encoding}`}
            </span>
            <span>{plural(sheet.rowCount, "ligne", "lignes")}</span>
          </>
        }
      />
      <ImportSteps current="columns" import={page.step} />
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      {sheets.length > 1 && (
        <Tabs
          label="Feuilles du classeur"
          tabs={sheets.map(({ index, name, isHidden }) => ({
            label: isHidden ? `${name} (masquée)` : name,
            href: paths.importColumns(page.step.id, { feuille: index + 1 }),
            current: index === sheet.index,
          }))}
        />
      )}
      {sheet.faults.length > 0 ? (
        <Alert
          tone="danger"
          title="Cette feuille ne peut pas être reprise"
          action={<ButtonLink href={paths.workerImports()}>Envoyer un autre fichier</ButtonLink>}
        >
          <ul className="flex list-disc flex-col gap-2 pl-5">
            {sheet.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Alert>
      ) : (
        <Form method="post" noValidate key={answer?.key ?? sheet.index}>
          <input type="hidden" name="submissionId" value={answer?.key ?? page.submissionId} />
          <input type="hidden" name="version" value={versionFor(answer, page.version)} />
          <input type="hidden" name="sheet" value={sheet.index} />
          <div className="flex flex-col gap-8">
            {sheet.hiddenRows.first !== null && (
              <Alert
                tone="warning"
                title={plural(
                  sheet.hiddenRows.count,
                  "ligne masquée sera reprise aussi",
                  "lignes masquées seront reprises aussi",
                )}
              >
                Un filtre, ou quelqu’un, {sheet.hiddenRows.count > 1 ? "les" : "la"} masque dans
                votre tableur&#8239;: {sheet.hiddenRows.count > 1 ? "la première est" : "c’est"} la
                ligne {sheet.hiddenRows.first}. Ce qui n’est pas à reprendre se supprime dans le
                tableur, avant de renvoyer le fichier.
              </Alert>
            )}
            <Table
              caption={`Colonnes de la feuille, titres lus ligne ${sheet.headerRow}`}
              columns={tableColumns(state)}
              rows={page.columns}
              rowKey={(line) => String(line.column)}
              stack="lg"
            />
            <FormLayout>
              <Fieldset
                question="Et pour tout le monde&#8239;?"
                hint="Ce qui vaut pour les lignes qui ne le disent pas."
              >
                <Select
                  label="Comment ces personnes travaillent"
                  hint="Nécessaire si aucune colonne ne le dit."
                  optional="unmarked"
                  width="long"
                  placeholder="Une colonne le dit"
                  options={workerKinds.map((value) => ({ value, label: workerKindLabels[value] }))}
                  {...fieldProps(state, "kind", page.everybody.kind ?? undefined)}
                />
                <Select
                  label="Qui les accompagne"
                  optional
                  width="long"
                  placeholder="Personne pour l’instant"
                  options={page.coaches}
                  {...fieldProps(state, "coachId", page.everybody.coachId ?? undefined)}
                />
                <DateField
                  label="Début de l’accompagnement"
                  hint="Nécessaire si aucune colonne ne dit quand le parcours commence."
                  optional="unmarked"
                  {...fieldProps(state, "supportedFrom", page.everybody.supportedFrom ?? undefined)}
                />
              </Fieldset>
              <FormActions>
                <SubmitButton pending={isSending}>Continuer</SubmitButton>
              </FormActions>
            </FormLayout>
          </div>
        </Form>
      )}
      <Section title="Ce ne sont pas les bons titres&#8239;?">
        <Disclosure summary="Indiquer la ligne des titres" open={state?.values.intent === "relire"}>
          <Form method="post" noValidate>
            <input type="hidden" name="version" value={versionFor(answer, page.version)} />
            <input type="hidden" name="sheet" value={sheet.index} />
            <FormLayout>
              <TextField
                label="Ligne des titres"
                width="short"
                inputMode="numeric"
                {...fieldProps(state, "headerRow", String(sheet.headerRow))}
              />
              <FormActions>
                <Button type="submit" name="intent" value="relire">
                  Relire le fichier
                </Button>
              </FormActions>
            </FormLayout>
          </Form>
        </Disclosure>
      </Section>
      <GiveUp id={page.step.id} />
    </>
  );
}

const confidences: Record<Confidence, { tone: Tone; label: string }> = {
  sure: { tone: "success", label: "Reconnue" },
  likely: { tone: "neutral", label: "Probable" },
  doubtful: { tone: "warning", label: "À vérifier" },
};

function tableColumns(
  state: { values: Record<string, string | string[]>; errors: Record<string, string> } | undefined,
): Column<Line>[] {
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
            {line.isHidden && ", masquée dans le tableur"}
            {line.isTwice && ", un titre présent deux fois"}
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
        const name = columnField(line.column);
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
              className="control w-full lg:max-w-80"
              aria-label={`Ce que contient la colonne ${columnLetters(line.column)}, ${line.title || "sans titre"}`}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${name}-error` : undefined}
              defaultValue={typeof typed === "string" ? typed : line.field}
            >
              <option value="">Ignorer</option>
              {fieldGroups.map((group) => (
                <optgroup key={group.label} label={group.label}>
                  {group.fields.map((field) => (
                    <option key={field} value={field}>
                      {fieldOf(field).label}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </span>
        );
      },
    },
    {
      key: "confidence",
      header: "Proposition",
      cell: (line) =>
        line.confidence ? (
          <Badge tone={confidences[line.confidence].tone}>
            {confidences[line.confidence].label}
          </Badge>
        ) : (
          <span className="text-sm text-muted">
            {line.field
              ? "Votre choix"
              : `${plural(line.filled, "case remplie, non reprise", "cases remplies, non reprises")}`}
          </span>
        ),
    },
  ];
}
