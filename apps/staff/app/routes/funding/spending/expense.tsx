import {
  documentExtensions,
  documentTypes,
  documentTypesHint,
} from "@essaim/accompaniment/document/document.schema";
import { today } from "@essaim/database/today";
import { accountLabel } from "@essaim/funding/budget/account.rules";
import { listReportsCounting } from "@essaim/funding/report/report.queries";
import { removeEvidence } from "@essaim/funding/spending/evidence.commands";
import { evidenceTargetSchema } from "@essaim/funding/spending/evidence.schema";
import { payExpense, unpayExpense } from "@essaim/funding/spending/expense.commands";
import { getExpense } from "@essaim/funding/spending/expense.queries";
import {
  expenseKindLabels,
  expenseRefusals,
  expenseTargetSchema,
  payExpenseSchema,
} from "@essaim/funding/spending/expense.schema";
import { can } from "@essaim/identity/actor";
import { Button, ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate, formatDuration, formatSize } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import type { Answer } from "~/answer";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { fileRefused } from "~/file-refused";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { attachFile } from "./attach-evidence.server";
import { PaidBadge } from "./expense-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.expense.label} · Dépenses`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [expense, reports] = await Promise.all([
    context.execute(actor, getExpense, { id }),
    context.execute(actor, listReportsCounting, { expenseId: id }),
  ]);
  return {
    ...{ expense, reports },
    mayWrite: can(actor, "spending:write"),
    maxBytes: context.uploadLimit,
    today: today(),
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
    removalIds: expense.files.map(() => crypto.randomUUID()),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const done = (what: string) => redirect(`${paths.expense(id)}?fait=${what}`);
  if (request.headers.get("content-type")?.startsWith("multipart/")) {
    if (!can(actor, "spending:write")) throw new Response(null, { status: 403 });
    const upload = await readUpload(request, { maxBytes: context.uploadLimit });
    const refused = await attachFile(context, actor, id, upload);
    if (refused) return refused;
    throw done("piece-jointe");
  }
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("step") === "remove-evidence") {
    form.set("expenseId", id);
    const parsed = parseForm(evidenceTargetSchema, form);
    if (!parsed.ok) return refuseTyped(parsed.state);
    const outcome = await context.execute(actor, removeEvidence, parsed.value, { submissionId });
    if (!outcome.ok) return refuseUsed(form);
    throw done("piece-retiree");
  }
  form.set("id", id);
  const paid = form.get("step") === "pay" ? parseForm(payExpenseSchema, form) : null;
  const target = parseForm(expenseTargetSchema, form);
  if (paid && !paid.ok) return refuseTyped(paid.state);
  if (!target.ok) return refuseTyped(target.state);
  const outcome = paid
    ? await context.execute(actor, payExpense, paid.value, { submissionId })
    : await context.execute(actor, unpayExpense, target.value, { submissionId });
  if (outcome.ok) throw done("enregistre");
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  const formError =
    outcome.reason === "conflict"
      ? "Quelqu’un vient de modifier cette dépense. Relisez-la, puis recommencez."
      : expenseRefusals[outcome.reason].message;
  return refuseTyped(refuseForm(form, { formError }));
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type File = Page["expense"]["files"][number];

export default function ExpensePage() {
  const page = useLoaderData<typeof loader>();
  const { expense, reports, mayWrite } = page;
  const answer = useActionData<typeof action>();
  const isAid = expense.kind === "aid";
  const aidHref = isAid && expense.workerId ? paths.workerAids(expense.workerId) : null;
  const mayChange = mayWrite && !isAid;
  return (
    <>
      <PageHeader
        title={expense.label}
        breadcrumb={[{ label: "Dépenses", href: paths.expenses() }]}
        meta={
          <>
            <PaidBadge paidOn={expense.paidOn} />
            <span>{expenseKindLabels[expense.kind]}</span>
            <span>{formatDate(expense.incurredOn)}</span>
            <span className="figures font-semibold text-ink">
              {formatCents(expense.amountCents)}
            </span>
          </>
        }
        action={
          mayChange ? (
            <>
              <ButtonLink href={paths.editExpense(expense.id)} icon="edit">
                Modifier
              </ButtonLink>
              <ButtonLink href={paths.removeExpense(expense.id)} variant="quiet" icon="delete">
                Supprimer
              </ButtonLink>
            </>
          ) : (
            aidHref && <ButtonLink href={aidHref}>Voir l’aide</ButtonLink>
          )
        }
        lead={
          isAid
            ? "Cette dépense suit la décision d’une petite aide\u202f: c’est là qu’elle se change."
            : undefined
        }
      />
      <ErrorSummary
        errors={answer?.state.errors}
        formError={answer?.state.formError}
        {...fileRefused(answer?.state.errors)}
      />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div className="flex min-w-0 flex-col gap-8">
          <Section title="Qui la prend en charge" rule={false}>
            <Parts expense={expense} mayChange={mayChange} />
          </Section>
          <Section title="Comptes rendus qui la comptent">
            <Table
              caption="Comptes rendus financiers qui comptent cette dépense"
              hideCaption
              rows={reports}
              rowKey={(report) => report.id}
              stack="sm"
              columns={reportColumns}
              empty={
                <p className="text-muted">
                  Aucun pour l’instant. Une dépense acquittée y entre d’elle-même quand un compte
                  rendu couvre sa date.
                </p>
              }
            />
          </Section>
          <Section title="Ce qu’on en sait">
            <Facts expense={expense} />
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          {mayChange && (
            <Section title="Paiement" rule={false}>
              <Payment page={page} answer={answer} />
            </Section>
          )}
          {!isAid && (
            <Section title="Pièces" rule={false}>
              <Evidence page={page} answer={answer} />
            </Section>
          )}
        </div>
      </div>
    </>
  );
}

/** Every line that pays, with its grant, and what the cooperative keeps. */
function Parts({ expense, mayChange }: { expense: Page["expense"]; mayChange: boolean }) {
  const rows = [
    ...expense.parts.map((part) => ({ ...part, key: part.budgetLineId })),
    ...(expense.ownCents !== 0
      ? [{ key: "own", grantId: null, grantTitle: null, amountCents: expense.ownCents }]
      : []),
  ];
  type Part = (typeof rows)[number];
  const columns: Column<Part>[] = [
    {
      key: "line",
      header: "Ligne budgétaire",
      lead: true,
      cell: (part) =>
        "budgetLineId" in part ? (
          <Link href={paths.expenses({ ligne: part.budgetLineId })}>{part.lineLabel}</Link>
        ) : (
          "À la charge de la coopérative"
        ),
      footer: "Toute la dépense",
    },
    {
      key: "grant",
      header: "Financement",
      cell: (part) =>
        part.grantId && part.grantTitle ? (
          <Link href={paths.grant(part.grantId)}>{part.grantTitle}</Link>
        ) : (
          <span className="text-muted">Fonds propres</span>
        ),
    },
    {
      key: "amount",
      header: "Part",
      numeric: true,
      className: "whitespace-nowrap",
      cell: (part) => formatCents(part.amountCents),
      footer: formatCents(expense.amountCents),
    },
  ];
  return (
    <>
      <Table
        caption="Ce que paie chaque ligne"
        hideCaption
        rows={rows}
        rowKey={(part) => part.key}
        columns={columns}
        stack="sm"
      />
      {mayChange && expense.parts.length === 0 && (
        <p className="mt-3 text-sm text-muted">
          Aucun financement ne la paie. «&#8239;Modifier&#8239;» la met sur une ou plusieurs lignes.
        </p>
      )}
    </>
  );
}

const reportColumns: Column<Page["reports"][number]>[] = [
  {
    key: "report",
    header: "Compte rendu",
    lead: true,
    cell: (report) => (
      <Link href={paths.grantReport(report.grantId, report.id)}>{report.label}</Link>
    ),
  },
  {
    key: "grant",
    header: "Financement",
    cell: (report) => <Link href={paths.grant(report.grantId)}>{report.grantTitle}</Link>,
  },
  {
    key: "state",
    header: "État",
    cell: (report) =>
      report.acceptedOn
        ? `Accepté le ${formatDate(report.acceptedOn)}`
        : report.sentOn
          ? `Envoyé le ${formatDate(report.sentOn)}`
          : "En préparation",
  },
  {
    key: "cents",
    header: "Compté",
    numeric: true,
    className: "whitespace-nowrap",
    cell: (report) =>
      report.cents === null ? (
        <span className="text-muted">À l’envoi</span>
      ) : (
        formatCents(report.cents)
      ),
  },
];

function Facts({ expense }: { expense: Page["expense"] }) {
  return (
    <DescriptionList
      items={[
        { term: "Fournisseur", value: expense.supplier },
        { term: "Compte", value: accountLabel(expense.account) },
        ...(expense.staffMember && expense.minutes && expense.hourlyCents
          ? [
              {
                term: "Heures",
                value: `${expense.staffMember}, ${formatDuration(expense.minutes)} à ${formatCents(expense.hourlyCents)} l’heure`,
              },
            ]
          : []),
        {
          term: "Acquittée",
          value: expense.paidOn ? `le ${formatDate(expense.paidOn)}` : "Pas encore",
        },
        {
          term: "Personne accompagnée",
          value: expense.workerId && (
            <Link href={paths.worker(expense.workerId)}>{expense.workerName}</Link>
          ),
        },
        {
          term: "Activité",
          value: expense.activityId && (
            <Link href={paths.activity(expense.activityId)}>{expense.activityTitle}</Link>
          ),
        },
        ...expense.contributions.map((one) => ({
          term: "Contribution aux communs",
          value: <Link href={paths.contribution(one.id)}>{one.description}</Link>,
        })),
        ...expense.claims.map((one) => ({
          term: "Cagnotte",
          value: <Link href={paths.pot(one.potId)}>{one.potTitle}</Link>,
        })),
        { term: "Référence", value: expense.reference },
        ...(expense.importId
          ? [
              {
                term: "Reprise",
                value: (
                  <Link href={paths.expenses({ reprise: expense.importId })}>
                    {expense.importName}
                  </Link>
                ),
              },
            ]
          : []),
        {
          term: "Note",
          value: expense.note && <span className="whitespace-pre-line">{expense.note}</span>,
        },
      ]}
    />
  );
}

function Payment({ page, answer }: { page: Page; answer: Answer | undefined }) {
  const { expense, submissionId } = page;
  const hidden = (
    <>
      <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
      <input type="hidden" name="version" value={expense.version} />
    </>
  );
  if (expense.paidOn) {
    return (
      <Form method="post" className="flex flex-col items-start gap-3">
        {hidden}
        <p>Acquittée le {formatDate(expense.paidOn)}.</p>
        <Button type="submit" variant="quiet" size="small" name="step" value="unpay">
          Elle n’est pas acquittée
        </Button>
      </Form>
    );
  }
  return (
    <Form method="post" noValidate className="flex flex-col items-start gap-4" key={answer?.key}>
      {hidden}
      <input type="hidden" name="step" value="pay" />
      <DateField
        label="Acquittée le"
        max={page.today}
        {...fieldProps(answer?.state, "paidOn", page.today)}
      />
      <Button type="submit">Noter le paiement</Button>
    </Form>
  );
}

function Evidence({ page, answer }: { page: Page; answer: Answer | undefined }) {
  const { expense, mayWrite, maxBytes, submissionId, fileId, removalIds } = page;
  const isBare = expense.files.length === 0 && !expense.evidenceUrl;
  return (
    <div className="flex flex-col gap-6">
      {isBare ? (
        <EmptyState level={3} icon="document" title="Aucune pièce">
          Une facture, un reçu, une feuille d’heures&#8239;: sans elle, le financeur peut refuser la
          dépense.
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {expense.evidenceUrl && (
            <li>
              <a href={expense.evidenceUrl} rel="noreferrer" className="wrap-anywhere">
                {expense.evidenceUrl}
              </a>
            </li>
          )}
          {expense.files.map((file, index) => (
            <li key={file.id} className="flex flex-col gap-1">
              {/* A plain link: the browser keeps the file, and stays on this page. */}
              <a href={paths.evidence(expense.id, file.id)} download className="wrap-anywhere">
                {file.name}
              </a>
              <span className="text-sm text-muted">
                {documentTypes[file.contentType]?.label ?? "Fichier"}, {formatSize(file.sizeBytes)}
              </span>
              {mayWrite && <Remove file={file} submissionId={removalIds[index] ?? ""} />}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        // The whole page is sent: the browser shows how far a large file is.
        <Form
          method="post"
          encType="multipart/form-data"
          reloadDocument
          noValidate
          className="flex flex-col items-start gap-4"
          key={answer?.key ?? submissionId}
        >
          <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
          <input type="hidden" name="fileId" value={fileId} />
          <FileField
            name="file"
            label="Joindre une pièce"
            accept={documentExtensions}
            maxBytes={maxBytes}
            hint={`${documentTypesHint} ${formatSize(maxBytes)} au plus.`}
            error={answer?.state.errors.file}
          />
          <SubmitButton>Joindre</SubmitButton>
        </Form>
      )}
    </div>
  );
}

/** Its bytes go with it: asked once. */
function Remove({ file, submissionId }: { file: File; submissionId: string }) {
  return (
    <Disclosure
      summary={
        <>
          Retirer<span className="sr-only"> {file.name}</span>
        </>
      }
    >
      <Form method="post">
        <input type="hidden" name="step" value="remove-evidence" />
        <input type="hidden" name="submissionId" value={submissionId} />
        <input type="hidden" name="id" value={file.id} />
        <Button type="submit" variant="danger" size="small">
          Retirer pour de bon<span className="sr-only">&#8239;: {file.name}</span>
        </Button>
      </Form>
    </Disclosure>
  );
}
