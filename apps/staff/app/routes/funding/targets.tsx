import { type Grant, getGrant } from "@essaim/funding/grant/grant.queries";
import { can } from "@essaim/identity/actor";
import {
  findIndicator,
  type IndicatorKey,
  indicatorKeys,
  indicators,
} from "@essaim/impact/indicator.schema";
import { setTargets } from "@essaim/impact/target.commands";
import {
  actionField,
  type Target,
  targetField,
  targetsFormSchema,
} from "@essaim/impact/target.schema";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { formatNumber, formatPeriod } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import { type FormState, parseForm, readForm } from "@essaim/web/form";
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
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Objectifs · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const grant = await context.execute(actor, getGrant, { id: recordId(params.id) });
  return { grant, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(targetsFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { grantId, ...parsed.value };
  const outcome = await context.execute(actor, setTargets, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.grant(grantId)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "action_unknown") {
    return refuseField(form, {
      field: actionField(outcome.indicatorKey),
      message: "Cette action n’est plus dans le programme. Choisissez-en une autre.",
    });
  }
  const { current } = outcome;
  const theirs = current.targets.filter(isInRegistry);
  return refuseConflict(
    form,
    outcome,
    differing(inWords(parsed.value.targets, current), inWords(theirs, current)),
  );
}

const isInRegistry = (target: Grant["targets"][number]): target is Target =>
  findIndicator(target.indicatorKey) !== undefined;

function inWords(targets: readonly Target[], grant: Grant): [string, string][] {
  return [
    ["Période du financement", formatPeriod(grant.startsOn, grant.endsOn)],
    ...indicatorKeys.map((key): [string, string] => {
      const target = targets.find((one) => one.indicatorKey === key);
      const action = grant.actions.find((one) => one.id === target?.actionId);
      if (!target) return [indicators[key].name.fr, ""];
      const value = formatNumber(target.value);
      return [indicators[key].name.fr, action ? `${value} (${action.name})` : value];
    }),
  ];
}

export default function Targets() {
  const { grant, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Objectifs"
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: grant.title, href: paths.grant(grant.id) },
        ]}
        lead={`Ce qui est promis à ${grant.funderName}, ${formatPeriod(grant.startsOn, grant.endsOn)}. Laissez vide ce qui ne l’est pas.`}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.targets(grant.id)} />
      <RecordForm
        state={state}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, grant.version)}
        submitLabel="Enregistrer les objectifs"
        cancelHref={paths.grant(grant.id)}
        resetKey={answer?.key}
      >
        {indicatorKeys.map((key) => (
          <TargetFields key={key} indicatorKey={key} grant={grant} state={state} />
        ))}
      </RecordForm>
    </>
  );
}

function TargetFields({
  indicatorKey,
  grant,
  state,
}: {
  indicatorKey: IndicatorKey;
  grant: Grant;
  state: FormState | undefined;
}) {
  const { name, definition } = indicators[indicatorKey];
  const saved = grant.targets.find((target) => target.indicatorKey === indicatorKey);
  return (
    <Fieldset question={name.fr} hint={definition.fr}>
      <div className="grid gap-5 sm:grid-cols-[11rem_minmax(0,1fr)]">
        <TextField
          label="Objectif"
          {...fieldProps(state, targetField(indicatorKey), saved && formatNumber(saved.value))}
          optional="unmarked"
          width="short"
          inputMode="numeric"
          autoComplete="off"
        />
        <Select
          label="Action du programme"
          {...fieldProps(state, actionField(indicatorKey), saved?.actionId)}
          optional="unmarked"
          placeholder="L’ensemble du programme"
          width="full"
          options={grant.actions.map((action) => ({ value: action.id, label: action.name }))}
        />
      </div>
    </Fieldset>
  );
}
