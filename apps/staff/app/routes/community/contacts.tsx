import { settleContact } from "@essaim/directory/community/contact.commands";
import { listContactRequests } from "@essaim/directory/community/contact.queries";
import type { RelayState } from "@essaim/directory/community/relay.rules";
import {
  contactFilterSchema,
  relayStateLabels,
  settleContactSchema,
} from "@essaim/directory/community/relay.schema";
import { Badge, type Tone } from "@essaim/ui/badge";
import { Button } from "@essaim/ui/button";
import { Card } from "@essaim/ui/card";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate, typo } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Tabs } from "@essaim/ui/tabs";
import { TextArea } from "@essaim/ui/text-area";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import type { Answer } from "~/answer";
import { refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Mises en relation");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(contactFilterSchema, request);
  const page = await context.execute(actor, listContactRequests, filter);
  return {
    ...page,
    state: filter.state,
    submissionIds: page.requests.map(() => crypto.randomUUID()),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(settleContactSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, settleContact, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.contacts()}?fait=demande-reprise`);
  return outcome.reason === "form_already_used"
    ? refuseUsed(form)
    : refuseFields(form, { settlement: "Cette demande n’est plus à reprendre." });
}

const tones: Record<RelayState, Tone> = {
  unconfirmed: "neutral",
  waiting: "accent",
  answered: "success",
  escalated: "warning",
  settled: "success",
  abandoned: "neutral",
};

const lists = [
  { state: "escalated", label: "À reprendre", empty: "Aucune demande à reprendre" },
  { state: "waiting", label: "En attente", empty: "Aucune demande en attente" },
  { state: "ended", label: "Terminées", empty: "Aucune demande terminée pour l’instant" },
] as const;

/** Messages that novices sent to those who know, and those that the cooperative has to take over. */
export default function Contacts() {
  const { requests, counts, page, pageCount, state, submissionIds } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = lists.find((one) => one.state === state);
  return (
    <>
      <PageHeader
        title="Mises en relation"
        breadcrumb={[{ label: "Propositions", href: paths.proposals() }]}
        lead="Les messages que des visiteurs écrivent à qui a vécu une activité. Sans réponse en sept jours, la coopérative prend le relais."
      />
      <Tabs
        label="Où en sont les demandes"
        tabs={lists.map((one) => ({
          label: one.label,
          href: paths.contacts({ state: one.state === "escalated" ? null : one.state }),
          current: one.state === state,
          count: counts[one.state],
        }))}
      />
      {requests.length === 0 ? (
        <EmptyState icon="users" title={shown?.empty}>
          {typo(
            "Une demande passe par l’annuaire, sans que personne voie l’adresse de l’autre. Vous ne lisez que celles qui restent sans réponse.",
          )}
        </EmptyState>
      ) : (
        <>
          <ul className="flex max-w-3xl flex-col gap-5">
            {requests.map((request, index) => (
              <li key={request.id}>
                <Request
                  request={request}
                  answer={answer?.state.values.id === request.id ? answer : undefined}
                  submissionId={submissionIds[index] ?? ""}
                />
              </li>
            ))}
          </ul>
          <Pagination
            page={page}
            pageCount={pageCount}
            hrefFor={(number) =>
              paths.contacts({
                state: state === "escalated" ? null : state,
                page: number > 1 ? number : null,
              })
            }
          />
        </>
      )}
    </>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>["requests"][number];

function Request({
  request,
  answer,
  submissionId,
}: {
  request: Shown;
  answer: Answer | undefined;
  submissionId: string;
}) {
  return (
    <Card
      level={2}
      title={
        <>
          À {request.author}, sur{" "}
          <Link href={paths.activity(request.activityId)}>{request.activityTitle}</Link>
        </>
      }
      meta={<Badge tone={tones[request.state]}>{relayStateLabels[request.state]}</Badge>}
    >
      <Days request={request} />
      {request.message && (
        <>
          <p>
            {request.noviceName},{" "}
            <a href={`mailto:${request.noviceEmail}`}>{request.noviceEmail}</a>, a écrit&#8239;:
          </p>
          <blockquote className="max-w-measure border-l-4 border-edge pl-4 whitespace-pre-line">
            {request.message}
          </blockquote>
        </>
      )}
      {request.state === "escalated" && (
        <Settle request={request} answer={answer} submissionId={submissionId} />
      )}
      {request.settlement && <p className="max-w-measure">Fait&#8239;: {request.settlement}</p>}
    </Card>
  );
}

function Days({ request }: { request: Shown }) {
  const { state, dueOn, remindedOn, answeredOn, settledOn, isUndelivered } = request;
  const said = [
    isUndelivered && "Le message n’a pas pu être remis\u202f: l’adresse n’existe plus.",
    state === "waiting" && dueOn && `Réponse attendue le ${formatDate(dueOn)}.`,
    state === "escalated" && dueOn && !isUndelivered && `Attendue le ${formatDate(dueOn)}.`,
    state === "waiting" && remindedOn && `Rappelée le ${formatDate(remindedOn)}.`,
    state === "abandoned" && "Personne ne l’a reprise\u202f: qui l’avait écrite est oublié.",
    answeredOn && `Répondue le ${formatDate(answeredOn)}.`,
    settledOn && `Reprise le ${formatDate(settledOn)}.`,
  ].filter(Boolean);
  return <p className="text-sm text-muted">{said.join(" ")}</p>;
}

function Settle({
  request,
  answer,
  submissionId,
}: {
  request: Shown;
  answer: Answer | undefined;
  submissionId: string;
}) {
  const state = answer?.state;
  const id = `settlement-${request.id}`;
  return (
    <Form method="post" noValidate key={answer?.key} className="flex flex-col gap-3">
      <ErrorSummary errors={state?.errors} formError={state?.formError} ids={{ settlement: id }} />
      <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
      <input type="hidden" name="id" value={request.id} />
      <TextArea
        label="Ce que vous avez fait"
        id={id}
        rows={2}
        maxLength={2000}
        hint="Par exemple «&#8239;Appelée, et présentée à une autre équipe&#8239;»."
        {...fieldProps(state, "settlement")}
      />
      <div>
        <Button type="submit" variant="primary">
          C’est repris<span className="sr-only"> pour {request.noviceName}</span>
        </Button>
      </div>
    </Form>
  );
}
