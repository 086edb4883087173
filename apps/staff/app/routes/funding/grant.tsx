import { today } from "@essaim/database/today";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import { isVerbAllowed } from "@essaim/funding/grant/grant.rules";
import { listAmendments, listReportsDue } from "@essaim/funding/grant/grant-life.queries";
import { getGrantMoney } from "@essaim/funding/overview/grant-money.queries";
import { can } from "@essaim/identity/actor";
import { getGrantFigures, hasFunderAccess } from "@essaim/impact/dashboard.queries";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { FigureGroups } from "../impact/figure-groups";
import { PeopleTables } from "../impact/people-tables";
import { peopleSentence, targetsSentence } from "../impact/sentences";
import { AgreementTerms } from "./life/agreement-terms";
import { Amendments } from "./life/amendments";
import { ReportsDue } from "./life/reports-due";
import { StandingList } from "./life/standing-list";
import { GrantMoney } from "./overview/grant-money";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const canWrite = can(actor, "grant:write");
  const canReadSpending = can(actor, "spending:read");
  const [grant, money, figures, amendments, reports] = await Promise.all([
    context.execute(actor, getGrant, { id }),
    canReadSpending ? context.execute(actor, getGrantMoney, { id }) : null,
    context.execute(actor, getGrantFigures, { id }),
    context.execute(actor, listAmendments, { grantId: id }),
    canWrite ? context.execute(actor, listReportsDue, { grantId: id }) : [],
  ]);
  const hasReader = await context.execute(actor, hasFunderAccess, { funderId: grant.funderId });
  return {
    grant,
    money,
    figures,
    hasReader,
    amendments,
    reports,
    canWrite,
    today: today(),
  };
}

export default function GrantPage() {
  const page = useLoaderData<typeof loader>();
  const { grant, figures, amendments, reports, canWrite } = page;
  const all = figures.groups.flatMap((group) => group.figures);
  const setTargets = canWrite && (
    <ButtonLink href={paths.targets(grant.id)} icon="target">
      {all.length > 0 ? "Modifier les objectifs" : "Fixer les objectifs"}
    </ButtonLink>
  );
  return (
    <>
      <StandingList grant={grant} amendments={amendments} canWrite={canWrite} />
      {page.money && <GrantMoney {...page.money} canReadSpending canWrite={canWrite} />}
      <Section
        title="La convention"
        action={
          canWrite &&
          isVerbAllowed("amend", grant.status) && (
            <ButtonLink href={paths.newAmendment(grant.id)} icon="plus">
              Noter un avenant
            </ButtonLink>
          )
        }
      >
        <AgreementTerms grant={grant} hasReader={page.hasReader} />
        {amendments.length > 0 && (
          <Amendments
            grantId={grant.id}
            amendments={amendments}
            canWrite={canWrite && isVerbAllowed("amend", grant.status)}
          />
        )}
      </Section>
      {reports.length > 0 && (
        <Section title="Comptes rendus attendus">
          <ReportsDue grantId={grant.id} reports={reports} today={page.today} />
        </Section>
      )}
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
    </>
  );
}
