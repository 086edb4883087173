import { getContributionFile } from "@essaim/commons/contribution/contribution.queries";
import { needsAmount } from "@essaim/commons/contribution/contribution.rules";
import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import {
  DAYS_WITHOUT_ANSWER,
  isUnanswered,
  nextStates,
} from "@essaim/commons/upstream/upstream.rules";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatCents, formatDate, formatDuration, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { readForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { ContributionItems } from "./contribution-items";
import { takeContributionStep } from "./contribution-steps.server";
import { ContributionUpstream } from "./contribution-upstream";
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
  return await takeContributionStep(context, actor, recordId(params.id), await readForm(request));
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ContributionPage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { contribution, worth, canWrite } = page;
  // Money is not merged by anybody, and takes no time; work is paid to nobody, unless somebody says how much.
  const isMoney = needsAmount(contribution.kind);
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
          ...(isMoney && contribution.minutes === null
            ? []
            : [
                {
                  term: "Temps",
                  value:
                    contribution.minutes === null ? null : formatDuration(contribution.minutes),
                },
              ]),
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
      {(!isMoney || page.steps.length > 0) && <ContributionUpstream page={page} answer={answer} />}
      <ContributionItems items={page.items} itemCount={page.itemCount} />
      {page.canRemove && <Removal page={page} />}
    </>
  );
}

/** What was paid, for what, and by which lines. */
function money({ contribution, expense }: Page) {
  const { amountCents, shareCount, shareNominalCents, certificate, renewsOn } = contribution;
  const isOtherAmount = expense !== null && expense.amountCents !== amountCents;
  return [
    amountCents !== null && { term: "Montant", value: formatCents(amountCents) },
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
