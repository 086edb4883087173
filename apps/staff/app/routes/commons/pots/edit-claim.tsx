import { listContributionChoices } from "@essaim/commons/contribution/contribution.queries";
import { editClaim } from "@essaim/commons/pot/claim.commands";
import { getClaim } from "@essaim/commons/pot/pot.queries";
import { claimEditSchema, potRefusals } from "@essaim/commons/pot/pot.schema";
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
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { refuseWhole } from "../refuse-whole.server";
import { ClaimForm, claimInWords } from "./claim-form";

export const meta: MetaFunction = () => pageTitle("Modifier une demande");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contribution:write")) throw new Response(null, { status: 403 });
  const ids = { id: recordId(params.claimId), potId: recordId(params.id) };
  const { pot, claim } = await context.execute(actor, getClaim, ids);
  const kept = { keptWorkerId: claim.workerId };
  const { workers } = await context.execute(actor, listContributionChoices, kept);
  return { pot, claim, workers, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const ids = { id: recordId(params.claimId), potId: recordId(params.id) };
  const form = await readForm(request);
  const parsed = parseForm(claimEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, ...ids };
  const outcome = await context.execute(actor, editClaim, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.pot(ids.potId)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") {
    const refusal = potRefusals[outcome.reason];
    return refusal.field === "form"
      ? refuseWhole(form, refusal.message)
      : refuseField(form, refusal);
  }
  const kept = { keptWorkerId: outcome.current.workerId };
  const { workers } = await context.execute(actor, listContributionChoices, kept);
  return refuseConflict(
    form,
    outcome,
    differing(claimInWords(parsed.value, workers), claimInWords(outcome.current, workers)),
  );
}

export default function EditClaim() {
  const { pot, claim, workers, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Modifier une demande"
        breadcrumb={[
          { label: "Cagnottes", href: paths.pots() },
          { label: pot.title, href: paths.pot(pot.id) },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editClaim(pot.id, claim.id)} />
      <ClaimForm
        workers={workers}
        saved={claim}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, claim.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.pot(pot.id)}
      />
    </>
  );
}
