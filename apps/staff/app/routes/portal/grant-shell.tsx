import { getMyGrant } from "@essaim/impact/portal/portal.queries";
import { Button } from "@essaim/ui/button";
import { formatCents, formatDate, formatPeriod } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { Tabs } from "@essaim/ui/tabs";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { releaseQuerySchema } from "./chosen-release.server";
import { partOf, portalTabs } from "./portal-tabs";

export const meta: MetaFunction<typeof loader> = ({ data: page, location }) =>
  pageTitle(page && `${partOf(location.pathname)?.label} · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, organisationName } = await context.requireSignedIn(request);
  const id = recordId(params.id);
  const { grant, releases } = await context.execute(actor, getMyGrant, { id });
  const { arrete } = parseQuery(releaseQuerySchema, request);
  return {
    organisationName,
    grant,
    days: releases.map(({ cutOffOn }) => cutOffOn),
    arrete,
  };
}

/** A grant as its funder reads it: its facts, the release that is read, the tabs; one part below. */
export default function PortalGrant() {
  const { organisationName, grant, days, arrete } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const here = partOf(pathname);
  return (
    <>
      <div className="flex flex-col gap-3 sm:gap-6">
        <PageHeader
          title={grant.title}
          breadcrumb={[{ label: "Vos financements", href: paths.portal() }]}
          meta={
            <>
              <span>{organisationName}</span>
              <span>{formatPeriod(grant.startsOn, grant.endsOn)}</span>
              {grant.amountCents !== null && <span>{formatCents(grant.amountCents)}</span>}
            </>
          }
        />
        {here?.isOfRelease && days.length > 1 && (
          <Form
            method="get"
            action={paths.portalGrant(grant.id, here.part)}
            aria-label="Choisir le jour d’arrêté"
            className="flex flex-wrap items-end gap-3 print:hidden"
          >
            <Select
              key={arrete ?? days[0]}
              name="arrete"
              label="Chiffres arrêtés au"
              optional="unmarked"
              placeholder={false}
              defaultValue={arrete ?? days[0]}
              options={days.map((day) => ({ value: day, label: formatDate(day) }))}
            />
            <Button type="submit">Afficher</Button>
          </Form>
        )}
        <Tabs label={`Page de ${grant.title}`} tabs={portalTabs(grant.id, pathname, arrete)} />
      </div>
      <Outlet />
    </>
  );
}
