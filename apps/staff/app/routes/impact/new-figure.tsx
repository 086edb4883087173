import { can } from "@essaim/identity/actor";
import { declareFigure } from "@essaim/impact/declared-figure.commands";
import { listDeclaredIndicators, listFigureSources } from "@essaim/impact/declared-figure.queries";
import {
  declaredFigureRefusals,
  declaredFigureSchema,
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
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { FigureForm } from "./figure-form";

export const meta: MetaFunction = () => pageTitle("Déclarer un chiffre");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "figure:write")) throw new Response(null, { status: 403 });
  const [sources, indicators] = await Promise.all([
    context.execute(actor, listFigureSources, {}),
    context.execute(actor, listDeclaredIndicators, {}),
  ]);
  return { sources, indicators, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(declaredFigureSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, declareFigure, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.figures()}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, declaredFigureRefusals[outcome.reason]);
}

export default function NewFigure() {
  const { sources, indicators, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Déclarer un chiffre"
        breadcrumb={[{ label: "Chiffres déclarés", href: paths.figures() }]}
        lead="Un chiffre par mois et par source. Sans preuve, il ne vaut rien pour un financeur."
      />
      <FigureForm
        indicators={indicators}
        sources={sources}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Déclarer ce chiffre"
      />
    </>
  );
}
