import { listBudgetLines } from "@essaim/accompaniment/aid/aid.queries";
import { budgetLineRefusals, budgetLineSchema } from "@essaim/accompaniment/aid/aid.schema";
import { openBudgetLine } from "@essaim/accompaniment/aid/budget-line.commands";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { BudgetLineForm } from "./budget-line-form";

export const meta: MetaFunction = () => pageTitle("Nouvelle enveloppe");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "aid:decide")) throw new Response(null, { status: 403 });
  const { grants } = await context.execute(actor, listBudgetLines, {});
  const year = today().slice(0, 4);
  const initial = { startsOn: `${year}-01-01`, endsOn: `${year}-12-31` };
  return { grants, initial, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(budgetLineSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, openBudgetLine, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.budgetLines()}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, budgetLineRefusals[outcome.reason]);
}

export default function NewBudgetLine() {
  const { grants, initial, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle enveloppe"
        breadcrumb={[
          { label: "Petites aides", href: paths.aids() },
          { label: "Enveloppes", href: paths.budgetLines() },
        ]}
      />
      <BudgetLineForm
        grants={grants}
        saved={initial}
        answer={answer}
        submissionId={answer?.key ?? submissionId}
        submitLabel="Ouvrir cette enveloppe"
      />
    </>
  );
}
