import { getBudgetLine } from "@essaim/accompaniment/aid/aid.queries";
import {
  type BudgetLineInput,
  budgetLineEditSchema,
  budgetLineRefusals,
} from "@essaim/accompaniment/aid/aid.schema";
import { editBudgetLine } from "@essaim/accompaniment/aid/budget-line.commands";
import { formatCents, formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { BudgetLineForm } from "./budget-line-form";

export const meta: MetaFunction = () => pageTitle("Modifier une enveloppe");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getBudgetLine, { id: recordId(params.id) });
  return { ...page, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(budgetLineEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editBudgetLine, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.budgetLines()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, budgetLineRefusals[outcome.reason]);
  const { grants } = await context.execute(actor, getBudgetLine, { id });
  return refuseConflict(
    form,
    outcome,
    differing(inWords(parsed.value, grants), inWords(outcome.current, grants)),
  );
}

export default function EditBudgetLine() {
  const { line, grants, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Modifier ${line.label}`}
        breadcrumb={[
          { label: "Petites aides", href: paths.aids() },
          { label: "Enveloppes", href: paths.budgetLines() },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editBudgetLine(line.id)} />
      <BudgetLineForm
        grants={grants}
        saved={line}
        answer={answer}
        submissionId={answer?.key ?? submissionId}
        version={versionFor(answer, line.version)}
        submitLabel="Enregistrer"
      />
    </>
  );
}

function inWords(
  line: BudgetLineInput,
  grants: readonly { id: string; title: string }[],
): [string, string][] {
  const grant = grants.find((one) => one.id === line.grantId);
  return [
    ["Nom de l’enveloppe", line.label],
    ["Montant", formatCents(line.amountCents)],
    ["Financement d’où elle vient", grant?.title ?? "Fonds propres de la coopérative"],
    ["Premier jour", formatDate(line.startsOn)],
    ["Dernier jour", formatDate(line.endsOn)],
    ["Enveloppe fermée", line.isClosed ? "oui" : "non"],
  ];
}
