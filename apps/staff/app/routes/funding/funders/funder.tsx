import { getFunder } from "@essaim/funding/grant/funder.queries";
import { funderKindLabels } from "@essaim/funding/grant/funder.schema";
import { listGrants } from "@essaim/funding/grant/grant.queries";
import { formatSiret } from "@essaim/funding/grant/siret.rules";
import { can } from "@essaim/identity/actor";
import { hasFunderAccess } from "@essaim/impact/portal/access.queries";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { GrantTable } from "../grant-table";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.funder.name} · Financeurs`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [funder, found, hasReader] = await Promise.all([
    context.execute(actor, getFunder, { id }),
    context.execute(actor, listGrants, { funderId: id, status: undefined, page: 1 }),
    context.execute(actor, hasFunderAccess, { funderId: id }),
  ]);
  return { funder, ...found, hasReader, canWrite: can(actor, "grant:write") };
}

export default function FunderPage() {
  const { funder, grants, total, hasReader, canWrite } = useLoaderData<typeof loader>();
  const add = canWrite && (
    <ButtonLink href={paths.newGrant({ financeur: funder.id })} icon="plus">
      Nouveau financement
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={funder.name}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: "Financeurs", href: paths.funders() },
        ]}
        action={
          canWrite && (
            <ButtonLink href={paths.editFunder(funder.id)} icon="edit">
              Modifier
            </ButtonLink>
          )
        }
      />
      <DescriptionList
        items={[
          { term: "Sorte", value: funderKindLabels[funder.kind] },
          {
            term: "SIRET",
            value: funder.siret && <span className="figures">{formatSiret(funder.siret)}</span>,
          },
          {
            term: "Site",
            value: funder.websiteUrl && (
              <a href={funder.websiteUrl} rel="noreferrer" className="wrap-anywhere">
                {funder.websiteUrl}
              </a>
            ),
          },
          {
            term: "Accès au portail",
            value: hasReader
              ? "Ouvert. Ce financeur voit ses financements acquis, sans rien sur les personnes."
              : "Aucun accès n’est ouvert pour ce financeur.",
          },
        ]}
      />
      <Section title="Ses financements" action={grants.length > 0 && add}>
        {grants.length > 0 ? (
          <GrantTable grants={grants} withFunder={false} />
        ) : (
          <EmptyState title="Rien n’est encore demandé" icon="grant" level={3} action={add}>
            Les financements demandés à {funder.name} paraîtront ici.
          </EmptyState>
        )}
        {total > grants.length && (
          <p className="text-sm">
            <Link href={paths.grants({ financeur: funder.id })}>Voir ses {total} financements</Link>
          </p>
        )}
      </Section>
    </>
  );
}
