import { repairLabels } from "@essaim/accompaniment/import/cell-value.rules";
import { askImport, decideImport } from "@essaim/accompaniment/import/import.commands";
import { getImport } from "@essaim/accompaniment/import/import.queries";
import type { Problem } from "@essaim/accompaniment/import/prepared.schema";
import { type Decisions, decisionFor, outlookOf } from "@essaim/accompaniment/import/trial.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { FigureCard } from "@essaim/ui/card";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { formatNumber, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { refuseTyped } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { GiveUp } from "./give-up";
import { ImportSteps } from "./import-steps";
import { refuseStep, requireReading, stepOf } from "./steps.server";
import { TrialDuplicates } from "./trial-duplicates";
import { TrialProblems } from "./trial-problems";

export const meta: MetaFunction = () => pageTitle("Essai · Reprendre un tableur");

const LINES = 25;
const DUPLICATES = 25;

const querySchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  doublons: z.coerce.number().int().min(1).default(1),
});

/** A page of a list, with the number that it has once it is one that exists. */
function pageOf<T>(all: readonly T[], asked: number, size: number) {
  const pageCount = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(asked, pageCount);
  return { page, pageCount, rows: all.slice((page - 1) * size, page * size) };
}

/** Problems by line of the sheet, each line's from left to right, then those of the whole line. */
function byLine(problems: readonly Problem[]): { row: number; problems: Problem[] }[] {
  const lines = new Map<number, Problem[]>();
  for (const problem of problems) {
    lines.set(problem.row, [...(lines.get(problem.row) ?? []), problem]);
  }
  const place = ({ column }: Problem) => column ?? Number.MAX_SAFE_INTEGER;
  return [...lines].map(([row, found]) => ({
    row,
    problems: found.sort((a, b) => place(a) - place(b)),
  }));
}

/** The columns with the most problems, five at most. */
function countByColumn(problems: readonly Problem[]): { column: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const { column } of problems) {
    if (column !== null) counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  return [...counts]
    .map(([column, count]) => ({ column, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, 5);
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const record = await context.execute(actor, getImport, { id: recordId(params.id) });
  const { reading, mapping, trial, version, fileName } = requireReading(record);
  if (!trial) throw redirect(paths.importColumns(record.id));
  const asked = parseQuery(querySchema, request);
  const sheet = reading.sheets.find((one) => one.sheet === mapping?.sheet);
  const titles = new Map(sheet?.columns.map(({ column, title }) => [column, title]));
  const lines = pageOf(byLine(trial.problems), asked.page, LINES);
  const duplicates = pageOf(trial.duplicates, asked.doublons, DUPLICATES);
  return {
    step: stepOf(record),
    fileName,
    version,
    rowCount: trial.rowCount,
    outlook: outlookOf(trial),
    repairs: trial.repairs,
    leaveOut: trial.decisions.leaveOut,
    problems: {
      ...lines,
      rows: lines.rows.map(({ row, problems }) => ({
        row,
        problems: problems.map(({ column, shown, message }) => ({
          column,
          shown,
          message,
          title: column === null ? "" : (titles.get(column) ?? ""),
        })),
      })),
      total: trial.problemCount,
      kept: trial.problems.length,
      byColumn: countByColumn(trial.problems).map(({ column, count }) => ({
        column,
        count,
        title: titles.get(column) ?? "",
      })),
    },
    duplicates: {
      ...duplicates,
      rows: duplicates.rows.map((one) => ({
        ...one,
        decision: decisionFor(trial.decisions, one.row),
      })),
      total: trial.duplicates.length,
    },
    submissionId: crypto.randomUUID(),
  };
}

const stepSchema = z.object({ version: versionSchema });

/** One button, one decision: `intent` says which. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(stepSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { version } = parsed.value;
  const submissionId = submissionIdOf(form);
  if (form.get("intent") === "ecrire") {
    const outcome = await context.execute(actor, askImport, { id, version }, { submissionId });
    if (outcome.ok) throw redirect(paths.job(outcome.jobId));
    return refuseStep(form, outcome.reason);
  }
  const { trial } = await context.execute(actor, getImport, { id });
  if (!trial) throw redirect(paths.workerImport(id));
  const decisions = decisionsOf(form, trial.decisions);
  if (!decisions) throw new Response(null, { status: 400 });
  const outcome = await context.execute(actor, decideImport, { id, version, decisions });
  if (!outcome.ok) return refuseStep(form, outcome.reason);
  const { search } = new URL(request.url);
  throw redirect(`${paths.importTrial(id)}${search}`);
}

function decisionsOf(form: FormData, before: Decisions): Decisions | null {
  switch (form.get("intent")) {
    case "ecarter":
      return { ...before, leaveOut: true };
    case "garder":
      return { ...before, leaveOut: false };
    case "tous-ignorer":
      return { ...before, all: "skip", rows: {} };
    case "tous-creer":
      return { ...before, all: "create", rows: {} };
    case "choisir": {
      const rows = { ...before.rows };
      for (const [name, value] of form) {
        const [, row] = /^row\.(\d{1,6})$/.exec(name) ?? [];
        if (row && (value === "skip" || value === "create")) rows[row] = value;
      }
      return { ...before, rows };
    }
    default:
      return null;
  }
}

export type TrialPage = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ImportTrial() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { outlook } = page;
  return (
    <>
      <PageHeader
        title="Ce que donnerait la reprise"
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: "Reprendre un tableur", href: paths.workerImports() },
        ]}
        meta={
          <>
            <span className="wrap-anywhere">{page.fileName}</span>
            <span>{plural(page.rowCount, "ligne lue", "lignes lues")}</span>
          </>
        }
        lead="Rien n’est encore écrit."
      />
      <ImportSteps current="trial" import={page.step} />
      <ErrorSummary
        errors={answer?.state.errors}
        formError={answer?.state.formError}
        title="Rien n’a été écrit"
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <FigureCard
          value={formatNumber(outlook.created)}
          label={outlook.created > 1 ? "fiches à créer" : "fiche à créer"}
        />
        <FigureCard
          value={formatNumber(outlook.skipped)}
          label={outlook.skipped > 1 ? "déjà connues, non reprises" : "déjà connue, non reprise"}
        />
        <FigureCard
          value={formatNumber(outlook.bad)}
          label={outlook.bad > 1 ? "lignes avec un problème" : "ligne avec un problème"}
          note={outlook.bad > 0 && page.leaveOut ? "Écartées" : undefined}
        />
      </div>
      <Repairs page={page} />
      <Write page={page} />
      {page.problems.total > 0 && <TrialProblems page={page} />}
      {page.duplicates.total > 0 && <TrialDuplicates page={page} answer={answer} />}
      <GiveUp id={page.step.id} />
    </>
  );
}

function Repairs({ page }: { page: TrialPage }) {
  const told = Object.entries(page.repairs) as [keyof typeof repairLabels, number][];
  if (told.length === 0) return null;
  return (
    <Alert title="Ce qui a été remis d’aplomb">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {told.map(([repair, count]) => (
          <li key={repair}>
            {plural(count, repairLabels[repair].one, repairLabels[repair].many)}.
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Write({ page }: { page: TrialPage }) {
  const { outlook } = page;
  const isSending = useNavigation().state !== "idle";
  if (!outlook.isReady) {
    return (
      <Alert
        tone="warning"
        title="Pas encore prêt à écrire"
        action={<ButtonLink href={paths.workerImports()}>Envoyer le fichier corrigé</ButtonLink>}
      >
        {outlook.created === 0
          ? "Aucune fiche ne serait créée."
          : "Corrigez ces lignes dans votre tableur et renvoyez-le, changez ce que disent les colonnes, ou écartez-les."}
      </Alert>
    );
  }
  return (
    <Form method="post">
      <input type="hidden" name="version" value={page.version} />
      <input type="hidden" name="submissionId" value={page.submissionId} />
      <FormActions>
        <Button type="submit" name="intent" value="ecrire" variant="primary" disabled={isSending}>
          {`Créer ${plural(outlook.created, "fiche", "fiches")}`}
        </Button>
        <p className="text-sm text-muted">
          Toutes, ou aucune. La reprise s’annule pendant trente jours.
        </p>
      </FormActions>
    </Form>
  );
}
