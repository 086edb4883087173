import { can } from "@essaim/identity/actor";
import { getComposer } from "@essaim/impact/registry/composer.queries";
import { editOwnIndicator } from "@essaim/impact/registry/own-indicator.commands";
import { getOwnIndicator } from "@essaim/impact/registry/own-indicator.queries";
import {
  countableOf,
  idOfKey,
  ownIndicatorEditFormSchema,
  ownIndicatorRefusals,
} from "@essaim/impact/registry/own-indicator.schema";
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
import { IndicatorForm, indicatorInWords } from "./indicator-form";
import { showTrial } from "./indicator-form.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier · ${page.indicator.name.fr}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "impact:write")) throw new Response(null, { status: 403 });
  const id = recordId(idOfKey(params.key ?? ""));
  const { indicator, version } = await context.execute(actor, getOwnIndicator, { id });
  const countable = countableOf(indicator);
  const composer = await context.execute(actor, getComposer, { countable });
  return { indicator, version, countable, composer, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(idOfKey(params.key ?? ""));
  const form = await readForm(request);
  const parsed = parseForm(ownIndicatorEditFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { version, ...indicator } = parsed.value;
  if (form.get("intent") === "essai") return showTrial(context, actor, form, indicator);
  const submissionId = submissionIdOf(form);
  const input = { ...indicator, version, id };
  const outcome = await context.execute(actor, editOwnIndicator, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.indicator(params.key ?? "")}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") {
    return refuseField(form, ownIndicatorRefusals[outcome.reason]);
  }
  const theirs = outcome.current.indicator;
  const { choices } = await context.execute(actor, getComposer, { countable: countableOf(theirs) });
  return refuseConflict(
    form,
    { ...outcome, current: { version: outcome.current.version } },
    differing(indicatorInWords(indicator, choices), indicatorInWords(theirs, choices)),
  );
}

export default function EditIndicator() {
  const { indicator, version, countable, composer, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Modifier un indicateur"
        breadcrumb={[
          { label: "Indicateurs", href: paths.indicators() },
          { label: indicator.name.fr, href: paths.indicator(indicator.key) },
        ]}
        lead="Ce qui a été arrêté ou rapporté garde les mots et les chiffres qu’il avait."
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editIndicator(indicator.key)} />
      <IndicatorForm
        countable={countable}
        saved={indicator}
        composer={composer}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, version)}
        submitLabel="Enregistrer"
        cancelHref={paths.indicator(indicator.key)}
      />
    </>
  );
}
