import { openPot } from "@essaim/commons/pot/pot.commands";
import { listPotChoices } from "@essaim/commons/pot/pot.queries";
import { potRefusals, potSchema } from "@essaim/commons/pot/pot.schema";
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
import { PotForm } from "./pot-form";

export const meta: MetaFunction = () => pageTitle("Nouvelle cagnotte");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const options = await context.execute(actor, listPotChoices, { keptLineId: null });
  const openResourceId = new URL(request.url).searchParams.get("commun") ?? undefined;
  return {
    options,
    initial: { openedOn: today(), openResourceId },
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(potSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, openPot, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.pot(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, potRefusals[outcome.reason]);
}

export default function NewPot() {
  const { options, initial, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle cagnotte"
        breadcrumb={[{ label: "Cagnottes", href: paths.pots() }]}
      />
      <PotForm
        options={options}
        saved={initial}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Ouvrir cette cagnotte"
        cancelHref={paths.pots()}
      />
    </>
  );
}
