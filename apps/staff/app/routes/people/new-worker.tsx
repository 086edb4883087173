import { createWorker } from "@essaim/accompaniment/worker.commands";
import { getWorkerForm } from "@essaim/accompaniment/worker.queries";
import { workerRefusals, workerSchema } from "@essaim/accompaniment/worker.schema";
import { today } from "@essaim/database/today";
import { listNeighbourhoods } from "@essaim/territory/neighbourhood.queries";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { isUsedForm, refuse, refuseUsedForm, submissionIdOf } from "./form-answers";
import { WorkerForm } from "./worker-form";

export const meta: MetaFunction = () => pageTitle("Nouvelle personne");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const [form, neighbourhoods] = await Promise.all([
    context.execute(actor, getWorkerForm, { id: null }),
    context.execute(actor, listNeighbourhoods, {}),
  ]);
  const { coaches, resources, communes } = form;
  const isCoach = coaches.some((coach) => coach.id === actor.membershipId);
  return {
    options: { coaches, resources, communes, neighbourhoods },
    initial: { coachId: isCoach ? actor.membershipId : null, supportedFrom: today() },
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await request.formData();
  const parsed = parseForm(workerSchema, form);
  if (!parsed.ok) return refuse(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createWorker, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.worker(outcome.id)}?fait=cree`);
  if (isUsedForm(outcome)) return refuseUsedForm(form);
  const { field, message } = workerRefusals[outcome.reason];
  return refuse(refuseForm(form, { errors: { [field]: message } }));
}

export default function NewWorker() {
  const { options, initial, submissionId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle personne"
        breadcrumb={[{ label: "Personnes", href: paths.workers() }]}
        lead="Un prénom, un nom et une façon de travailler suffisent. Le reste peut venir plus tard."
      />
      <WorkerForm
        options={options}
        initial={initial}
        state={refused?.state}
        submissionId={refused?.submissionId ?? submissionId}
        submitLabel="Enregistrer cette personne"
        cancelHref={paths.workers()}
      />
    </>
  );
}
