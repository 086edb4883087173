import { getWorkerMentoring } from "@essaim/accompaniment/mentoring/mentoring.queries";
import { offerKindLabels } from "@essaim/accompaniment/mentoring/mentoring.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { fieldProps } from "@essaim/ui/form-state";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import type { Answer } from "~/answer";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { MentorshipCard } from "./mentorship-card";
import { takeStep } from "./steps.server";

/** Suggestions shown: past them the reasons are thin. */
const SHOWN = 8;

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Parrainage · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getWorkerMentoring, { workerId: recordId(params.id) });
  return {
    ...page,
    suggestions: page.suggestions.slice(0, SHOWN),
    mayWrite: can(actor, "mentoring:write") && page.worker.anonymisedAt === null,
    today: today(),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const refused = await takeStep(context, actor, workerId, await readForm(request));
  if (refused) return refused;
  throw redirect(`${paths.workerMentoring(workerId)}?fait=enregistre`);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function PersonMentoring() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const about = answer?.state.values.id;
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <Section title="Parrainages" rule={false}>
        {page.mentorships.length === 0 ? (
          <EmptyState level={3} icon="users" title="Aucun parrainage pour l’instant">
            Proposez ci-contre quelqu’un d’expérience, ou notez ce que cette personne peut elle-même
            transmettre.
          </EmptyState>
        ) : (
          <ul className="flex flex-col gap-5">
            {page.mentorships.map((mentorship) => (
              <li key={mentorship.id}>
                <MentorshipCard
                  mentorship={mentorship}
                  workerId={page.worker.id}
                  mayWrite={page.mayWrite}
                  answer={about === mentorship.id ? answer : undefined}
                  today={page.today}
                  submissionId={page.submissionId}
                />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <div className="flex flex-col gap-8">
        {page.mayWrite && <Suggestions page={page} answer={answer} />}
        <Offers page={page} answer={answer} />
      </div>
    </div>
  );
}

type Parts = { page: Page; answer: Answer | undefined };

function Suggestions({ page: { suggestions, submissionId, worker }, answer }: Parts) {
  const isSending = useNavigation().state !== "idle";
  const state = answer?.state.values.step === "propose" ? answer.state : undefined;
  return (
    <Section title={"Qui lui proposer\u202f?"} rule={false}>
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      {suggestions.length === 0 ? (
        <p className="text-muted">
          Personne ne correspond encore. Renseignez ses communs, ses langues et ses compétences, ou
          notez ce que d’autres peuvent transmettre.
        </p>
      ) : (
        <ol className="flex flex-col" id="mentorId" tabIndex={-1}>
          {suggestions.map((one) => (
            <li key={one.id} className="flex flex-col gap-2 border-b border-line py-3">
              <Link href={paths.worker(one.id)} className="font-semibold">
                {one.name}
              </Link>
              <ul className="list-disc pl-5 text-sm">
                {one.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
              {one.caution && <p className="text-sm text-muted">À savoir&#8239;: {one.caution}.</p>}
              <Form method="post">
                <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
                <input type="hidden" name="step" value="propose" />
                <input type="hidden" name="mentorId" value={one.id} />
                <SubmitButton
                  variant="secondary"
                  size="small"
                  pending={isSending}
                  pendingLabel="Proposer"
                >
                  Proposer
                  <span className="sr-only">
                    {" "}
                    {one.name} à {worker.name}
                  </span>
                </SubmitButton>
              </Form>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Offers({ page, answer }: Parts) {
  const { offers, choices, mayWrite, submissionId } = page;
  const isSending = useNavigation().state !== "idle";
  const own = answer?.state.values.step === "offer" ? answer : undefined;
  return (
    <Section title="Ce que cette personne peut transmettre" rule={false}>
      {offers.length === 0 ? (
        <p className="text-muted">Rien de noté pour l’instant.</p>
      ) : (
        <ul>
          {offers.map((offer) => (
            <li
              key={offer.id}
              className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-2"
            >
              <span>
                {offer.label}
                {offer.note && <span className="block text-sm text-muted">{offer.note}</span>}
              </span>
              {mayWrite && (
                <Form method="post">
                  <input type="hidden" name="submissionId" value={submissionId} />
                  <input type="hidden" name="step" value="end-offer" />
                  <input type="hidden" name="id" value={offer.id} />
                  <SubmitButton
                    variant="quiet"
                    size="small"
                    pending={isSending}
                    pendingLabel="Retirer"
                  >
                    Retirer<span className="sr-only"> {offer.label}</span>
                  </SubmitButton>
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        <Form
          method="post"
          noValidate
          key={own?.key ?? submissionId}
          className="flex flex-col gap-4"
        >
          <ErrorSummary errors={own?.state.errors} formError={own?.state.formError} />
          <input type="hidden" name="submissionId" value={own?.key ?? submissionId} />
          <input type="hidden" name="step" value="offer" />
          <Select
            label="Elle ou il connaît"
            width="full"
            optional="unmarked"
            placeholder="Choisir"
            options={choices.map(({ kind, things }) => ({
              label: offerKindLabels[kind],
              options: things,
            }))}
            {...fieldProps(own?.state, "thing")}
          />
          <TextField
            label="Précision"
            optional
            width="full"
            maxLength={500}
            autoComplete="off"
            {...fieldProps(own?.state, "note")}
          />
          <SubmitButton pending={isSending} variant="secondary">
            Noter
          </SubmitButton>
        </Form>
      )}
    </Section>
  );
}
