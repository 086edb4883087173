import { editWorker } from "@essaim/accompaniment/worker/worker.commands";
import { workerEditSchema, workerRefusals } from "@essaim/accompaniment/worker/worker.schema";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { doneQuery } from "~/flash-location";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { refuseLaterHomes } from "./later-homes.server";
import { locateHome } from "./locate-home.server";
import { WorkerForm } from "./worker-form";
import { loadForm, withPlace } from "./worker-form.server";
import { asTyped, differingFields } from "./worker-versions";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.worker.givenName} ${page.worker.familyName} · Personnes`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { worker, options } = await loadForm(context, actor, id);
  if (!worker) throw new Response(null, { status: 404 });
  return { worker, options, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(workerEditSchema, form);
  if (!parsed.ok) return refuseTyped(await withPlace(context, actor, form, parsed.state));
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editWorker, input, { submissionId });
  if (outcome.ok) {
    const location = await locateHome(context, actor, id);
    throw redirect(`${paths.worker(id)}?${doneQuery("enregistre", location)}`);
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "later_homes") return refuseLaterHomes(form, "homeSince", outcome.later);
  if (outcome.reason !== "conflict") return refuseField(form, workerRefusals[outcome.reason]);
  const { options } = await loadForm(context, actor, id);
  return refuseConflict(
    form,
    outcome,
    differingFields(parsed.value, asTyped(outcome.current), options),
  );
}

export default function EditWorker() {
  const { worker, options, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const name = `${worker.givenName} ${worker.familyName}`;
  return (
    <>
      <PageHeader
        title={`Modifier la fiche de ${name}`}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: name, href: paths.worker(worker.id) },
        ]}
        lead={
          <>
            Identité, coordonnées et accompagnement. Le reste se note dans{" "}
            <Link href={paths.editSituation(worker.id)}>sa situation</Link> et{" "}
            <Link href={paths.pathway(worker.id)}>son parcours</Link>.
          </>
        }
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.editWorker(worker.id)} />
      <WorkerForm
        options={options}
        initial={{}}
        saved={worker}
        state={shown?.state}
        replaceFrom={shown?.replaceFrom}
        submissionId={shown?.key ?? submissionId}
        version={versionFor(shown, worker.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.worker(worker.id)}
      />
    </>
  );
}
