import { today } from "@essaim/database/today";
import { recordExpense } from "@essaim/funding/spending/expense.commands";
import { listExpenseChoices } from "@essaim/funding/spending/expense.queries";
import { expenseSchema } from "@essaim/funding/spending/expense.schema";
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
import { answer as answerOf } from "~/answer";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ExpenseForm, expenseRows } from "./expense-form";
import { refuseExpense } from "./refuse-expense.server";

export const meta: MetaFunction = () => pageTitle("Nouvelle dépense");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "spending:write")) throw new Response(null, { status: 403 });
  const choices = await context.execute(actor, listExpenseChoices, {});
  // Where the page was opened from: a line, a grant whose first line is meant, a person, an activity, a piece.
  const { searchParams } = new URL(request.url);
  const asked = (name: string) => searchParams.get(name) ?? "";
  const line =
    choices.lines.find((one) => one.id === asked("ligne")) ??
    choices.lines.find((one) => one.grantId === asked("financement"));
  return {
    choices,
    initial: {
      incurredOn: today(),
      account: line?.account,
      workerId: choices.workers.find((one) => one.id === asked("personne"))?.id ?? null,
      activityId: choices.activities.find((one) => one.id === asked("activite"))?.id ?? null,
      pieceId: choices.pieces.find((one) => one.id === asked("contenu"))?.id ?? null,
      parts: line
        ? [
            {
              budgetLineId: line.id,
              lineLabel: line.label,
              grantId: line.grantId,
              grantTitle: line.grantTitle,
              amountCents: 0,
            },
          ]
        : [],
    },
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const { form, changed } = readRows(await readForm(request), expenseRows);
  if (changed) return data(answerOf({ state: refuseForm(form, {}), rows: changed }));
  const parsed = parseForm(expenseSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, recordExpense, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.expense(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseExpense(form, outcome);
}

export default function NewExpense() {
  const { choices, initial, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle dépense"
        breadcrumb={[{ label: "Dépenses", href: paths.expenses() }]}
      />
      <ExpenseForm
        choices={choices}
        saved={initial}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer cette dépense"
        cancelHref={paths.expenses()}
      />
    </>
  );
}
