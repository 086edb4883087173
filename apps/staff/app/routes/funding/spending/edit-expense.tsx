import { listReportsCounting } from "@essaim/funding/report/report.queries";
import { editExpense } from "@essaim/funding/spending/expense.commands";
import { getExpense, listExpenseChoices } from "@essaim/funding/spending/expense.queries";
import { editExpenseSchema } from "@essaim/funding/spending/expense.schema";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answer as answerOf, differing, versionFor } from "~/answer";
import { refuseConflict, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { SentReports } from "./counting-reports";
import { ExpenseForm, expenseRows } from "./expense-form";
import { asSaid, expenseInWords, partsOf } from "./expense-words";
import { refuseExpense } from "./refuse-expense.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.expense.label}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "spending:write")) throw new Response(null, { status: 403 });
  const id = recordId(params.id);
  const expense = await context.execute(actor, getExpense, { id });
  // The expense of an aid changes with its decision.
  if (expense.kind === "aid") throw redirect(paths.expense(id));
  const [choices, reports] = await Promise.all([
    context.execute(actor, listExpenseChoices, { keptId: id }),
    context.execute(actor, listReportsCounting, { expenseId: id }),
  ]);
  return { expense, choices, reports, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { form, changed } = readRows(await readForm(request), expenseRows);
  if (changed) return data(answerOf({ state: refuseForm(form, {}), rows: changed }));
  form.set("id", id);
  const parsed = parseForm(editExpenseSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, editExpense, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.expense(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseExpense(form, outcome);
  const choices = await context.execute(actor, listExpenseChoices, { keptId: id });
  const { current } = outcome;
  return refuseConflict(
    form,
    outcome,
    differing(
      expenseInWords(parsed.value, partsOf(parsed.value), choices),
      expenseInWords(asSaid(current), current.parts, choices),
    ),
  );
}

export default function EditExpense() {
  const { expense, choices, reports, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Modifier une dépense"
        breadcrumb={[
          { label: "Dépenses", href: paths.expenses() },
          { label: expense.label, href: paths.expense(expense.id) },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editExpense(expense.id)} />
      <SentReports reports={reports} />
      <ExpenseForm
        choices={choices}
        saved={expense}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, expense.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.expense(expense.id)}
      />
    </>
  );
}
