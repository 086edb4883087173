import { listFunders } from "@essaim/funding/grant/funder.queries";
import { listGrants } from "@essaim/funding/grant/grant.queries";
import { grantFilterSchema, statusWordOptions } from "@essaim/funding/grant/grant.schema";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { formatCents, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Select } from "@essaim/ui/select";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { GrantTable } from "./grant-table";
import { linksOf, wordsOf } from "./list-words";

export const meta: MetaFunction = () => pageTitle("Financements");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(grantFilterSchema, request);
  const [found, funders] = await Promise.all([
    context.execute(actor, listGrants, filter),
    context.execute(actor, listFunders, {}),
  ]);
  const words = wordsOf(request, { statut: filter.status, financeur: filter.funderId });
  return { ...found, funders, words, canWrite: can(actor, "grant:write") };
}

export default function Grants() {
  const { grants, funders, words, canWrite, ...found } = useLoaderData<typeof loader>();
  const links = linksOf(paths.grants, words);
  const status = statusWordOptions.find((option) => option.value === words.statut);
  const funder = funders.find((one) => one.id === words.financeur);
  const active = [
    status && { label: status.label, removeHref: links.without("statut") },
    funder && { label: funder.name, removeHref: links.without("financeur") },
  ].filter((one) => one !== undefined);
  const newGrant = canWrite && (
    <ButtonLink href={paths.newGrant()} variant="primary" icon="plus">
      Nouveau financement
    </ButtonLink>
  );
  const isEmpty = found.total === 0 && active.length === 0;
  return (
    <>
      <PageHeader
        title="Financements"
        lead="Qui paie quoi, pour quelle période, et ce qui a été promis en échange."
        action={!isEmpty && newGrant}
      />
      {isEmpty ? (
        <EmptyState title="Aucun financement pour l’instant" icon="grant" action={newGrant}>
          Un financement dit qui paie, combien et pour quelle période. Ses objectifs se comparent
          ensuite à ce qui est fait.
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.grants()}
            label="Trier les financements"
            active={active}
            clearHref={paths.grants()}
            summary={summary(found)}
          >
            <Select
              name="statut"
              label="État"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.statut}
              options={statusWordOptions}
            />
            <Select
              name="financeur"
              label="Financeur"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.financeur}
              options={funders.map((one) => ({ value: one.id, label: one.name }))}
            />
          </FilterBar>
          {grants.length > 0 ? (
            <GrantTable grants={grants} />
          ) : (
            <EmptyState title="Aucun financement ne correspond" icon="search">
              Retirez un filtre pour en voir davantage.
            </EmptyState>
          )}
          <Pagination page={found.page} pageCount={found.pageCount} hrefFor={links.page} />
          {canWrite && (
            <p className="flex flex-wrap gap-x-6 gap-y-2 text-sm print:hidden">
              <Link href={paths.funders()}>Financeurs</Link>
              <Link href={paths.newProgramme()}>Ajouter un programme</Link>
              <Link href={paths.cooperative()}>Nom légal et SIRET de la coopérative</Link>
              <Link href={paths.openGrants()}>Données ouvertes</Link>
            </p>
          )}
        </>
      )}
    </>
  );
}

function summary(found: { total: number; securedCents: number; hopedCents: number }): string {
  const parts = [
    plural(found.total, "financement", "financements"),
    found.securedCents > 0 && `${formatCents(found.securedCents)} acquis`,
    found.hopedCents > 0 && `${formatCents(found.hopedCents)} espérés`,
  ];
  return parts.filter(Boolean).join(" · ");
}
