import { editContribution } from "@essaim/commons/contribution/contribution.commands";
import { getContribution } from "@essaim/commons/contribution/contribution.queries";
import { contributionEditSchema } from "@essaim/commons/contribution/contribution.schema";
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
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseTyped } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { contributionOptions, refuseContribution } from "./contribution.server";
import { ContributionForm, contributionInWords } from "./contribution-form";

export const meta: MetaFunction = () => pageTitle("Modifier une contribution");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contribution:write")) throw new Response(null, { status: 403 });
  const contribution = await context.execute(actor, getContribution, { id: recordId(params.id) });
  const options = await contributionOptions(context, actor, {
    workerId: contribution.workerId,
  });
  return { contribution, options, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(contributionEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id: recordId(params.id) };
  const outcome = await context.execute(actor, editContribution, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.contribution(outcome.id)}?fait=enregistre`);
  if (outcome.reason !== "conflict") return refuseContribution(form, outcome);
  const options = await contributionOptions(context, actor, {
    workerId: outcome.current.workerId,
  });
  return refuseConflict(
    form,
    outcome,
    differing(
      contributionInWords(parsed.value, options),
      contributionInWords(outcome.current, options),
    ),
  );
}

export default function EditContribution() {
  const { contribution, options, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Modifier une contribution"
        breadcrumb={[
          { label: "Contributions aux communs", href: paths.contributions() },
          { label: "La contribution", href: paths.contribution(contribution.id) },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editContribution(contribution.id)} />
      <ContributionForm
        options={options}
        saved={contribution}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, contribution.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.contribution(contribution.id)}
      />
    </>
  );
}
