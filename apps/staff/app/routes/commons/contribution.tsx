import { removeContribution } from "@essaim/commons/contribution/contribution.commands";
import { getContributionFile } from "@essaim/commons/contribution/contribution.queries";
import { needsAmount } from "@essaim/commons/contribution/contribution.rules";
import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import {
  recordUpstreamStep,
  takeBackUpstreamStep,
} from "@essaim/commons/upstream/upstream.commands";
import {
  DAYS_WITHOUT_ANSWER,
  isUnanswered,
  nextStates,
} from "@essaim/commons/upstream/upstream.rules";
import {
  upstreamLabels,
  upstreamRefusals,
  upstreamStepSchema,
} from "@essaim/commons/upstream/upstream.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate, formatDuration, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { type Column, Table } from "@essaim/ui/table";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { Timeline } from "@essaim/ui/timeline";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { worthFormula } from "./worth-words";

export const meta: MetaFunction = () => pageTitle("Contribution");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const file = await context.execute(actor, getContributionFile, { id: recordId(params.id) });
  const last = file.steps.at(-1) ?? null;
  const day = today();
  return {
    ...file,
    day,
    next: nextStates(last?.state ?? null),
    isUnanswered: isUnanswered(last, day),
    canWrite: can(actor, "contribution:write"),
    canRemove: can(actor, "commons:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const contributionId = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const here = paths.contribution(contributionId);
  if (form.get("intent") === "supprimer") {
    const outcome = await context.execute(
      actor,
      removeContribution,
      { id: contributionId },
      { submissionId },
    );
    if (outcome.ok) throw redirect(`${paths.contributions()}?fait=supprime`);
    return refuseUsed(form);
  }
  if (form.get("intent") === "revenir") {
    const input = { contributionId, stepId: recordId(String(form.get("stepId"))) };
    const outcome = await context.execute(actor, takeBackUpstreamStep, input, { submissionId });
    if (outcome.ok) throw redirect(`${here}?fait=enregistre`);
    if (outcome.reason === "form_already_used") return refuseUsed(form);
    const formError = "Une autre étape a été notée depuis\u202f: revenez d’abord sur celle-là.";
    return refuseTyped(refuseForm(form, { formError }));
  }
  const parsed = parseForm(upstreamStepSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, contributionId };
  const outcome = await context.execute(actor, recordUpstreamStep, input, { submissionId });
  if (outcome.ok) throw redirect(`${here}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, upstreamRefusals[outcome.reason]);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ContributionPage() {
  const page = useLoaderData<typeof loader>();
  const { contribution, worth, canWrite } = page;
  return (
    <>
      <PageHeader
        title={contribution.description}
        breadcrumb={[{ label: "Contributions aux communs", href: paths.contributions() }]}
        meta={
          <>
            <span>{contributionKindLabels[contribution.kind]}</span>
            <span>{formatDate(contribution.contributedOn)}</span>
            <Link href={paths.oneCommons(contribution.openResourceId)}>
              {contribution.openResourceName}
            </Link>
          </>
        }
        action={
          canWrite && (
            <ButtonLink href={paths.editContribution(contribution.id)} icon="edit">
              Modifier
            </ButtonLink>
          )
        }
      />
      {page.isUnanswered && (
        <Alert
          tone="warning"
          title={`Sans réponse en amont depuis plus de ${DAYS_WITHOUT_ANSWER} jours`}
        >
          Relancez qui la tient, ou dites qu’elle n’a pas été prise&#8239;: une modification gardée
          à part finit en copie que personne d’autre ne tient.
        </Alert>
      )}
      <DescriptionList
        items={[
          {
            term: "Valeur",
            value: (
              <>
                {worth.cents !== null && formatCents(worth.cents)}
                <span className="block text-sm text-muted">{worthFormula(worth)}</span>
              </>
            ),
          },
          {
            term: "Par",
            value: `${contribution.workerName ?? "La coopérative"}${contribution.asMentor ? ", en accompagnant quelqu’un d’autre" : ""}`,
          },
          ...money(page),
          {
            term: "Temps",
            value: contribution.minutes === null ? null : formatDuration(contribution.minutes),
          },
          {
            term: "Où le vérifier",
            value: contribution.evidenceUrl && (
              <a href={contribution.evidenceUrl} rel="noreferrer" className="break-words">
                {contribution.evidenceUrl}
              </a>
            ),
          },
        ]}
      />
      {/* Money is not merged by anybody. */}
      {(!needsAmount(page.contribution.kind) || page.steps.length > 0) && <Upstream page={page} />}
      <Items page={page} />
      {page.canRemove && <Removal page={page} />}
    </>
  );
}

/** What was paid, for what, and by which lines. */
function money({ contribution, expense }: Page) {
  const { amountCents, shareCount, shareNominalCents, certificate, renewsOn } = contribution;
  const isOtherAmount = expense !== null && expense.amountCents !== amountCents;
  return [
    {
      term: "Montant",
      value: amountCents === null ? null : formatCents(amountCents),
    },
    shareCount !== null && {
      term: "Parts",
      value: `${plural(shareCount, "part", "parts")} de ${formatCents(shareNominalCents ?? 0)}${certificate && `, certificat ${certificate}`}`,
    },
    renewsOn !== null && { term: "À renouveler le", value: formatDate(renewsOn) },
    contribution.expenseId !== null && {
      term: "Payée par",
      value: expense ? (
        <ul>
          {expense.lines.map((line) => (
            <li key={line.id}>
              {line.grantId ? (
                <Link href={paths.grant(line.grantId)}>{line.grantTitle}</Link>
              ) : (
                "Fonds propres"
              )}
              {` · ${line.label} · ${formatCents(line.amountCents)}`}
            </li>
          ))}
          {expense.lines.length === 0 && <li>La coopérative, sans ligne budgétaire</li>}
          <li>
            <Link href={paths.expense(expense.id)}>Voir la dépense</Link>
          </li>
          {isOtherAmount && (
            <li className="text-warning">
              Sa dépense est de {formatCents(expense.amountCents)}&#8239;: l’une des deux est à
              corriger.
            </li>
          )}
        </ul>
      ) : (
        "Une dépense de la coopérative"
      ),
    },
  ].filter((item) => item !== false);
}

function Upstream({ page }: { page: Page }) {
  const { contribution, steps, next, canWrite, day, submissionId } = page;
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const key = answer ? answer.key : submissionId;
  const last = steps.at(-1);
  return (
    <Section
      title="Son devenir en amont"
      lead={
        steps.length === 0
          ? "Rien n’est noté. Ce qui a été proposé à celles et ceux qui tiennent le commun se suit ici, jusqu’à leur réponse."
          : undefined
      }
    >
      {steps.length > 0 && (
        <Timeline
          entries={steps.map((step) => ({
            id: step.id,
            date: formatDate(step.happenedOn),
            dateTime: step.happenedOn,
            title: upstreamLabels[step.state],
            icon: step.state === "merged" ? ("check" as const) : ("commons" as const),
            children: (step.reason || step.pageUrl) && (
              <>
                {step.reason && <p className="whitespace-pre-line">{step.reason}</p>}
                {step.pageUrl && (
                  <a href={step.pageUrl} rel="noreferrer" className="break-words">
                    {step.pageUrl}
                  </a>
                )}
              </>
            ),
          }))}
        />
      )}
      {canWrite && last && (
        <Form method="post">
          <input type="hidden" name="submissionId" value={key} />
          <input type="hidden" name="stepId" value={last.id} />
          <Button type="submit" name="intent" value="revenir" size="small">
            Annuler l’étape «&#8239;{upstreamLabels[last.state]}&#8239;»
          </Button>
        </Form>
      )}
      {canWrite && next.length > 0 && (
        <RecordForm
          state={state}
          submissionId={key}
          submitLabel="Noter cette étape"
          resetKey={`${answer?.key}${contribution.id}${steps.length}`}
        >
          <Select
            label="Ce qu’elle est devenue"
            {...fieldProps(state, "state")}
            options={next.map((value) => ({ value, label: upstreamLabels[value] }))}
          />
          <DateField label="Le" {...fieldProps(state, "happenedOn", day)} />
          <TextArea
            label="Pourquoi, ou ce qui s’est dit"
            {...fieldProps(state, "reason")}
            optional="unmarked"
            rows={2}
            hint="Il le faut quand elle est refusée. Sans nommer personne."
          />
          <TextField
            label="Adresse où le voir"
            type="url"
            {...fieldProps(state, "pageUrl")}
            optional
            autoComplete="off"
          />
        </RecordForm>
      )}
    </Section>
  );
}

const itemColumns: Column<Page["items"][number]>[] = [
  {
    key: "title",
    header: "Élément",
    lead: true,
    cell: (item) =>
      item.pageUrl ? (
        <a href={item.pageUrl} rel="noreferrer">
          {item.title}
        </a>
      ) : (
        item.title
      ),
  },
  { key: "date", header: "Date", cell: (item) => formatDate(item.happenedOn) },
  {
    key: "lines",
    header: "Lignes",
    numeric: true,
    cell: (item) =>
      item.linesAdded === null && item.linesRemoved === null
        ? ""
        : `+${formatNumber(item.linesAdded ?? 0)} −${formatNumber(item.linesRemoved ?? 0)}`,
  },
];

function Items({ page: { items, itemCount } }: { page: Page }) {
  if (itemCount === 0) return null;
  return (
    <Section
      title="De quoi elle est faite"
      lead={
        itemCount > items.length
          ? `Les ${items.length} premiers éléments sur ${formatNumber(itemCount)}.`
          : plural(itemCount, "élément", "éléments")
      }
    >
      <Table
        caption="Éléments de la contribution"
        hideCaption
        rows={items}
        rowKey={(item) => item.id}
        columns={itemColumns}
      />
    </Section>
  );
}

function Removal({ page: { contribution, submissionId } }: { page: Page }) {
  return (
    <Disclosure summary="Supprimer cette contribution">
      <Form method="post" className="flex flex-col items-start gap-3">
        <input type="hidden" name="submissionId" value={submissionId} />
        <p className="max-w-measure">
          Elle quitte le registre avec ce qu’elle est devenue en amont, pour de bon.
          {contribution.expenseId !== null && " Sa dépense reste parmi les dépenses."}
        </p>
        <Button type="submit" name="intent" value="supprimer" variant="danger" icon="delete">
          Supprimer pour de bon
        </Button>
      </Form>
    </Disclosure>
  );
}
