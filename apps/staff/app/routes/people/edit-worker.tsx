import { editWorker } from "@essaim/accompaniment/worker.commands";
import { getWorkerForm, type WorkerRecord } from "@essaim/accompaniment/worker.queries";
import {
  type WorkerInput,
  workerEditSchema,
  workerRefusals,
} from "@essaim/accompaniment/worker.schema";
import { today } from "@essaim/database/today";
import { listNeighbourhoods } from "@essaim/territory/neighbourhood.queries";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import {
  isUsedForm,
  type Refused,
  recordId,
  refuse,
  refuseUsedForm,
  submissionIdOf,
  typedVersion,
} from "./form-answers";
import { TwoVersionsNotice } from "./two-versions-notice";
import { WorkerForm } from "./worker-form";
import { asTyped, differingFields } from "./worker-versions";

type TwoVersions = {
  mine: WorkerInput;
  current: WorkerRecord;
  changedBy: string | null;
  changedAt: Date;
  sameDay: boolean;
};

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.worker.givenName} ${page.worker.familyName} · Personnes`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [form, neighbourhoods] = await Promise.all([
    context.execute(actor, getWorkerForm, { id }),
    context.execute(actor, listNeighbourhoods, {}),
  ]);
  const { worker, coaches, resources, communes } = form;
  if (!worker) throw new Response(null, { status: 404 });
  return {
    worker,
    options: { coaches, resources, communes, neighbourhoods },
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await request.formData();
  const parsed = parseForm(workerEditSchema, form);
  if (!parsed.ok) return refuse<TwoVersions>(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editWorker, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.worker(id)}?fait=enregistre`);
  if (isUsedForm(outcome)) return refuseUsedForm<TwoVersions>(form);
  if (outcome.reason !== "conflict") {
    const { field, message } = workerRefusals[outcome.reason];
    return refuse<TwoVersions>(refuseForm(form, { errors: { [field]: message } }));
  }
  const { current, changedBy, changedAt } = outcome;
  const sameDay = today(changedAt) === today();
  const conflict = { mine: parsed.value, current, changedBy, changedAt, sameDay };
  return data<Refused<TwoVersions>>({ state: refuseForm(form, {}), conflict }, { status: 409 });
}

export default function EditWorker() {
  const { worker, options, submissionId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const conflict = refused?.conflict;
  const name = `${worker.givenName} ${worker.familyName}`;
  return (
    <>
      <PageHeader
        title={`Modifier la fiche de ${name}`}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: name, href: paths.worker(worker.id) },
        ]}
      />
      {conflict && (
        <TwoVersionsNotice
          {...conflict}
          fields={differingFields(conflict.mine, asTyped(conflict.current), options)}
          reloadHref={paths.editWorker(worker.id)}
        />
      )}
      <WorkerForm
        options={options}
        initial={{}}
        saved={worker}
        state={refused?.state}
        submissionId={refused?.submissionId ?? submissionId}
        version={conflict?.current.version ?? typedVersion(refused?.state) ?? worker.version}
        submitLabel="Enregistrer"
        cancelHref={paths.worker(worker.id)}
      />
    </>
  );
}
