import { type Grant, getGrant } from "@essaim/funding/grant/grant.queries";
import { can } from "@essaim/identity/actor";
import type { IndicatorDefinition } from "@essaim/impact/registry/indicator.schema";
import { listDefinitions } from "@essaim/impact/registry/own-indicator.queries";
import { setTargets } from "@essaim/impact/target/target.commands";
import {
  actionField,
  canBePromised,
  fieldsOf,
  MILESTONE_ROWS,
  milestoneField,
  milestoneRefusals,
  type Target,
  targetField,
  targetsFormSchema,
} from "@essaim/impact/target/target.schema";
import type { faultOf } from "@essaim/impact/target/trajectory.rules";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatDate, formatPeriod } from "@essaim/ui/format";
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
import {
  refuseConflict,
  refuseField,
  refuseFields,
  refuseTyped,
  refuseUsed,
} from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { writeFigure } from "../impact/registry/indicator-words";
import { isTyped, TargetFields } from "./target-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Objectifs · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const grant = await context.execute(actor, getGrant, { id: recordId(params.id) });
  const definitions = await context.execute(actor, listDefinitions, {});
  return {
    grant,
    definitions: definitions.filter((one) => isOffered(one, grant)),
    submissionId: crypto.randomUUID(),
  };
}

/** One no longer followed is there while the grant still promises it. */
const isOffered = (definition: IndicatorDefinition, grant: Grant) =>
  canBePromised(definition) &&
  (definition.retiredOn === null ||
    grant.targets.some(({ indicatorKey }) => indicatorKey === definition.key));

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const grantId = recordId(params.id);
  const form = await readForm(request);
  const definitions = (await context.execute(actor, listDefinitions, {})).filter(canBePromised);
  const parsed = parseForm(targetsFormSchema(definitions), form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { grantId, ...parsed.value };
  const outcome = await context.execute(actor, setTargets, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.grant(grantId)}?fait=enregistre`);
  switch (outcome.reason) {
    case "form_already_used":
      return refuseUsed(form);
    case "action_unknown":
      return refuseField(form, {
        field: actionField(outcome.indicatorKey),
        message: "Cette action n’est plus dans le programme. Choisissez-en une autre.",
      });
    case "not_promised":
      return refuseField(form, {
        field: targetField(outcome.indicatorKey),
        message: "Cet indicateur ne se promet plus. Videz ce champ.",
      });
    case "milestones":
      return refuseFields(
        form,
        Object.fromEntries(outcome.faults.map((fault) => refusalOfRow(form, fault))),
      );
  }
  const { current } = outcome;
  return refuseConflict(
    form,
    outcome,
    differing(
      inWords(parsed.value.targets, current, definitions),
      inWords(current.targets, current, definitions),
    ),
  );
}

/** Rows left empty are not sent to the command: the one that it refuses is counted among those that are not. */
function refusalOfRow(
  form: FormData,
  { indicatorKey, at, field, fault }: RowFault,
): [field: string, sentence: string] {
  const rows = Array.from({ length: MILESTONE_ROWS }, (_, row) => row).filter((row) =>
    form.get(milestoneField(indicatorKey, row, "dueOn")),
  );
  return [milestoneField(indicatorKey, rows[at] ?? 0, field), milestoneRefusals[fault]];
}
type RowFault = { indicatorKey: string } & NonNullable<ReturnType<typeof faultOf>>;

function inWords(
  targets: readonly Target[],
  grant: Grant,
  definitions: readonly IndicatorDefinition[],
): [string, string][] {
  return [
    ["Période du financement", formatPeriod(grant.startsOn, grant.endsOn)],
    ...definitions.map((definition): [string, string] => {
      const target = targets.find((one) => one.indicatorKey === definition.key);
      if (!target) return [definition.name.fr, ""];
      const action = grant.actions.find((one) => one.id === target.actionId);
      const milestones = [...target.milestones]
        .sort((a, b) => a.dueOn.localeCompare(b.dueOn))
        .map(({ dueOn, value }) => `${writeFigure(definition, value)} au ${formatDate(dueOn)}`);
      const words = [writeFigure(definition, target.value), action?.name, ...milestones];
      return [definition.name.fr, words.filter(Boolean).join(", ")];
    }),
  ];
}

/** Above the form, the same sentence may be of any indicator: each says which. */
function nameErrors(
  errors: Record<string, string>,
  definitions: readonly IndicatorDefinition[],
): Record<string, string> {
  const names = new Map(
    definitions.flatMap(({ key, name }) => fieldsOf(key).map((field) => [field, name.fr] as const)),
  );
  return Object.fromEntries(
    Object.entries(errors).map(([field, sentence]) => {
      const name = names.get(field);
      return [field, name ? `${name}\u202f: ${sentence}` : sentence];
    }),
  );
}

export default function Targets() {
  const { grant, definitions, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const isPromised = ({ key }: IndicatorDefinition) =>
    grant.targets.some((target) => target.indicatorKey === key);
  const promised = definitions.filter(isPromised);
  const others = definitions.filter((one) => !isPromised(one));
  return (
    <>
      <PageHeader
        title="Objectifs"
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: grant.title, href: paths.grant(grant.id) },
        ]}
        lead={`Ce qui est promis à ${grant.funderName}, ${formatPeriod(grant.startsOn, grant.endsOn)}. Videz ce qui ne l’est plus.`}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.targets(grant.id)} />
      <RecordForm
        state={state}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, grant.version)}
        submitLabel="Enregistrer les objectifs"
        cancelHref={paths.grant(grant.id)}
        resetKey={answer?.key}
        summary={state && nameErrors(state.errors, definitions)}
      >
        {promised.map((definition) => (
          <TargetFields key={definition.key} {...{ definition, grant, state }} />
        ))}
        {others.length > 0 && (
          <div className="flex flex-col gap-1">
            <h2 className="text-xl">
              {promised.length > 0 ? "Promettre autre chose" : "Que promettez-vous\u202f?"}
            </h2>
            <p className="mb-2 max-w-measure text-muted">
              Ouvrez un indicateur pour lui donner un objectif.
            </p>
            {others.map((definition) => (
              <Disclosure
                key={definition.key}
                summary={definition.name.fr}
                open={isTyped(state, definition.key)}
              >
                <TargetFields {...{ definition, grant, state }} />
              </Disclosure>
            ))}
          </div>
        )}
      </RecordForm>
    </>
  );
}
