import { planIntention } from "@essaim/commons/intention/intention.commands";
import { intentionRefusals, intentionSchema } from "@essaim/commons/intention/intention.schema";
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
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { contributionOptions } from "../contribution.server";
import { IntentionFields } from "./intention-fields";

export const meta: MetaFunction = () => pageTitle("Nouvelle intention");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contribution:write")) throw new Response(null, { status: 403 });
  const { resources, lines } = await contributionOptions(context, actor);
  const openResourceId = new URL(request.url).searchParams.get("commun") ?? undefined;
  return { resources, lines, initial: { openResourceId }, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(intentionSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, planIntention, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.intention(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, intentionRefusals[outcome.reason]);
}

export default function NewIntention() {
  const { resources, lines, initial, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle intention"
        breadcrumb={[{ label: "Intentions de contribution", href: paths.intentions() }]}
        lead="Ce que la coopérative compte rendre à un commun. Une fois fait, l’intention devient une contribution."
      />
      <RecordForm
        state={answer?.state}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer cette intention"
        cancelHref={paths.intentions()}
        resetKey={answer?.key}
      >
        <IntentionFields options={{ resources, lines }} saved={initial} answer={answer} />
      </RecordForm>
    </>
  );
}
