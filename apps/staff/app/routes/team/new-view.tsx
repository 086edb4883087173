import { saveView } from "@essaim/accompaniment/worker/saved-view.commands";
import { savedViewSchema } from "@essaim/accompaniment/worker/saved-view.schema";
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
import { refuseTyped } from "~/answer.server";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { refuseView } from "../people/refuse-view.server";
import { ViewFields } from "../people/view-fields";
import { boardKeys, boards, viewHref, withDone } from "./boards";
import { readTeamFilter } from "./team-filter.server";

export const meta: MetaFunction = () => pageTitle("Enregistrer une vue");

/** The dashboard and its filter, as the address says them. */
async function askedView({ request, context }: Pick<LoaderFunctionArgs, "request" | "context">) {
  const actor = await context.requireActor(request);
  if (!can(actor, "worker:read")) throw new Response(null, { status: 403 });
  const word = new URL(request.url).searchParams.get("tableau") ?? boards.caseload.word;
  const board = boardKeys.find((key) => boards[key].word === word);
  const { filter, words } = readTeamFilter(request, actor);
  if (!board || !filter) throw new Response(null, { status: 404 });
  return { actor, view: { page: board, query: new URLSearchParams(words).toString() } };
}

export async function loader(args: LoaderFunctionArgs) {
  const { view } = await askedView(args);
  return { view, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, view } = await askedView({ request, context });
  const form = await readForm(request);
  form.set("page", view.page);
  form.set("query", view.query);
  const parsed = parseForm(savedViewSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, saveView, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(withDone(viewHref(parsed.value), "vue-enregistree"));
  return refuseView(form, outcome.reason);
}

/** Keeps the filter of a dashboard under a name. */
export default function NewTeamView() {
  const { view, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const href = viewHref(view);
  return (
    <>
      <PageHeader
        title="Enregistrer cette vue"
        breadcrumb={[{ label: "Pilotage", href }]}
        lead="La période et l’accompagnement choisis restent à un clic, au-dessus du tableau. Les chiffres, eux, sont ceux du moment."
      />
      <RecordForm
        state={state}
        submissionId={answer?.key ?? submissionId}
        submitLabel="Enregistrer la vue"
        cancelHref={href}
      >
        <ViewFields state={state} example="Arrivées de 2025" />
      </RecordForm>
    </>
  );
}
