import { listActivities } from "@essaim/directory/activity.queries";
import {
  activityFilterSchema,
  publicationStatuses,
  publicationStatusLabels,
  sectorLabels,
  sectors,
} from "@essaim/directory/activity.schema";
import { listPublicationMarks } from "@essaim/directory/publication/marks.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { formatDay, plural, typo } from "@essaim/ui/format";
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
import { listLinks } from "./list-links";
import { Marks, StatusBadge } from "./publication";

export const meta: MetaFunction = () => pageTitle("Activités");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(activityFilterSchema, request);
  const found = await context.execute(actor, listActivities, filter);
  const ids = found.activities.map(({ id }) => id);
  const marks = await context.execute(actor, listPublicationMarks, { ids });
  return { ...found, marks, filter, canWrite: can(actor, "directory:write") };
}

export default function ActivityList() {
  const { activities, marks, total, page, pageCount, filter, canWrite } =
    useLoaderData<typeof loader>();
  const links = listLinks(paths.activities, filter);
  const { search, sector, status } = filter;
  const active = [
    search && { label: `«\u202f${search}\u202f»`, removeHref: links.without("search") },
    sector && { label: sectorLabels[sector].fr, removeHref: links.without("sector") },
    status && { label: publicationStatusLabels[status].fr, removeHref: links.without("status") },
  ].filter((one) => typeof one === "object");
  const newActivity = canWrite && (
    <ButtonLink href={paths.newActivity()} variant="primary" icon="plus">
      Nouvelle activité
    </ButtonLink>
  );
  const isEmpty = total === 0 && active.length === 0;
  return (
    <>
      <PageHeader
        title="Activités"
        lead="Ce que l’on peut commencer en s’appuyant sur des ressources ouvertes."
        action={!isEmpty && newActivity}
      />
      {isEmpty ? (
        <EmptyState title="Aucune activité pour l’instant" icon="activity" action={newActivity}>
          {typo("Décrivez une première activité : ce qu’elle demande, apporte, et ses limites.")}
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.activities()}
            label="Chercher une activité"
            active={active}
            clearHref={paths.activities()}
            summary={plural(total, "activité", "activités")}
          >
            <SearchField name="search" label="Mots cherchés" defaultValue={search} bare />
            <Select
              name="sector"
              label="Secteur"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={sector}
              options={sectors.map((value) => ({ value, label: sectorLabels[value].fr }))}
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
            caption="Activités"
            hideCaption
            rows={activities}
            rowKey={(activity) => activity.id}
            stack="lg"
            empty={
              <EmptyState title="Aucune activité ne correspond" icon="search">
                Essayez avec moins de mots, ou retirez un filtre.
              </EmptyState>
            }
            columns={[
              {
                key: "title",
                header: "Activité",
                lead: true,
                sort: links.sortBy("name"),
                cell: (activity) => (
                  <Link href={paths.activity(activity.id)}>{activity.title}</Link>
                ),
              },
              { key: "sector", header: "Secteur", cell: ({ sector: of }) => sectorLabels[of].fr },
              {
                key: "places",
                header: "Lieux",
                cell: ({ places }) =>
                  places.join(", ") || <span className="text-muted">Aucun</span>,
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
                cell: (activity) => formatDay(activity.updatedAt),
              },
            ]}
          />
          <Pagination page={page} pageCount={pageCount} hrefFor={links.page} />
        </>
      )}
    </>
  );
}
