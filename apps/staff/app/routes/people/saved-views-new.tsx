import { saveView } from "@essaim/accompaniment/worker/saved-view.commands";
import { savedViewSchema, viewQuery } from "@essaim/accompaniment/worker/saved-view.schema";
import { filterQuery, workerFilterSchema } from "@essaim/accompaniment/worker/worker-filter.schema";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseTyped } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { refuseView } from "./refuse-view.server";
import { ViewFields } from "./view-fields";

export const meta: MetaFunction = () => pageTitle("Enregistrer une vue");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "worker:read")) throw new Response(null, { status: 403 });
  return {
    filter: parseQuery(workerFilterSchema, request),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  form.set("query", viewQuery(parseQuery(workerFilterSchema, request)));
  const parsed = parseForm(savedViewSchema, form);
  if (!parsed.ok) {
    const { query, ...errors } = parsed.state.errors;
    // The filter has no field of its own.
    return refuseTyped({ ...parsed.state, errors, formError: query ?? parsed.state.formError });
  }
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, saveView, parsed.value, { submissionId });
  if (outcome.ok) {
    const { query } = parsed.value;
    throw redirect(paths.workers(`?${query}${query ? "&" : ""}fait=vue-enregistree`));
  }
  return refuseView(form, outcome.reason);
}

/** Keeps the list as it is under a name. */
export default function NewView() {
  const { filter, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const listHref = paths.workers(filterQuery(filter));
  return (
    <>
      <PageHeader
        title="Enregistrer cette vue"
        breadcrumb={[{ label: "Personnes", href: listHref }]}
        lead="Les filtres, l’ordre et les colonnes de la liste restent à un clic, au-dessus d’elle. Les personnes, elles, sont celles du moment."
      />
      <RecordForm
        state={state}
        submissionId={answer?.key ?? submissionId}
        submitLabel="Enregistrer la vue"
        cancelHref={listHref}
      >
        <ViewFields state={state} example="Bénéficiaires du RSA à Roubaix" />
      </RecordForm>
    </>
  );
}
