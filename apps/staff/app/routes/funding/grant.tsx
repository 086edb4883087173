import { getGrant } from "@essaim/funding/grant/grant.queries";
import { isVisibleToFunder } from "@essaim/funding/grant/grant.rules";
import { getGrantMoney } from "@essaim/funding/overview/grant-money.queries";
import { can } from "@essaim/identity/actor";
import { getGrantFigures, hasFunderAccess } from "@essaim/impact/dashboard.queries";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatPeriod, typo } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { FigureGroups } from "../impact/figure-groups";
import { PeopleTables } from "../impact/people-tables";
import { peopleSentence, targetsSentence } from "../impact/sentences";
import { GrantMoney } from "./overview/grant-money";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [grant, money, figures] = await Promise.all([
    context.execute(actor, getGrant, { id }),
    context.execute(actor, getGrantMoney, { id }),
    context.execute(actor, getGrantFigures, { id }),
  ]);
  const hasReader = await context.execute(actor, hasFunderAccess, { funderId: grant.funderId });
  return {
    grant,
    money,
    figures,
    hasReader,
    canReadSpending: can(actor, "spending:read"),
    canWrite: can(actor, "grant:write"),
  };
}

export default function GrantPage() {
  const { grant, money, figures, hasReader, canWrite, canReadSpending } =
    useLoaderData<typeof loader>();
  const all = figures.groups.flatMap((group) => group.figures);
  const setTargets = canWrite && (
    <ButtonLink href={paths.targets(grant.id)} icon="target">
      {all.length > 0 ? "Modifier les objectifs" : "Fixer les objectifs"}
    </ButtonLink>
  );
  return (
    <>
      <GrantMoney {...money} canReadSpending={canReadSpending} />
      <Section
        title="Objectifs et réalisé"
        lead={all.length > 0 ? targetsSentence(all) : undefined}
        action={all.length > 0 && setTargets}
      >
        {all.length > 0 ? (
          <FigureGroups groups={figures.groups} />
        ) : (
          <EmptyState
            title="Aucun objectif pour l’instant"
            icon="target"
            level={3}
            action={setTargets}
          >
            Les objectifs promis au financeur se comparent ici à ce qui est fait.
          </EmptyState>
        )}
      </Section>
      <Section title="Personnes accompagnées" lead={peopleSentence(figures.people)}>
        {figures.people.total !== 0 && <PeopleTables people={figures.people} />}
      </Section>
      <Section title="La convention">
        <DescriptionList
          items={[
            {
              term: "Financeur",
              value: grant.funderUrl ? (
                <a href={grant.funderUrl} rel="noreferrer">
                  {grant.funderName}
                </a>
              ) : (
                grant.funderName
              ),
            },
            { term: "Programme", value: grant.programmeName },
            {
              term: "Montant demandé",
              value: grant.askedCents === null ? null : formatCents(grant.askedCents),
            },
            {
              term: "Montant accordé",
              value: grant.amountCents === null ? null : formatCents(grant.amountCents),
            },
            { term: "Référence", value: grant.reference },
            { term: "Période", value: formatPeriod(grant.startsOn, grant.endsOn) },
            {
              term: "Vu par le financeur",
              value: !isVisibleToFunder(grant.status)
                ? "Non, tant que ce financement n’est pas acquis."
                : hasReader
                  ? "Oui, par son tableau de bord, sans rien sur les personnes."
                  : typo("Pas encore : aucun accès n’est ouvert pour ce financeur."),
            },
            {
              term: "Note",
              value: grant.note && <span className="whitespace-pre-line">{grant.note}</span>,
            },
          ]}
        />
      </Section>
    </>
  );
}
