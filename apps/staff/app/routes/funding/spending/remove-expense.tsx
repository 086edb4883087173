import { listReportsCounting } from "@essaim/funding/report/report.queries";
import { removeExpense } from "@essaim/funding/spending/expense.commands";
import { getExpense } from "@essaim/funding/spending/expense.queries";
import { expenseRefusals, expenseTargetSchema } from "@essaim/funding/spending/expense.schema";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { formatCents, formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { versionFor } from "~/answer";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { SentReports } from "./counting-reports";

export const meta: MetaFunction = () => pageTitle("Supprimer une dépense");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "spending:write")) throw new Response(null, { status: 403 });
  const id = recordId(params.id);
  const [expense, reports] = await Promise.all([
    context.execute(actor, getExpense, { id }),
    context.execute(actor, listReportsCounting, { expenseId: id }),
  ]);
  return { expense, reports, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  form.set("id", recordId(params.id));
  const parsed = parseForm(expenseTargetSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, removeExpense, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(paths.expenses({ fait: "supprime" }));
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "conflict") {
    // What is read below is what it has become: the next click is meant.
    form.set("version", String(outcome.current.version));
    const formError = "Quelqu’un vient de modifier cette dépense. Relisez-la avant de supprimer.";
    return refuseTyped(refuseForm(form, { formError }));
  }
  const formError = expenseRefusals[outcome.reason].message;
  return refuseTyped(refuseForm(form, { formError }));
}

/** The one question before an expense goes for good. */
export default function RemoveExpense() {
  const { expense, reports, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  const isHeld = expense.contributions.length > 0 || expense.claims.length > 0;
  const back = (
    <ButtonLink href={paths.expense(expense.id)} variant="quiet">
      {isHeld || expense.kind === "aid" ? "Revenir à la dépense" : "Annuler"}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Supprimer cette dépense&#8239;?"
        breadcrumb={[
          { label: "Dépenses", href: paths.expenses() },
          { label: expense.label, href: paths.expense(expense.id) },
        ]}
        lead={`${expense.label}, ${formatCents(expense.amountCents)}, du ${formatDate(expense.incurredOn)}.`}
      />
      <ErrorSummary errors={answer?.state.errors} formError={answer?.state.formError} />
      {isHeld || expense.kind === "aid" ? (
        <Alert title="Cette dépense ne se supprime pas ici" action={back}>
          {expenseRefusals[expense.kind === "aid" ? "aid_expense" : "in_use"].message}
        </Alert>
      ) : (
        <Form method="post" className="flex max-w-2xl flex-col gap-6">
          <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
          <input type="hidden" name="version" value={versionFor(answer, expense.version)} />
          <p>
            Les lignes budgétaires qui la paient retrouvent leur argent
            {expense.files.length > 0 &&
              `, et ${plural(expense.files.length, "pièce part", "pièces partent")} avec elle`}
            . Une dépense supprimée ne revient pas.
          </p>
          <SentReports reports={reports} />
          <FormActions>
            <SubmitButton variant="danger" pending={isSending}>
              Supprimer pour de bon
            </SubmitButton>
            {back}
          </FormActions>
        </Form>
      )}
    </>
  );
}
