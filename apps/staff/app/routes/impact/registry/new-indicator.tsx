import { can } from "@essaim/identity/actor";
import { getComposer } from "@essaim/impact/registry/composer.queries";
import { composeIndicator } from "@essaim/impact/registry/own-indicator.commands";
import {
  countableKeys,
  countableSchema,
  ownIndicatorFormSchema,
  ownIndicatorRefusals,
  ownKey,
} from "@essaim/impact/registry/own-indicator.schema";
import { Button } from "@essaim/ui/button";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { countableLabels, IndicatorForm } from "./indicator-form";
import { showTrial } from "./indicator-form.server";
import { lowerFirst } from "./indicator-words";

export const meta: MetaFunction = () => pageTitle("Composer un indicateur");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "impact:write")) throw new Response(null, { status: 403 });
  const { compte: countable = null } = parseQuery(countableSchema, request);
  const composer = countable && (await context.execute(actor, getComposer, { countable }));
  return { countable, composer, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(ownIndicatorFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  if (form.get("intent") === "essai") return showTrial(context, actor, form, parsed.value);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, composeIndicator, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.indicator(ownKey(outcome.id))}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, ownIndicatorRefusals[outcome.reason]);
}

export default function NewIndicator() {
  const { countable, composer, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const label = countable && countableLabels(countable).label;
  return (
    <>
      <PageHeader
        title="Composer un indicateur"
        breadcrumb={[{ label: "Indicateurs", href: paths.indicators() }]}
        lead={label ? `Ce qui est compté\u202f: ${lowerFirst(label)}.` : undefined}
      />
      {countable && composer ? (
        <IndicatorForm
          countable={countable}
          composer={composer}
          answer={answer}
          submissionId={answer ? answer.key : submissionId}
          submitLabel="Composer cet indicateur"
          cancelHref={paths.indicators()}
        />
      ) : (
        <Form method="get" className="flex max-w-2xl flex-col gap-6">
          <RadioGroup
            name="compte"
            label="Que voulez-vous compter&#8239;?"
            defaultValue={countableKeys[0]}
            options={countableKeys.map((value) => ({ value, ...countableLabels(value) }))}
          />
          <div>
            <Button type="submit" variant="primary">
              Continuer
            </Button>
          </div>
        </Form>
      )}
    </>
  );
}
