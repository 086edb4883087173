import { getGrant } from "@essaim/funding/grant/grant.queries";
import { stepBefore } from "@essaim/funding/grant/grant.rules";
import { type GrantStatus, grantStatusLabels } from "@essaim/funding/grant/grant.schema";
import { takeBackStep } from "@essaim/funding/grant/grant-life.commands";
import { stepFormSchema } from "@essaim/funding/grant/grant-life.schema";
import { can } from "@essaim/identity/actor";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { answerStep } from "./step.server";
import { StepPage } from "./step-page";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Annuler une étape · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const grant = await context.execute(actor, getGrant, { id: recordId(params.id) });
  const before = stepBefore(grant);
  if (before === null) throw redirect(paths.grant(grant.id));
  return { grant, before, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(stepFormSchema, form);
  if (!parsed.ok) throw new Response(null, { status: 400 });
  const outcome = await context.execute(
    actor,
    takeBackStep,
    { ...parsed.value, id },
    { submissionId: submissionIdOf(form) },
  );
  return answerStep(form, outcome, { id, told: "etape-annulee", typed: {} });
}

const erased: Record<GrantStatus, string> = {
  envisaged: "",
  applied: "Le jour du dépôt sera effacé. Le montant demandé reste.",
  awarded: "Le montant accordé et le jour de la décision seront effacés.",
  closed: "Le jour de la clôture sera effacé.",
  declined: "Le jour du refus sera effacé.",
};

/** Asks once, before what a step said goes away with it. */
export default function StepBack() {
  const { grant, before, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [title, lead] =
    before === "unsigned"
      ? [
          "Annuler la signature\u202f?",
          "Le jour de la signature sera effacé. Le reste de la convention reste.",
        ]
      : [`Revenir à «\u202f${grantStatusLabels[before]}\u202f»\u202f?`, erased[grant.status]];
  return (
    <StepPage
      {...{ title, lead, grant, answer, submissionId }}
      submitLabel="Annuler cette étape"
      here={paths.grantStepBack(grant.id)}
    />
  );
}
