import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import {
  dashboardFilterSchema,
  getTeamDashboard,
  type TeamDashboard,
} from "@essaim/impact/target/progress.queries";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate, formatPeriod } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { GrantStatusBadge } from "../funding/grant-status";
import { ProgressTables } from "./progress-table";
import { peopleSentence, periodSentence, targetsSentence } from "./sentences";
import { TargetAlerts } from "./target-alerts";
import { Trajectories } from "./trajectories";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page?.grant ? `${page.grant.title} · Tableau de bord` : "Tableau de bord");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, organisationName } = await context.requireSignedIn(request);
  const filter = parseQuery(dashboardFilterSchema, request);
  return {
    ...(await context.execute(actor, getTeamDashboard, filter)),
    organisationName,
    today: today(),
    canWrite: can(actor, "grant:write"),
    canPublish: can(actor, "impact:publish"),
    canReport: can(actor, "impact:write"),
  };
}

export default function DashboardPage() {
  const page = useLoaderData<typeof loader>();
  const { grant, canWrite } = page;
  if (!grant) return <NoGrant canWrite={canWrite} />;
  const targets = page.groups.flatMap((group) => group.targets);
  const { people } = page;
  return (
    <>
      <p className="hidden justify-between gap-6 border-b border-line pb-2 text-sm print:flex">
        <span>
          {page.organisationName} · {grant.funderName}
        </span>
        <span>Imprimé le {formatDate(page.today)}</span>
      </p>
      <PageHeader
        title={grant.title}
        meta={
          <>
            <GrantStatusBadge status={grant.status} />
            <span>{grant.funderName}</span>
            <span>
              {formatPeriod(grant.startsOn, grant.endsOn)} (
              {periodSentence(grant.startsOn, grant.endsOn, page.today).toLowerCase()})
            </span>
            {grant.amountCents !== null && <span>{formatCents(grant.amountCents)}</span>}
            <span>{grant.programmeName}</span>
            <span>Chiffres exacts au {formatDate(page.scope?.to ?? page.today)}</span>
          </>
        }
        lead={targets.length > 0 ? targetsSentence(targets) : undefined}
        action={
          <>
            {page.canPublish && page.scope && grant.isVisibleToFunder && (
              <ButtonLink href={paths.newRelease(grant.id)} variant="primary">
                Arrêter les chiffres
              </ButtonLink>
            )}
            <ButtonLink href={paths.grant(grant.id)} icon="grant">
              Voir le financement
            </ButtonLink>
          </>
        }
      />
      <GrantChooser choices={page.choices} grant={grant} />
      <TargetAlerts targets={targets} level={2} />
      <Section
        title="Objectifs et réalisé"
        rule={false}
        action={
          canWrite &&
          targets.length > 0 && (
            <ButtonLink href={paths.targets(grant.id)} icon="target">
              Modifier les objectifs
            </ButtonLink>
          )
        }
      >
        {targets.length > 0 ? (
          <ProgressTables groups={page.groups} grantId={grant.id} />
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
        <p className="print:hidden">
          <Link href={paths.figuresOfGrant(grant.id)}>
            Tous les chiffres de la période, avec et sans objectif
          </Link>
        </p>
      </Section>
      <Trajectories targets={targets} />
      <Section title="Personnes accompagnées" lead={peopleSentence(people)}>
        <p className="flex flex-wrap gap-x-6 gap-y-2 print:hidden">
          {people.total !== null && people.total > 0 && (
            <Link href={`${paths.figuresOfGrant(grant.id)}#personnes`}>
              Qui sont ces personnes&#8239;?
            </Link>
          )}
          <Link href={paths.territory({ voir: "personnes" })}>
            Voir dans quels quartiers, sur la carte
          </Link>
        </p>
      </Section>
      <Section title="Ce qui sort d’ici">
        <p className="max-w-measure">
          Ces chiffres exacts restent dans l’équipe. Un financeur et le public lisent{" "}
          <Link href={paths.releases(grant.id)}>les arrêtés de chiffres</Link> de ce financement, et
          ses rapports d’impact.
        </p>
        {page.canReport && (
          <p className="print:hidden">
            <ButtonLink href={paths.newImpactReport({ financement: grant.id })} icon="document">
              Préparer un rapport d’impact
            </ButtonLink>
          </p>
        )}
      </Section>
    </>
  );
}

function GrantChooser({
  choices,
  grant,
}: Pick<TeamDashboard, "choices"> & { grant: { id: string } }) {
  if (choices.length < 2) return null;
  return (
    <div className="print:hidden">
      <Disclosure summary="Choisir un autre financement">
        <Form
          method="get"
          aria-label="Choisir un financement"
          className="flex flex-wrap items-end gap-3"
        >
          <Select
            // A new page is a new choice: without the key, the field would keep the former one.
            key={grant.id}
            name="financement"
            label="Financement"
            optional="unmarked"
            placeholder={false}
            defaultValue={grant.id}
            className="min-w-0 flex-1 sm:max-w-xl"
            width="full"
            options={choices.map(({ id, title, funderName }) => ({
              value: id,
              label: `${funderName} – ${title}`,
            }))}
          />
          <Button type="submit">Afficher</Button>
          <Link href={paths.grants()} className="pb-2">
            Tous les financements
          </Link>
        </Form>
      </Disclosure>
    </div>
  );
}

function NoGrant({ canWrite }: { canWrite: boolean }) {
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
        Enregistrez un financement et ses objectifs pour suivre ce qui est fait.
      </EmptyState>
    </>
  );
}
