import type { ContributionKind } from "@essaim/commons/contribution/contribution.schema";
import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import {
  type Dashboard,
  dashboardFilterSchema,
  getDashboard,
  hasFunderAccess,
} from "@essaim/impact/dashboard.queries";
import { THRESHOLD } from "@essaim/impact/disclosure.rules";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate, formatNumber, formatPeriod, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { Table } from "@essaim/ui/table";
import { Tabs } from "@essaim/ui/tabs";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { GrantStatusBadge } from "../funding/grant-status";
import { FigureGroups } from "./figure-groups";
import { PeopleTables } from "./people-tables";
import { peopleSentence, periodSentence, targetsSentence } from "./sentences";
import { TargetChart } from "./target-chart";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page?.grant ? `${page.grant.title} · Tableau de bord` : "Tableau de bord");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, organisationName } = await context.requireSignedIn(request);
  const filter = parseQuery(dashboardFilterSchema, request);
  const dashboard = await context.execute(actor, getDashboard, filter);
  const isTeam = can(actor, "grant:read");
  return {
    ...dashboard,
    // Said to the team only.
    hasReader:
      isTeam && dashboard.grant
        ? await context.execute(actor, hasFunderAccess, { funderId: dashboard.grant.funderId })
        : true,
    organisationName,
    today: today(),
    isTeam,
    canWrite: can(actor, "grant:write"),
  };
}

export default function DashboardPage() {
  const page = useLoaderData<typeof loader>();
  const { grant, figures, isTeam, canWrite } = page;
  if (!grant) return <NoGrant isTeam={isTeam} canWrite={canWrite} />;
  const all = figures?.groups.flatMap((group) => group.figures) ?? [];
  return (
    <>
      <p className="hidden justify-between gap-6 border-b border-line pb-2 text-sm print:flex">
        <span>
          {page.organisationName} · {grant.funderName}
        </span>
        <span>Imprimé le {formatDate(page.today)}</span>
      </p>
      <PageHeader
        // A funder may pay several cooperatives: theirs is named first.
        title={isTeam ? grant.title : `${page.organisationName}\u202f: ${grant.title}`}
        meta={
          <>
            <GrantStatusBadge status={grant.status} />
            {isTeam && <span>{grant.funderName}</span>}
            <span>
              {formatPeriod(grant.startsOn, grant.endsOn)} (
              {periodSentence(grant.startsOn, grant.endsOn, page.today).toLowerCase()})
            </span>
            {grant.amountCents !== null && <span>{formatCents(grant.amountCents)}</span>}
            <span>{grant.programmeName}</span>
            <span>Chiffres au {formatDate(page.today)}</span>
          </>
        }
        lead={all.length > 0 ? targetsSentence(all) : undefined}
        action={
          isTeam && (
            <ButtonLink href={paths.grant(grant.id)} icon="grant">
              Voir le financement
            </ButtonLink>
          )
        }
      />
      <GrantChooser {...page} />
      {isTeam && (
        <Tabs
          label="Qui regarde"
          tabs={[
            {
              label: "Chiffres exacts, pour l’équipe",
              href: paths.dashboard({ financement: grant.id }),
              current: !page.asFunder,
            },
            {
              label: "Vue financeur",
              href: paths.dashboard({ financement: grant.id, vue: "financeur" }),
              current: page.asFunder,
            },
          ]}
        />
      )}
      {page.asFunder && page.isHidden && (
        <Alert title="Le financeur ne voit pas ce financement">
          Il le verra une fois la convention signée, quand l’état du financement sera
          «&#8239;Acquis&#8239;».
        </Alert>
      )}
      {page.asFunder && !page.isHidden && !page.hasReader && (
        <Alert title="Personne ne voit encore cette page chez le financeur">
          Aucun accès n’est ouvert pour {grant.funderName}. L’administration peut inviter quelqu’un.
        </Alert>
      )}
      {figures && (
        <>
          <Section title="Objectifs et réalisé" rule={false}>
            {all.length > 0 ? (
              <>
                <TargetChart figures={all} />
                <FigureGroups groups={figures.groups} />
              </>
            ) : (
              <EmptyState
                title="Aucun objectif pour l’instant"
                icon="target"
                level={3}
                action={
                  canWrite && (
                    <ButtonLink href={paths.targets(grant.id)} icon="target">
                      Fixer les objectifs
                    </ButtonLink>
                  )
                }
              >
                Quand des objectifs seront fixés, vous les comparerez ici à ce qui est fait.
              </EmptyState>
            )}
          </Section>
          <Withheld withheld={figures.withheld} standIn={page.standIn} />
          <Section title="Personnes accompagnées" lead={peopleSentence(figures.people)}>
            {figures.people.total !== 0 && <PeopleTables people={figures.people} />}
            <p className="print:hidden">
              <Link
                href={paths.territory({
                  voir: "personnes",
                  financement: page.asFunder ? grant.id : undefined,
                  vue: isTeam && page.asFunder ? "financeur" : undefined,
                })}
              >
                Voir dans quels quartiers, sur la carte
              </Link>
            </p>
          </Section>
          <Contributions contributions={figures.contributions} />
        </>
      )}
    </>
  );
}

function GrantChooser({ choices, grant, asFunder, isTeam }: Dashboard & { isTeam: boolean }) {
  if (choices.length < 2) return null;
  return (
    <div className="print:hidden">
      <Disclosure summary="Choisir un autre financement">
        <Form
          method="get"
          aria-label="Choisir un financement"
          className="flex flex-wrap items-end gap-3"
        >
          {isTeam && asFunder && <input type="hidden" name="vue" value="financeur" />}
          <Select
            // A new page is a new choice: without the key, the field would keep the former one.
            key={grant?.id}
            name="financement"
            label="Financement"
            optional="unmarked"
            placeholder={false}
            defaultValue={grant?.id}
            className="min-w-0 flex-1 sm:max-w-xl"
            width="full"
            options={choices.map((choice) => ({
              value: choice.id,
              label: isTeam ? `${choice.funderName} – ${choice.title}` : choice.title,
            }))}
          />
          <Button type="submit">Afficher</Button>
        </Form>
      </Disclosure>
    </div>
  );
}

/** Why some figures are missing, said once. */
function Withheld({
  withheld,
  standIn,
}: {
  withheld: "small" | "overlap" | null;
  standIn: Dashboard["standIn"];
}) {
  if (withheld === null) return null;
  if (withheld === "overlap" && standIn) {
    return (
      <Alert title="Les nombres de personnes sont montrés ailleurs">
        La période de ce financement recoupe celle de{" "}
        <Link href={paths.dashboard({ financement: standIn.id })}>{standIn.title}</Link>, qui montre
        les siens. Les montrer deux fois permettrait, par différence, de compter les quelques
        personnes qui les séparent.
      </Alert>
    );
  }
  return (
    <Alert title="Certains nombres de personnes sont masqués ou regroupés">
      Moins de {THRESHOLD}&nbsp;personnes pourraient être reconnues. Un nombre si petit, ou qui
      permettrait d’en retrouver un, n’est pas montré&#8239;: c’est le secret statistique.
    </Alert>
  );
}

function Contributions({
  contributions,
}: {
  contributions: { kind: string; contributions: number }[];
}) {
  const total = contributions.reduce((sum, row) => sum + row.contributions, 0);
  return (
    <Section
      title="Contributions aux communs"
      lead={
        total === 0
          ? "Aucune contribution n’est encore enregistrée pour cette période."
          : `${plural(total, "contribution", "contributions")} pendant la période.`
      }
    >
      {total > 0 && (
        <div className="max-w-2xl">
          <Table
            caption="Contributions par nature"
            hideCaption
            rows={contributions}
            rowKey={(row) => row.kind}
            stack="never"
            columns={[
              {
                key: "kind",
                header: "Nature",
                lead: true,
                cell: (row) => contributionKindLabels[row.kind as ContributionKind] ?? row.kind,
              },
              {
                key: "count",
                header: "Contributions",
                numeric: true,
                cell: (row) => formatNumber(row.contributions),
              },
            ]}
          />
        </div>
      )}
    </Section>
  );
}

function NoGrant({ isTeam, canWrite }: { isTeam: boolean; canWrite: boolean }) {
  return (
    <>
      <PageHeader title="Tableau de bord" />
      <EmptyState
        title="Aucun financement à montrer"
        icon="grant"
        action={
          canWrite && (
            <ButtonLink href={paths.newGrant()} variant="primary" icon="plus">
              Nouveau financement
            </ButtonLink>
          )
        }
      >
        {isTeam
          ? "Enregistrez un financement et ses objectifs pour suivre ce qui est fait."
          : "Vos financements apparaîtront ici une fois leur convention signée."}
      </EmptyState>
    </>
  );
}
