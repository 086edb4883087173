import { recordContribution } from "@essaim/commons/contribution/contribution.commands";
import { listContributionChoices } from "@essaim/commons/contribution/contribution.queries";
import {
  contributionRefusals,
  contributionSchema,
} from "@essaim/commons/contribution/contribution.schema";
import { today } from "@essaim/database/today";
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
import { ContributionForm } from "./contribution-form";

export const meta: MetaFunction = () => pageTitle("Nouvelle contribution");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const options = await context.execute(actor, listContributionChoices, {});
  const openResourceId = new URL(request.url).searchParams.get("commun") ?? undefined;
  const initial = { contributedOn: today(), openResourceId };
  return { options, initial, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(contributionSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, recordContribution, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.contributions()}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, contributionRefusals[outcome.reason]);
}

export default function NewContribution() {
  const { options, initial, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle contribution"
        breadcrumb={[{ label: "Contributions aux communs", href: paths.contributions() }]}
      />
      <ContributionForm
        options={options}
        saved={initial}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer cette contribution"
        cancelHref={paths.contributions()}
      />
    </>
  );
}
