import { listPartners } from "@essaim/commons/partner/partner.queries";
import {
  partnerFilterSchema,
  partnerKindLabels,
  partnerKindOptions,
  partnerStatusOptions,
} from "@essaim/commons/partner/partner.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { SearchField } from "@essaim/ui/search-field";
import { Select } from "@essaim/ui/select";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { linksOf, wordsOf } from "../funding/list-words";
import { NextStep, PartnerStatusBadge } from "./partner-words";

export const meta: MetaFunction = () => pageTitle("Partenaires");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(partnerFilterSchema, request);
  const found = await context.execute(actor, listPartners, filter);
  const words = wordsOf(request, {
    q: filter.search || undefined,
    statut: filter.status,
    nature: filter.kind,
    suite: filter.isLate || undefined,
  });
  return { ...found, words, today: today(), canWrite: can(actor, "partner:write") };
}

export default function Partners() {
  const { partners, words, canWrite, today, ...found } = useLoaderData<typeof loader>();
  const links = linksOf(paths.partners, words);
  const status = partnerStatusOptions.find((one) => one.value === words.statut);
  const kind = partnerKindOptions.find((one) => one.value === words.nature);
  const active = [
    words.q && { label: `«\u202f${words.q}\u202f»`, removeHref: links.without("q") },
    status && { label: status.label, removeHref: links.without("statut") },
    kind && { label: kind.label, removeHref: links.without("nature") },
    words.suite && { label: "Étape en retard", removeHref: links.without("suite") },
  ].filter((one) => typeof one === "object");
  const newPartner = canWrite && (
    <ButtonLink href={paths.newPartner()} variant="primary" icon="plus">
      Nouveau partenaire
    </ButtonLink>
  );
  const isEmpty = found.total === 0 && active.length === 0;
  return (
    <>
      <PageHeader
        title="Partenaires"
        lead="Avec qui le programme avance, et où en est chaque partenariat."
        action={!isEmpty && newPartner}
      />
      {isEmpty ? (
        <EmptyState title="Aucun partenaire pour l’instant" icon="partner" action={newPartner}>
          Notez aussi ceux auxquels vous pensez seulement&#8239;: leur état dira où en est la
          discussion.
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.partners()}
            label="Chercher un partenaire"
            active={active}
            clearHref={paths.partners()}
            summary={plural(found.total, "partenaire", "partenaires")}
            fold
          >
            <SearchField label="Mots cherchés" defaultValue={words.q} bare />
            <Select
              name="statut"
              label="État"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.statut}
              options={partnerStatusOptions}
            />
            <Select
              name="nature"
              label="Nature"
              optional="unmarked"
              placeholder="Toutes"
              defaultValue={words.nature}
              options={partnerKindOptions}
            />
            <Select
              name="suite"
              label="Prochaine étape"
              optional="unmarked"
              placeholder="Toutes"
              defaultValue={words.suite}
              options={[{ value: "en-retard", label: "En retard" }]}
            />
          </FilterBar>
          <Table
            caption="Partenaires"
            hideCaption
            rows={partners}
            rowKey={(partner) => partner.id}
            stack="md"
            empty={
              <EmptyState title="Aucun partenaire ne correspond" icon="search">
                Essayez avec moins de mots, ou retirez un filtre.
              </EmptyState>
            }
            columns={[
              {
                key: "name",
                header: "Partenaire",
                lead: true,
                cell: (partner) => <Link href={paths.partner(partner.id)}>{partner.name}</Link>,
              },
              {
                key: "status",
                header: "État",
                className: "whitespace-nowrap",
                cell: (partner) => <PartnerStatusBadge status={partner.status} />,
              },
              { key: "kind", header: "Nature", cell: (partner) => partnerKindLabels[partner.kind] },
              {
                key: "next",
                header: "Prochaine étape",
                cell: (partner) =>
                  partner.nextStep ? (
                    <NextStep step={partner} today={today} />
                  ) : (
                    <span className="text-muted">Aucune</span>
                  ),
              },
              {
                key: "role",
                header: "Rôle et lieux",
                cell: (partner) => (
                  <>
                    {partner.communes.length > 0 && (
                      <span className="block text-sm text-muted">
                        {partner.communes.map((name) => name.replace(/ \(.*$/, "")).join(", ")}
                      </span>
                    )}
                    {partner.role || <span className="text-muted">Non renseigné</span>}
                  </>
                ),
              },
            ]}
          />
          <Pagination page={found.page} pageCount={found.pageCount} hrefFor={links.page} />
        </>
      )}
    </>
  );
}
