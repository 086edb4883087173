import { getGrant } from "@essaim/funding/grant/grant.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { formatPeriod } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Tabs } from "@essaim/ui/tabs";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { GrantStatusBadge } from "./grant-status";
import { grantTabs } from "./grant-tabs";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.grant.title} · Financements`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grant = await context.execute(actor, getGrant, { id: recordId(params.id) });
  return {
    grant,
    canWrite: can(actor, "grant:write"),
    canSeeDashboard: can(actor, "impact:read"),
    permissions: [...actor.permissions],
  };
}

/** What the tabs are told of their grant. */
export type GrantContext = { isClosed: boolean };

/** A grant's page: what it is, where it stands, and the tabs; one tab's content below. */
export default function GrantShell() {
  const { grant, canWrite, canSeeDashboard, permissions } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  return (
    <>
      <div className="flex flex-col gap-3 sm:gap-6">
        <PageHeader
          title={grant.title}
          breadcrumb={[{ label: "Financements", href: paths.grants() }]}
          meta={
            <>
              <GrantStatusBadge status={grant.status} />
              <span>{grant.funderName}</span>
              <span>{formatPeriod(grant.startsOn, grant.endsOn)}</span>
            </>
          }
          action={
            <>
              {canWrite && (
                <ButtonLink href={paths.editGrant(grant.id)} icon="edit">
                  Modifier
                </ButtonLink>
              )}
              {canSeeDashboard && (
                <ButtonLink href={paths.dashboard({ financement: grant.id })} icon="chart">
                  Tableau de bord
                </ButtonLink>
              )}
            </>
          }
        />
        <Tabs
          label={`Page de ${grant.title}`}
          tabs={grantTabs(grant.id, new Set(permissions), pathname)}
        />
      </div>
      <Outlet context={{ isClosed: grant.status === "closed" } satisfies GrantContext} />
    </>
  );
}
