import { today } from "@essaim/database/today";
import { acceptReport, takeBackAcceptance } from "@essaim/funding/report/report.commands";
import { getReport } from "@essaim/funding/report/report.queries";
import {
  acceptFormSchema,
  annexQuestions,
  qualitativeQuestions,
  reportFormatLabels,
  reportFormats,
  reportFormLabels,
  reportRefusals,
  reportStageLabels,
  reportState,
  reportStepSchema,
} from "@essaim/funding/report/report.schema";
import {
  countingRule,
  shareInWords,
  undividedInWords,
} from "@essaim/funding/report/report-document";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate, formatPeriod, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { Differences } from "./differences";
import { FigureTables, LineTable } from "./figure-tables";
import { doubtSentence, ReportStateBadge } from "./report-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.report.label} · ${page.report.grantTitle}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const ids = { grantId: recordId(params.id), id: recordId(params.reportId) };
  const { report, counted: _counted, ...page } = await context.execute(actor, getReport, ids);
  const { frozen, answers: _answers, ...shown } = report;
  return {
    ...page,
    report: { ...shown, officialForm: frozen?.officialForm ?? null },
    state: reportState(report, today()),
    canWrite: can(actor, "grant:write"),
    today: today(),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const ids = { grantId: recordId(params.id), id: recordId(params.reportId) };
  await context.execute(actor, getReport, ids);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const here = paths.grantReport(ids.grantId, ids.id);
  if (form.get("intent") === "take-back") {
    form.set("id", ids.id);
    const step = parseForm(reportStepSchema, form);
    if (!step.ok) throw new Response(null, { status: 400 });
    const outcome = await context.execute(actor, takeBackAcceptance, step.value, { submissionId });
    if (outcome.ok) throw redirect(`${here}?fait=enregistre`);
    if (outcome.reason === "form_already_used") return refuseUsed(form);
    if (outcome.reason !== "conflict") {
      const formError = reportRefusals[outcome.reason].message;
      return refuseTyped(refuseForm(form, { formError }));
    }
    return refuseConflict(form, outcome, []);
  }
  const parsed = parseForm(acceptFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id: ids.id };
  const outcome = await context.execute(actor, acceptReport, input, { submissionId });
  if (outcome.ok) throw redirect(`${here}?fait=compte-rendu-accepte`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, reportRefusals[outcome.reason]);
  return refuseConflict(form, outcome, []);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ReportPage() {
  const page = useLoaderData<typeof loader>();
  const { report, figures, state, canWrite, submissionId } = page;
  const answer = useActionData<typeof action>();
  const at = [report.grantId, report.id] as const;
  const isOpen = report.sentOn === null;
  return (
    <>
      <PageHeader
        title={report.label}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: report.grantTitle, href: paths.grant(report.grantId) },
          { label: "Comptes rendus", href: paths.reports(report.grantId) },
        ]}
        meta={
          <>
            <ReportStateBadge state={state} />
            <span>{page.header.funderName}</span>
            <span>{formatPeriod(report.coversFrom, report.coversTo)}</span>
          </>
        }
        action={
          canWrite &&
          isOpen && (
            <>
              <ButtonLink href={paths.editReport(...at)} icon="edit">
                Modifier
              </ButtonLink>
              <ButtonLink href={paths.writeReport(...at)} icon="edit">
                Rédiger
              </ButtonLink>
              <ButtonLink href={paths.sendReport(...at)} variant="primary" icon="check">
                Relire et envoyer
              </ButtonLink>
            </>
          )
        }
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.grantReport(...at)} />
      {isOpen ? <ToCheck page={page} /> : <Differences {...page} report={report} />}
      <Section
        title="Tableau de synthèse"
        lead={`${countingRule} ${
          figures.planTitle
            ? `Le prévu est celui du plan «\u202f${figures.planTitle}\u202f», tous financeurs compris.`
            : "Le prévu est celui du budget de ce financement."
        }`}
        action={
          <ButtonLink href={paths.reportExpenses(...at)} size="small" icon="search">
            {plural(figures.expenseCount, "dépense comptée", "dépenses comptées")}
          </ButtonLink>
        }
      >
        <Disclosure summary="Charges et produits, compte par compte" onPhone>
          <FigureTables figures={figures} marksGaps={report.stage === "final"} />
        </Disclosure>
        <p className="max-w-measure">{resultSentence(page)}</p>
      </Section>
      <Section title="Ligne par ligne" lead={undividedInWords(figures) || undefined}>
        {figures.lines.length > 0 ? (
          <Disclosure summary="Lignes du budget" onPhone>
            <LineTable
              lines={figures.lines}
              expensesHref={(ligne) => paths.reportExpenses(...at, { ligne })}
            />
          </Disclosure>
        ) : (
          <EmptyState title="Aucune ligne de budget" icon="grant" level={3}>
            Répartissez d’abord ce financement en lignes, depuis sa page.
          </EmptyState>
        )}
      </Section>
      <Answers page={page} />
      <Section
        title="Fichiers"
        lead={
          isOpen
            ? "Ils portent la mention «\u202fprojet\u202f» tant que le compte rendu n’est pas envoyé."
            : "Tels que le compte rendu a été envoyé."
        }
      >
        <p className="flex flex-wrap gap-3">
          {reportFormats.map((format) => (
            <ButtonLink
              key={format}
              href={paths.reportFile(...at, format)}
              icon="download"
              download=""
            >
              {reportFormatLabels[format]}
            </ButtonLink>
          ))}
        </p>
      </Section>
      {canWrite && !isOpen && (
        <Section title="L’accord du financeur">
          {report.acceptedOn ? (
            <>
              <p className="max-w-measure">
                Accepté le {formatDate(report.acceptedOn)}.{" "}
                {report.stage === "final" && report.grantStatus !== "closed" && (
                  <>
                    Quand plus rien n’est attendu,{" "}
                    <Link href={paths.grantClosing(report.grantId)}>soldez le financement</Link>.
                  </>
                )}
              </p>
              {report.grantStatus !== "closed" && (
                <Form method="post" className="space-y-4">
                  <ErrorSummary formError={answer?.state.formError} />
                  <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
                  <input type="hidden" name="version" value={report.version} />
                  <Button type="submit" name="intent" value="take-back" size="small">
                    Revenir sur cet accord
                  </Button>
                </Form>
              )}
            </>
          ) : (
            <RecordForm
              state={answer?.state}
              submissionId={answer?.key ?? submissionId}
              version={versionFor(answer, report.version)}
              submitLabel="Noter l’accord"
              resetKey={answer?.key}
            >
              <DateField
                label="Accepté le"
                {...fieldProps(answer?.state, "acceptedOn", page.today)}
                max={page.today}
              />
            </RecordForm>
          )}
        </Section>
      )}
    </>
  );
}

function resultSentence({ figures, header }: Page): string {
  const result = figures.products.realisedCents - figures.charges.realisedCents;
  const balance =
    result === 0
      ? "Charges et produits réalisés sont égaux."
      : `${result > 0 ? "Excédent" : "Insuffisance"} des produits sur les charges\u202f: ${formatCents(Math.abs(result))}.`;
  return `${balance} ${shareInWords(figures, header.funderName)}`;
}

/** What is missing, with the field that answers it, and what is doubtful. */
function ToCheck({ page }: { page: Page }) {
  const { report, missing, doubts } = page;
  const at = [report.grantId, report.id] as const;
  if (missing.length === 0 && doubts.length === 0) {
    return <Alert tone="success" title="Rien ne manque, rien n’est à vérifier" />;
  }
  return (
    <>
      {missing.length > 0 && (
        <Alert tone="warning" title="Il manque encore">
          <ul className="list-disc pl-5">
            {missing.map(({ field, message }) => (
              <li key={field}>
                <Link href={`${paths.writeReport(...at)}#${field}`}>{message}</Link>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {doubts.length > 0 && (
        <Alert
          title="À vérifier avant l’envoi"
          action={
            <ButtonLink href={paths.expensesToCheck(report.grantId)} size="small">
              Dépenses à vérifier
            </ButtonLink>
          }
        >
          <ul className="list-disc pl-5">
            {doubts.map((doubt) => (
              <li key={doubtSentence(doubt)}>{doubtSentence(doubt)}</li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
}

function Answers({ page: { report, answers, canWrite } }: { page: Page }) {
  const text = (value: string | undefined) =>
    value && <span className="whitespace-pre-line">{value}</span>;
  const items =
    report.form === "cerfa"
      ? [...qualitativeQuestions, ...annexQuestions].map(({ key, label }) => ({
          term: label,
          value: text(answers.texts[key]),
        }))
      : answers.sections.map((section) => ({ term: section.title, value: text(section.text) }));
  const more = [
    { term: "Pièces jointes", value: text(answers.annexes) },
    {
      term: "Certifié par",
      value: [answers.signatory, answers.signatoryCapacity].filter(Boolean).join(", "),
    },
    { term: "Étape", value: reportStageLabels[report.stage] },
    { term: "Forme", value: report.officialForm ?? reportFormLabels[report.form] },
    { term: "Attendu le", value: formatDate(report.dueOn) },
  ];
  return (
    <Section
      title="Ce que dit le compte rendu"
      action={
        canWrite &&
        !report.sentOn && (
          <ButtonLink href={paths.writeReport(report.grantId, report.id)} size="small" icon="edit">
            Rédiger
          </ButtonLink>
        )
      }
    >
      <DescriptionList items={[...items, ...more]} />
    </Section>
  );
}
