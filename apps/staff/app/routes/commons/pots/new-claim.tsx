import { listContributionChoices } from "@essaim/commons/contribution/contribution.queries";
import { declareClaim } from "@essaim/commons/pot/claim.commands";
import { getPot } from "@essaim/commons/pot/pot.queries";
import { claimSchema, potRefusals } from "@essaim/commons/pot/pot.schema";
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
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { refuseWhole } from "../refuse-whole.server";
import { ClaimForm } from "./claim-form";

export const meta: MetaFunction = () => pageTitle("Demander une part");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contribution:write")) throw new Response(null, { status: 403 });
  const pot = await context.execute(actor, getPot, { id: recordId(params.id) });
  const { workers } = await context.execute(actor, listContributionChoices, {});
  const [declaredOn] = [today(), pot.claimsUntil].sort();
  return { pot, workers, initial: { declaredOn }, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const potId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(claimSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, potId };
  const outcome = await context.execute(actor, declareClaim, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.pot(potId)}?fait=part-demandee`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  const refusal = potRefusals[outcome.reason];
  return refusal.field === "form" ? refuseWhole(form, refusal.message) : refuseField(form, refusal);
}

export default function NewClaim() {
  const { pot, workers, initial, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Demander une part"
        breadcrumb={[
          { label: "Cagnottes", href: paths.pots() },
          { label: pot.title, href: paths.pot(pot.id) },
        ]}
      />
      <ClaimForm
        workers={workers}
        saved={initial}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Noter cette demande"
        cancelHref={paths.pot(pot.id)}
      />
    </>
  );
}
