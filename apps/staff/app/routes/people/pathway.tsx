import { daysBetween } from "@essaim/accompaniment/pathway/day.rules";
import { type Deadline, urgencyOf } from "@essaim/accompaniment/pathway/deadline.rules";
import { recordStage } from "@essaim/accompaniment/pathway/stage.commands";
import { getPathway } from "@essaim/accompaniment/pathway/stage.queries";
import { adviceOn, latestTerm } from "@essaim/accompaniment/pathway/stage.rules";
import {
  type StageKind,
  stageLabels,
  stageMeanings,
  stageOfSlug,
  stageSchema,
  stageSlugs,
} from "@essaim/accompaniment/pathway/stage.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import type { Tone } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FieldError } from "@essaim/ui/field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { formatRelativeDate } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import type { ChangeEvent } from "react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { exceptOneError } from "~/one-error";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterRefusal } from "~/reread";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { deadlineLabels, leftOpenSentence, PathwayLine, stageIcons } from "./pathway-line";
import { StageFields } from "./stage-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Parcours · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getPathway, { workerId: recordId(params.id) });
  const query = new URL(request.url).searchParams;
  const mayWrite = can(actor, "worker:write") && !page.worker.isAnonymised;
  return {
    ...page,
    mayWrite,
    today: today(),
    asked: mayWrite ? (stageOfSlug(query.get("etape")) ?? null) : null,
    isForgotten: mayWrite && query.has("oubliee"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(stageSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, workerId };
  const outcome = await context.execute(actor, recordStage, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.pathway(workerId)}?fait=etape-notee`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, outcome);
}

export const shouldRevalidate = rereadAfterRefusal;

export default function Pathway() {
  const page = useLoaderData<typeof loader>();
  const [deadline] = page.deadlines;
  return (
    <>
      {deadline && <NextDeadline deadline={deadline} day={page.today} />}
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <Section title="Le parcours, étape par étape" rule={false} className="max-lg:order-2">
          <PathwayLine {...page} />
        </Section>
        {page.mayWrite && <NextStage {...page} />}
      </div>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function NextDeadline({ deadline, day }: { deadline: Deadline; day: string }) {
  const tones: Record<ReturnType<typeof urgencyOf>, Tone> = {
    over: "danger",
    near: "warning",
    said: "accent",
    far: "neutral",
  };
  const { kind, on, sentence } = deadline;
  const when = daysBetween(day, on) < 0 ? "dépassé" : formatRelativeDate(on, day);
  return (
    <Alert tone={tones[urgencyOf(on, day)]} title={`${deadlineLabels[kind]}\u202f: ${when}`}>
      {sentence}
    </Alert>
  );
}

/** What may be noted now, then the form of what was chosen: only what it needs, dates already there. */
function NextStage(page: Page) {
  const { asked, isForgotten, worker } = page;
  const answer = useActionData<typeof action>();
  const last = page.stages.at(-1);
  const hasLeft = last?.kind === "exit" && last.startsOn < page.today;
  const kinds = isForgotten ? page.forgettable : page.next.map(({ kind }) => kind);
  return (
    <Section
      id="suite"
      title={isForgotten ? "Noter une étape oubliée" : "Noter la suite"}
      rule={false}
      className="print:hidden max-lg:order-1"
      lead={
        isForgotten
          ? "Choisissez une étape que le parcours peut encore accueillir, puis sa date."
          : hasLeft
            ? "L’accompagnement s’est arrêté. Si la personne revient, notez par quoi il reprend."
            : undefined
      }
    >
      <ul className="flex flex-wrap gap-3">
        {kinds.map((kind) => (
          <li key={kind}>
            <ButtonLink
              href={`${paths.pathway(worker.id, {
                etape: stageSlugs[kind],
                oubliee: isForgotten ? "oui" : undefined,
              })}#suite`}
              icon={stageIcons[kind]}
              aria-current={kind === asked ? "true" : undefined}
              className="aria-[current]:border-accent aria-[current]:bg-accent-soft"
            >
              {stageLabels[kind]}
            </ButtonLink>
          </li>
        ))}
      </ul>
      {asked && <StageForm key={`${asked} ${answer?.key}`} {...page} kind={asked} />}
      <p className="text-sm">
        {isForgotten ? (
          <Link href={paths.pathway(worker.id)}>Revenir à la suite du parcours</Link>
        ) : (
          <Link href={`${paths.pathway(worker.id, { oubliee: "oui" })}#suite`}>
            Noter une étape oubliée
          </Link>
        )}
      </p>
    </Section>
  );
}

function StageForm({ kind, ...page }: Page & { kind: StageKind }) {
  const answer = useActionData<typeof action>();
  const isSending = useNavigation().state !== "idle";
  const state = answer?.state;
  const above = exceptOneError(state);
  const suggestion = page.isForgotten ? undefined : page.next.find((next) => next.kind === kind);
  const advice = adviceOn(kind, page.stages);
  const leftOpen = kind === "exit" ? leftOpenSentence(page.leftOpen) : null;
  return (
    <Form method="post" noValidate onChange={keepTermAYearAhead} className="flex flex-col gap-6">
      <ErrorSummary errors={above?.errors} formError={above?.formError} />
      <input type="hidden" name="submissionId" value={answer?.key ?? page.submissionId} />
      <input type="hidden" name="kind" value={kind} />
      <FormLayout>
        <div id="kind" tabIndex={-1} className="flex flex-col gap-1.5 outline-none">
          <h3 className="flex items-center gap-2">
            <Icon name={stageIcons[kind]} />
            {stageLabels[kind]}
          </h3>
          {stageMeanings[kind] && <p className="text-sm text-muted">{stageMeanings[kind]}</p>}
          {state?.errors.kind && <FieldError id="kind">{state.errors.kind}</FieldError>}
        </div>
        {advice && <Alert tone="warning">{advice}</Alert>}
        {leftOpen && <Alert>{leftOpen}</Alert>}
        <StageFields kind={kind} state={state} lists={page.lists} initial={suggestion ?? {}} />
        <FormActions>
          <SubmitButton pending={isSending}>Noter cette étape</SubmitButton>
          <ButtonLink href={paths.pathway(page.worker.id)} variant="quiet">
            Annuler
          </ButtonLink>
        </FormActions>
      </FormLayout>
    </Form>
  );
}

/** The first day moves: the term follows, twelve months less a day, until somebody types another. */
function keepTermAYearAhead(event: ChangeEvent<HTMLFormElement>) {
  const input: unknown = event.target;
  const term = event.currentTarget.elements.namedItem("termOn");
  if (!(input instanceof HTMLInputElement && term instanceof HTMLInputElement)) return;
  if (input === term) term.dataset.typed = "yes";
  else if (input.name === "startsOn" && input.value && !term.dataset.typed) {
    term.value = latestTerm(input.value);
  }
}
