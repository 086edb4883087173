import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import {
  dropIntention,
  editIntention,
  reopenIntention,
} from "@essaim/commons/intention/intention.commands";
import { getIntention, type Intention } from "@essaim/commons/intention/intention.queries";
import {
  dropIntentionSchema,
  INTENTION_ENDED,
  type IntentionInput,
  intentionEditSchema,
  intentionRefusals,
} from "@essaim/commons/intention/intention.schema";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate, formatDuration } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { TextArea } from "@essaim/ui/text-area";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { contributionOptions } from "../contribution.server";
import type { ContributionOptions } from "../contribution-form";
import { IntentionFields } from "./intention-fields";

export const meta: MetaFunction = () => pageTitle("Intention de contribution");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contribution:write")) throw new Response(null, { status: 403 });
  const intention = await context.execute(actor, getIntention, { id: recordId(params.id) });
  const { resources, lines } = await contributionOptions(context, actor, intention);
  return { intention, resources, lines, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const here = paths.intention(id);
  const ended = () => refuseTyped(refuseForm(form, { formError: INTENTION_ENDED }));
  if (form.get("intent") === "reprendre") {
    const outcome = await context.execute(actor, reopenIntention, { id }, { submissionId });
    if (outcome.ok) throw redirect(`${here}?fait=enregistre`);
    return refuseUsed(form);
  }
  if (form.get("intent") === "abandonner") {
    const parsed = parseForm(dropIntentionSchema, form);
    if (!parsed.ok) return refuseTyped(parsed.state);
    const input = { ...parsed.value, id };
    const outcome = await context.execute(actor, dropIntention, input, { submissionId });
    if (outcome.ok) throw redirect(`${here}?fait=enregistre`);
    return outcome.reason === "ended" ? ended() : refuseUsed(form);
  }
  const parsed = parseForm(intentionEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editIntention, input, { submissionId });
  if (outcome.ok) throw redirect(`${here}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "ended") return ended();
  if (outcome.reason !== "conflict") return refuseField(form, intentionRefusals[outcome.reason]);
  const options = await contributionOptions(context, actor, outcome.current);
  return refuseConflict(
    form,
    outcome,
    differing(inWords(parsed.value, options), inWords(outcome.current, options)),
  );
}

export default function IntentionPage() {
  const { intention, resources, lines, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const key = answer ? answer.key : submissionId;
  const isOpen = intention.contributionId === null && intention.droppedOn === null;
  // The same fields are never in both forms: a refusal of one leaves the other as it was.
  const isDropping = answer?.state.values.intent === "abandonner";
  const edited = isDropping ? undefined : answer;
  return (
    <>
      <PageHeader
        title={intention.description}
        breadcrumb={[{ label: "Intentions de contribution", href: paths.intentions() }]}
        meta={
          <>
            <span>{contributionKindLabels[intention.kind]}</span>
            <span>{intention.openResourceName}</span>
            <span>{formatDate(intention.plannedOn)}</span>
          </>
        }
        action={
          isOpen && (
            <ButtonLink
              href={paths.newContribution({ intention: intention.id })}
              variant="primary"
              icon="check"
            >
              C’est fait
            </ButtonLink>
          )
        }
      />
      {intention.contributionId && (
        <Alert
          tone="success"
          title="Cette intention est réalisée"
          action={
            <ButtonLink href={paths.contribution(intention.contributionId)}>
              Voir la contribution
            </ButtonLink>
          }
        />
      )}
      {intention.droppedOn && (
        <Alert title={`Abandonnée le ${formatDate(intention.droppedOn)}`}>
          <p className="whitespace-pre-line">{intention.droppedReason}</p>
          <Form method="post" className="mt-3">
            <input type="hidden" name="submissionId" value={key} />
            <Button type="submit" name="intent" value="reprendre">
              La reprendre
            </Button>
          </Form>
        </Alert>
      )}
      {isOpen && (
        <>
          <Conflict conflict={edited?.conflict} reloadHref={paths.intention(intention.id)} />
          <Section title="Ce qui est prévu">
            <RecordForm
              state={edited?.state}
              submissionId={key}
              version={versionFor(edited, intention.version)}
              submitLabel="Enregistrer"
              cancelHref={paths.intentions()}
              resetKey={answer?.key}
            >
              <IntentionFields options={{ resources, lines }} saved={intention} answer={edited} />
            </RecordForm>
          </Section>
          <Disclosure summary="L’abandonner" open={isDropping}>
            <RecordForm
              state={isDropping ? answer.state : undefined}
              submissionId={key}
              submitLabel="Abandonner cette intention"
              id="abandon"
              resetKey={`abandon${answer?.key}`}
            >
              <input type="hidden" name="intent" value="abandonner" />
              <TextArea
                label="Pourquoi"
                {...fieldProps(isDropping ? answer.state : undefined, "reason")}
                rows={2}
                hint="Pour que l’on sache plus tard si la raison tient encore."
              />
            </RecordForm>
          </Disclosure>
        </>
      )}
    </>
  );
}

function inWords(
  told: IntentionInput | Intention,
  { resources, lines }: Pick<ContributionOptions, "resources" | "lines">,
): Words {
  return [
    ["Nature", contributionKindLabels[told.kind]],
    ["Commun", resources.find((one) => one.id === told.openResourceId)?.name ?? ""],
    ["En une phrase", told.description],
    ["Pour quand", formatDate(told.plannedOn)],
    ["Montant prévu", told.amountCents === null ? "" : formatCents(told.amountCents)],
    ["Durée prévue", told.minutes === null ? "" : formatDuration(told.minutes)],
    ["Ligne budgétaire", lines.find((one) => one.id === told.budgetLineId)?.label ?? ""],
  ];
}
