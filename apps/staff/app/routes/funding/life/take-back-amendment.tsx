import { takeBackAmendment } from "@essaim/funding/grant/amendment.commands";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import { listAmendments } from "@essaim/funding/grant/grant-life.queries";
import { stepFormSchema } from "@essaim/funding/grant/grant-life.schema";
import { can } from "@essaim/identity/actor";
import { formatCents, formatDate } from "@essaim/ui/format";
import { parseForm, readForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { answerStep } from "./step.server";
import { StepPage } from "./step-page";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Retirer un avenant · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const id = recordId(params.id);
  const [grant, amendments] = await Promise.all([
    context.execute(actor, getGrant, { id }),
    context.execute(actor, listAmendments, { grantId: id }),
  ]);
  const amendment = amendments.find((one) => one.id === recordId(params.amendmentId));
  if (!amendment) throw new Response(null, { status: 404 });
  return { grant, amendment, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(stepFormSchema, form);
  if (!parsed.ok) throw new Response(null, { status: 400 });
  const outcome = await context.execute(
    actor,
    takeBackAmendment,
    { ...parsed.value, id, amendmentId: recordId(params.amendmentId) },
    { submissionId: submissionIdOf(form) },
  );
  return answerStep(form, outcome, { id, told: "avenant-retire", typed: {} });
}

/** Asks once. */
export default function TakeBackAmendment() {
  const { grant, amendment, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const before = amendment.amountBeforeCents;
  return (
    <StepPage
      title={`Retirer l’avenant du ${formatDate(amendment.signedOn)}\u202f?`}
      lead={`Le financement redira ce qu’il disait avant lui\u202f: ${before === null ? "montant non noté" : formatCents(before)}, jusqu’au ${formatDate(amendment.endsOnBefore)}.`}
      {...{ grant, answer, submissionId }}
      submitLabel="Retirer cet avenant"
      here={paths.takeBackAmendment(grant.id, amendment.id)}
    />
  );
}
