import { today } from "@essaim/database/today";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import { isVerbAllowed } from "@essaim/funding/grant/grant.rules";
import { listAmendments, listReportsDue } from "@essaim/funding/grant/grant-life.queries";
import { listPayments } from "@essaim/funding/grant/payment.queries";
import { getGrantMoney } from "@essaim/funding/overview/grant-money.queries";
import { can } from "@essaim/identity/actor";
import { hasFunderAccess } from "@essaim/impact/portal/access.queries";
import { getGrantProgress } from "@essaim/impact/target/progress.queries";
import { ButtonLink } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { ProgressTables } from "../impact/progress-table";
import { peopleSentence, targetsSentence } from "../impact/sentences";
import { TargetAlerts } from "../impact/target-alerts";
import { AgreementTerms } from "./life/agreement-terms";
import { Amendments } from "./life/amendments";
import { ReportsDue } from "./life/reports-due";
import { StandingList } from "./life/standing-list";
import { NextDue } from "./next-due";
import { GrantMoney } from "./overview/grant-money";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const canWrite = can(actor, "grant:write");
  const canReadSpending = can(actor, "spending:read");
  const [grant, money, progress, amendments, payments, reports] = await Promise.all([
    context.execute(actor, getGrant, { id }),
    canReadSpending ? context.execute(actor, getGrantMoney, { id }) : null,
    context.execute(actor, getGrantProgress, { id }),
    context.execute(actor, listAmendments, { grantId: id }),
    context.execute(actor, listPayments, { grantId: id }),
    canWrite ? context.execute(actor, listReportsDue, { grantId: id }) : [],
  ]);
  const hasReader = await context.execute(actor, hasFunderAccess, { funderId: grant.funderId });
  return {
    grant,
    money,
    progress,
    hasReader,
    amendments,
    instalments: payments.instalments,
    reports,
    canWrite,
    canReadDashboard: can(actor, "impact:read"),
    today: today(),
  };
}

export default function GrantPage() {
  const page = useLoaderData<typeof loader>();
  const { grant, progress, amendments, reports, canWrite } = page;
  const all = progress.groups.flatMap((group) => group.targets);
  const setTargets = canWrite && (
    <ButtonLink href={paths.targets(grant.id)} icon="target">
      {all.length > 0 ? "Modifier les objectifs" : "Fixer les objectifs"}
    </ButtonLink>
  );
  return (
    <>
      <StandingList grant={grant} amendments={amendments} canWrite={canWrite}>
        <NextDue grant={grant} instalments={page.instalments} reports={reports} />
      </StandingList>
      {page.money && <GrantMoney {...page.money} canReadSpending canWrite={canWrite} />}
      {reports.length > 0 && (
        <Section title="Comptes rendus attendus">
          <ReportsDue grantId={grant.id} reports={reports} today={page.today} />
        </Section>
      )}
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
        <Disclosure summary="Ses termes et ses avenants" onPhone>
          <AgreementTerms grant={grant} hasReader={page.hasReader} />
          {amendments.length > 0 && (
            <Amendments
              grantId={grant.id}
              amendments={amendments}
              canWrite={canWrite && isVerbAllowed("amend", grant.status)}
            />
          )}
        </Disclosure>
      </Section>
      <Section
        title="Objectifs et réalisé"
        lead={all.length > 0 ? targetsSentence(all) : undefined}
        action={all.length > 0 && setTargets}
      >
        {all.length > 0 ? (
          <>
            <TargetAlerts targets={all} level={3} />
            <Disclosure summary="Objectif par objectif" onPhone>
              <ProgressTables groups={progress.groups} grantId={grant.id} />
            </Disclosure>
          </>
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
      <Section title="Personnes accompagnées" lead={peopleSentence(progress.people)}>
        {page.canReadDashboard && (
          <p>
            <Link href={paths.dashboard({ financement: grant.id })}>
              Qui elles sont, et mois par mois, sur le tableau de bord
            </Link>
          </p>
        )}
      </Section>
    </>
  );
}
