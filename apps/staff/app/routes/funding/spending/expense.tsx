import { today } from "@essaim/database/today";
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
import { ErrorSummary } from "@essaim/ui/error-summary";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
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
import { CountingReports } from "./counting-reports";
import { ExpenseEvidence } from "./expense-evidence";
import { ExpenseFacts } from "./expense-facts";
import { ExpenseParts } from "./expense-parts";
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
            <ExpenseParts expense={expense} mayChange={mayChange} />
          </Section>
          <Section title="Comptes rendus qui la comptent">
            <CountingReports reports={reports} />
          </Section>
          <Section title="Ce qu’on en sait">
            <ExpenseFacts expense={expense} />
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
              <ExpenseEvidence {...page} answer={answer} />
            </Section>
          )}
        </div>
      </div>
    </>
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
