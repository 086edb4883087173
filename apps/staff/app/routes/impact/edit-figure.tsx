import { can } from "@essaim/identity/actor";
import { editDeclaredFigure } from "@essaim/impact/declared-figure.commands";
import {
  getDeclaredFigure,
  listDeclaredIndicators,
  listFigureSources,
} from "@essaim/impact/declared-figure.queries";
import {
  declaredFigureEditSchema,
  declaredFigureRefusals,
} from "@essaim/impact/declared-figure.schema";
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
import { FigureForm, figureInWords } from "./figure-form";

export const meta: MetaFunction = () => pageTitle("Corriger un chiffre");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "figure:write")) throw new Response(null, { status: 403 });
  const [figure, sources] = await Promise.all([
    context.execute(actor, getDeclaredFigure, { id: recordId(params.id) }),
    context.execute(actor, listFigureSources, {}),
  ]);
  const indicators = await context.execute(actor, listDeclaredIndicators, {
    kept: figure.indicatorKey,
  });
  return { figure, sources, indicators, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(declaredFigureEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id: recordId(params.id) };
  const outcome = await context.execute(actor, editDeclaredFigure, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.figures()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") {
    return refuseField(form, declaredFigureRefusals[outcome.reason]);
  }
  const indicators = await context.execute(actor, listDeclaredIndicators, {
    kept: outcome.current.indicatorKey,
  });
  return refuseConflict(
    form,
    outcome,
    differing(figureInWords(parsed.value, indicators), figureInWords(outcome.current, indicators)),
  );
}

export default function EditFigure() {
  const { figure, sources, indicators, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Corriger un chiffre"
        breadcrumb={[{ label: "Chiffres déclarés", href: paths.figures() }]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editFigure(figure.id)} />
      <FigureForm
        saved={figure}
        indicators={indicators}
        sources={sources}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, figure.version)}
        submitLabel="Enregistrer"
      />
    </>
  );
}
