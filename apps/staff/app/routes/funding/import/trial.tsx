import { askSpendingImport } from "@essaim/funding/import/import.commands";
import { getSpendingMatching } from "@essaim/funding/import/import.queries";
import { importAtVersion } from "@essaim/funding/import/spending-import.schema";
import { type Judged, outlookOf } from "@essaim/funding/import/trial.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { FigureCard } from "@essaim/ui/card";
import { Checkbox } from "@essaim/ui/checkbox";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatNumber, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
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
import { FaultTable } from "./fault-table";
import { GiveUpSpending, SpendingSteps } from "./spending-steps";
import { refuseStep, requireReading, stepOf } from "./steps.server";

export const meta: MetaFunction = () => pageTitle("Essai · Reprendre des dépenses");

/** Expenses judged that the page lists. */
const SHOWN = 100;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { record, lines } = await context.execute(actor, getSpendingMatching, { id });
  const { trial, version, fileName } = requireReading(record);
  if (!trial) throw redirect(paths.spendingPlaces(id));
  const nameOf = (lineId: string | null) => {
    if (lineId === null) return { label: "À la charge de la coopérative", grantTitle: null };
    return lines.find((line) => line.id === lineId) ?? { label: "Ligne retirée", grantTitle: null };
  };
  return {
    step: stepOf(record),
    ...{ fileName, version },
    trial: {
      ...trial,
      refusals: trial.refusals.slice(0, SHOWN),
      warnings: trial.warnings.slice(0, SHOWN),
    },
    outlook: outlookOf(trial),
    byLine: trial.byLine.map(({ lineId, count, cents }) => {
      const { label, grantTitle } = nameOf(lineId);
      return { lineId, label, grantTitle, count, cents };
    }),
    submissionId: crypto.randomUUID(),
  };
}

const formSchema = importAtVersion.pick({ version: true }).extend({
  refused: z.enum(["own", "leave_out"]).default("own"),
  warned: z
    .literal("on")
    .optional()
    .transform((ticked) => ticked === "on"),
});

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(formSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { version, ...decisions } = parsed.value;
  const submissionId = submissionIdOf(form);
  const input = { id, version, decisions };
  const outcome = await context.execute(actor, askSpendingImport, input, { submissionId });
  if (outcome.ok) throw redirect(paths.job(outcome.jobId));
  return refuseStep(form, outcome.reason);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function SpendingTrial() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { trial } = page;
  return (
    <>
      <PageHeader
        title="Ce que donnerait la reprise"
        breadcrumb={[
          { label: "Dépenses", href: paths.expenses() },
          { label: "Reprendre des dépenses", href: paths.spendingImports() },
        ]}
        meta={<span className="wrap-anywhere">{page.fileName}</span>}
        lead="Rien n’est encore écrit."
      />
      <SpendingSteps current="trial" import={page.step} />
      <ErrorSummary
        errors={answer?.state.errors}
        formError={answer?.state.formError}
        title="Rien n’a été écrit"
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <FigureCard
          value={formatNumber(trial.created)}
          label={trial.created > 1 ? "dépenses à créer" : "dépense à créer"}
          note={[
            formatCents(trial.createdCents),
            trial.refusalCount > 0 &&
              `dont ${plural(trial.refusalCount, "refusée", "refusées")} par une convention`,
          ]
            .filter(Boolean)
            .join(", ")}
        />
        <FigureCard
          value={formatNumber(trial.skipped)}
          label={trial.skipped > 1 ? "déjà là, non reprises" : "déjà là, non reprise"}
          note={
            trial.skipped > 0 && page.step.source === "table"
              ? "Une ligne identique, d’un autre compte bancaire par exemple, passe pour déjà là."
              : undefined
          }
        />
        <FigureCard value={formatNumber(trial.warningCount)} label="à vérifier" />
      </div>
      {trial.faultCount > 0 && (
        <>
          <Alert
            tone="danger"
            title="Rien ne peut être écrit"
            action={
              <ButtonLink href={paths.spendingImports()}>Envoyer le fichier corrigé</ButtonLink>
            }
          >
            Corrigez ces lignes dans votre fichier, ou changez ce que disent les colonnes.
          </Alert>
          <FaultTable faults={trial.faults} count={trial.faultCount} />
        </>
      )}
      {page.step.source === "fec" && trial.created > 0 && (
        <p className="text-sm text-muted">
          Une facture lettrée est acquittée le jour de son lettrage, qui peut suivre celui du
          paiement.
        </p>
      )}
      {!!trial.aheadCount && (
        <Alert
          title={plural(
            trial.aheadCount,
            "paiement est daté d’après aujourd’hui",
            "paiements sont datés d’après aujourd’hui",
          )}
        >
          Ces dépenses sont reprises comme engagées. Notez leur paiement une fois qu’il est fait.
        </Alert>
      )}
      {trial.faultCount === 0 && trial.created === 0 && (
        <Alert title="Il n’y a rien à écrire">
          {trial.skipped > 0
            ? "Toutes les dépenses de ce fichier sont déjà là."
            : "Aucune dépense de ce fichier n’est reprise. Revenez aux lignes budgétaires pour en garder."}
        </Alert>
      )}
      <JudgedTable
        title={plural(
          trial.refusalCount,
          "dépense refusée par sa convention",
          "dépenses refusées par leur convention",
        )}
        judged={trial.refusals}
        count={trial.refusalCount}
      />
      <JudgedTable
        title={plural(trial.warningCount, "dépense à vérifier", "dépenses à vérifier")}
        judged={trial.warnings}
        count={trial.warningCount}
      />
      {page.byLine.length > 0 && (
        <Section title="Qui paierait">
          <Table
            caption="Dépenses à créer, par ligne budgétaire"
            hideCaption
            columns={lineColumns}
            rows={page.byLine}
            rowKey={(line) => line.lineId ?? "own"}
          />
        </Section>
      )}
      {trial.faultCount === 0 && trial.created > 0 && <Write page={page} answer={answer} />}
      <GiveUpSpending id={page.step.id} />
    </>
  );
}

function Write({
  page,
  answer,
}: {
  page: Page;
  answer: ReturnType<typeof useActionData<typeof action>>;
}) {
  const isSending = useNavigation().state !== "idle";
  const { trial } = page;
  const state = answer?.state;
  return (
    <Section title="Écrire ces dépenses">
      <Form method="post" noValidate key={answer?.key}>
        <input type="hidden" name="version" value={versionFor(answer, page.version)} />
        <input type="hidden" name="submissionId" value={answer?.key ?? page.submissionId} />
        <FormLayout>
          {trial.refusalCount > 0 && (
            <RadioGroup
              label="Dépenses que les conventions refusent"
              options={[
                { value: "own", label: "Les écrire, à la charge de la coopérative" },
                { value: "leave_out", label: "Ne pas les écrire" },
              ]}
              {...fieldProps(state, "refused", trial.decisions.refused)}
            />
          )}
          {trial.warningCount > 0 && (
            <Checkbox
              name="warned"
              mustTick
              label="J’ai vu les dépenses à vérifier, et je les garde ainsi"
              defaultChecked={state ? state.values.warned === "on" : trial.decisions.warned}
              error={state?.errors.warned}
            />
          )}
          <FormActions>
            <SubmitButton pending={isSending}>Écrire les dépenses</SubmitButton>
            <p className="text-sm text-muted">
              Toutes, ou aucune. La reprise s’annule pendant trente jours.
            </p>
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}

function JudgedTable({
  title,
  judged,
  count,
}: {
  title: string;
  judged: readonly Judged[];
  count: number;
}) {
  if (count === 0) return null;
  return (
    <Section
      title={title}
      lead={
        count > judged.length
          ? `Les ${formatNumber(judged.length)} premières sont listées.`
          : undefined
      }
    >
      <Table
        caption={title}
        hideCaption
        columns={judgedColumns}
        rows={judged}
        rowKey={({ line, label }) => `${line} ${label}`}
      />
    </Section>
  );
}

const judgedColumns: Column<Judged>[] = [
  { key: "line", header: "Ligne", cell: ({ line }) => formatNumber(line) },
  {
    key: "label",
    header: "Dépense",
    lead: true,
    cell: ({ label }) => <span className="wrap-anywhere">{label}</span>,
  },
  {
    key: "why",
    header: "Pourquoi",
    cell: ({ messages }) => (
      <ul className="flex flex-col gap-1">
        {messages.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    ),
  },
  {
    key: "amount",
    header: "Montant",
    numeric: true,
    cell: ({ amountCents }) => formatCents(amountCents),
  },
];

const lineColumns: Column<Page["byLine"][number]>[] = [
  {
    key: "line",
    header: "Ligne budgétaire",
    lead: true,
    cell: ({ label, grantTitle }) => (
      <>
        {label}
        {grantTitle && <span className="block text-sm font-normal text-muted">{grantTitle}</span>}
      </>
    ),
  },
  { key: "count", header: "Dépenses", numeric: true, cell: ({ count }) => formatNumber(count) },
  { key: "cents", header: "Montant", numeric: true, cell: ({ cents }) => formatCents(cents) },
];
