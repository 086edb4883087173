import { createWorker } from "@essaim/accompaniment/worker/worker.commands";
import { workerRefusals, workerSchema } from "@essaim/accompaniment/worker/worker.schema";
import { today } from "@essaim/database/today";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseLikelyTwice, refuseUsed } from "~/answer.server";
import { doneQuery } from "~/flash-location";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { locateHome } from "./locate-home.server";
import { WorkerForm } from "./worker-form";
import { loadForm, refuseNew, withPlace } from "./worker-form.server";

export const meta: MetaFunction = () => pageTitle("Nouvelle personne");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { options } = await loadForm(context, actor, null);
  const isCoach = options.coaches.some((coach) => coach.id === actor.membershipId);
  return {
    options,
    initial: { coachId: isCoach ? actor.membershipId : null, supportedFrom: today() },
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(workerSchema, form);
  if (!parsed.ok) {
    const state = await withPlace(context, actor, form, parsed.state);
    return refuseNew(context, actor, form, state);
  }
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createWorker, parsed.value, { submissionId });
  if (outcome.ok) {
    const isAuto = parsed.value.neighbourhood === "auto";
    const location = isAuto ? await locateHome(context, actor, outcome.id) : null;
    throw redirect(`${paths.worker(outcome.id)}?${doneQuery("cree", location)}`);
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "likely_twice") return refuseLikelyTwice(form, outcome.likely);
  const { field, message } = workerRefusals[outcome.reason];
  return refuseNew(context, actor, form, refuseForm(form, { errors: { [field]: message } }));
}

export default function NewWorker() {
  const { options, initial, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
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
        state={shown?.state}
        likely={shown?.likely}
        submissionId={shown?.key ?? submissionId}
        submitLabel="Enregistrer cette personne"
        cancelHref={paths.workers()}
      />
    </>
  );
}
