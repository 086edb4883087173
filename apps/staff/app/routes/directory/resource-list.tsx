import { listOpenResources } from "@essaim/directory/open-resource.queries";
import {
  openResourceFilterSchema,
  resourceKindLabels,
  resourceKinds,
} from "@essaim/directory/open-resource.schema";
import { listPublicationMarks } from "@essaim/directory/publication/marks.queries";
import { publicationStatuses, publicationStatusLabels } from "@essaim/directory/publication.schema";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { formatDay, formatNumber, plural, typo } from "@essaim/ui/format";
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
import { LicenceStatusBadge } from "./licence-badge";
import { listLinks } from "./list-links";
import { Marks, StatusBadge } from "./publication";

export const meta: MetaFunction = () => pageTitle("Ressources ouvertes et communs");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(openResourceFilterSchema, request);
  const found = await context.execute(actor, listOpenResources, filter);
  const ids = found.resources.map(({ id }) => id);
  const marks = await context.execute(actor, listPublicationMarks, { ids });
  return { ...found, marks, filter, canWrite: can(actor, "directory:write") };
}

export default function ResourceList() {
  const { resources, marks, total, page, pageCount, filter, canWrite } =
    useLoaderData<typeof loader>();
  const links = listLinks(paths.resources, filter);
  const { search, kind, status } = filter;
  const active = [
    search && { label: `«\u202f${search}\u202f»`, removeHref: links.without("search") },
    kind && { label: resourceKindLabels[kind].fr, removeHref: links.without("kind") },
    status && { label: publicationStatusLabels[status].fr, removeHref: links.without("status") },
  ].filter((one) => typeof one === "object");
  const newResource = canWrite && (
    <div className="flex flex-wrap gap-3">
      <ButtonLink href={paths.newResource()} variant="primary" icon="plus">
        Nouvelle ressource
      </ButtonLink>
      <ButtonLink href={paths.importResources()} icon="upload">
        Importer
      </ButtonLink>
    </div>
  );
  const isEmpty = total === 0 && active.length === 0;
  return (
    <>
      <PageHeader
        title="Ressources ouvertes et communs"
        lead="Logiciels, machines, savoirs, données et lieux partagés, avec ce que leur licence permet vraiment."
        action={!isEmpty && newResource}
      />
      {isEmpty ? (
        <EmptyState title="Aucune ressource pour l’instant" icon="resource" action={newResource}>
          {typo("Décrivez une première ressource : ce que c’est, sa licence, où la trouver.")}
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.resources()}
            label="Chercher une ressource"
            active={active}
            clearHref={paths.resources()}
            summary={plural(total, "ressource", "ressources")}
          >
            <SearchField name="search" label="Mots cherchés" defaultValue={search} bare />
            <Select
              name="kind"
              label="Nature"
              optional="unmarked"
              placeholder="Toutes"
              defaultValue={kind}
              options={resourceKinds.map((value) => ({
                value,
                label: resourceKindLabels[value].fr,
              }))}
            />
            <Select
              name="status"
              label="Statut"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={status}
              options={publicationStatuses.map((value) => ({
                value,
                label: publicationStatusLabels[value].fr,
              }))}
            />
            {filter.sort !== "-updated" && <input type="hidden" name="sort" value={filter.sort} />}
          </FilterBar>
          <Table
            caption="Ressources ouvertes et communs"
            hideCaption
            rows={resources}
            rowKey={(resource) => resource.id}
            stack="lg"
            empty={
              <EmptyState title="Aucune ressource ne correspond" icon="search">
                Essayez avec moins de mots, ou retirez un filtre.
              </EmptyState>
            }
            columns={[
              {
                key: "name",
                header: "Ressource",
                lead: true,
                sort: links.sortBy("name"),
                cell: (resource) => <Link href={paths.resource(resource.id)}>{resource.name}</Link>,
              },
              { key: "kind", header: "Nature", cell: (one) => resourceKindLabels[one.kind].fr },
              {
                key: "licence",
                header: "Licence",
                cell: (resource) => <LicenceStatusBadge licence={resource.licence} />,
              },
              {
                key: "activities",
                header: "Activités",
                numeric: true,
                cell: (resource) => formatNumber(resource.activityCount),
              },
              {
                key: "status",
                header: "Statut",
                cell: ({ id, status: of }) => (
                  <span className="flex flex-wrap gap-1">
                    <StatusBadge status={of} />
                    <Marks mark={marks.find((one) => one.id === id)} />
                  </span>
                ),
              },
              {
                key: "updated",
                header: "Modifiée le",
                sort: links.sortBy("updated"),
                className: "whitespace-nowrap",
                cell: (resource) => formatDay(resource.updatedAt),
              },
            ]}
          />
          <Pagination page={page} pageCount={pageCount} hrefFor={links.page} />
        </>
      )}
    </>
  );
}
