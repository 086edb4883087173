import { recordContribution } from "@essaim/commons/contribution/contribution.commands";
import { contributionSchema } from "@essaim/commons/contribution/contribution.schema";
import { turnIntoContribution } from "@essaim/commons/intention/intention.commands";
import { getIntention, type Intention } from "@essaim/commons/intention/intention.queries";
import { INTENTION_ENDED } from "@essaim/commons/intention/intention.schema";
import { today } from "@essaim/database/today";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { refuseTyped } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { contributionOptions, refuseContribution } from "./contribution.server";
import { ContributionForm } from "./contribution-form";

export const meta: MetaFunction = () => pageTitle("Nouvelle contribution");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { searchParams } = new URL(request.url);
  const intentionId = z.uuid().safeParse(searchParams.get("intention")).data;
  const [options, intention] = await Promise.all([
    contributionOptions(context, actor),
    intentionId === undefined ? null : context.execute(actor, getIntention, { id: intentionId }),
  ]);
  const openResourceId = searchParams.get("commun") ?? undefined;
  const initial = {
    contributedOn: today(),
    ...(intention ? meant(intention) : { openResourceId }),
  };
  return { options, initial, intention, submissionId: crypto.randomUUID() };
}

/** What an intention says beforehand of the contribution that it becomes. */
function meant({ kind, openResourceId, description, amountCents, minutes, ...rest }: Intention) {
  const { budgetLineId } = rest;
  return { kind, openResourceId, description, amountCents, minutes, budgetLineId };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(contributionSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const intentionId = form.get("intentionId");
  if (intentionId === null) {
    const outcome = await context.execute(actor, recordContribution, parsed.value, {
      submissionId,
    });
    if (outcome.ok) throw redirect(`${paths.contributions()}?fait=cree`);
    return refuseContribution(form, outcome);
  }
  const input = { intentionId: recordId(String(intentionId)), contribution: parsed.value };
  const outcome = await context.execute(actor, turnIntoContribution, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.contribution(outcome.id)}?fait=cree`);
  if (outcome.reason === "ended") {
    return refuseTyped(refuseForm(form, { formError: INTENTION_ENDED }));
  }
  return refuseContribution(form, outcome);
}

export default function NewContribution() {
  const { options, initial, intention, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={intention ? "Réaliser une intention" : "Nouvelle contribution"}
        breadcrumb={[{ label: "Contributions aux communs", href: paths.contributions() }]}
      />
      <ContributionForm
        options={options}
        saved={initial}
        hidden={intention ? { intentionId: intention.id } : undefined}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer cette contribution"
        cancelHref={intention ? paths.intention(intention.id) : paths.contributions()}
      />
    </>
  );
}
