import { editPot } from "@essaim/commons/pot/pot.commands";
import { getPot, listPotChoices } from "@essaim/commons/pot/pot.queries";
import { potEditSchema, potRefusals } from "@essaim/commons/pot/pot.schema";
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
import { PotForm, potInWords } from "./pot-form";

export const meta: MetaFunction = () => pageTitle("Modifier une cagnotte");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "commons:write")) throw new Response(null, { status: 403 });
  const pot = await context.execute(actor, getPot, { id: recordId(params.id) });
  const options = await context.execute(actor, listPotChoices, {
    keptLineId: pot.budgetLineId,
  });
  return { pot, options, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(potEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const id = recordId(params.id);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, editPot, { ...parsed.value, id }, { submissionId });
  if (outcome.ok) throw redirect(`${paths.pot(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, potRefusals[outcome.reason]);
  const options = await context.execute(actor, listPotChoices, {
    keptLineId: outcome.current.budgetLineId,
  });
  return refuseConflict(
    form,
    outcome,
    differing(potInWords(parsed.value, options), potInWords(outcome.current, options)),
  );
}

export default function EditPot() {
  const { pot, options, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Modifier une cagnotte"
        breadcrumb={[
          { label: "Cagnottes", href: paths.pots() },
          { label: pot.title, href: paths.pot(pot.id) },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editPot(pot.id)} />
      <PotForm
        options={options}
        saved={pot}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, pot.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.pot(pot.id)}
      />
    </>
  );
}
